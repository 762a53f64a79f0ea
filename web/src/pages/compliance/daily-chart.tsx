import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Table2 } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';

export type Series = { id: string; name: string; counts: readonly number[]; total: number };
type Props = {
  id: string;
  title: string;
  days: readonly string[];
  series: readonly Series[];
  /** The filter of the queue that shows one of them. */
  filter: 'rule' | 'pm';
  empty: string;
};

const mostApart = 5;
const fills = ['fill-accent', 'fill-info', 'fill-warn', 'fill-danger', 'fill-ok', 'fill-chart-sent'];
const swatches = ['bg-accent', 'bg-info', 'bg-warn', 'bg-danger', 'bg-ok', 'bg-chart-sent'];
const width = 600;
const height = 150;

/** Flags a day in columns from nought, the most frequent apart and the others together; the same numbers as a table. */
export function DailyChart({ id, title, days, series, filter, empty }: Props) {
  const { t } = useLingui();
  const { exact, tag } = useFormat();
  const [asTable, setAsTable] = useState(false);
  const shown = series.filter((one) => one.total > 0);
  const rest = shown.slice(mostApart);
  const layers = [
    ...shown.slice(0, mostApart),
    ...(rest.length > 0
      ? [
          {
            id: '',
            name: t`All others`,
            counts: days.map((_, at) => rest.reduce((sum, one) => sum + (one.counts[at] ?? 0), 0)),
            total: rest.reduce((sum, one) => sum + one.total, 0),
          },
        ]
      : []),
  ];
  const sums = days.map((_, at) => layers.reduce((sum, one) => sum + (one.counts[at] ?? 0), 0));
  const most = Math.max(1, ...sums);
  const step = width / days.length;
  const bar = Math.max(2, step * 0.72);
  const dayText = (day: string | undefined) =>
    day === undefined
      ? ''
      : new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
          new Date(day),
        );
  const all = exact(sums.reduce((sum, one) => sum + one, 0));
  const top = exact(most);
  const [from, to] = [dayText(days[0]), dayText(days.at(-1))];
  return (
    <Card
      id={id}
      title={title}
      actions={
        shown.length > 0 && (
          <Button
            kind="quiet"
            aria-pressed={asTable}
            icon={<Table2 className="size-4" aria-hidden />}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <Trans>Show as a chart</Trans> : <Trans>Show as a table</Trans>}
          </Button>
        )
      }
    >
      {shown.length === 0 ? (
        <p className="text-muted">{empty}</p>
      ) : asTable ? (
        <div className="max-h-96 overflow-auto" role="region" aria-label={title} tabIndex={0}>
          <table className="tabular w-full border-collapse text-sm">
            <thead>
              <tr className="border-b border-line text-muted">
                <th scope="col" className="py-1.5 pe-3 text-start font-medium">
                  <Trans>Day</Trans>
                </th>
                {layers.map((one) => (
                  <th key={one.id} scope="col" className="px-2 py-1.5 text-end align-bottom font-medium">
                    {one.name}
                  </th>
                ))}
                <th scope="col" className="py-1.5 ps-2 text-end align-bottom font-medium">
                  <Trans>Together</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {days
                .map((day, at) => (
                  <tr key={day} className="border-b border-line last:border-b-0">
                    <th scope="row" className="py-1 pe-3 text-start font-normal whitespace-nowrap">
                      {dayText(day)}
                    </th>
                    {layers.map((one) => (
                      <td key={one.id} className="px-2 py-1 text-end">
                        {exact(one.counts[at] ?? 0)}
                      </td>
                    ))}
                    <td className="py-1 ps-2 text-end font-medium">{exact(sums[at] ?? 0)}</td>
                  </tr>
                ))
                .toReversed()}
            </tbody>
          </table>
        </div>
      ) : (
        <figure className="grid gap-1">
          <p className="tabular text-sm text-muted" aria-hidden>
            <Trans>{top} a day at most</Trans>
          </p>
          <svg
            role="img"
            aria-label={t`${all} flags from ${from} to ${to}, at most ${top} a day. The table has each day.`}
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            className="h-36 w-full border-y border-line"
          >
            {days.map((day, at) => {
              let below = 0;
              return (
                <g key={day}>
                  {layers.map((one, layer) => {
                    const count = one.counts[at] ?? 0;
                    if (count === 0) return null;
                    const size = (count / most) * (height - 6);
                    below += size;
                    return (
                      <rect
                        key={one.id}
                        x={at * step + (step - bar) / 2}
                        y={height - below}
                        width={bar}
                        height={Math.max(1, size - 0.75)}
                        className={fills[layer]}
                      />
                    );
                  })}
                </g>
              );
            })}
          </svg>
          <p className="tabular flex justify-between text-sm text-muted" aria-hidden>
            <span>{from}</span>
            <span>{to}</span>
          </p>
          <figcaption>
            <ul className="grid gap-x-6 sm:grid-cols-2">
              {layers.map((one, layer) => (
                <li key={one.id} className="flex min-h-7 items-center justify-between gap-3 text-sm">
                  <span className="flex min-w-0 items-center gap-2">
                    <span className={`size-2.5 shrink-0 rounded-sm ${swatches[layer]}`} aria-hidden />
                    {one.id ? (
                      <Link
                        to="/compliance/review"
                        search={{ [filter]: one.id }}
                        className="truncate py-0.5 underline decoration-control underline-offset-2"
                      >
                        {one.name}
                      </Link>
                    ) : (
                      <span className="truncate">{one.name}</span>
                    )}
                  </span>
                  <span className="tabular font-medium">{exact(one.total)}</span>
                </li>
              ))}
            </ul>
          </figcaption>
        </figure>
      )}
    </Card>
  );
}
