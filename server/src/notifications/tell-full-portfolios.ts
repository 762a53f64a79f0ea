// A portfolio that has opened as many conversations as its tier allows in the moving 24 hours: an event, once in that time.
// The claim only makes people wait; nobody is failed, so without this nobody would know why.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

export async function tellFullPortfolios(rt: Pick<Runtime, 'db' | 'clock'>): Promise<number> {
  const now = rt.clock.now();
  const { rows: full } = await sql<{ id: string; workspace_id: string; tier_limit: number }>`
    select p.id, p.workspace_id, p.tier_limit from portfolios p
    left join portfolio_alerts a on a.portfolio_id = p.id
    where p.tier_limit > 0 and (a.told_at is null or a.told_at <= ${now}::timestamptz - interval '24 hours')
      and exists (select from portfolio_recipients r where r.portfolio_id = p.id
        and r.last_at > ${now}::timestamptz - interval '24 hours' order by r.last_at offset p.tier_limit - 1)`.execute(
    rt.db,
  );
  for (const one of full) {
    await rt.db.transaction().execute(async (tx) => {
      // Another process may have seen the same: the row decides who says it.
      const { rows } = await sql`
        insert into portfolio_alerts (portfolio_id, workspace_id, told_at) values (${one.id}, ${one.workspace_id}, ${now})
        on conflict (portfolio_id) do update set told_at = excluded.told_at
          where portfolio_alerts.told_at <= ${now}::timestamptz - interval '24 hours'
        returning portfolio_id`.execute(tx);
      if (rows.length === 0) return;
      await appendEvents(tx, now, [
        {
          workspace_id: one.workspace_id,
          type: 'portfolio.exhausted',
          occurred_at: now,
          data: { portfolio_id: one.id, limit: one.tier_limit },
        },
      ]);
    });
  }
  return full.length;
}
