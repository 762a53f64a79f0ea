// How a device and its accounts were, newest first.
import type { HealthChange } from '@sampark/contracts/devices.ts';
import { sql } from 'kysely';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

type Row = Omit<HealthChange, 'at'> & { at: Date; key: string };

export async function showHealthHistory(
  rt: Runtime,
  actor: Actor,
  device_id: string,
  query: { limit?: number; cursor?: string; account_id?: string },
): Promise<{ items: HealthChange[]; next_cursor: string | null }> {
  const limit = query.limit ?? 50;
  const after = readCursor('health history', query.cursor);
  if (
    after &&
    (typeof after[0] !== 'string' || Number.isNaN(Date.parse(after[0])) || !/^\d{1,18}$/.test(after[1]))
  )
    throw new Problem('invalid_cursor', { field: 'query.cursor' });
  const device = await rt.db
    .selectFrom('devices')
    .select('id')
    .where('id', '=', device_id)
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirst();
  if (!device) throw new Problem('not_found');
  const { rows } = await sql<Row>`
    select h.id, h.at, h.at::text as key, h.account_id, a.channel, h.health_status, h.reason, h.detail
    from device_health_history h left join sender_accounts a on a.id = h.account_id
    where h.device_id = ${device_id} and h.workspace_id = ${actor.workspace_id}
      ${query.account_id ? sql`and h.account_id = ${query.account_id}` : sql``}
      ${after ? sql`and (h.at, h.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql``}
    order by h.at desc, h.id desc limit ${limit + 1}`.execute(rt.db);
  const page = pageOf('health history', rows, limit, (row) => [row.key, String(row.id)]);
  return {
    items: page.items.map(({ key: _key, ...row }) => ({ ...row, at: row.at.toISOString() })),
    next_cursor: page.next_cursor,
  };
}
