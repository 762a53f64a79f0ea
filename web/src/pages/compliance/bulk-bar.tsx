import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { ReleaseMany, type HeldMessage } from './release-many.tsx';
import { verdictWords, type Verdict } from './rule-words.ts';
import type { Triage } from './use-triage.ts';

type Props = {
  ids: string[];
  /** All that are in the list as far as it is loaded. */
  all: readonly string[];
  held: readonly HeldMessage[];
  triage: Triage;
  reviewers: readonly { id: string; name: string }[];
  onChoose: (ids: ReadonlySet<string>) => void;
  onDone: (ids: readonly string[]) => void;
};

/** One verdict for several flags, or one person, or one word for those that are held. A violation needs its note first. */
export function BulkBar({ ids, all, held, triage, reviewers, onChoose, onDone }: Props) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const [note, setNote] = useState('');
  const many = exact(ids.length);
  const decide = (verdict: Verdict) =>
    void (async () => {
      try {
        onDone((await triage.decide({ ids }, verdict, note)).ids);
      } catch {
        // Shown by the page: the verdict's own state has the error.
      }
    })();
  const allMany = exact(all.length);
  return (
    <section aria-label={t`Several at once`} className="grid gap-2 border-t border-line bg-raised px-3 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="tabular font-medium">
          <Trans>{many} chosen</Trans>
        </p>
        <div className="flex items-center gap-1">
          {ids.length < all.length && (
            <Button kind="quiet" onClick={() => onChoose(new Set(all))}>
              <Trans>Choose all {allMany}</Trans>
            </Button>
          )}
          <Button
            kind="quiet"
            className="px-2"
            aria-label={t`Choose none`}
            onClick={() => onChoose(new Set())}
          >
            <X className="size-4" aria-hidden />
          </Button>
        </div>
      </div>
      <input
        type="text"
        aria-label={t`Note for all of them`}
        placeholder={t`Note for all of them`}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        className="block min-h-9 w-full rounded-md border border-control bg-surface px-3 text-lg placeholder:text-muted sm:text-base"
      />
      <div className="flex flex-wrap gap-2">
        {(['false_alarm', 'minor', 'violation'] as const).map((verdict) => {
          const Icon = verdictWords[verdict].icon;
          return (
            <Button
              key={verdict}
              busy={triage.busy}
              disabled={verdict === 'violation' && !note.trim()}
              icon={<Icon className="size-4" aria-hidden />}
              onClick={() => decide(verdict)}
            >
              {i18n._(verdictWords[verdict].word)}
            </Button>
          );
        })}
        <Select<string>
          label={t`Assign to`}
          value=""
          items={[
            { value: '', label: t`Assign to` },
            { value: 'nobody', label: t`Nobody` },
            ...reviewers.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={(to) => {
            if (to)
              void triage
                .assign(ids, to === 'nobody' ? null : to)
                .then(() => onChoose(new Set()))
                .catch(() => undefined);
          }}
        />
      </div>
      <ReleaseMany held={held} note={note} onAnswer={triage.refresh} onDone={() => onChoose(new Set())} />
      {triage.error && (
        <p role="alert" className="text-sm text-danger">
          {errorText(triage.error).title}. {errorText(triage.error).remedy}
        </p>
      )}
    </section>
  );
}
