// Uploaded files hold whole address books: they go after 30 days, and at once where somebody is erased, who may be in any of them
// (a row that changed nothing or was rejected leaves no trace of its person). Counts, rejected rows and what an undo needs stay.
// What a legal hold keeps goes when it is lifted, what is still being read when it has been.
import { rm } from 'node:fs/promises';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { heldRow, lockHolds } from '../retention/held-rows.ts';
import type { Runtime } from '../runtime.ts';

export const keepUploadDays = 30;

/** Takes finished uploads of a workspace off the records; their paths are for `removeFiles`, last thing before the commit. */
export async function takeUploads(
  tx: DbOrTx,
  workspace_id: string,
  before: Date,
  now: Date,
): Promise<string[]> {
  await lockHolds(tx, workspace_id, 'removing');
  const { rows } = await sql<{ file_path: string }>`
    update imports i set file_path = null, file_removed_at = ${now}
    where i.workspace_id = ${workspace_id} and ${removable(before)} and not ${heldRow(workspace_id, {
      dataClass: 'imports',
      manager: sql`h.portfolio_manager_id = i.user_id`,
    })}
    returning old.file_path`.execute(tx);
  return rows.map((row) => row.file_path);
}

export async function removeFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true });
}

export async function removeOldUploads(rt: Runtime): Promise<void> {
  const before = new Date(rt.clock.now().getTime() - keepUploadDays * 86_400_000);
  const { rows } = await sql<{ workspace_id: string }>`
    select distinct i.workspace_id from imports i where ${removable(before)}`.execute(rt.db);
  for (const { workspace_id } of rows) await removeBefore(rt, workspace_id, before);
}

/** What an erasure had to leave: uploaded before it, and being read or held at that time. */
export async function removeUploadsOfErased(rt: Runtime): Promise<void> {
  const { rows } = await sql<{ workspace_id: string; erased_at: Date }>`
    select p.workspace_id, max(p.erased_at) as erased_at from prospects p where p.erased_at is not null
    group by p.workspace_id having exists (select from imports i where i.workspace_id = p.workspace_id
      and ${removable(sql`max(p.erased_at)`)})`.execute(rt.db);
  for (const { workspace_id, erased_at } of rows) await removeBefore(rt, workspace_id, erased_at);
}

async function removeBefore(rt: Runtime, workspaceId: string, before: Date): Promise<void> {
  await rt.db
    .transaction()
    .execute(async (tx) => removeFiles(await takeUploads(tx, workspaceId, before, rt.clock.now())));
}

function removable(before: Date | RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(i.file_path is not null and i.status not in ('uploaded', 'running') and i.created_at <= ${before})`;
}
