// Everybody who is still to be sent something is sent the winner: those who waited for it, by another expansion from the start,
// and those drawn for another variant whom nobody has claimed yet. The holdout stays one.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { lockForMoving } from './lock-for-moving.ts';

/**
 * In the caller's transaction, after the winner was written. `people`: who waited for it. Undefined: there is no winner, it was
 * rolled out before, or the campaign has ended. The expansion and `movePeople` do the rest in pieces.
 */
export async function rollOut(
  tx: Tx,
  experiment_id: string,
  now: Date,
): Promise<{ people: number } | undefined> {
  await lockForMoving(tx, experiment_id);
  const { rows } = await sql<{ campaign_id: string; people: number }>`
    update experiments e set rolled_out_at = ${now}, moving_since = ${now}, version = e.version + 1, updated_at = ${now}
    from campaigns c where c.id = e.campaign_id and e.id = ${experiment_id} and e.winner is not null and e.rolled_out_at is null
      and c.status in ('active', 'paused')
    returning e.campaign_id, c.people_waiting as people`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  // Ids of messages are made of campaign and person: those who have one are passed over.
  if (row.people > 0)
    await sql`
      update campaigns set people_waiting = 0, expanded_at = null, expand_cursor = null, updated_at = ${now}
      where id = ${row.campaign_id}`.execute(tx);
  return { people: row.people };
}
