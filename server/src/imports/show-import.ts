// Imports as the API shows them. A PM sees their own; admins and compliance see the workspace's.
import type { ImportItem } from '@sampark/contracts/imports.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import { pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';
import { describePlan, type Plan } from './plan-columns.ts';

type Row = Omit<ImportItem, 'columns' | 'progress' | 'created_at' | 'started_at' | 'finished_at'> & {
  mapping: Plan | null;
  bytes_done: number;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

const columns = sql`id, kind, file_name, byte_size, status, encoding, delimiter, mapping, options, rows_total, rows_imported,
  rows_updated, rows_rejected, rows_without_consent, consents_recorded, opt_outs_respected, bytes_done, error_code,
  error_detail, undo, user_id, created_at, started_at, finished_at`;

export async function findImport(rt: Runtime, actor: Actor, id: string): Promise<ImportItem> {
  const { rows } = await sql<Row>`
    select ${columns} from imports
    where id = ${id} and workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'user_id')}`.execute(
    rt.db,
  );
  if (!rows[0]) throw new Problem('not_found');
  return shown(rows[0]);
}

export async function listImports(rt: Runtime, actor: Actor, query: { limit?: number; cursor?: string }) {
  const limit = query.limit ?? 50;
  const after = readCursor('imports', query.cursor);
  const { rows } = await sql<Row & { sort_key: string }>`
    select ${columns}, created_at::text as sort_key from imports
    where workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'user_id')}
      and ${after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by created_at desc, id desc limit ${limit + 1}`.execute(rt.db);
  const page = pageOf('imports', rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map(shown) };
}

function shown(row: Row): ImportItem {
  const { mapping, bytes_done: bytesDone, ...rest } = row;
  const finished = !['uploaded', 'running'].includes(row.status);
  delete (rest as { sort_key?: string }).sort_key;
  return {
    ...rest,
    columns: mapping ? describePlan(mapping) : [],
    progress: finished
      ? 1
      : row.byte_size === 0
        ? 0
        : Math.min(0.999, Number((bytesDone / row.byte_size).toFixed(4))),
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}
