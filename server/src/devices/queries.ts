// SQL of devices and their accounts. The pool belongs to the workspace; every role of it may look.
import type { DeviceResource } from '@sampark/contracts/devices.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

type Row = Omit<
  DeviceResource,
  'accounts' | 'last_health_check' | 'created_at' | 'updated_at' | 'rate_limit_reset_at'
> & {
  last_health_check: Date;
  created_at: Date;
  updated_at: Date;
  rank: number;
  accounts: Omit<DeviceResource['accounts'][number], 'callback_url'>[] | null;
};

// A device is as well as its worst account, and one with a held account is not well.
const states = sql`array['healthy', 'degraded', 'offline']`;
const health = sql`(${states})[greatest(array_position(${states}, d.health_status), w.worst, case when w.held then 2 end)]`;
const worstAccount = sql`cross join lateral (
  select max(array_position(${states}, a.health_status)) as worst, coalesce(bool_or(a.policy_hold is not null), false) as held
  from sender_accounts a where a.device_id = d.id) w`;

// Worst first: that is what an administrator opens the list for.
const rank = sql`case when d.maintenance then 4 when ${health} = 'offline' then 1 when w.held then 2
  when ${health} = 'degraded' then 3 else 5 end`;

function select(now: Date) {
  const day = now.toISOString().slice(0, 10);
  return sql`
    select d.id, d.device_identifier, d.name, d.platform_type, d.supported_platforms, ${health} as health_status, d.health_reason,
      d.last_health_check, d.current_allocation, d.maintenance, d.created_at, d.updated_at, ${rank} as rank,
      coalesce((select sum(x.claimed)::int from account_days x join sender_accounts s on s.id = x.account_id
        where s.device_id = d.id and x.day = ${day}::date), 0) as messages_sent_today,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'device_id', a.device_id, 'channel', a.channel, 'address', a.address,
          'display_name', a.display_name, 'base_url', a.base_url, 'portfolio_id', a.portfolio_id, 'per_second', a.per_second,
          'per_day', a.per_day, 'pair_seconds', a.pair_seconds, 'sent_today', coalesce(x.claimed, 0),
          'health_status', a.health_status, 'health_reason', a.health_reason, 'policy_hold', a.policy_hold,
          'paused_until', case when a.paused_until > ${now} then a.paused_until end,
          'pause_reason', case when a.paused_until > ${now} then a.pause_reason end) order by a.channel)
        from sender_accounts a left join account_days x on x.account_id = a.id and x.day = ${day}::date
        where a.device_id = d.id) as accounts
    from devices d ${worstAccount}`;
}

export async function listDevices(
  rt: Runtime,
  actor: Actor,
  query: {
    limit?: number;
    cursor?: string;
    health_status?: string;
    channel?: string;
    q?: string;
    held?: boolean;
    maintenance?: boolean;
  },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('devices', query.cursor);
  const { rows } = await sql<Row>`${select(rt.clock.now())}
    where d.workspace_id = ${actor.workspace_id}
      ${query.health_status ? sql`and ${health} = ${query.health_status}` : sql``}
      ${query.channel ? sql`and ${query.channel} = any(d.supported_platforms)` : sql``}
      ${query.maintenance === undefined ? sql`` : sql`and d.maintenance = ${query.maintenance}`}
      ${query.held ? sql`and w.held` : sql``}
      ${query.q ? sql`and (d.name ilike ${like(query.q)} or d.device_identifier ilike ${like(query.q)})` : sql``}
      ${after ? sql`and (${rank}, d.id) > (${after[0]}::int, ${after[1]}::uuid)` : sql``}
    order by ${rank}, d.id limit ${limit + 1}`.execute(rt.db);
  const page = pageOf('devices', rows, limit, (row) => [row.rank, row.id]);
  return { items: page.items.map((row) => show(rt, row)), next_cursor: page.next_cursor };
}

export async function readDevice(rt: Runtime, db: DbOrTx, actor: Actor, id: string): Promise<DeviceResource> {
  const { rows } =
    await sql<Row>`${select(rt.clock.now())} where d.id = ${id} and d.workspace_id = ${actor.workspace_id}`.execute(
      db,
    );
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return show(rt, row);
}

/** The address a platform calls back. BlueBubbles signs nothing, so its path carries the secret: shown by registration only. */
export function callbackUrl(rt: Runtime, channel: string, account_id: string): string {
  return `${rt.config.publicUrl}/hooks/${channel}/${account_id}`;
}

function show(rt: Runtime, row: Row): DeviceResource {
  const now = rt.clock.now();
  const { rank: _rank, ...rest } = row;
  return {
    ...rest,
    last_health_check: row.last_health_check.toISOString(),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    rate_limit_reset_at: new Date(
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1),
    ).toISOString(),
    accounts: (row.accounts ?? []).map((account) => ({
      ...account,
      paused_until: account.paused_until === null ? null : new Date(account.paused_until).toISOString(),
      callback_url: callbackUrl(rt, account.channel, account.id),
    })),
  };
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
  }>`
    select count(*)::int as total,
      count(*) filter (where not d.maintenance and ${health} = 'healthy')::int as healthy,
      count(*) filter (where not d.maintenance and ${health} = 'degraded')::int as degraded,
      count(*) filter (where not d.maintenance and ${health} = 'offline')::int as offline,
      count(*) filter (where d.maintenance)::int as maintenance,
      count(*) filter (where w.held)::int as held
    from devices d ${worstAccount} where d.workspace_id = ${actor.workspace_id}`.execute(rt.db);
  return rows[0] ?? { total: 0, healthy: 0, degraded: 0, offline: 0, maintenance: 0, held: 0 };
}
