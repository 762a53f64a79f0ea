import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../i18n/use-format.ts';
import { useFinishText } from '../lib/use-finish-text.ts';

type Point = { at: string; low: number; likely: number; high: number };
type Props = {
  /** As forecast. */
  curve: readonly Point[];
  /** As it happened; left out before the launch. */
  accepted?: readonly { at: string; count: number }[];
  now: Date;
};
const width = 300;
const height = 120;

/** The forecast's span as an area; over it what happened as a line, or before the launch the middle of the span. */
export function ForecastChart({ curve: given, accepted, now }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const finishText = useFinishText();
  const first = given[0];
  // What rested senders send at once is there from the first moment on: before it there was nothing.
  const curve = first && first.high > 0 ? [{ at: first.at, low: 0, likely: 0, high: 0 }, ...given] : given;
  const from = curve[0];
  const to = curve.at(-1);
  if (!from || !to) return null;
  const start = new Date(from.at).getTime();
  const line = accepted ?? curve.map((one) => ({ at: one.at, count: one.likely }));
  const last = line.at(-1);
  const lastAt = last && last.at > to.at ? last.at : to.at;
  const end = Math.max(new Date(lastAt).getTime(), start + 1);
  const most = Math.max(1, to.high, ...line.map((one) => one.count));
  const x = (at: string) => (((new Date(at).getTime() - start) / (end - start)) * width).toFixed(1);
  const y = (count: number) => (height - (count / most) * (height - 4)).toFixed(1);
  const area = [
    ...curve.map((one) => `${x(one.at)},${y(one.high)}`),
    ...curve.toReversed().map((one) => `${x(one.at)},${y(one.low)}`),
  ].join(' ');
  const times = finishText({ earliest: from.at, likely: lastAt, latest: lastAt }, now);
  const done = exact(last?.count ?? 0);
  const all = exact(most);
  return (
    <figure className="grid gap-1">
      <p className="tabular text-sm text-muted" aria-hidden>
        <Trans>{all} messages</Trans>
      </p>
      <svg
        role="img"
        aria-label={
          accepted
            ? t`Accepted so far: ${done}. The area is the span expected at the launch.`
            : t`How many will have it by when: from nobody at ${times.earliest} to ${all} at ${times.latest}.`
        }
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-30 w-full border-y border-line"
      >
        <polygon
          points={area}
          className="fill-chart-sent/25 stroke-chart-sent/60"
          vectorEffect="non-scaling-stroke"
        />
        <polyline
          points={line.map((one) => `${x(one.at)},${y(one.count)}`).join(' ')}
          className={accepted ? 'fill-none stroke-accent' : 'fill-none stroke-chart-sent'}
          strokeWidth={2}
          strokeDasharray={accepted ? undefined : '5 4'}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <p className="tabular flex justify-between text-sm text-muted" aria-hidden>
        <span>{times.earliest}</span>
        <span>{times.latest}</span>
      </p>
      <figcaption className="flex flex-wrap gap-x-4 text-sm text-muted">
        <span className="flex items-center gap-1.5">
          <span className="h-2.5 w-2.5 rounded-sm bg-chart-sent/25" aria-hidden />
          {accepted ? <Trans>Expected at the launch</Trans> : <Trans>Nine in ten end in here</Trans>}
        </span>
        <span className="flex items-center gap-1.5">
          <span
            className={
              accepted ? 'h-0.5 w-3.5 bg-accent' : 'w-3.5 border-t-2 border-dashed border-chart-sent'
            }
            aria-hidden
          />
          {accepted ? <Trans>Accepted</Trans> : <Trans>Most likely</Trans>}
        </span>
      </figcaption>
    </figure>
  );
}
