// SQL of devices and their accounts. The pool belongs to the workspace; every role of it may look.
import type { DeviceListQuery, DeviceResource } from '@sampark/contracts/devices.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
export { callbackUrl } from './callback-url.ts';
import { deviceColumns, presentDevice, type DeviceRow } from './present-device.ts';

// A device is as well as its worst account, and one with a held account is not well.
const states = sql`array['healthy', 'degraded', 'offline']`;
const health = sql`(${states})[greatest(array_position(${states}, d.health_status), w.worst, case when w.held then 2 end)]`;
const worstAccount = sql`cross join lateral (
  select max(array_position(${states}, a.health_status)) as worst, coalesce(bool_or(a.policy_hold is not null), false) as held,
    coalesce(sum(f.flying), 0)::int as flying
  from sender_accounts a left join flying f on f.account_id = a.id where a.device_id = d.id) w`;

// Worst first: that is what an administrator opens the list for.
const rank = sql`case when d.maintenance then 4 when ${health} = 'offline' then 1 when w.held then 2
  when ${health} = 'degraded' then 3 else 5 end`;

// Few at any time: no more than all processes together may have in flight.
const flying = sql`with flying as (select account_id, count(*)::int as flying from intents group by 1)`;

const sorts = {
  health: { key: rank, type: sql`int`, down: false },
  name: { key: sql`lower(d.name)`, type: sql`text`, down: false },
  '-sent_today': { key: sql`t.sent`, type: sql`int`, down: true },
  last_health_check: { key: sql`d.last_health_check`, type: sql`timestamptz`, down: false },
} as const;

function select(now: Date, sort: keyof typeof sorts = 'health') {
  const day = now.toISOString().slice(0, 10);
  return sql`
    ${flying}
    select ${deviceColumns(now, day)}, ${health} as health_status, t.sent as messages_sent_today, w.flying as in_flight,
      to_jsonb(${sorts[sort].key}) as sort_key
    from devices d ${worstAccount}
    cross join lateral (select coalesce(sum(x.claimed), 0)::int as sent from account_days x
      join sender_accounts s on s.id = x.account_id where s.device_id = d.id and x.day = ${day}::date) t`;
}

export async function listDevices(rt: Runtime, actor: Actor, query: DeviceListQuery) {
  const limit = query.limit ?? 50;
  const sort = query.sort ?? 'health';
  const { key, type, down } = sorts[sort];
  const list = `devices ${sort}`;
  const after = readCursor(list, query.cursor);
  if (after && !fits(sort, after[0])) throw new Problem('invalid_cursor', { field: 'query.cursor' });
  const { rows } = await sql<DeviceRow>`${select(rt.clock.now(), sort)}
    where d.workspace_id = ${actor.workspace_id}
      ${query.health_status ? sql`and ${health} = ${query.health_status}` : sql``}
      ${query.channel ? sql`and ${query.channel} = any(d.supported_platforms)` : sql``}
      ${query.maintenance === undefined ? sql`` : sql`and d.maintenance = ${query.maintenance}`}
      ${query.held ? sql`and w.held` : sql``}
      ${query.portfolio_id ? sql`and exists (select from sender_accounts p where p.device_id = d.id and p.portfolio_id = ${query.portfolio_id})` : sql``}
      ${query.q ? sql`and (d.name ilike ${like(query.q)} or d.device_identifier ilike ${like(query.q)})` : sql``}
      ${after ? sql`and (${key}, d.id) ${down ? sql`<` : sql`>`} (${after[0]}::${type}, ${after[1]}::uuid)` : sql``}
    order by ${key} ${down ? sql`desc` : sql``}, d.id ${down ? sql`desc` : sql``} limit ${limit + 1}`.execute(
    rt.db,
  );
  const page = pageOf(list, rows, limit, (row) => [row.sort_key, row.id]);
  return {
    items: page.items.map((row) => presentDevice(rt, row)),
    next_cursor: page.next_cursor,
  };
}

export async function readDevice(rt: Runtime, db: DbOrTx, actor: Actor, id: string): Promise<DeviceResource> {
  const { rows } =
    await sql<DeviceRow>`${select(rt.clock.now())} where d.id = ${id} and d.workspace_id = ${actor.workspace_id}`.execute(
      db,
    );
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return presentDevice(rt, row);
}

/** A cursor made up by hand must not reach PostgreSQL as a number that is none. */
function fits(sort: keyof typeof sorts, value: string | number | null): boolean {
  if (sort === 'name') return typeof value === 'string';
  if (sort === 'last_health_check') return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
}

function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** The pool in one query. Every device has one health or is in maintenance; those held are among the unwell. */
export async function summariseDevices(rt: Runtime, actor: Actor) {
  const { rows } = await sql<{
    total: number;
    healthy: number;
    degraded: number;
    offline: number;
    maintenance: number;
    held: number;
    draining: number;
  }>`
    ${flying}
    select count(*)::int as total,
      count(*) filter (where not d.maintenance and ${health} = 'healthy')::int as healthy,
      count(*) filter (where not d.maintenance and ${health} = 'degraded')::int as degraded,
      count(*) filter (where not d.maintenance and ${health} = 'offline')::int as offline,
      count(*) filter (where d.maintenance)::int as maintenance,
      count(*) filter (where w.held)::int as held,
      count(*) filter (where d.maintenance and w.flying > 0)::int as draining
    from devices d ${worstAccount} where d.workspace_id = ${actor.workspace_id}`.execute(rt.db);
  return rows[0] ?? { total: 0, healthy: 0, degraded: 0, offline: 0, maintenance: 0, held: 0, draining: 0 };
}
