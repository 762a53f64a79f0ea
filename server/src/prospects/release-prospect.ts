// Somebody has looked at a message that read like a refusal and says why sending may go on. An opt-out is not touched.
import { sql } from 'kysely';
import { appendEvents, eventColumn } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { requireProspect } from './require-prospect.ts';
import { findProspect } from './show-prospect.ts';

export async function releaseProspect(rt: Runtime, actor: Actor, id: string, reason: string) {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    await requireProspect(tx, actor, id);
    const { numAffectedRows } = await sql`
      update prospects set held_reason = null, version = version + 1, updated_at = ${now}
      where id = ${id} and held_reason is not null`.execute(tx);
    if (numAffectedRows) {
      const keys = await rt.keys.people.toWrite(tx, [{ id, workspace_id: actor.workspace_id }], now);
      await appendEvents(tx, now, [
        {
          workspace_id: actor.workspace_id,
          type: 'prospect.released',
          occurred_at: now,
          actor_id: actor.user_id,
          prospect_id: id,
          // What they had written is in the conversation.
          data: { reason: keys.sealText(id, eventColumn, reason) },
        },
      ]);
    }
    return findProspect(tx, actor, id);
  });
}
