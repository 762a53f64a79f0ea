// Enters: an import whose file is stored. Leaves: its rows, each exactly once. Guaranteed: rows and progress commit
// together, 1,000 at a time; killed anywhere and run again it goes on after the last committed chunk, by reading the
// file again to that row (parsing is a tenth of the work). Running it twice, even at once, changes nothing.
import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ImportOptions } from '@sampark/contracts/imports.ts';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Encoding } from './detect-encoding.ts';
import { finishImport } from './finish-import.ts';
import { dateOrderOf } from './parse-date.ts';
import type { Plan } from './plan-columns.ts';
import { lockImport, ownersByEmail } from './queries.ts';
import { readRecords } from './read-file.ts';
import { isRejected, readRow, type RowRules } from './read-row.ts';
import { writeChunk, type Chunk, type ImportJob } from './write-chunk.ts';

export const chunkRows = 1_000;
// Rows read in one turn of the event loop (about 3 ms): requests in the same process do not wait for an import.
const rowsATurn = 50;
// Rows with long texts: fewer of them at a time keep memory and the transaction small.
const chunkCharacters = 4_000_000;

type Started = {
  job: ImportJob;
  plan: Plan;
  rules: RowRules;
  file: { path: string; encoding: Encoding; delimiter: string; byteSize: number };
  rowsDone: number;
};

export async function runImport(rt: Runtime, payload: unknown): Promise<void> {
  const { import_id: id } = payload as { import_id: string };
  const started = await start(rt, id);
  if (started === undefined) return;
  if (!existsSync(started.file.path)) {
    await finishImport(rt, started.job, {
      code: 'file_missing',
      detail: 'The uploaded file is no longer there.',
    });
    return;
  }
  try {
    if (await readAndWrite(rt, started)) await finishImport(rt, started.job);
  } catch (cause) {
    if (!isDataFault(cause)) throw cause; // the job is tried again and goes on after the last chunk
    rt.log.error({ import_id: id, cause }, 'import failed');
    await finishImport(rt, started.job, { code: 'database_refused', detail: (cause as Error).message });
  }
}

/** Undefined when there is nothing (more) to do. */
async function start(rt: Runtime, id: string): Promise<Started | undefined> {
  const now = rt.clock.now();
  const { rows } = await sql<Row>`
    update imports i set status = 'running', started_at = coalesce(i.started_at, ${now}), updated_at = ${now}
    from workspaces w, users u
    where i.id = ${id} and i.status in ('uploaded', 'running') and w.id = i.workspace_id and u.id = i.user_id
    returning i.workspace_id, i.user_id, i.created_at, i.file_path, i.byte_size, i.encoding, i.delimiter, i.mapping, i.options,
      i.rows_done, w.default_country, u.role`.execute(rt.db);
  const row = rows[0];
  if (!row) return undefined;
  const owners = await ownersByEmail(rt.db, row.workspace_id);
  const isAdmin = row.role === 'admin';
  const named = isAdmin ? row.options.owner_email?.toLowerCase() : undefined;
  const owner = named === undefined ? undefined : owners.get(named);
  const country = row.options.default_country ?? row.default_country;
  return {
    job: {
      id,
      workspace_id: row.workspace_id,
      user_id: row.user_id,
      is_admin: isAdmin,
      created_at: row.created_at,
      owner_id: owner ?? row.user_id,
      owner_named: owner !== undefined,
      owners,
    },
    plan: row.mapping,
    rules: {
      country,
      encoding: row.encoding,
      order: row.options.date_order ?? dateOrderOf(row.default_country),
      now: row.created_at,
      attested: row.options.consent,
    },
    file: { path: row.file_path, encoding: row.encoding, delimiter: row.delimiter, byteSize: row.byte_size },
    rowsDone: row.rows_done,
  };
}

type Row = {
  workspace_id: string;
  user_id: string;
  created_at: Date;
  file_path: string;
  byte_size: number;
  encoding: Encoding;
  delimiter: string;
  mapping: Plan;
  options: ImportOptions;
  rows_done: number;
  default_country: string;
  role: string;
};

/** False when another worker has taken the import over. */
async function readAndWrite(rt: Runtime, started: Started): Promise<boolean> {
  const { file, plan, rules } = started;
  let row = plan.has_header ? -1 : 0;
  let done = started.rowsDone;
  let chunk: Chunk = emptyChunk();
  let characters = 0;
  // The database works on one chunk while the next is read; never more than one is under way.
  let underway: Promise<boolean> = Promise.resolve(true);
  const flush = async (): Promise<boolean> => {
    const full = chunk;
    const before = done;
    done += full.rows;
    chunk = emptyChunk();
    characters = 0;
    if (!(await underway)) return false;
    underway = commitChunk(rt, started.job, full, before);
    // Awaited by the next flush; a failure until then must not count as unhandled.
    underway.catch(() => {});
    return true;
  };
  for await (const piece of readRecords(file.path, file.encoding, file.delimiter)) {
    for (const record of piece.records) {
      row++;
      if (row <= started.rowsDone) continue;
      if (row % rowsATurn === 0) await setImmediate();
      const result = readRow(record, row, plan, rules);
      if (isRejected(result)) chunk.rejects.push(result);
      else chunk.contacts.push(result);
      chunk.rows++;
      chunk.bytesDone = piece.bytesRead;
      for (const cell of record.fields) characters += cell.length;
      if ((chunk.rows >= chunkRows || characters >= chunkCharacters) && !(await flush())) return false;
    }
  }
  if (chunk.rows > 0 && !(await flush())) return false;
  return underway;
}

function emptyChunk(): Chunk {
  return { contacts: [], rejects: [], rows: 0, bytesDone: 0 };
}

/** One short transaction. Two imports of the same people may still meet in a deadlock; the loser tries again. */
async function commitChunk(rt: Runtime, job: ImportJob, chunk: Chunk, rowsBefore: number): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      const mine = await rt.db.transaction().execute(async (tx) => {
        const locked = await lockImport(tx, job.id);
        if (locked?.status !== 'running' || locked.rows_done !== rowsBefore) return false;
        const now = rt.clock.now();
        if (rowsBefore === 0) await announce(tx, job, now);
        await writeChunk(rt, tx, job, chunk, now);
        rt.crashPoint('import:before-commit');
        return true;
      });
      rt.crashPoint('import:after-commit');
      return mine;
    } catch (cause) {
      if (attempt >= 5 || !['40P01', '40001'].includes(codeOf(cause))) throw cause;
    }
  }
}

async function announce(tx: Parameters<typeof appendEvents>[0], job: ImportJob, now: Date): Promise<void> {
  await appendEvents(tx, now, [
    {
      workspace_id: job.workspace_id,
      type: 'import.started',
      occurred_at: now,
      actor_id: job.user_id,
      data: { import_id: job.id },
    },
  ]);
}

/** What the database refuses in the data itself would be refused again at every attempt. */
function isDataFault(cause: unknown): boolean {
  return /^(22|23)/.test(codeOf(cause));
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
