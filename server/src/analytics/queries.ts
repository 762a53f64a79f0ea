// SQL of the reports. All of it reads rollups, never the log, by the leading columns of their primary keys.
import { sql, type RawBuilder } from 'kysely';
import { plannedOnce } from '../db/planned-once.ts';
import type { DbOrTx } from '../events/append.ts';
import type { Counter } from './counts.ts';
import { scopeRows, scopeRowsByDay, type Span } from './cover-span.ts';
import { metrics } from './metrics.ts';
import type { Scope, Zone } from './visible.ts';

export async function campaignCounters(
  db: DbOrTx,
  workspace_id: string,
  campaign_id: string,
  span: Span,
): Promise<Counter[]> {
  const { rows } = await sql<Counter>`
    /* prepared */ select channel, metric, sum(count)::bigint as count from rollups
    where workspace_id = ${workspace_id} and campaign_id = ${campaign_id}
      and minute >= ${span.from} and minute < ${span.to}
    group by channel, metric
  `.execute(db);
  return rows;
}

export async function campaignCountersByProfile(
  db: DbOrTx,
  workspace_id: string,
  campaign_id: string,
): Promise<(Counter & { profile_id: string; profile_name: string | null })[]> {
  const { rows } = await sql<Counter & { profile_id: string; profile_name: string | null }>`
    /* prepared */ select r.*, p.name as profile_name from (
      select profile_id, channel, metric, sum(count)::bigint as count from rollups
      where workspace_id = ${workspace_id} and campaign_id = ${campaign_id}
      group by profile_id, channel, metric
    ) r left join engagement_profiles p on p.id = r.profile_id and p.workspace_id = ${workspace_id}
    order by r.profile_id
  `.execute(db);
  return rows;
}

export async function scopeCounters(db: DbOrTx, scope: Scope, span: Span): Promise<Counter[]> {
  const { rows } = await plannedOnce(db, (tx) =>
    sql<Counter>`
    /* prepared */ select channel, metric, sum(count)::bigint as count from (${scopeRows(scope, span, metrics)}) s
    group by channel, metric
  `.execute(tx),
  );
  return rows;
}

export const intervals = ['MINUTE', 'HOUR', 'DAY'] as const;
export type Interval = (typeof intervals)[number];

export type SeriesQuery = Span & {
  interval: Interval;
  /** Whose hours and days. */
  zone: Zone;
  metrics: readonly string[];
  campaign_id?: string | undefined;
  channel?: string | undefined;
};

export type SeriesRow = Counter & { at: Date };

/** Only buckets with a count; hours and days start in the zone. */
export async function series(db: DbOrTx, scope: Scope, asked: SeriesQuery): Promise<SeriesRow[]> {
  const source = asked.campaign_id === undefined ? scopeSource(scope, asked) : campaignSource(scope, asked);
  const { rows } = await plannedOnce(db, (tx) =>
    sql<SeriesRow>`
    /* prepared */ select date_trunc(${asked.interval.toLowerCase()}, at, ${asked.zone.name}) as at, channel, metric,
           sum(count)::bigint as count
    from (${source}) s
    where ${asked.channel ?? null}::text is null or channel = ${asked.channel ?? null}
    group by 1, 2, 3 order by 1, 2, 3
  `.execute(tx),
  );
  return rows;
}

/** Every bucket's start in the span, with daylight saving as the zone has it. */
export async function bucketStarts(
  db: DbOrTx,
  asked: Span & { interval: Interval; zone: Zone },
): Promise<Date[]> {
  const unit = asked.interval.toLowerCase();
  const { rows } = await sql<{ at: Date }>`
    /* prepared */ select at from generate_series(date_trunc(${unit}, ${asked.from}::timestamptz, ${asked.zone.name}),
      ${asked.to}::timestamptz - interval '1 microsecond', ('1 ' || ${unit}::text)::interval, ${asked.zone.name}) as at
  `.execute(db);
  return rows.map((row) => row.at);
}

function scopeSource(scope: Scope, asked: SeriesQuery): RawBuilder<unknown> {
  const grain = asked.interval === 'MINUTE' ? 'minute' : asked.zone.grain;
  // The bucket a span starts in belongs to it, as in sums.
  const from = sql`date_trunc(${asked.interval.toLowerCase()}, ${asked.from}::timestamptz, ${asked.zone.name})`;
  return sql`
    select bucket as at, channel, metric, count from scope_counts
    where workspace_id = ${scope.workspace_id} and scope_id = ${scope.scope_id} and grain = ${grain}
      and metric = any(${asked.metrics}::text[]) and bucket >= ${from} and bucket < ${asked.to}`;
}

