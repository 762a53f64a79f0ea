// SQL of lane leases. Time is always a parameter.
import type { Channel, HealthStatus } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Database } from '../db/connect.ts';
import type { Tx } from '../events/append.ts';
import type { LaneGroup } from './plan-lanes.ts';

export type LaneRow = {
  id: string;
  workspace_id: string;
  device_id: string;
  portfolio_id: string | null;
  channel: Channel;
  address: string;
  base_url: string;
  credentials: Buffer;
  settings: Record<string, unknown>;
  per_second: number;
  per_day: number;
  pair_seconds: number;
  health_status: HealthStatus;
  device_health: HealthStatus;
  maintenance: boolean;
  policy_hold: string | null;
  paused_until: Date | null;
  lease_token: number;
  /** Of each day asked for. */
  claimed: Record<string, number>;
  updated_at: Date;
};

/**
 * Extends our leases that have not run out; a lease that did is lost even if nobody took it yet. The heartbeat goes with
 * it: whoever counts the live dispatch processes sees one that was killed disappear as soon as its leases do.
 */
export async function renewLeases(db: Database, owner: string, now: Date, until: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with alive as (update instances set heartbeat_at = ${now} where id = ${owner})
    update sender_accounts set lease_expires_at = ${until}
    where lease_owner = ${owner} and lease_expires_at > ${now}
    returning id`.execute(db);
  return rows.map((row) => row.id);
}

/** One process at a time looks and takes: two that look at once would each take half of a channel. */
export async function lockLanePlan(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7302)`.execute(tx);
}

/** Every channel of every workspace with who owns its lanes, and how many channels each other live process has. */
export async function laneGroups(
  tx: Tx,
  owner: string,
  now: Date,
  until: Date,
): Promise<{ groups: LaneGroup[]; others: number[] }> {
  const { rows } = await sql<LaneGroup & { had: number[] }>`
    with had as (
      select count(distinct (a.workspace_id, a.channel))::int as n from instances i
      left join sender_accounts a on a.lease_owner = i.id and a.lease_expires_at > ${now}
      -- Silent for as long as a lease: its lanes are free by now, and it takes no part.
      where i.id <> ${owner} and 'dispatch' = any(i.roles) and i.stopped_at is null
        and i.heartbeat_at > ${now}::timestamptz - (${until}::timestamptz - ${now}::timestamptz)
      group by i.id)
    select workspace_id, channel,
      count(*) filter (where lease_owner = ${owner} and lease_expires_at > ${now})::int as mine,
      count(*) filter (where lease_owner <> ${owner} and lease_expires_at > ${now})::int as others,
      count(*) filter (where lease_owner is null or lease_expires_at <= ${now})::int as free,
      array(select n from had) as had
    from sender_accounts group by 1, 2`.execute(tx);
  return { groups: rows, others: rows[0]?.had ?? [] };
}

/** Gives lanes back before their lease ends, for a process that has none. */
export async function giveLanes(tx: Tx, owner: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update sender_accounts set lease_owner = null, lease_expires_at = null
    where lease_owner = ${owner} and id = any(${ids}::uuid[])`.execute(tx);
}

/** Takes the free lanes of these channels. The token moves on with every change of owner. */
export async function acquireLanes(
  tx: Tx,
  owner: string,
  now: Date,
  until: Date,
  groups: readonly LaneGroup[],
): Promise<number> {
  if (groups.length === 0) return 0;
  const { numAffectedRows } = await sql`
    update sender_accounts a
    set lease_owner = ${owner}, lease_token = a.lease_token + 1, lease_expires_at = ${until}
    from unnest(${groups.map((one) => one.workspace_id)}::uuid[], ${groups.map((one) => one.channel)}::text[]) as g(workspace_id, channel)
    where a.workspace_id = g.workspace_id and a.channel = g.channel
      and (a.lease_owner is null or a.lease_expires_at <= ${now})`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Our lanes; of these accounts only, where they are named. */
export async function laneRows(
  db: Database,
  owner: string,
  days: readonly string[],
  ids?: readonly string[],
): Promise<LaneRow[]> {
  const { rows } = await sql<LaneRow>`
    select a.id, a.workspace_id, a.device_id, a.portfolio_id, a.channel, a.address, a.base_url, a.credentials, a.settings,
           a.per_second, a.per_day, a.pair_seconds, a.health_status, d.health_status as device_health, d.maintenance,
           a.policy_hold, a.paused_until, a.lease_token, a.updated_at,
           (select jsonb_object_agg(to_char(t.day, 'YYYY-MM-DD'), coalesce(c.claimed, 0)) from unnest(${days}::date[]) t(day)
            left join account_days c on c.account_id = a.id and c.day = t.day) as claimed
    from sender_accounts a
    join devices d on d.id = a.device_id
    where a.lease_owner = ${owner} ${ids ? sql`and a.id = any(${ids}::uuid[])` : sql``}`.execute(db);
  return rows;
}

export async function releaseLanes(db: Database, owner: string): Promise<void> {
  await sql`update sender_accounts set lease_owner = null, lease_expires_at = null where lease_owner = ${owner}`.execute(
    db,
  );
}
