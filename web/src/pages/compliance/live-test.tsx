import { Trans, useLingui } from '@lingui/react/macro';
import type { RuleDefinition, RuleSituation } from '@sampark/contracts/rules.ts';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, Flag, FlaskConical, History } from 'lucide-react';
import { api, type Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { MarkedText } from './marked-text.tsx';

type Trial = Answer<'POST /api/v1/compliance/rules/try'>;
type Props = {
  definition: RuleDefinition;
  trial: Pick<Trial, 'flag' | 'marked'> | undefined;
  /** The rule cannot be run as it stands. */
  broken: boolean;
  text: string;
  situation: RuleSituation;
  onText: (text: string) => void;
  onSituation: (situation: RuleSituation) => void;
};

/** A pasted text, judged while one writes; and what the rule would have found lately. */
export function LiveTest({ definition, trial, broken, text, situation, onText, onSituation }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const past = useMutation({
    mutationFn: () =>
      api('POST /api/v1/compliance/rules/try', {
        body: {
          definition: {
            ...definition,
            ...{ name: definition.name || '–', explanation: definition.explanation || '–', source: null },
            examples: [],
          },
          past: true,
        },
      }),
  });
  const found = past.data?.past;
  const [flagged, read] = [exact(found?.flagged ?? 0), exact(found?.read ?? 0)];
  return (
    <Card id="live-test" title={t`Try it`} note={<Trans>Nothing is saved or sent by trying.</Trans>}>
      <div className="grid gap-3">
        <TextArea
          id="trial-text"
          label={t`A text of your own`}
          rows={4}
          value={text}
          onChange={onText}
          placeholder={t`Paste a message`}
        />
        <div className="flex flex-wrap items-center gap-1">
          <Select<string>
            label={t`Channel`}
            value={situation.channel ?? 'whatsapp'}
            items={channels.map((value) => ({ value, label: channelNames[value] }))}
            onChange={(value) => {
              const channel = channels.find((one) => one === value);
              if (channel) onSituation({ ...situation, channel });
            }}
          />
          <label className="flex items-center gap-2 text-sm text-muted">
            <Trans>Country</Trans>
            <input
              type="text"
              size={3}
              maxLength={2}
              value={situation.country ?? ''}
              onChange={(event) => {
                const { country: _old, ...rest } = situation;
                const country = event.currentTarget.value.toUpperCase().replace(/[^A-Z]/g, '');
                onSituation(country ? { ...rest, country } : rest);
              }}
              className="min-h-8 rounded-md border border-control bg-surface px-2 text-lg uppercase sm:text-base"
            />
          </label>
        </div>
        <div role="status" className="grid gap-2">
          {broken ? (
            <p className="text-danger">
              <Trans>The rule cannot be run as it stands; what is wrong is written at its place.</Trans>
            </p>
          ) : !text.trim() ? (
            <p className="flex items-center gap-2 text-muted">
              <FlaskConical className="size-4 shrink-0" aria-hidden />
              <Trans>What the rule finds in the text shows here.</Trans>
            </p>
          ) : trial?.flag ? (
            <>
              <p className="flex items-center gap-2 font-medium text-warn">
                <Flag className="size-4 shrink-0" aria-hidden />
                {definition.action === 'block' ? (
                  <Trans>Would be held</Trans>
                ) : (
                  <Trans>Would be flagged</Trans>
                )}
              </p>
              {trial.marked && (
                <p className="rounded-md bg-canvas px-3 py-2">
                  <MarkedText text={trial.marked.text} marks={trial.marked.marks} />
                </p>
              )}
              {trial.marked && trial.marked.missing.length > 0 && (
                <p className="text-sm text-muted">
                  <Trans>Missing: one of</Trans> {trial.marked.missing.map((word) => `“${word}”`).join(', ')}
                </p>
              )}
            </>
          ) : (
            <p className="flex items-center gap-2 font-medium text-ok">
              <CircleCheck className="size-4 shrink-0" aria-hidden />
              <Trans>Passes</Trans>
            </p>
          )}
        </div>
        <div className="grid gap-2 border-t border-line pt-3">
          <Button
            className="justify-self-start"
            busy={past.isPending}
            disabled={broken}
            icon={<History className="size-4" aria-hidden />}
            onClick={() => past.mutate()}
          >
            <Trans>Try it on what was sent lately</Trans>
          </Button>
          {past.error && (
            <p role="alert" className="text-sm text-danger">
              {errorText(past.error).title}. {errorText(past.error).remedy}
            </p>
          )}
          {found && (
            <div role="status" className="grid gap-2">
              <p className="tabular font-medium">
                <Trans>
                  {flagged} of the last {read} messages would have been flagged
                </Trans>
              </p>
              <ul className="grid gap-1.5">
                {found.samples.map((one) => (
                  <li
                    key={one.message_id}
                    dir="auto"
                    className="border-s-2 border-line ps-2.5 text-sm break-words text-muted"
                  >
                    {one.excerpt}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      </div>
    </Card>
  );
}
