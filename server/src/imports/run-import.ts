// Enters: an import whose file is stored. Leaves: its rows, each exactly once. Guaranteed: rows and progress commit
// together, 1,000 at a time; killed anywhere and run again it goes on after the last committed chunk, by reading the
// file again to that row (parsing is a tenth of the work). Running it twice, even at once, changes nothing.
import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ImportOptions } from '@sampark/contracts/imports.ts';
import type { Runtime } from '../runtime.ts';
import { commitChunk, sqlState } from './commit-chunk.ts';
import type { Encoding } from './detect-encoding.ts';
import { finishImport } from './finish-import.ts';
import { dateOrderOf } from './parse-date.ts';
import type { Plan } from './plan-columns.ts';
import { ownersByEmail } from './queries.ts';
import { readRecords } from './read-file.ts';
import { isRejected, readRow, type RowRules } from './read-row.ts';
import type { Chunk, ImportJob } from './write-chunk.ts';

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
  const queue = createCommitQueue(rt, started);
  let row = plan.has_header ? -1 : 0;
  let chunk: Chunk = emptyChunk();
  let characters = 0;
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
      if (chunk.rows < chunkRows && characters < chunkCharacters) continue;
      const full = chunk;
      chunk = emptyChunk();
      characters = 0;
      if (!(await queue.add(full))) return false;
    }
  }
  if (chunk.rows > 0) await queue.add(chunk);
  return queue.end();
}

/** At most two chunks are with the database while the next is read, and only if they have nobody in common. */
function createCommitQueue(rt: Runtime, started: Started) {
  let done = started.rowsDone;
  let older: Promise<boolean> = Promise.resolve(true);
  let newer: Promise<boolean> = Promise.resolve(true);
  let newerPhones = new Set<string>();
  return {
    add: async (chunk: Chunk): Promise<boolean> => {
      const phones = new Set(chunk.contacts.map((contact) => contact.phone));
      const before = done;
      done += chunk.rows;
      if (!(await (newerPhones.isDisjointFrom(phones) ? older : newer))) return false;
      older = newer;
      newer = commitChunk(rt, started.job, chunk, before, older);
      newerPhones = phones;
      // Awaited later; a failure until then must not count as unhandled.
      newer.catch(() => {});
      return true;
    },
    end: () => newer,
  };
}

function emptyChunk(): Chunk {
  return { contacts: [], rejects: [], rows: 0, bytesDone: 0 };
}

/** What the database refuses in the data itself would be refused again at every attempt. */
function isDataFault(cause: unknown): boolean {
  return /^(22|23)/.test(sqlState(cause));
}
