// Adding and changing portfolios. The platform's own notices change tier and quality too (webhooks/apply-account.ts).
import type { NewPortfolio, PortfolioPatch } from '@sampark/contracts/portfolios.ts';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { wakeForRoom } from './wake-waiting.ts';

export async function createPortfolio(rt: Runtime, actor: Actor, given: NewPortfolio): Promise<string> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('portfolios')
      .values({ ...given, workspace_id: actor.workspace_id, created_at: now, updated_at: now })
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'external_id']).where('external_id', 'is not', null).doNothing(),
      )
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Problem('portfolio_exists', { field: 'body.external_id' });
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'portfolio.created',
        occurred_at: now,
        actor_id: actor.user_id,
        data: { portfolio_id: row.id, ...given },
      },
    ]);
    return row.id;
  });
}

export async function changePortfolio(
  rt: Runtime,
  actor: Actor,
  id: string,
  patch: PortfolioPatch,
): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const portfolio = await tx
      .selectFrom('portfolios')
      .select('id')
      .where('id', '=', id)
      .where('workspace_id', '=', actor.workspace_id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!portfolio) throw new Problem('not_found');
    if (patch.external_id) {
      const other = await tx
        .selectFrom('portfolios')
        .select('id')
        .where('workspace_id', '=', actor.workspace_id)
        .where('external_id', '=', patch.external_id)
        .where('id', '<>', id)
        .executeTakeFirst();
      if (other) throw new Problem('portfolio_exists', { field: 'body.external_id' });
    }
    await tx
      .updateTable('portfolios')
      // Who was reached without a tier was not counted: a new one starts with a recount.
      .set({ ...patch, ...(patch.tier_limit === undefined ? {} : { window_at: null }), updated_at: now })
      .where('id', '=', id)
      .execute();
    if (patch.tier_limit !== undefined)
      await wakeForRoom(rt, tx, now, { workspace_id: actor.workspace_id, channel: 'whatsapp' });
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'portfolio.changed',
        occurred_at: now,
        actor_id: actor.user_id,
        data: { portfolio_id: id, ...patch },
      },
    ]);
  });
}
