// The live overview. One set of queries answers any number of scopes of a workspace at once, so that a thousand open
// dashboards cost no more than one.
import type { MinutePoint, Overview, RunningCampaign } from '@sampark/contracts/analytics.ts';
import { channels } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { readPosition } from '../events/position.ts';
import { campaignNumbers } from './campaign-numbers.ts';
import { finishedOf, numbersOf, type Counter } from './counts.ts';
import { deviceHealthCounts } from './device-queries.ts';
import { analyticsFollower } from './follow-analytics.ts';
import { metrics } from './metrics.ts';
import { zoneOf } from './visible.ts';

const minute = 60_000;
const mostCampaigns = 20;

export async function readOverviews(
  db: DbOrTx,
  workspace_id: string,
  scope_ids: readonly string[],
  now: Date,
): Promise<Map<string, Overview>> {
  const position = await readPosition(db, analyticsFollower, now);
  const { name: time_zone } = await zoneOf(db, workspace_id);
  const today = await countersToday(db, workspace_id, scope_ids, time_zone, now);
  const minutes = await lastHour(db, workspace_id, scope_ids, now);
  const open = await countersEver(db, workspace_id, scope_ids);
  const devices = await deviceHealthCounts(db, workspace_id);
  const running = await runningCampaigns(db, workspace_id, scope_ids, now);
  return new Map(
    scope_ids.map((scope) => {
      const ever = numbersOf(open.get(scope) ?? []);
      const own = running.get(scope);
      return [
        scope,
        {
          as_of: (position.as_of ?? now).toISOString(),
          time_zone,
          today: numbersOf(today.get(scope) ?? []),
          minutes: minutes.get(scope) ?? [],
          campaigns: own?.campaigns ?? [],
          campaigns_running: own?.total ?? 0,
          devices,
          needs_a_person: { held: ever.held, unknown: ever.unknown },
        },
      ];
    }),
  );
}

type ScopeCounter = Counter & { scope_id: string };

async function countersToday(
  db: DbOrTx,
  workspace_id: string,
  scopes: readonly string[],
  zone: string,
  now: Date,
): Promise<Map<string, ScopeCounter[]>> {
  const { rows } = await sql<ScopeCounter>`
    select scope_id, channel, metric, sum(count)::bigint as count from scope_rollups
    where workspace_id = ${workspace_id} and scope_id = any(${scopes}::uuid[]) and grain = 'quarter'
      and metric = any(${metrics}::text[]) and bucket >= date_trunc('day', ${now}::timestamptz, ${zone})
    group by scope_id, channel, metric
  `.execute(db);
  return Map.groupBy(rows, (row) => row.scope_id);
}

async function countersEver(
  db: DbOrTx,
  workspace_id: string,
  scopes: readonly string[],
): Promise<Map<string, ScopeCounter[]>> {
  const { rows } = await sql<ScopeCounter>`
    select scope_id, channel, metric, sum(count)::bigint as count from scope_rollups
    where workspace_id = ${workspace_id} and scope_id = any(${scopes}::uuid[]) and grain = 'all'
      and metric in ('held', 'left_held', 'unknown', 'left_unknown')
    group by scope_id, channel, metric
  `.execute(db);
  return Map.groupBy(rows, (row) => row.scope_id);
}

async function lastHour(
  db: DbOrTx,
  workspace_id: string,
  scopes: readonly string[],
  now: Date,
): Promise<Map<string, MinutePoint[]>> {
  const from = new Date(Math.floor(now.getTime() / minute) * minute - 59 * minute);
  const { rows } = await sql<Omit<MinutePoint, 'at'> & { scope_id: string; at: Date }>`
    select scope_id, bucket as at, channel,
           coalesce(sum(count) filter (where metric = 'sent'), 0)::bigint as sent,
           coalesce(sum(count) filter (where metric = 'delivered'), 0)::bigint as delivered,
           coalesce(sum(count) filter (where metric = 'read'), 0)::bigint as read,
           coalesce(sum(count) filter (where metric = 'failed'), 0)::bigint as failed,
           coalesce(sum(count) filter (where metric = 'replied'), 0)::bigint as replied
    from scope_rollups
    where workspace_id = ${workspace_id} and scope_id = any(${scopes}::uuid[]) and grain = 'minute'
      and metric in ('sent', 'delivered', 'read', 'failed', 'replied') and bucket >= ${from} and channel <> ''
    group by scope_id, bucket, channel order by scope_id, bucket, channel
  `.execute(db);
  const points = new Map<string, MinutePoint[]>();
  for (const { scope_id, at, channel, ...counts } of rows) {
    const known = points.get(scope_id) ?? [];
    known.push({ at: at.toISOString(), channel, ...counts });
    points.set(scope_id, known);
  }
  return points;
}

