// Which rows of the scope rollups add up to a span, with as few of them as there are: days in the middle, hours at the
// edges. Pure but for the SQL it writes.
import { sql, type RawBuilder } from 'kysely';
import type { Scope } from './visible.ts';

/** From (inclusive) to (exclusive). */
export type Span = { from: Date; to: Date };

const hour = 3_600_000;
const day = 24 * hour;

export type Cover = { days: Span | undefined; hours: Span[] };

/** Whole hours: a span that starts within an hour takes in the whole of it. */
export function coverSpan(span: Span): Cover {
  const from = Math.floor(span.from.getTime() / hour) * hour;
  const to = Math.ceil(span.to.getTime() / hour) * hour;
  const firstDay = Math.ceil(from / day) * day;
  const lastDay = Math.floor(to / day) * day;
  if (firstDay >= lastDay) return { days: undefined, hours: [spanOf(from, to)] };
  const edges = [spanOf(from, firstDay), spanOf(lastDay, to)];
  return { days: spanOf(firstDay, lastDay), hours: edges.filter((edge) => edge.from < edge.to) };
}

/** Rows (channel, metric, code, count) of these metrics that add up to the span. */
export function scopeRows(scope: Scope, span: Span, metrics: readonly string[]): RawBuilder<unknown> {
  const { days, hours } = coverSpan(span);
  const parts = [
    ...(days ? [rowsOf(scope, 'day', days, metrics)] : []),
    ...hours.map((edge) => rowsOf(scope, 'hour', edge, metrics)),
  ];
  return sql.join(parts, sql` union all `);
}

/** For histograms, which are kept by day (UTC): the whole of every day the span touches. */
export function scopeRowsByDay(scope: Scope, span: Span, metrics: readonly string[]): RawBuilder<unknown> {
  const from = Math.floor(span.from.getTime() / day) * day;
  return rowsOf(scope, 'day', spanOf(from, span.to.getTime()), metrics);
}

function rowsOf(scope: Scope, grain: string, span: Span, metrics: readonly string[]): RawBuilder<unknown> {
  return sql`
    select channel, metric, code, count from scope_counts
    where workspace_id = ${scope.workspace_id} and scope_id = ${scope.scope_id} and grain = ${grain}
      and metric = any(${metrics}::text[]) and bucket >= ${span.from} and bucket < ${span.to}`;
}

function spanOf(from: number, to: number): Span {
  return { from: new Date(from), to: new Date(to) };
}
