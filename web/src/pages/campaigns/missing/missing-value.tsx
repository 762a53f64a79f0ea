import { Plural, Trans } from '@lingui/react/macro';
import { useId, useState, type ReactNode } from 'react';
import { useFormat } from '../../../i18n/use-format.ts';
import { channelNames } from '../../../lib/words.ts';
import type { Draft, DraftChange } from '../use-draft.ts';
import { useVariableWords } from '../variable-words.ts';
import { DefaultValue } from './default-value.tsx';
import { FixValues } from './fix-values.tsx';
import type { Missing } from './missing-values.tsx';

type Answer = 'default' | 'skip' | 'fix';
type Props = {
  draft: Draft;
  missing: Missing['variables'][number];
  reachable: number;
  audience: number;
  onChange: (change: DraftChange) => void;
};

/** One value some people lack, and the three ways out: something else instead, leaving them out, putting it on record. */
export function MissingValue({ draft, missing, reachable, audience, onChange }: Props) {
  const { exact } = useFormat();
  const { variable, count, by } = missing;
  const words = useVariableWords();
  const name = words[variable] ?? variable;
  const decided = draft.missing_values[variable];
  const [chosen, setChosen] = useState<Answer | undefined>(decided?.action);
  const title = useId();
  const decide = (next: Draft['missing_values'][string] | undefined) => {
    const { [variable]: _before, ...others } = draft.missing_values;
    onChange({ missing_values: next === undefined ? others : { ...others, [variable]: next } });
  };
  const choose = (answer: Answer) => {
    setChosen(answer);
    if (answer === 'skip') decide({ action: 'skip' });
    else if (decided !== undefined) decide(undefined);
  };
  const channels = [...new Set(by.map((one) => one.channel))];
  return (
    <section
      aria-labelledby={title}
      className="grid gap-3 rounded-md border border-line bg-surface p-4 text-text"
    >
      <h4 id={title} className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{name}</span>
        <span className="text-muted">
          <Plural
            value={count}
            one={`${exact(count)} person lacks it`}
            other={`${exact(count)} people lack it`}
          />
          {channels.length > 1 && (
            <>
              {': '}
              {channels
                .map((channel) => {
                  const on = by.filter((one) => one.channel === channel);
                  return `${channelNames[channel]} ${exact(on.reduce((sum, one) => sum + one.count, 0))}`;
                })
                .join(' · ')}
            </>
          )}
        </span>
      </h4>
      <div role="radiogroup" aria-labelledby={title} className="grid gap-1">
        <Choice name={title} value="default" chosen={chosen} onChoose={choose}>
          <Trans>Write something else instead</Trans>
        </Choice>
        {chosen === 'default' && (
          <DefaultValue
            draft={draft}
            variable={variable}
            fits={missing.open === 0 || missing.action === null}
            value={decided?.action === 'default' ? decided.value : ''}
            onChange={(value) => decide(value.trim() === '' ? undefined : { action: 'default', value })}
          />
        )}
        <Choice name={title} value="skip" chosen={chosen} onChoose={choose}>
          <Trans>Leave them out</Trans>
        </Choice>
        {chosen === 'skip' && (
          <p className="ps-7 text-sm text-muted" role="status">
            <Trans>
              {exact(reachable)} of {exact(audience)} people get the message.
            </Trans>
          </p>
        )}
        <Choice name={title} value="fix" chosen={chosen} onChoose={choose}>
          <Trans>Fill it in for each of them</Trans>
        </Choice>
        {chosen === 'fix' && <FixValues draft={draft} variable={variable} name={name} />}
      </div>
    </section>
  );
}

function Choice(props: {
  name: string;
  value: Answer;
  chosen: Answer | undefined;
  onChoose: (answer: Answer) => void;
  children: ReactNode;
}) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
      <input
        type="radio"
        name={props.name}
        value={props.value}
        checked={props.chosen === props.value}
        onChange={() => props.onChoose(props.value)}
        className="size-4 accent-accent"
      />
      {props.children}
    </label>
  );
}
