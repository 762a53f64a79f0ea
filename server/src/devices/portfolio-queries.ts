// WhatsApp portfolios with what is left of their tier in the moving 24 hours.
import type { PortfolioResource } from '@sampark/contracts/portfolios.ts';
import { sql } from 'kysely';
import { windowMs } from '../delivery/portfolio-budget.ts';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

type Row = Omit<PortfolioResource, 'created_at' | 'updated_at' | 'next_free_at' | 'left_24h' | 'accounts'> & {
  oldest_at: Date | null;
  accounts: PortfolioResource['accounts'] | null;
  created_at: Date;
  updated_at: Date;
};

function select(now: Date) {
  const since = new Date(now.getTime() - windowMs);
  const day = now.toISOString().slice(0, 10);
  return sql`
    select p.id, p.name, p.external_id, p.tier_limit, p.quality, p.created_at, p.updated_at, r.recipients_24h, r.oldest_at,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'device_id', a.device_id, 'display_name', a.display_name,
          'address', a.address, 'health_status', a.health_status, 'policy_hold', a.policy_hold,
          'hold_decision', case when a.policy_hold is not null then a.hold_decision end, 'per_day', a.per_day,
          'sent_today', coalesce(x.claimed, 0)) order by a.display_name, a.id)
        from sender_accounts a left join account_days x on x.account_id = a.id and x.day = ${day}::date
        where a.portfolio_id = p.id) as accounts
    from portfolios p cross join lateral (
      select count(*)::int as recipients_24h, min(last_at) as oldest_at from portfolio_recipients
      where portfolio_id = p.id and last_at > ${since}) r`;
}

export async function listPortfolios(rt: Runtime, actor: Actor, query: { limit?: number; cursor?: string }) {
  const limit = query.limit ?? 50;
  const after = readCursor('portfolios', query.cursor);
  if (after && (typeof after[0] !== 'string' || !/-/.test(after[1])))
    throw new Problem('invalid_cursor', { field: 'query.cursor' });
  const { rows } = await sql<Row>`${select(rt.clock.now())} where p.workspace_id = ${actor.workspace_id}
    ${after ? sql`and (p.name, p.id) > (${after[0]}, ${after[1]}::uuid)` : sql``}
    order by p.name, p.id limit ${limit + 1}`.execute(rt.db);
  const page = pageOf('portfolios', rows, limit, (row) => [row.name, row.id]);
  return { items: page.items.map(present), next_cursor: page.next_cursor };
}

export async function readPortfolio(rt: Runtime, actor: Actor, id: string): Promise<PortfolioResource> {
  const { rows } = await sql<Row>`${select(rt.clock.now())}
    where p.id = ${id} and p.workspace_id = ${actor.workspace_id}`.execute(rt.db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return present(row);
}

/** Throws `not_found` for what is not of this workspace. */
export async function requirePortfolio(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const { rows } = await sql`
    select from portfolios where id = ${id} and workspace_id = ${actor.workspace_id}`.execute(rt.db);
  if (rows.length === 0) throw new Problem('not_found');
}

function present({ oldest_at, accounts, ...row }: Row): PortfolioResource {
  return {
    ...row,
    accounts: accounts ?? [],
    left_24h: row.tier_limit === null ? null : Math.max(0, row.tier_limit - row.recipients_24h),
    next_free_at: oldest_at === null ? null : new Date(oldest_at.getTime() + windowMs).toISOString(),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
