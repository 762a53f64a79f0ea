// The rows an import refused, as a CSV with the file's own columns and `line`, `column`, `reason`, `code` behind them.
// Corrected, the same file can be imported again: those four are ignored then. Written in pieces: flat memory.
import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';
import { rejectColumns, type Plan } from './plan-columns.ts';

type Reject = {
  row_number: number;
  line: number;
  column_name: string | null;
  code: string;
  reason: string;
  record: string[];
};

const pageRows = 2_000;

export async function writeRejects(rt: Runtime, actor: Actor, id: string): Promise<AsyncGenerator<string>> {
  const { rows } = await sql<{ mapping: Plan | null; delimiter: string | null }>`
    select mapping, delimiter from imports
    where id = ${id} and workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'user_id')}`.execute(
    rt.db,
  );
  const found = rows[0];
  if (!found) throw new Problem('not_found');
  // They are people's rows as they were given, numbers and all.
  const now = rt.clock.now();
  await appendEvents(rt.db, now, [
    {
      workspace_id: actor.workspace_id,
      type: 'export.made',
      occurred_at: now,
      actor_id: actor.user_id,
      data: { what: 'imports.rejects', import_id: id },
    },
  ]);
  return pieces(rt, id, found.mapping?.header ?? [], found.delimiter ?? ',');
}

async function* pieces(rt: Runtime, id: string, header: string[], delimiter: string): AsyncGenerator<string> {
  const own = withoutOurs(header);
  // The mark makes spreadsheets read Bengali as UTF-8; our import skips it.
  yield `\ufeff${line([...own.map(safeCell), ...rejectColumns])}`;
  for (let after = 0; ;) {
    const { rows } = await sql<Reject>`
      select row_number, line, column_name, code, reason, record from import_rejects
      where import_id = ${id} and row_number > ${after} order by row_number limit ${pageRows}`.execute(rt.db);
    if (rows.length === 0) return;
    yield rows.map((row) => line([...fitted(row.record, own.length, delimiter).map(safeCell), String(row.line), safeCell(row.column_name ?? ''), safeCell(row.reason), row.code])).join(''); // prettier-ignore
    after = rows.at(-1)?.row_number ?? after;
  }
}

/**
 * A cell a spreadsheet would run as a formula gets an apostrophe in front, which the import takes off again. Numbers and
 * phone numbers stay as they are: `+8801712345678` computes nothing, and people copy it.
 */
export function safeCell(cell: string): string {
  if (!/^[=+\-@\t\r\n＝＋－＠]/.test(cell) || /^[+-]?[\d\s().-]*$/.test(cell)) return cell;
  return `'${cell}`;
}

/** Surplus cells join the last column, so that nothing of a broken row is lost. */
function fitted(record: readonly string[], width: number, delimiter: string): string[] {
  const cells = Array.from({ length: width }, (_, index) => record[index] ?? '');
  if (record.length > width && width > 0) cells[width - 1] = record.slice(width - 1).join(delimiter);
  return cells;
}

function withoutOurs(header: string[]): string[] {
  const tail = header.length - rejectColumns.length;
  return rejectColumns.every((name, index) => header[tail + index] === name) ? header.slice(0, tail) : header;
}

function line(cells: string[]): string {
  return stringify([cells], { record_delimiter: '\r\n' });
}
