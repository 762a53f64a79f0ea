// The request to undo. From its commit on, the grants of the import count for nothing; people follow in the job.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';

export async function undoImport(
  rt: Runtime,
  actor: Actor,
  id: string,
): Promise<{ id: string; status: 'undoing' }> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ status: string }>`
      select status from imports
      where id = ${id} and workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'user_id')} for update`.execute(
      tx,
    );
    const status = rows[0]?.status;
    if (status === undefined) throw new Problem('not_found');
    if (status === 'uploaded' || status === 'running') throw new Problem('import_not_finished');
    // A failed import may be undone too: what it had written before it failed goes again.
    if (status !== 'completed' && status !== 'failed') {
      throw new Problem('import_not_undoable', { detail: `Its status is ${status}.` });
    }
    await sql`
      update imports set status = 'undoing', voided_at = ${now}, updated_at = ${now},
        undo = '{"deleted": 0, "restored": 0, "kept": 0}', undo_cursor = null
      where id = ${id}`.execute(tx);
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'import.undo_asked',
        occurred_at: now,
        actor_id: actor.user_id,
        data: { import_id: id },
      },
    ]);
    await rt.jobs.add(tx, 'undo_import', { import_id: id, actor_id: actor.user_id }, { key: `undo:${id}` });
  });
  return { id, status: 'undoing' };
}
