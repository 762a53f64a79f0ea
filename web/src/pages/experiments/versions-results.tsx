import { Trans, useLingui } from '@lingui/react/macro';
import { OctagonX, Star, Trophy } from 'lucide-react';
import { axisTicks } from '../../charts/axis-ticks.ts';
import { IntervalBar, IntervalTicks, type IntervalAxis } from '../../charts/interval-bar.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { CaveatNotes } from './caveat-notes.tsx';
import type { Comparison, Counted, Experiment, Results } from './results.ts';
import { usePoints } from './use-points.ts';
import { placeOf, versionFills, VersionMark } from './version-mark.tsx';
import { judgedBy } from './words.ts';

type Props = {
  experiment: Experiment;
  versions: readonly Counted[];
  comparisons: readonly Comparison[];
  caveats: Results['caveats'];
};

/** Every version: how many of the planned people are counted, its rate, and how far it lies from the control. */
export function VersionsResults({ experiment, versions, comparisons, caveats }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const axis = axisOf(comparisons, experiment.minimum_effect);
  const least = points.chosen(experiment.minimum_effect);
  const left = versions.reduce((sum, one) => sum + one.left_out, 0);
  const leftText = exact(left);
  const control = versions.find((one) => one.is_control)?.key ?? 'A';
  return (
    <Card
      id="results"
      title={t`The versions`}
      note={t`${control} is the control: the version the others are compared with. Only people whose outcome is known are counted.`}
    >
      <ul className="divide-y divide-line" aria-label={t`The versions`}>
        {versions.map((one) => (
          <VersionRow
            key={one.key}
            experiment={experiment}
            version={one}
            comparison={comparisons.find((other) => other.variant === one.key)}
            axis={axis}
          />
        ))}
      </ul>
      <div className="mt-3 grid gap-x-6 border-t border-line pt-2 md:grid-cols-2">
        <div className="grid content-start gap-1.5 text-sm text-muted max-md:order-last max-md:mt-3">
          <CaveatNotes judged={experiment} caveats={caveats} />
          {left > 0 && (
            <p>
              <Trans>
                {leftText} people were drawn but not written to, for reasons that have nothing to do with the
                version; they are not counted.
              </Trans>
            </p>
          )}
        </div>
        <div className="grid gap-1">
          <IntervalTicks
            axis={axis}
            ticks={axisTicks(axis.low, axis.high, 4)}
            text={(value) => points.signed(value)}
          />
          <p className="text-sm text-muted">
            <Trans>
              Points above or below {control}, with an interval that holds at any look. Grey: less than the{' '}
              {least} points that matter.
            </Trans>
          </p>
        </div>
      </div>
    </Card>
  );
}

type RowProps = {
  experiment: Experiment;
  version: Counted;
  comparison: Comparison | undefined;
  axis: IntervalAxis;
};

function VersionRow({ experiment, version, comparison, axis }: RowProps) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const [did, of] = [exact(version.successes), exact(version.settled)];
  const planned = experiment.people_planned;
  const plannedText = planned === null ? '' : exact(planned);
  const { key, name } = version;
  const low = comparison ? points.signed(comparison.low) : '';
  const high = comparison ? points.signed(comparison.high) : '';
  const by = comparison ? points.signed(comparison.difference) : '';
  return (
    <li data-version={key} className="grid gap-x-6 gap-y-3 py-4 first:pt-1 md:grid-cols-2">
      <div className="flex min-w-0 items-start gap-3">
        <VersionMark letter={key} faded={version.stopped_at !== null} />
        <div className="grid min-w-0 flex-1 gap-2">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h3 className="min-w-0 font-semibold break-words">{name}</h3>
            {version.is_control && (
              <Badge tone="info" icon={Star}>
                <Trans>Control</Trans>
              </Badge>
            )}
            {experiment.winner === key && (
              <Badge tone="ok" icon={Trophy}>
                <Trans>Winner</Trans>
              </Badge>
            )}
            {version.stopped_at && (
              <Badge tone="danger" icon={OctagonX}>
                <Trans>Stopped</Trans>
              </Badge>
            )}
          </div>
          <p className="tabular flex flex-wrap items-baseline gap-x-2">
            <span className="text-xl font-semibold">
              {version.settled === 0 ? '–' : points.rate(version.rate ?? 0)}
            </span>
            <span className="text-sm text-muted">
              {version.settled === 0 ? (
                <Trans>nobody counted yet</Trans>
              ) : (
                <>
                  {i18n._(judgedBy(experiment).did)}:{' '}
                  <Trans>
                    {did} of {of}
                  </Trans>
                </>
              )}
            </span>
          </p>
          {planned !== null && (
            <div className="grid max-w-80 gap-1">
              <ProgressBar
                label={t`Counted of version ${key}`}
                text={t`${of} of ${plannedText} planned`}
                whole={planned}
                parts={[
                  {
                    key: 'settled',
                    value: Math.min(planned, version.settled),
                    className: versionFills[placeOf(key)] ?? '',
                  },
                ]}
              />
              <p className="tabular text-sm text-muted">
                <Trans>
                  {of} of {plannedText} planned
                </Trans>
              </p>
            </div>
          )}
        </div>
      </div>
      <div className="grid min-w-0 content-center gap-1">
        {comparison && version.settled > 0 ? (
          <p className="tabular">
            <span className="font-semibold">
              <Trans>{by} points</Trans>
            </span>{' '}
            <span className="text-muted">
              <Trans>
                between {low} and {high}
              </Trans>
            </span>
          </p>
        ) : (
          <p className="text-sm text-muted">
            {version.is_control ? (
              <Trans>The others are compared with this one.</Trans>
            ) : (
              <Trans>Nothing to compare yet.</Trans>
            )}
          </p>
        )}
        <IntervalBar
          axis={axis}
          zero
          band={experiment.minimum_effect}
          fill={versionFills[placeOf(key)] ?? ''}
          interval={
            comparison && version.settled > 0
              ? { low: comparison.low, middle: comparison.difference, high: comparison.high }
              : undefined
          }
        />
      </div>
    </li>
  );
}

/** Wide enough for every interval, but early ones reach from end to end: beyond six times what matters they are cut. */
function axisOf(comparisons: readonly Comparison[], minimum: number): IntervalAxis {
  const most = Math.min(1, minimum * 6);
  const reach = (value: number) => Math.max(-most, Math.min(most, value));
  const low = Math.min(-minimum * 1.5, ...comparisons.map((one) => reach(one.low)));
  const high = Math.max(minimum * 1.5, ...comparisons.map((one) => reach(one.high)));
  const room = (high - low) * 0.04;
  return { low: low - room, high: high + room };
}
