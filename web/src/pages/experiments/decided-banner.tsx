import { Trans } from '@lingui/react/macro';
import { Send, Trophy } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Instant } from '../../ui/instant.tsx';
import { remainingOf, type Experiment, type Results } from './results.ts';
import { RollOutDialog } from './roll-out-dialog.tsx';
import { VersionMark } from './version-mark.tsx';

/** Who declared which version the winner, and what comes of it. */
export function DecidedBanner({ experiment, results }: { experiment: Experiment; results: Results }) {
  const { longDate, exact } = useFormat();
  const mayWrite = useUser()?.role !== 'compliance';
  const [asking, setAsking] = useState(false);
  const winner = experiment.variants.find((one) => one.key === experiment.winner);
  if (!winner) return null;
  const at = experiment.decided_at ? new Date(experiment.decided_at) : undefined;
  const rolled = experiment.rolled_out_at ? new Date(experiment.rolled_out_at) : undefined;
  const remaining = remainingOf(results);
  const rest = exact(remaining);
  const { key, name } = winner;
  return (
    <section
      aria-labelledby="decided-title"
      className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4 rounded-lg border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex min-w-0 flex-1 basis-80 gap-3">
        <Trophy className="mt-1 size-5 shrink-0 text-ok" aria-hidden />
        <div className="grid min-w-0 gap-1">
          <h2 id="decided-title" className="flex flex-wrap items-center gap-2 text-lg font-semibold">
            <VersionMark letter={key} />
            <Trans>
              {key} was declared the winner: {name}
            </Trans>
          </h2>
          <p className="text-muted">
            {experiment.decided_by_name} {at && <Instant at={at}>{longDate(at)}</Instant>}
          </p>
          {experiment.decided_early && (
            <p>
              <Trans>Decided before the numbers did:</Trans> “{experiment.decided_early}”
            </p>
          )}
          {rolled && (
            <p>
              <Trans>Rolled out to the rest</Trans> <Instant at={rolled}>{longDate(rolled)}</Instant>
            </p>
          )}
        </div>
      </div>
      {mayWrite && !rolled && remaining > 0 && (
        <Button kind="primary" icon={<Send className="size-4" aria-hidden />} onClick={() => setAsking(true)}>
          <Trans>Roll out to {rest} people</Trans>
        </Button>
      )}
      {asking && (
        <RollOutDialog open experiment={experiment} results={results} onClose={() => setAsking(false)} />
      )}
    </section>
  );
}
