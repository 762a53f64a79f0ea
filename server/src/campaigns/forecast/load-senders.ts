// The senders a campaign meets, with what is left of their day, and the budgets their portfolios share.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Runtime } from '../../runtime.ts';
import type { Tier } from './situation.ts';

export type LoadedSender = {
  id: string;
  channel: Channel;
  portfolio_id: string | null;
  per_second: number;
  per_day: number;
  left_today: number;
  paused_until: Date | null;
  state: 'ready' | 'held' | 'offline' | 'maintenance';
};

export async function loadSenders(rt: Runtime, workspace_id: string, now: Date): Promise<LoadedSender[]> {
  const { rows } = await sql<LoadedSender>`
    select a.id, a.channel, a.portfolio_id, a.per_second::float8 as per_second, a.per_day,
      greatest(0, a.per_day - coalesce(d.claimed, 0))::int as left_today,
      case when a.paused_until > ${now} then a.paused_until end as paused_until,
      case when a.policy_hold is not null then 'held' when v.maintenance then 'maintenance'
        when a.health_status = 'offline' or v.health_status = 'offline' then 'offline' else 'ready' end as state
    from sender_accounts a join devices v on v.id = a.device_id
    left join account_days d on d.account_id = a.id and d.day = ${now.toISOString().slice(0, 10)}::date
    where a.workspace_id = ${workspace_id} order by a.id`.execute(rt.db);
  return rows;
}

export async function loadTiers(
  rt: Runtime,
  portfolios: readonly string[],
  now: Date,
): Promise<{ tiers: Tier[]; place: Map<string, number> }> {
  const tiers: Tier[] = [];
  const place = new Map<string, number>();
  if (portfolios.length === 0) return { tiers, place };
  const { rows } = await sql<{ id: string; tier_limit: number; hour: Date | null; count: number }>`
    select p.id, p.tier_limit, date_bin('10 minutes', r.last_at, 'epoch') as hour, count(r.prospect_id)::int as count
    from portfolios p left join portfolio_recipients r on r.portfolio_id = p.id
      and r.last_at > ${now}::timestamptz - interval '24 hours'
    where p.id = any(${portfolios}::uuid[]) and p.tier_limit is not null group by 1, 2, 3`.execute(rt.db);
  for (const row of rows) {
    let index = place.get(row.id);
    if (index === undefined) {
      index = tiers.push({ left: row.tier_limit, frees: [] }) - 1;
      place.set(row.id, index);
    }
    if (row.hour === null) continue;
    const tier = tiers[index] as Tier;
    tier.left -= row.count;
    const at = (row.hour.getTime() + 600_000 - now.getTime()) / 1000 + 86_400;
    tier.frees.push({ at: Math.max(1, at), count: row.count });
  }
  return { tiers, place };
}
