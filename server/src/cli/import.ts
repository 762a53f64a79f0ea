// `sampark import FILE.csv`: the same import as over HTTP, run here and now with its progress on the terminal. Killed half
// way it goes on with --resume ID.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Role } from '@sampark/contracts/domain.ts';
import type { ImportItem, ImportMapping, ImportOptions } from '@sampark/contracts/imports.ts';
import { runImport } from '../imports/run-import.ts';
import { findImport } from '../imports/show-import.ts';
import { startImport } from '../imports/start-import.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

export type ImportFile = {
  file: string;
  /** Slug or id of the workspace. */
  workspace: string;
  /** E-mail of the user who imports: their role and book apply. */
  user: string;
  default_country?: string | undefined;
  mapping?: ImportMapping | undefined;
  options?: ImportOptions | undefined;
  /** Id of an import that was interrupted: goes on where it stopped. */
  resume?: string | undefined;
};

export class ImportRefused extends Error {}

/** Throws ImportRefused for a wrong user or file name, Problem for what the file itself is refused for. */
export async function importFile(
  rt: Runtime,
  given: ImportFile,
  print: (line: string) => void,
): Promise<ImportItem> {
  const actor = await findActor(rt, given);
  const id = given.resume ?? (await store(rt, actor, given));
  print(`Import ${id} (if it is interrupted: --resume ${id})`);
  const timer = setInterval(() => void show(rt, actor, id, print), 2_000);
  try {
    await runImport(rt, { import_id: id });
  } finally {
    clearInterval(timer);
  }
  const done = await findImport(rt, actor, id);
  print(line(done));
  if (done.rows_rejected > 0) print(`Rejected rows with their reasons: GET /api/v1/imports/${id}/rejects`);
  if (done.rows_without_consent > 0) print(`${done.rows_without_consent} rows name no consent: these people cannot be messaged yet.`); // prettier-ignore
  return done;
}

async function store(rt: Runtime, actor: Actor, given: ImportFile): Promise<string> {
  const found = await stat(given.file).catch(() => undefined);
  if (!found?.isFile()) throw new ImportRefused(`There is no file ${given.file}.`);
  // Run here, not by a worker that may not be there.
  const here: Runtime = { ...rt, jobs: { add: async () => {} } };
  const body = createReadStream(given.file) as AsyncIterable<Buffer>;
  const { id } = await startImport(here, actor, body, async () => ({
    file_name: basename(given.file),
    default_country: given.default_country,
    mapping: given.mapping && JSON.stringify(given.mapping),
    options: given.options && JSON.stringify(given.options),
  }));
  return id;
}

async function findActor(rt: Runtime, given: ImportFile): Promise<Actor> {
  const user = await rt.db
    .selectFrom('users')
    .innerJoin('workspaces', 'workspaces.id', 'users.workspace_id')
    .select(['users.id', 'users.role', 'users.workspace_id', 'workspaces.slug'])
    .where('users.email', 'ilike', given.user.replace(/[\\%_]/g, '\\$&'))
    .where('users.status', '=', 'active')
    .executeTakeFirst();
  if (!user || (user.slug !== given.workspace && user.workspace_id !== given.workspace)) {
    throw new ImportRefused(`There is no active user ${given.user} in the workspace ${given.workspace}.`);
  }
  if (user.role === 'compliance') throw new ImportRefused('The compliance role imports nothing.');
  return {
    user_id: user.id,
    workspace_id: user.workspace_id,
    role: user.role as Role,
    session_id: '',
    request_id: 'cli',
  };
}

async function show(rt: Runtime, actor: Actor, id: string, print: (line: string) => void): Promise<void> {
  try {
    print(line(await findImport(rt, actor, id)));
  } catch {
    // Only the display: the import itself reports its own faults.
  }
}

function line(item: ImportItem): string {
  const percent = `${Math.floor(item.progress * 100)}%`.padStart(4);
  return `${percent}  ${item.rows_total} rows: ${item.rows_imported} new, ${item.rows_updated} updated, ${item.rows_rejected} rejected  ${item.status}`;
}
