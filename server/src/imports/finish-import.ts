// The end of an import, well or badly, with its event.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';

/** Fewer new people do not change what the planner believes. */
const manyRows = 1_000;

export async function finishImport(
  rt: Runtime,
  job: { id: string; workspace_id: string; user_id: string },
  failure?: { code: string; detail: string },
): Promise<void> {
  const now = rt.clock.now();
  await refreshStatistics(rt, job.id);
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Record<string, number>>`
      update imports set status = ${failure ? 'failed' : 'completed'}, finished_at = ${now}, updated_at = ${now},
        bytes_done = case when ${failure === undefined} then byte_size else bytes_done end,
        error_code = ${failure?.code ?? null}, error_detail = ${failure?.detail ?? null}
      where id = ${job.id} and status = 'running'
      returning rows_total, rows_imported, rows_updated, rows_rejected, rows_without_consent, consents_recorded`.execute(
      tx,
    );
    const counts = rows[0];
    if (!counts) return; // finished already
    await appendEvents(tx, now, [
      {
        workspace_id: job.workspace_id,
        type: failure ? 'import.failed' : 'import.completed',
        occurred_at: now,
        actor_id: job.user_id,
        data: { import_id: job.id, ...counts, ...(failure ? { error: failure.code } : {}) },
      },
    ]);
  });
}

/** Before it is done: what is asked next, such as who would get a campaign, is planned with these people in mind. */
async function refreshStatistics(rt: Runtime, id: string): Promise<void> {
  const { rows } =
    await sql`select from imports where id = ${id} and rows_imported + rows_updated >= ${manyRows}`.execute(
      rt.db,
    );
  if (rows.length > 0)
    await sql`analyze prospects, relationships, consents, channel_identities, suppressions`.execute(rt.db);
}
