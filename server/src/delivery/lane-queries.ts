// SQL of lane leases. Time is always a parameter.
import type { Channel, HealthStatus } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Database } from '../db/connect.ts';

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
  claimed_today: number;
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

/**
 * Takes free lanes up to our part: all lanes over all live dispatch processes. The token moves on with every change of
 * owner. SKIP LOCKED: two processes looking at once share the free lanes instead of queueing for the same ones.
 */
export async function acquireLanes(
  db: Database,
  owner: string,
  now: Date,
  until: Date,
  owned: number,
): Promise<{ id: string; lease_token: number }[]> {
  const { rows } = await sql<{ id: string; lease_token: number }>`
    with share as (
      select greatest(0, ceil((select count(*) from sender_accounts)::numeric / greatest(1, (
        select count(*) from instances where 'dispatch' = any(roles) and stopped_at is null
          -- Silent for as long as a lease: its lanes are free by now, and it takes no part.
          and heartbeat_at > ${now}::timestamptz - (${until}::timestamptz - ${now}::timestamptz))))
        - ${owned}::int)::int as room
    )
    update sender_accounts a
    set lease_owner = ${owner}, lease_token = a.lease_token + 1, lease_expires_at = ${until}
    where a.id in (
      select id from sender_accounts
      where lease_owner is null or lease_expires_at <= ${now}
      order by lease_expires_at nulls first
      limit (select room from share)
      for update skip locked)
    returning a.id, a.lease_token`.execute(db);
  return rows;
}

export async function laneRows(db: Database, owner: string, day: string): Promise<LaneRow[]> {
  const { rows } = await sql<LaneRow>`
    select a.id, a.workspace_id, a.device_id, a.portfolio_id, a.channel, a.address, a.base_url, a.credentials, a.settings,
           a.per_second, a.per_day, a.pair_seconds, a.health_status, d.health_status as device_health, d.maintenance,
           a.policy_hold, a.paused_until, a.lease_token, coalesce(c.claimed, 0) as claimed_today, a.updated_at
    from sender_accounts a
    join devices d on d.id = a.device_id
    left join account_days c on c.account_id = a.id and c.day = ${day}
    where a.lease_owner = ${owner}`.execute(db);
  return rows;
}

export async function releaseLanes(db: Database, owner: string): Promise<void> {
  await sql`update sender_accounts set lease_owner = null, lease_expires_at = null where lease_owner = ${owner}`.execute(
    db,
  );
}
