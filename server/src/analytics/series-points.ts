// A time series without holes, for charts and the CSV.
import { plannedOnce } from '../db/planned-once.ts';
import type { DbOrTx } from '../events/append.ts';
import { bucketStarts, series, type SeriesQuery } from './queries.ts';
import type { Scope } from './visible.ts';

export const pointMetrics = [
  'sent',
  'delivered',
  'read',
  'replied',
  'failed',
  'skipped',
  'opted_out',
  'converted',
] as const;

export type Point = { at: Date } & Record<(typeof pointMetrics)[number], number>;

/** `failed` counts messages that failed in the step, whatever became of them later. */
export async function seriesPoints(
  db: DbOrTx,
  scope: Scope,
  asked: Omit<SeriesQuery, 'metrics'>,
): Promise<Point[]> {
  const [starts, rows] = await plannedOnce(db, (one) =>
    Promise.all([bucketStarts(one, asked), series(one, scope, { ...asked, metrics: pointMetrics })]),
  );
  const points = new Map(starts.map((at) => [at.getTime(), emptyPoint(at)]));
  for (const row of rows) {
    const point = points.get(row.at.getTime());
    if (point) point[row.metric as (typeof pointMetrics)[number]] += row.count;
  }
  return [...points.values()];
}

function emptyPoint(at: Date): Point {
  return {
    at,
    sent: 0,
    delivered: 0,
    read: 0,
    replied: 0,
    failed: 0,
    skipped: 0,
    opted_out: 0,
    converted: 0,
  };
}
