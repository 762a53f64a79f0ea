// One import, from bytes to counts, without HTTP or a worker: the job is called directly.
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { ImportOptions } from '@sampark/contracts/imports.ts';
import { runImport } from '../../src/imports/run-import.ts';
import { startImport } from '../../src/imports/start-import.ts';
import type { TestRuntime, TestUser } from '../support/server.ts';

export type Counts = {
  status: string;
  rows_total: number;
  rows_imported: number;
  rows_updated: number;
  rows_rejected: number;
  rows_without_consent: number;
  consents_recorded: number;
  opt_outs_respected: number;
};

export type Given = {
  mapping?: Record<string, string>;
  options?: ImportOptions;
  country?: string;
  file_name?: string;
};

/** Jobs are noted, not queued: the tests call their handlers. */
export function withoutQueue(rt: TestRuntime): TestRuntime {
  return Object.assign(rt, { jobs: { add: async () => {} } });
}

export async function upload(
  rt: TestRuntime,
  user: TestUser,
  file: string | Buffer,
  given: Given = {},
): Promise<string> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const actor = { user_id: user.id, workspace_id: user.workspace_id, role: user.role };
  const { id } = await startImport(rt, actor, Readable.from(pieces(bytes)), async () => ({
    file_name: given.file_name,
    default_country: given.country,
    mapping: given.mapping && JSON.stringify(given.mapping),
    options: given.options && JSON.stringify(given.options),
  }));
  return id;
}

export async function importCsv(rt: TestRuntime, user: TestUser, file: string | Buffer, given: Given = {}) {
  const id = await upload(rt, user, file, given);
  await runImport(rt, { import_id: id });
  return { id, ...(await counts(rt, id)) };
}

export async function counts(rt: TestRuntime, id: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select status, rows_total, rows_imported, rows_updated, rows_rejected, rows_without_consent, consents_recorded,
      opt_outs_respected from imports where id = ${id}`.execute(rt.db);
  if (!rows[0]) throw new Error('no such import');
  return rows[0];
}

export async function rejectsOf(rt: TestRuntime, id: string) {
  const { rows } = await sql<{ line: number; column_name: string | null; code: string; reason: string }>`
    select line, column_name, code, reason from import_rejects where import_id = ${id} order by row_number`.execute(
    rt.db,
  );
  return rows;
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
}
