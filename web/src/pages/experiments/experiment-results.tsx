import { Trans } from '@lingui/react/macro';
import { Trophy } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DecidedBanner } from './decided-banner.tsx';
import { DeclareDialog } from './declare-dialog.tsx';
import { DesignFacts } from './design-facts.tsx';
import { GuardrailsResults } from './guardrails-results.tsx';
import { OneLookDetails } from './one-look-details.tsx';
import { OverTimeCard } from './over-time-card.tsx';
import { controlOf, unsettledOf, type Experiment } from './results.ts';
import { SampleRatioCard } from './sample-ratio-card.tsx';
import { roughly, timeLeft } from './time-left.ts';
import { useLooks, useResults } from './use-results.ts';
import { useVerdictText } from './use-verdict-text.ts';
import { VerdictBanner } from './verdict-banner.tsx';
import { VersionsResults } from './versions-results.tsx';

/** From the verdict down to what it rests on. */
export function ExperimentResults({ experiment }: { experiment: Experiment }) {
  const query = useResults(experiment);
  const looks = useLooks(experiment).data;
  const mayWrite = useUser()?.role !== 'compliance';
  const text = useVerdictText();
  const [asking, setAsking] = useState(false);
  const { exact, duration } = useFormat();
  const results = query.data;
  if (!results) {
    if (query.isError)
      return (
        <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
      );
    return <Skeleton className="h-96" />;
  }
  const { verdict } = results;
  const said = text(results, { ...experiment, control: controlOf(experiment) });
  const unsettled = unsettledOf(results);
  const waiting = exact(unsettled);
  const left = verdict.may_stop ? undefined : timeLeft(experiment, results, looks?.points ?? []);
  const time = left === undefined ? '' : duration(roughly(left));
  return (
    <div className="grid gap-5">
      {experiment.status === 'decided' && <DecidedBanner experiment={experiment} results={results} />}
      <VerdictBanner text={said}>
        {mayWrite && experiment.status === 'running' && (
          <Button
            kind={verdict.winner ? 'primary' : 'secondary'}
            icon={<Trophy className="size-4" aria-hidden />}
            onClick={() => setAsking(true)}
          >
            <Trans>Declare a winner</Trans>
          </Button>
        )}
      </VerdictBanner>
      <p className="tabular -mt-2 flex flex-wrap gap-x-4 text-sm text-muted">
        <span>
          <Trans>Counted</Trans> <Ago at={results.as_of} />
        </span>
        {left !== undefined && (
          <span data-time-left>
            <Trans>About {time} left at today’s pace until everybody planned is counted.</Trans>
          </span>
        )}
        {unsettled > 0 && experiment.status === 'running' && (
          <span>
            <Trans>{waiting} people have their message and are not counted yet: they may still do it.</Trans>
          </span>
        )}
      </p>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 gap-5">
          <VersionsResults
            experiment={experiment}
            versions={results.variants}
            comparisons={results.comparisons}
            caveats={results.caveats}
          />
          {looks ? (
            <OverTimeCard experiment={experiment} looks={looks.points} />
          ) : (
            <Skeleton className="h-80" />
          )}
          <OneLookDetails oneLook={results.classical} versions={results.variants} />
        </div>
        <div className="grid min-w-0 gap-5 md:grid-cols-2 xl:grid-cols-1">
          <SampleRatioCard ratio={results.sample_ratio} />
          <GuardrailsResults experiment={experiment} comparisons={results.comparisons} />
          <DesignFacts experiment={experiment} />
        </div>
      </div>
      {asking && (
        <DeclareDialog
          open
          experiment={experiment}
          results={results}
          said={said}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
