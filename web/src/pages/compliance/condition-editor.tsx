import { Trans, useLingui } from '@lingui/react/macro';
import type { RuleCondition } from '@sampark/contracts/rules.ts';
import { CircleAlert, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { emptyOf, kinds, kindWords, valueWords } from './condition-words.ts';
import { kindOf, type Kind } from './rule-lines.ts';

type Props = {
  value: RuleCondition;
  onChange: (value: RuleCondition) => void;
  onRemove?: () => void;
  /** `condition.all.0`: as the server names the place. */
  path: string;
  faults: Readonly<Record<string, string>>;
  depth?: number;
  disabled: boolean;
};

const deepest = 6;
const boxLooks =
  'block w-full rounded-md border border-control bg-surface px-3 text-lg text-text disabled:bg-raised disabled:text-muted sm:text-base';

/** One condition, or a group of them within one another. */
export function ConditionEditor({ value, onChange, onRemove, path, faults, depth = 1, disabled }: Props) {
  const { t, i18n } = useLingui();
  const kind = kindOf(value);
  const own = Object.entries(faults).filter(
    ([field]) =>
      field === path || (kind !== 'all' && kind !== 'any' && kind !== 'not' && field.startsWith(`${path}.`)),
  );
  const groupFault = faults[`${path}.${kind}`];
  const faultTexts = [
    ...own.map(([, text]) => text),
    ...(own.length === 0 && groupFault ? [groupFault] : []),
  ];
  return (
    <div
      role="group"
      aria-label={i18n._(kindWords[kind])}
      className={`grid gap-2 rounded-md border p-3 ${faultTexts.length > 0 ? 'border-danger' : 'border-line'} ${depth % 2 ? 'bg-surface' : 'bg-canvas'}`}
    >
      <div className="flex items-center gap-2">
        <select
          aria-label={t`Kind of condition`}
          value={kind}
          disabled={disabled}
          onChange={(event) => {
            const next = event.currentTarget.value as Kind;
            // What is inside a group stays inside.
            const inner =
              'all' in value
                ? value.all
                : 'any' in value
                  ? value.any
                  : 'not' in value
                    ? [value.not]
                    : [value];
            if (next === 'all') onChange({ all: inner });
            else if (next === 'any') onChange({ any: inner });
            else if (next === 'not') onChange({ not: inner[0] ?? { terms: [] } });
            else onChange(emptyOf(next));
          }}
          className={`${boxLooks} min-h-9 font-medium`}
        >
          {kinds
            .filter((one) => depth < deepest || (one !== 'all' && one !== 'any' && one !== 'not'))
            .map((one) => (
              <option key={one} value={one}>
                {i18n._(kindWords[one])}
              </option>
            ))}
        </select>
        {onRemove && !disabled && (
          <Button kind="quiet" className="px-2" aria-label={t`Remove this condition`} onClick={onRemove}>
            <X className="size-4" aria-hidden />
          </Button>
        )}
      </div>
      <Inner
        value={value}
        onChange={onChange}
        path={path}
        faults={faults}
        depth={depth}
        disabled={disabled}
      />
      {faultTexts.map((text) => (
        <p key={text} className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {text}
        </p>
      ))}
    </div>
  );
}

function Inner({ value, onChange, path, faults, depth = 1, disabled }: Props) {
  const { t } = useLingui();
  if ('all' in value || 'any' in value) {
    const key = 'all' in value ? 'all' : 'any';
    const list = 'all' in value ? value.all : value.any;
    const set = (next: RuleCondition[]) => onChange(key === 'all' ? { all: next } : { any: next });
    return (
      <div className="grid gap-2 border-s-2 border-accent ps-3">
        {list.map((one, index) => (
          <ConditionEditor
            // The list has no other names; a removed one in the middle redraws those below.
            key={`${index} of ${list.length}`}
            value={one}
            path={`${path}.${key}.${index}`}
            faults={faults}
            depth={depth + 1}
            disabled={disabled}
            onChange={(next) => set(list.with(index, next))}
            {...(list.length > 1 ? { onRemove: () => set(list.toSpliced(index, 1)) } : {})}
          />
        ))}
        {!disabled && (
          <Button
            kind="quiet"
            className="justify-self-start"
            icon={<Plus className="size-4" aria-hidden />}
            onClick={() => set([...list, { terms: [] }])}
          >
            <Trans>Add a condition</Trans>
          </Button>
        )}
      </div>
    );
  }
  if ('not' in value)
    return (
      <div className="border-s-2 border-accent ps-3">
        <ConditionEditor
          value={value.not}
          path={`${path}.not`}
          faults={faults}
          depth={depth + 1}
          disabled={disabled}
          onChange={(next) => onChange({ not: next })}
        />
      </div>
    );
  const lines = (label: string, list: readonly string[], set: (next: string[]) => void) => (
    <Lines label={label} value={list} onChange={set} disabled={disabled} />
  );
  const choices = <T extends string>(
    all: readonly T[],
    chosen: readonly string[],
    set: (next: T[]) => void,
  ) => <Choices all={all} chosen={chosen} onChange={set} disabled={disabled} />;
  if ('terms' in value)
    return lines(t`Words or phrases, one a line`, value.terms, (terms) => onChange({ terms }));
  if ('lacks' in value)
    return lines(t`Words or phrases, one a line`, value.lacks, (lacks) => onChange({ lacks }));
  if ('interests' in value)
    return lines(t`Interests, one a line`, value.interests, (interests) => onChange({ interests }));
  if ('countries' in value)
    return lines(t`Two letters a line; EU and EEA stand for theirs`, value.countries, (countries) =>
      onChange({ countries: countries.map((one) => one.toUpperCase()) }),
    );
  if ('pattern' in value)
    return (
      <input
        type="text"
        aria-label={t`Pattern, in RE2 syntax`}
        placeholder={t`Pattern, in RE2 syntax`}
        spellCheck={false}
        disabled={disabled}
        value={value.pattern}
        onChange={(event) => onChange({ pattern: event.currentTarget.value })}
        className={`${boxLooks} min-h-9 font-mono`}
      />
    );
  if ('link' in value)
    return (
      <div className="grid gap-2 sm:grid-cols-2">
        {lines(t`To one of these domains`, value.link.in ?? [], (list) =>
          onChange({ link: { ...value.link, in: list.length > 0 ? list : undefined } as typeof value.link }),
        )}
        {lines(t`To none of these domains`, value.link.outside ?? [], (list) =>
          onChange({
            link: { ...value.link, outside: list.length > 0 ? list : undefined } as typeof value.link,
          }),
        )}
      </div>
    );
  if ('longer_than' in value)
    return (
      <Whole
        label={t`Characters`}
        value={value.longer_than}
        onChange={(next) => onChange({ longer_than: next ?? 1 })}
        disabled={disabled}
      />
    );
  if ('age' in value)
    return (
      <div className="grid grid-cols-2 gap-2">
        {(['from', 'to'] as const).map((end) => (
          <Whole
            key={end}
            label={end === 'from' ? t`From` : t`To`}
            value={value.age[end]}
            onChange={(next) => onChange({ age: { ...value.age, [end]: next } })}
            disabled={disabled}
          />
        ))}
      </div>
    );
  if ('unknown' in value)
    return choices(['country', 'age', 'interests'] as const, [value.unknown], (next) => {
      const last = next.at(-1);
      if (last) onChange({ unknown: last });
    });
  if ('channels' in value) return choices(channels, value.channels, (next) => onChange({ channels: next }));
  if ('purposes' in value)
    return choices(['marketing', 'service', 'coaching'] as const, value.purposes, (next) =>
      onChange({ purposes: next }),
    );
  if ('categories' in value)
    return choices(['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const, value.categories, (next) =>
      onChange({ categories: next }),
    );
  return choices(['text', 'template', 'buttons'] as const, value.kinds, (next) => onChange({ kinds: next }));
}

function Lines(props: {
  label: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  disabled: boolean;
}) {
  const [text, setText] = useState(props.value.join('\n'));
  const read = (from: string) =>
    from
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  // Changed from outside, such as by going back to the saved rule: then that counts.
  const shown = read(text).join('\n') === props.value.join('\n') ? text : props.value.join('\n');
  return (
    <label className="grid gap-1 text-sm text-muted">
      {props.label}
      <textarea
        dir="auto"
        rows={Math.min(8, Math.max(2, props.value.length + 1))}
        disabled={props.disabled}
        value={shown}
        onChange={(event) => {
          setText(event.currentTarget.value);
          props.onChange(read(event.currentTarget.value));
        }}
        className={`${boxLooks} py-1.5`}
      />
    </label>
  );
}

function Whole(props: {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  disabled: boolean;
}) {
  return (
    <label className="grid gap-1 text-sm text-muted">
      {props.label}
      <input
        type="number"
        min={0}
        disabled={props.disabled}
        value={props.value ?? ''}
        onChange={(event) => {
          const next = event.currentTarget.valueAsNumber;
          props.onChange(Number.isNaN(next) ? undefined : Math.trunc(next));
        }}
        className={`${boxLooks} tabular min-h-9`}
      />
    </label>
  );
}

function Choices<T extends string>(props: {
  all: readonly T[];
  chosen: readonly string[];
  onChange: (value: T[]) => void;
  disabled: boolean;
}) {
  const { i18n } = useLingui();
  const nameOf = (value: T) => {
    if (value in channelNames) return channelNames[value as keyof typeof channelNames];
    const known = valueWords[value];
    return known ? i18n._(known) : value;
  };
  return (
    <div className="flex flex-wrap gap-x-5 gap-y-1">
      {props.all.map((value) => (
        <Checkbox
          key={value}
          label={nameOf(value)}
          disabled={props.disabled}
          checked={props.chosen.includes(value)}
          onChange={(checked) =>
            props.onChange([
              ...props.all.filter((one) => one !== value && props.chosen.includes(one)),
              ...(checked ? [value] : []),
            ])
          }
        />
      ))}
    </div>
  );
}
