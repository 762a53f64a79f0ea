// Uploaded files hold whole address books: they go after 30 days. Counts, rejected rows and what an undo needs stay.
import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';

export const keepUploadDays = 30;

export async function removeOldUploads(rt: Runtime): Promise<void> {
  const now = rt.clock.now();
  const { rows } = await sql<{ id: string; file_path: string }>`
    select id, file_path from imports
    where file_path is not null and file_removed_at is null and status not in ('uploaded', 'running')
      and created_at < ${new Date(now.getTime() - keepUploadDays * 86_400_000)}
    order by created_at limit 1000`.execute(rt.db);
  for (const row of rows) {
    await rm(row.file_path, { force: true });
    await sql`update imports set file_removed_at = ${now}, file_path = null where id = ${row.id}`.execute(
      rt.db,
    );
  }
}
