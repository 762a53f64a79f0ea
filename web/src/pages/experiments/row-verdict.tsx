import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { classNames } from '../../ui/class-names.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { toneText } from '../../ui/status.tsx';
import { nextStep, type NextStep } from './next-step.ts';
import { controlOf, type Experiment, type Results } from './results.ts';
import { usePoints } from './use-points.ts';
import { useResults } from './use-results.ts';
import { useVerdictText } from './use-verdict-text.ts';

/** What may be said of an experiment, since when, and what to do about it. */
export function RowVerdict({ experiment }: { experiment: Experiment }) {
  const text = useVerdictText();
  const results = useResults(experiment).data;
  if (!results) return <span className="min-h-16" />;
  const said = text(results, { ...experiment, control: controlOf(experiment) });
  const Icon = said.icon;
  const step = nextStep(experiment, results);
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <div className="grid gap-0.5">
        <p className="tabular flex gap-2 font-medium">
          <Icon className={classNames('mt-0.5 size-4 shrink-0', toneText[said.tone])} aria-hidden />
          {said.short}
        </p>
        <Numbers experiment={experiment} results={results} now={said.now} />
      </div>
      {experiment.status === 'running' && step.kind === 'wait' && (
        <Progress experiment={experiment} results={results} />
      )}
      <Next step={step} />
    </div>
  );
}

/** The difference with its interval; of a winner that was found, when, and what the difference is by now. */
function Numbers({
  experiment,
  results: { verdict },
  now,
}: {
  experiment: Experiment;
  results: Results;
  now?: string | undefined;
}) {
  const { t } = useLingui();
  const { date } = useFormat();
  const points = usePoints();
  const { variant, difference, shown_at } = verdict;
  const interval =
    variant === null || difference === null || verdict.kind === 'sample_ratio'
      ? undefined
      : intervalText(
          variant,
          points.signed(difference),
          points.signed(verdict.low ?? 0),
          points.signed(verdict.high ?? 0),
          verdict.kind === 'better',
        );
  const decided = experiment.decided_at ? date(new Date(experiment.decided_at)) : undefined;
  const found = shown_at && !decided ? date(new Date(shown_at)) : undefined;
  const winner = experiment.winner ?? '';
  const parts = [
    interval,
    found === undefined ? undefined : t`Found on ${found}.`,
    decided === undefined ? undefined : t`Decided for ${winner} on ${decided}.`,
    experiment.status === 'running' ? now : undefined,
  ].filter((one) => one !== undefined);
  if (parts.length === 0) return null;
  return <p className="tabular ps-6 text-sm text-muted">{parts.join(' ')}</p>;

  /** `said`: by how much stands above already. */
  function intervalText(key: string, by: string, low: string, high: string, said: boolean): string {
    if (said) return t`Between ${low} and ${high} points.`;
    return t`${key}: ${by} points, between ${low} and ${high}.`;
  }
}

/** A plan is kept when every version has its people: the smallest says how far it is. */
function Progress({ experiment, results }: { experiment: Experiment; results: Results }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const planned = experiment.people_planned;
  if (planned === null) return null;
  const counted = Math.min(...results.variants.filter((one) => !one.stopped_at).map((one) => one.settled));
  const [countText, plannedText] = [exact(counted), exact(planned)];
  const { name } = experiment;
  return (
    <div className="grid max-w-96 gap-1 ps-6">
      <ProgressBar
        label={t`Progress of ${name}`}
        text={t`${countText} of ${plannedText} planned people a version`}
        whole={planned}
        parts={[{ key: 'counted', value: Math.min(planned, counted), className: 'bg-accent' }]}
      />
      <p className="tabular text-sm text-muted">
        <Trans>
          {countText} of {plannedText} planned people a version
        </Trans>
      </p>
    </div>
  );
}

function Next({ step }: { step: NextStep }) {
  const text = useNextText()(step);
  return (
    <p className="tabular flex gap-2 text-sm" data-next={step.kind}>
      <ArrowRight className="mt-0.5 size-4 shrink-0 text-muted rtl:-scale-x-100" aria-hidden />
      <span>
        <span className="font-medium">
          <Trans>Next:</Trans>
        </span>{' '}
        {text}
      </span>
    </p>
  );
}

function useNextText(): (step: NextStep) => string {
  const { t } = useLingui();
  const { exact } = useFormat();
  return (step) => {
    switch (step.kind) {
      case 'declare': {
        const { winner } = step;
        return winner === null
          ? t`choose the version you like and declare it.`
          : t`declare ${winner} the winner.`;
      }
      case 'roll_out': {
        const count = exact(step.people);
        return plural(step.people, {
          one: `send the winner to one person who waits.`,
          other: `send the winner to ${count} people who wait.`,
        });
      }
      case 'find_out':
        return t`find out why a version lacks people.`;
      case 'wait':
        return t`wait, people are still being counted.`;
      case 'more_people':
        return t`try again with more people: everybody here was counted.`;
      case 'report':
        return t`nothing; the report can be kept.`;
    }
  };
}
