// The live overview. One set of queries answers any number of scopes of a workspace at once, so that a thousand open
// dashboards cost no more than one.
import type { MinutePoint, Overview, RunningCampaign } from '@sampark/contracts/analytics.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { plannedOnce } from '../db/planned-once.ts';
import type { DbOrTx } from '../events/append.ts';
import { readPosition } from '../events/position.ts';
import { campaignNumbers } from './campaign-numbers.ts';
import { finishedOf, numbersOf, type Counter } from './counts.ts';
import { deviceHealthCounts } from './device-queries.ts';
import { analyticsFollower } from './follow-analytics.ts';
import { metrics } from './metrics.ts';
import { remembered } from './remembered.ts';
import { zoneOf } from './visible.ts';

const minute = 60_000;
const mostCampaigns = 20;

// The same for everybody, and a count over every device: at 2,000 of them more work than the rest of an overview.
const devicesOf = remembered(1_000, deviceHealthCounts);

export async function readOverviews(
  db: DbOrTx,
  workspace_id: string,
  scope_ids: readonly string[],
  now: Date,
): Promise<Map<string, Overview>> {
  const devices = await devicesOf(db, workspace_id);
  return plannedOnce(db, (tx) => readScopes(tx, { workspace_id, scope_ids, devices }, now));
}

async function readScopes(
  db: DbOrTx,
  asked: { workspace_id: string; scope_ids: readonly string[]; devices: Overview['devices'] },
  now: Date,
): Promise<Map<string, Overview>> {
  const { workspace_id, scope_ids, devices } = asked;
  const [position, { name: time_zone }, today, minutes, open, running] = await Promise.all([
    readPosition(db, analyticsFollower, now),
    zoneOf(db, workspace_id),
    countersToday(db, workspace_id, scope_ids, now),
    lastHour(db, workspace_id, scope_ids, now),
    countersEver(db, workspace_id, scope_ids),
    runningCampaigns(db, workspace_id, scope_ids, now),
  ]);
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
  now: Date,
): Promise<Map<string, ScopeCounter[]>> {
  const { rows } = await sql<ScopeCounter>`
    /* prepared */ select scope_id, channel, metric, sum(count)::bigint as count from scope_counts
    where workspace_id = ${workspace_id} and scope_id = any(${scopes}::uuid[]) and grain = 'quarter'
      and metric = any(${metrics}::text[]) and bucket >= date_trunc('day', ${now}::timestamptz, (select time_zone from workspaces where id = ${workspace_id}))
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
    /* prepared */ select scope_id, channel, metric, sum(count)::bigint as count from scope_counts
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
    /* prepared */ select scope_id, bucket as at, channel,
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
    /* prepared */ select scope_id, id, name, status, total from (
      select s.id as scope_id, c.id, c.name, c.status,
             count(*) over (partition by s.id)::int as total,
             row_number() over (partition by s.id order by c.launched_at desc nulls last, c.id) as place
      from unnest(${scopes}::uuid[]) as s(id)
      join campaigns c on c.workspace_id = ${workspace_id} and c.status in ('active', 'paused')
        and (s.id = ${workspace_id} or c.portfolio_manager_id = s.id)
    ) r where place <= ${mostCampaigns} order by scope_id, place
  `.execute(db);
  const ids = [...new Set(rows.map((row) => row.id))];
  const [numbers, rates, due, held] = await Promise.all([
    campaignNumbers(db, workspace_id, ids),
    finishedPerMinute(db, workspace_id, ids, now),
    lastDueOf(db, ids),
    heldChannelsOf(db, ids),
  ]);
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
      eta: etaOf(
        row.status,
        { waiting: counts.waiting, rate, last_due: due.get(row.id), held: held.get(row.id) ?? [] },
        now,
      ),
      held_channels: held.get(row.id) ?? [],
      channels: channels.filter((channel) => by_channel[channel] !== undefined),
    });
  }
  return running;
}

export type Pace = { waiting: number; rate: number; last_due: Date | undefined; held: readonly Channel[] };

/**
 * At the present rate, and never before the last of those put off (quiet hours, caps, retries) may go. Nobody knows when an
 * administrator decides.
 */
export function etaOf(status: string, { waiting, rate, last_due, held }: Pace, now: Date): string | null {
  if (status !== 'active' || waiting === 0 || rate === 0 || held.length > 0) return null;
  const at = now.getTime() + (waiting / rate) * minute;
  return new Date(Math.max(at, last_due?.getTime() ?? 0)).toISOString();
}

/** When the last waiting message of each campaign is due: the end of an index, whatever their number. */
export async function lastDueOf(db: DbOrTx, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; last_due: Date }>`
    /* prepared */ select c.id, max(last.due_at) as last_due from unnest(${ids}::uuid[]) as c(id)
    cross join unnest(${channels}::text[]) as p(platform)
    cross join lateral (select w.due_at from message_queue w
      where w.campaign_id = c.id and w.platform = p.platform
      order by w.due_at desc limit 1) last
    group by c.id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.last_due]));
}

/** Channels on which messages of a campaign wait until an administrator decides about a sender. */
export async function heldChannelsOf(db: DbOrTx, ids: readonly string[]): Promise<Map<string, Channel[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ campaign_id: string; held: Channel[] }>`
    /* prepared */ select h.campaign_id, array_agg(distinct h.channel order by h.channel) as held from campaign_channel_holds h
    where h.campaign_id = any(${ids}::uuid[]) and h.decided_at is null
      and exists (select from message_queue w where w.campaign_id = h.campaign_id and w.platform = h.channel)
    group by 1`.execute(db);
  return new Map(rows.map((row) => [row.campaign_id, row.held]));
}

/** Over the last five minutes, or since it started where that is later; at least one minute. */
export async function finishedPerMinute(
  db: DbOrTx,
  workspace_id: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const from = new Date(Math.floor(now.getTime() / minute) * minute - 4 * minute);
  const { rows } = await sql<Counter & { campaign_id: string; first: Date }>`
    /* prepared */ select campaign_id, channel, metric, sum(count)::bigint as count, min(minute) as first from rollups
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
