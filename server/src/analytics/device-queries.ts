// Device health as it is and as it was.
import type { DeviceHealth, DeviceHealthCounts } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

type CountsOf = DeviceHealthCounts & { held: number; channel: Channel | '' };

const states = sql`array['healthy', 'degraded', 'offline']`;

/** As the list of devices counts them: each as well as its worst account, without those in maintenance. */
export async function deviceHealthCounts(db: DbOrTx, workspace_id: string): Promise<DeviceHealth> {
  const { rows } = await sql<CountsOf>`
    select p.channel, count(*) filter (where d.rank = 1) as healthy,
           count(*) filter (where d.rank = 2) as degraded,
           count(*) filter (where d.rank = 3) as offline,
           count(*) filter (where d.held) as held
    from (
      select supported_platforms, greatest(array_position(${states}, health_status), w.worst, case when w.held then 2 end) as rank, w.held
      from devices cross join lateral (
        select max(array_position(${states}, a.health_status)) as worst, coalesce(bool_or(a.policy_hold is not null), false) as held
        from sender_accounts a where a.device_id = devices.id) w
      where workspace_id = ${workspace_id} and not maintenance
    ) d cross join lateral unnest(array[''] || d.supported_platforms) as p(channel)
    group by p.channel
  `.execute(db);
  const none = { channel: '' as const, healthy: 0, degraded: 0, offline: 0, held: 0 };
  const { channel: _all, ...all } = rows.find((row) => row.channel === '') ?? none;
  const by_channel = Object.fromEntries(
    rows.flatMap(({ channel, held: _held, ...counts }) => (channel === '' ? [] : [[channel, counts]])),
  );
  return { ...all, by_channel };
}

export type DeviceHealthRow = {
  id: string;
  name: string;
  platform_type: string;
  health_status: string;
  health_reason: string | null;
  last_health_check: Date;
  messages_sent_today: number;
};

/** Worst first, each as well as its worst account; among equals, the one longest out of sight. */
export async function devicesWorstFirst(
  db: DbOrTx,
  workspace_id: string,
  limit: number,
): Promise<DeviceHealthRow[]> {
  const { rows } = await sql<DeviceHealthRow>`
    select d.id, d.name, d.platform_type, (${states})[w.rank] as health_status,
      case when w.rank > array_position(${states}, d.health_status) then w.reason else d.health_reason end as health_reason,
      d.last_health_check, d.messages_sent_today
    from devices d cross join lateral (
      select greatest(array_position(${states}, d.health_status), max(array_position(${states}, a.health_status)),
          case when bool_or(a.policy_hold is not null) then 2 end) as rank,
        (array_agg(coalesce(a.policy_hold, a.health_reason) order by a.policy_hold is not null desc,
          array_position(${states}, a.health_status) desc))[1] as reason
      from sender_accounts a where a.device_id = d.id) w
    where d.workspace_id = ${workspace_id}
    order by w.rank desc, d.last_health_check, d.id limit ${limit}
  `.execute(db);
  return rows;
}

export type HealthChange = {
  device_id: string;
  account_id: string | null;
  health_status: string;
  reason: string | null;
  at: Date;
};

/** The last changes of each device named, newest first, in one query for all. */
export async function healthHistory(
  db: DbOrTx,
  workspace_id: string,
  device_ids: readonly string[],
  limit: number,
): Promise<Map<string, HealthChange[]>> {
  const { rows } = await sql<HealthChange>`
    select h.* from unnest(${device_ids}::uuid[]) as d(id), lateral (
      select device_id, account_id, health_status, reason, at from device_health_history
      where device_id = d.id and workspace_id = ${workspace_id} order by at desc limit ${limit}
    ) h
  `.execute(db);
  return Map.groupBy(rows, (row) => row.device_id);
}
