// A campaign is completed when nothing is left to send. A message that goes back into the queue is something left to
// send, so its campaign is active again.
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { DB } from '../db/generated/schema.ts';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

type Reopened = { id: string; workspace_id: string; portfolio_manager_id: string };

/** Those of these campaigns that were completed become active, with their event. */
export async function reopenCompleted(
  tx: Transaction<DB>,
  now: Date,
  campaign_ids: readonly string[],
  actor_id: string | null,
): Promise<void> {
  if (campaign_ids.length === 0) return;
  const { rows } = await sql<Reopened>`
    update campaigns set status = 'active', completed_at = null, version = version + 1, updated_at = ${now}
    where id in (select id from campaigns where id = any(${campaign_ids}::uuid[]) and status = 'completed'
      order by id for no key update)
    returning id, workspace_id, portfolio_manager_id`.execute(tx);
  await appendEvents(
    tx,
    now,
    rows.map((row) => ({
      workspace_id: row.workspace_id,
      type: 'campaign.resumed' as const,
      occurred_at: now,
      actor_id,
      campaign_id: row.id,
      portfolio_manager_id: row.portfolio_manager_id,
      data: { reason: 'message_reopened' },
    })),
  );
}

// Longer than all our processes are ever away.
const lookBackMs = 48 * 3_600_000;

/**
 * A campaign can be completed in the very moment in which one of its messages is reopened: neither transaction sees the
 * other. Whoever looks a little later sees both.
 */
export async function reopenForgotten(rt: Runtime): Promise<number> {
  const now = rt.clock.now();
  const reopened = await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select c.id from campaigns c
      where c.status = 'completed' and c.completed_at > ${new Date(now.getTime() - lookBackMs)}
        and exists (select from message_queue w where w.campaign_id = c.id)
      order by c.id limit 100`.execute(tx);
    await reopenCompleted(
      tx,
      now,
      rows.map((row) => row.id),
      null,
    );
    if (rows.length > 0) rt.crashPoint('before-reopen-commit');
    return rows.length;
  });
  if (reopened > 0) rt.crashPoint('after-reopen-commit');
  return reopened;
}