function campaignSource(scope: Scope, asked: SeriesQuery): RawBuilder<unknown> {
  return sql`
    select minute as at, channel, metric, count from rollups
    where workspace_id = ${scope.workspace_id} and campaign_id = ${asked.campaign_id}
      and minute >= date_trunc(${asked.interval.toLowerCase()}, ${asked.from}::timestamptz, ${asked.zone.name})
      and minute < ${asked.to} and metric = any(${asked.metrics}::text[])`;
}

export type HourOfWeek = { weekday: number; hour: number; replied: number; read: number; sent: number };

/** By ISO weekday (1 Monday) and hour of the zone; read and sent beside replies, to see what replies are out of. */
export async function hoursOfWeek(db: DbOrTx, scope: Scope, span: Span, zone: Zone): Promise<HourOfWeek[]> {
  const { rows } = await plannedOnce(db, (tx) =>
    sql<HourOfWeek>`
    /* prepared */ select extract(isodow from bucket at time zone ${zone.name})::int as weekday,
           extract(hour from bucket at time zone ${zone.name})::int as hour,
           coalesce(sum(count) filter (where metric = 'replied'), 0)::bigint as replied,
           coalesce(sum(count) filter (where metric = 'read'), 0)::bigint as read,
           coalesce(sum(count) filter (where metric = 'sent'), 0)::bigint as sent
    from scope_counts
    where workspace_id = ${scope.workspace_id} and scope_id = ${scope.scope_id} and grain = ${zone.grain}
      and metric in ('replied', 'read', 'sent') and bucket >= ${span.from} and bucket < ${span.to}
    group by 1, 2 order by 1, 2
  `.execute(tx),
  );
  return rows;
}

export type ReasonRow = { kind: string; channel: string; code: string; count: number };

/** Why messages failed, were skipped, held or left open; those that left the state again are taken off. */
export async function reasons(
  db: DbOrTx,
  scope: Scope,
  span: Span,
  campaign_id: string | undefined,
): Promise<ReasonRow[]> {
  const kinds = ['failed', 'skipped', 'unknown', 'held', 'retrying', 'rescheduled'];
  const all = [...kinds, 'left_failed', 'left_unknown', 'left_held'];
  const source =
    campaign_id === undefined
      ? scopeRows(scope, span, all)
      : sql`select channel, metric, code, count from rollups
            where workspace_id = ${scope.workspace_id} and campaign_id = ${campaign_id}
              and minute >= ${span.from} and minute < ${span.to} and metric = any(${all}::text[])`;
  const { rows } = await plannedOnce(db, (tx) =>
    sql<ReasonRow>`
    /* prepared */ select regexp_replace(metric, '^left_', '') as kind, channel, code,
           sum(case when metric like 'left\\_%' then -count else count end)::bigint as count
    from (${source}) s group by 1, 2, 3
    having sum(case when metric like 'left\\_%' then -count else count end) > 0
    order by 4 desc, 1, 2, 3
  `.execute(tx),
  );
  return rows;
}

export type LatencyRow = { channel: string; metric: string; code: string; count: number };

/** Histograms: of a campaign over its life, of a scope over the span in whole days (UTC). */
export async function latencyHistograms(
  db: DbOrTx,
  scope: Scope,
  span: Span,
  campaign_id: string | undefined,
): Promise<LatencyRow[]> {
  const wanted = ['latency_sent', 'latency_delivered', 'latency_read', 'latency_replied'];
  const { rows } =
    campaign_id === undefined
      ? await sql<LatencyRow>`
          /* prepared */ select channel, metric, code, sum(count)::bigint as count
          from (${scopeRowsByDay(scope, span, wanted)}) s group by channel, metric, code`.execute(db)
      : await sql<LatencyRow>`
          /* prepared */ select channel, metric, code, count from campaign_totals
          where campaign_id = ${campaign_id} and workspace_id = ${scope.workspace_id}
            and metric = any(${wanted}::text[])`.execute(db);
  return rows;
}
