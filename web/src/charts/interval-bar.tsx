import { classNames } from '../ui/class-names.ts';

export type IntervalAxis = { low: number; high: number };

type Props = {
  axis: IntervalAxis;
  /** Undefined: nothing is known, and only the axis is drawn. */
  interval: { low: number; middle: number; high: number } | undefined;
  /** Shaded around 0: differences that do not matter. */
  band?: number;
  /** A line at 0. */
  zero?: boolean;
  /** Colour of the interval. */
  fill: string;
};

/** One interval on an axis it shares with others. Its numbers are written beside it, so readers skip the drawing. */
export function IntervalBar({ axis, interval, band, zero, fill }: Props) {
  const place = (value: number) =>
    Math.max(0, Math.min(100, ((value - axis.low) / (axis.high - axis.low)) * 100));
  const span = (from: number, to: number) => ({
    insetInlineStart: `${place(from)}%`,
    inlineSize: `${Math.max(0, place(to) - place(from))}%`,
  });
  return (
    <div className="relative h-8 w-full" aria-hidden>
      <span className="absolute inset-x-0 top-1/2 border-t border-line" />
      {band !== undefined && (
        <span className="absolute inset-y-0 bg-text/6" style={span(-band, band)} data-part="band" />
      )}
      {zero && (
        <span
          className="absolute inset-y-0 -ms-px border-s-2 border-control"
          style={{ insetInlineStart: `${place(0)}%` }}
        />
      )}
      {interval && (
        <>
          <span
            className={classNames('absolute top-1/2 h-1 -translate-y-1/2 rounded-full', fill)}
            style={span(interval.low, interval.high)}
            data-part="interval"
          />
          {[interval.low, interval.high].map((end, index) =>
            // An end beyond the axis has no mark: the line runs out of the picture.
            end < axis.low || end > axis.high ? null : (
              <span
                key={index}
                className={classNames('absolute top-1/2 -ms-px h-3 w-0.5 -translate-y-1/2', fill)}
                style={{ insetInlineStart: `${place(end)}%` }}
              />
            ),
          )}
          <span
            className={classNames(
              'absolute top-1/2 -ms-1.5 size-3 -translate-y-1/2 rounded-full ring-2 ring-surface',
              fill,
            )}
            style={{ insetInlineStart: `${place(interval.middle)}%` }}
          />
        </>
      )}
    </div>
  );
}

/** The places of an axis, under its intervals. */
export function IntervalTicks(props: {
  axis: IntervalAxis;
  ticks: readonly number[];
  text: (value: number) => string;
}) {
  const { axis } = props;
  return (
    <div className="tabular relative h-5 w-full text-xs text-muted" aria-hidden>
      {props.ticks.map((tick) => (
        <span
          key={tick}
          className="absolute -translate-x-1/2 whitespace-nowrap rtl:translate-x-1/2"
          style={{
            insetInlineStart: `${Math.max(4, Math.min(96, ((tick - axis.low) / (axis.high - axis.low)) * 100))}%`,
          }}
        >
          {props.text(tick)}
        </span>
      ))}
    </div>
  );
}
