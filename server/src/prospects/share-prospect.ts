// An administrator puts a person into another book; the books they are in stay as they are.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { requireProspect } from './require-prospect.ts';
import { findProspect } from './show-prospect.ts';

export async function shareProspect(rt: Runtime, actor: Actor, id: string, userId: string) {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    await requireProspect(tx, actor, id);
    const { rows } = await sql<{ id: string }>`
      select id from users where id = ${userId} and workspace_id = ${actor.workspace_id} and status = 'active'
        and role in ('standard', 'admin')`.execute(tx);
    if (rows.length === 0) throw new Problem('not_found', { field: 'body.user_id' });
    const added = await sql<{ user_id: string }>`
      insert into relationships (workspace_id, user_id, prospect_id, shared_by, created_at)
      values (${actor.workspace_id}, ${userId}, ${id}, ${actor.user_id}, ${now}) on conflict do nothing returning user_id`.execute(
      tx,
    );
    if (added.rows.length > 0) {
      await appendEvents(tx, now, [
        {
          workspace_id: actor.workspace_id,
          type: 'prospect.shared',
          occurred_at: now,
          actor_id: actor.user_id,
          prospect_id: id,
          data: { user_id: userId },
        },
      ]);
    }
    return findProspect(tx, actor, id);
  });
}
