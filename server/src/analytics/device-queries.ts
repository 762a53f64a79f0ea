// Device health as it is and as it was.
import type { DeviceHealthCounts } from '@sampark/contracts/analytics.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

export async function deviceHealthCounts(db: DbOrTx, workspace_id: string): Promise<DeviceHealthCounts> {
  const { rows } = await sql<DeviceHealthCounts>`
    select count(*) filter (where health_status = 'healthy') as healthy,
           count(*) filter (where health_status = 'degraded') as degraded,
           count(*) filter (where health_status = 'offline') as offline
    from devices where workspace_id = ${workspace_id}
  `.execute(db);
  return rows[0] ?? { healthy: 0, degraded: 0, offline: 0 };
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

/** Worst first; among equals, the one longest out of sight. */
export async function devicesWorstFirst(
  db: DbOrTx,
  workspace_id: string,
  limit: number,
): Promise<DeviceHealthRow[]> {
  const { rows } = await sql<DeviceHealthRow>`
    select id, name, platform_type, health_status, health_reason, last_health_check, messages_sent_today
    from devices where workspace_id = ${workspace_id}
    order by array_position(array['offline', 'degraded', 'healthy'], health_status), last_health_check, id
    limit ${limit}
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