type Running = { id: string; name: string; status: 'active' | 'paused'; scope_id: string; total: number };

async function runningCampaigns(
  db: DbOrTx,
  workspace_id: string,
  scopes: readonly string[],
  now: Date,
): Promise<Map<string, { total: number; campaigns: RunningCampaign[] }>> {
  const { rows } = await sql<Running>`
    select scope_id, id, name, status, total from (
      select s.id as scope_id, c.id, c.name, c.status,
             count(*) over (partition by s.id)::int as total,
             row_number() over (partition by s.id order by c.launched_at desc nulls last, c.id) as place
      from unnest(${scopes}::uuid[]) as s(id)
      join campaigns c on c.workspace_id = ${workspace_id} and c.status in ('active', 'paused')
        and (s.id = ${workspace_id} or c.portfolio_manager_id = s.id)
    ) r where place <= ${mostCampaigns} order by scope_id, place
  `.execute(db);
  const ids = [...new Set(rows.map((row) => row.id))];
  const numbers = await campaignNumbers(db, workspace_id, ids);
  const rates = await finishedPerMinute(db, workspace_id, ids, now);
  const due = await lastDueOf(db, ids);
  const running = new Map<string, { total: number; campaigns: RunningCampaign[] }>();
  for (const row of rows) {
    const own = running.get(row.scope_id) ?? { total: row.total, campaigns: [] };
    running.set(row.scope_id, own);
    const counts = numbers.get(row.id);
    if (!counts) continue;
    const { by_channel, total_recipients: _recipients, ...messages } = counts;
    const rate = rates.get(row.id) ?? 0;
    own.campaigns.push({
      id: row.id,
      name: row.name,
      status: row.status,
      numbers: messages,
      progress: counts.queued === 0 ? null : (counts.queued - counts.waiting) / counts.queued,
      rate_per_minute: Math.round(rate * 10) / 10,
      eta: etaOf(row.status, { waiting: counts.waiting, rate, last_due: due.get(row.id) }, now),
      channels: channels.filter((channel) => by_channel[channel] !== undefined),
    });
  }
  return running;
}

export type Pace = { waiting: number; rate: number; last_due: Date | undefined };

/** At the present rate, and never before the last of those put off (quiet hours, caps, retries) may go. */
export function etaOf(status: string, { waiting, rate, last_due }: Pace, now: Date): string | null {
  if (status !== 'active' || waiting === 0 || rate === 0) return null;
  const at = now.getTime() + (waiting / rate) * minute;
  return new Date(Math.max(at, last_due?.getTime() ?? 0)).toISOString();
}

/** When the last waiting message of each campaign is due: the end of an index, whatever their number. */
export async function lastDueOf(db: DbOrTx, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; last_due: Date }>`
    select c.id, max(last.due_at) as last_due from unnest(${ids}::uuid[]) as c(id)
    cross join unnest(${channels}::text[]) as p(platform)
    cross join lateral (select m.due_at from messages m
      where m.campaign_id = c.id and m.platform = p.platform and m.queue = 'waiting'
      order by m.due_at desc limit 1) last
    group by c.id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.last_due]));
}

/** Over the last five minutes, or since it started where that is later; at least one minute. */
export async function finishedPerMinute(
  db: DbOrTx,
  workspace_id: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const from = new Date(Math.floor(now.getTime() / minute) * minute - 4 * minute);
  const { rows } = await sql<Counter & { campaign_id: string; first: Date }>`
    select campaign_id, channel, metric, sum(count)::bigint as count, min(minute) as first from rollups
    where workspace_id = ${workspace_id} and campaign_id = any(${ids}::uuid[]) and minute >= ${from}
      and metric in ('finished', 'reopened')
    group by campaign_id, channel, metric
  `.execute(db);
  return new Map(
    [...Map.groupBy(rows, (row) => row.campaign_id)].map(([id, own]) => {
      const first = Math.min(...own.map((row) => row.first.getTime()));
      return [id, finishedOf(own) / Math.max(1, (now.getTime() - first) / minute)];
    }),
  );
}
