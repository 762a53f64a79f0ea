import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useErrorText } from '../../lib/error-text.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import type { FlagContext } from './flag-message.tsx';
import { verdictWords, type Verdict } from './rule-words.ts';
import type { Triage } from './use-triage.ts';

type Props = { context: FlagContext; triage: Triage; onDone: (ids: readonly string[]) => void };

const verdicts = ['false_alarm', 'minor', 'violation'] as const;
const keyOf: Record<Verdict, string> = { false_alarm: '1', minor: '2', violation: '3' };

/** Note and verdict. One key decides; a violation asks for its note first, and then Ctrl+Enter gives it. */
export function DecideBar({ context, triage, onDone }: Props) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const { flag, alike } = context;
  const field = useRef<HTMLTextAreaElement>(null);
  const [note, setNote] = useState('');
  const [wanted, setWanted] = useState<Verdict>();
  const [withAlike, setWithAlike] = useState(false);
  const needsNote = wanted === 'violation' && !note.trim();

  const decide = (verdict: Verdict) => {
    if (triage.busy) return;
    if (verdict === 'violation' && !note.trim()) {
      setWanted(verdict);
      field.current?.focus();
      return;
    }
    const which =
      withAlike && flag.campaign_id
        ? {
            filter: { rule_id: flag.rule_id, campaign_id: flag.campaign_id, state: 'waiting' as const },
            // Nothing that came in after these were counted.
            flagged_before: new Date().toISOString(),
          }
        : { ids: [flag.id] };
    void triage
      .decide(which, verdict, note)
      .then(({ ids }) => onDone([flag.id, ...ids]))
      .catch(() => undefined);
  };
  useShortcut('1', i18n._(verdictWords.false_alarm.word), () => decide('false_alarm'));
  useShortcut('2', i18n._(verdictWords.minor.word), () => decide('minor'));
  useShortcut('3', i18n._(verdictWords.violation.word), () => decide('violation'));
  useShortcut('n', t`Write a note`, () => field.current?.focus());
  useShortcut('w', t`With all others of this rule in this campaign`, () => {
    if (alike > 0 && flag.campaign_id) setWithAlike(!withAlike);
  });

  return (
    <footer className="grid gap-2 border-t border-line bg-surface px-3 py-3 sm:px-5">
      {triage.error && (
        <p role="alert" className="rounded-md bg-danger-tint px-3 py-2 text-danger">
          {errorText(triage.error).title}. {errorText(triage.error).remedy}
        </p>
      )}
      <div className="grid gap-1">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={t`Note`}
          aria-invalid={needsNote || undefined}
          aria-describedby="decide-hint"
          placeholder={t`Note: what the author should know`}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              if (wanted) decide(wanted);
            }
          }}
          className={`block max-h-40 min-h-9 w-full rounded-md border bg-surface px-3 py-1.5 text-lg field-sizing-content placeholder:text-muted sm:text-base ${needsNote ? 'border-danger' : 'border-control'}`}
        />
        <p id="decide-hint" role="status" className={`text-sm ${needsNote ? 'text-danger' : 'text-muted'}`}>
          {needsNote ? (
            <Trans>A violation needs a note. Write it, then press Ctrl+Enter.</Trans>
          ) : wanted === 'violation' ? (
            <Trans>Ctrl+Enter gives the verdict: violation.</Trans>
          ) : flag.action === 'warn' && flag.delivery_status === 'held' ? (
            <Trans>Another rule holds this message; the verdict is about this one.</Trans>
          ) : flag.action === 'warn' ? (
            <Trans>This rule only warns: it held nothing up. The verdict is for the record.</Trans>
          ) : (
            <Trans>The verdict is about the rule; whether the message leaves is decided above.</Trans>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap gap-2" role="group" aria-label={t`Verdict`}>
          {verdicts.map((verdict) => {
            const { icon: Icon, word, meaning } = verdictWords[verdict];
            return (
              <Button
                key={verdict}
                kind={wanted === verdict ? 'primary' : verdict === 'violation' ? 'danger' : 'secondary'}
                busy={triage.busy}
                title={i18n._(meaning)}
                icon={<Icon className="size-4" aria-hidden />}
                onClick={() => decide(verdict)}
              >
                {i18n._(word)}
                <span className="hidden sm:inline" aria-hidden>
                  <KeyHint keys={keyOf[verdict]} />
                </span>
              </Button>
            );
          })}
        </div>
        {alike > 0 && flag.campaign_id && (
          <Checkbox
            checked={withAlike}
            onChange={setWithAlike}
            label={
              <Plural
                value={alike}
                one="And # more of this rule in this campaign"
                other="And # more of this rule in this campaign"
              />
            }
          />
        )}
      </div>
    </footer>
  );
}
