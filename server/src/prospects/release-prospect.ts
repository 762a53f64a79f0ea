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
    const { rows } = await sql<{ held_reason: string }>`
      with held as (select id, held_reason from prospects where id = ${id} and held_reason is not null for update)
      update prospects p set held_reason = null, version = p.version + 1, updated_at = ${now}
      from held where p.id = held.id returning held.held_reason`.execute(tx);
    if (rows[0]) {
      const keys = await rt.keys.people.toWrite(tx, [{ id, workspace_id: actor.workspace_id }], now);
      await appendEvents(tx, now, [
        {
          workspace_id: actor.workspace_id,
          type: 'prospect.released',
          occurred_at: now,
          actor_id: actor.user_id,
          prospect_id: id,
          data: { reason: keys.sealText(id, eventColumn, reason), held_reason: rows[0].held_reason },
        },
      ]);
    }
    return findProspect(tx, actor, id);
  });
}
