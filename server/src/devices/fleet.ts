// The whole pool, slim, in one statement. Worst first, so that what a very large pool leaves out is well.
import type { Fleet, FleetAccount, FleetDevice } from '@sampark/contracts/fleet.ts';
import { mostInFleet } from '@sampark/contracts/fleet.ts';
import type { HealthStatus } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

type Row = Omit<FleetDevice, 'last_heard_at' | 'accounts'> & {
  last_heard_at: Date;
  accounts: FleetAccount[] | null;
  total: number;
};

export async function showFleet(rt: Runtime, actor: Actor, most = mostInFleet): Promise<Fleet> {
  const now = rt.clock.now();
  const day = now.toISOString().slice(0, 10);
  const { rows } = await sql<Row>`
    with flying as materialized (select device_id, count(*)::int as n from intents
      where workspace_id = ${actor.workspace_id} group by 1),
    known as (
      select a.device_id, max(array_position(array['healthy', 'degraded', 'offline'], a.health_status)) as worst,
        bool_or(a.policy_hold is not null) as held,
        jsonb_agg(jsonb_build_object('id', a.id, 'channel', a.channel, 'address', a.address, 'portfolio_id', a.portfolio_id,
          'health_status', a.health_status, 'health_reason', a.health_reason, 'policy_hold', a.policy_hold,
          'paused_until', case when a.paused_until > ${now} then to_char(a.paused_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
          'pause_reason', case when a.paused_until > ${now} then a.pause_reason end,
          'sent_today', coalesce(x.claimed, 0), 'per_day', a.per_day) order by a.channel) as accounts
      from sender_accounts a left join account_days x on x.account_id = a.id and x.day = ${day}::date
      where a.workspace_id = ${actor.workspace_id} group by a.device_id)
    select d.id, d.name, d.device_identifier, d.platform_type, d.health_status, d.health_reason, d.maintenance,
      coalesce(f.n, 0) as in_flight, greatest(d.last_health_check, d.last_heartbeat_at) as last_heard_at, k.accounts,
      (count(*) over ())::int as total
    from devices d left join known k on k.device_id = d.id left join flying f on f.device_id = d.id
    where d.workspace_id = ${actor.workspace_id}
    order by d.maintenance, greatest(array_position(array['healthy', 'degraded', 'offline'], d.health_status), k.worst) desc,
      k.held desc nulls last, d.id
    limit ${most}`.execute(rt.db);
  return { total: rows[0]?.total ?? 0, items: rows.map(present) };
}

function present({ total: _total, accounts, ...row }: Row): FleetDevice {
  const all = accounts ?? [];
  return {
    ...row,
    health_status: worstOf(row.health_status, all),
    last_heard_at: row.last_heard_at.toISOString(),
    accounts: all,
  };
}

const ladder: readonly HealthStatus[] = ['healthy', 'degraded', 'offline'];

/** A device is as well as its worst account, and one with a held account is not well. */
export function worstOf(
  own: HealthStatus,
  accounts: readonly Pick<FleetAccount, 'health_status' | 'policy_hold'>[],
): HealthStatus {
  const worst = Math.max(
    ladder.indexOf(own),
    ...accounts.map((one) => Math.max(ladder.indexOf(one.health_status), one.policy_hold === null ? 0 : 1)),
  );
  return ladder[worst] ?? 'offline';
}
