// An administrator takes back a stop that somebody here had set for a reason of ours, and says why. What the person wanted, a platform
// reported or the law demands stays: nobody lifts it here.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import type { SuppressionRow } from './queries.ts';
import { isLiftable } from './show-suppressions.ts';

export async function liftSuppression(rt: Runtime, actor: Actor, id: string, why: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<SuppressionRow>`
      select id, channel, purpose, reason, prospect_id, created_by from suppressions
      where id = ${id} and workspace_id = ${actor.workspace_id} and lifted_at is null for update`.execute(tx);
    const row = rows[0];
    if (!row) throw new Problem('not_found');
    if (!isLiftable(row)) {
      throw new Problem('opted_out', {
        detail: `This stop (${row.reason}) is not ours to lift: only the person’s own later act reverses it.`,
      });
    }
    await sql`update suppressions set lifted_at = ${now}, lifted_reason = 'admin', lifted_note = ${why} where id = ${id}`.execute(
      tx,
    );
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'suppression.lifted',
        occurred_at: now,
        actor_id: actor.user_id,
        prospect_id: row.prospect_id,
        channel: row.channel,
        data: { suppression_id: id, reason: row.reason },
      },
    ]);
  });
}
