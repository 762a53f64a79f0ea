// Rejected rows a page at a time, for a screen on which they are corrected.
import type { RejectedRow } from '@sampark/contracts/imports.ts';
import { sql } from 'kysely';
import { pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { findImport } from './show-import.ts';

export async function listRejects(
  rt: Runtime,
  actor: Actor,
  id: string,
  query: { limit?: number; cursor?: string },
) {
  await findImport(rt, actor, id);
  const limit = query.limit ?? 50;
  const after = readCursor('rejects', query.cursor);
  const { rows } = await sql<RejectedRow>`
    select row_number, line, column_name as "column", code, reason, value, record from import_rejects
    where import_id = ${id} and row_number > ${after?.[1] ?? 0}::int order by row_number limit ${limit + 1}`.execute(
    rt.db,
  );
  return pageOf('rejects', rows, limit, (row) => [null, String(row.row_number)]);
}
