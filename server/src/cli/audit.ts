// `sampark audit verify` and `export`: plain words for a person, the exit code for a script. 0: every link holds. 1: one
// does not, and it is named. 2: nothing was checked.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { checkpointFile, publicKeyFile, readAll } from '../audit/checkpoint-file.ts';
import { exportTrail } from '../audit/export-trail.ts';
import { auditKeyOf } from '../audit/note.ts';
import { uncoveredMessages } from '../audit/uncovered-messages.ts';
import type { Break } from '../audit/verify/check-links.ts';
import { connectVerifier } from '../audit/verify/connect-verifier.ts';
import { verifyDatabase, type Verified } from '../audit/verify/verify-database.ts';
import { NotAnExport, verifyFile } from '../audit/verify/verify-file.ts';
import { appendEvents } from '../events/append.ts';
import { loadKey } from '../load-key.ts';
import type { Runtime } from '../runtime.ts';

export type SpanFlags = { workspace?: string; from?: string; to?: string };
export type VerifyFlags = SpanFlags & {
  file?: string;
  checkpoints?: string;
  key?: string;
  messages?: boolean;
  upTo?: string;
};
type Print = (line: string) => void;

export class AuditError extends Error {}

/** Returns the exit code. `url`: the database, for connections that verify. */
export async function verifyTrail(
  rt: Pick<Runtime, 'db' | 'config'>,
  url: string,
  flags: VerifyFlags,
  print: Print,
): Promise<number> {
  const { dataDir } = rt.config;
  const span = spanOf(flags);
  const key = await keyOf(flags.key ?? publicKeyFile(dataDir), flags.key !== undefined);
  let code = 0;
  for (const { id, slug } of await workspacesOf(rt, flags.workspace)) {
    const began = performance.now();
    const text = flags.checkpoints
      ? await textOf(flags.checkpoints)
      : await readAll(checkpointFile(dataDir, id));
    const checkpoints = key && text !== undefined ? { text, key } : undefined;
    const done = await verifyDatabase(url, id, { ...span, checkpoints, threads: threads() });
    if (done.broken) code = 1;
    say(slug, done, began, print);
    if (flags.messages) code = (await coverage(rt, id, slug, span.from, print)) || code;
  }
  return code;
}

/** Whether a sealed entry holds the decision of every message. What changed within the last seconds may not be sealed yet. */
async function coverage(
  rt: Pick<Runtime, 'db'>,
  id: string,
  slug: string,
  since: Date | undefined,
  print: Print,
): Promise<number> {
  const [missing] = await uncoveredMessages(rt.db, id, { ...(since ? { since } : {}), most: 1 });
  print(
    missing
      ? `${slug}: message ${missing.message_id} (${missing.delivery_status}) is not in the trail with its decision.`
      : `${slug}: every decided message is in the trail with its decision.`,
  );
  return missing ? 1 : 0;
}

/** With nothing but the file, and what was signed where it is given. Returns the exit code. */
export async function verifyExport(flags: VerifyFlags & { file: string }, print: Print): Promise<number> {
  const began = performance.now();
  if ((flags.checkpoints === undefined) !== (flags.key === undefined))
    throw new AuditError(
      '--checkpoints and --key belong together: a checkpoint is only worth its signature.',
    );
  const upTo = flags.upTo === undefined ? undefined : Number(flags.upTo);
  if (upTo !== undefined && !(Number.isSafeInteger(upTo) && upTo > 0))
    throw new AuditError(`--up-to: "${flags.upTo}" is not the number of an entry, such as 1200.`);
  const key = flags.key === undefined ? undefined : await keyOf(flags.key, true);
  const text = flags.checkpoints === undefined ? undefined : await textOf(flags.checkpoints);
  try {
    const done = await verifyFile({
      path: flags.file,
      checkpoints: key && text !== undefined ? { text, key } : undefined,
      threads: threads(),
    });
    say(done.header.workspace, done, began, print);
    if (!done.broken && done.checkpoints === 0)
      print(
        'No checkpoint was compared: that the file is complete and genuine is not shown (--checkpoints, --key).',
      );
    const short = done.signed_to !== undefined && !(upTo !== undefined && done.last_seq >= upTo);
    if (!done.broken && short)
      print(
        `NOT WHOLE. Signed up to entry ${done.signed_to}; this file ends at ${done.last_seq}. Either entries at its end were taken out, or it was made before they were sealed: compare a new export, or say --up-to ${done.last_seq} if it is meant to end there.`,
      );
    return done.broken || short ? 1 : 0;
  } catch (error) {
    if (error instanceof NotAnExport) throw new AuditError(error.message, { cause: error });
    throw error;
  }
}

export async function writeExport(
  rt: Pick<Runtime, 'db' | 'config' | 'clock'>,
  url: string,
  flags: SpanFlags & { workspace: string; file: string },
  print: Print,
): Promise<void> {
  const [workspace] = await workspacesOf(rt, flags.workspace);
  if (!workspace) return;
  const { publicKey } = auditKeyOf(rt.config.auditKey ?? loadKey(rt.config.dataDir, 'audit'));
  const span = spanOf(flags);
  const file = await newFile(flags.file);
  const client = await connectVerifier(url);
  try {
    const now = rt.clock.now();
    // Before the first line: whoever stops the command has what was written by then.
    await appendEvents(rt.db, now, [
      {
        workspace_id: workspace.id,
        type: 'export.made',
        occurred_at: now,
        data: { what: 'audit', by: 'command', from: flags.from, to: flags.to },
      },
    ]);
    const lines = exportTrail(client, { workspace, ...span, now, publicKey });
    await pipeline(lines, file.createWriteStream());
  } finally {
    await client.end();
  }
  print(
    `The trail of ${workspace.slug} is in ${flags.file}. Check it: sampark audit verify --file ${flags.file}`,
  );
}

async function newFile(path: string) {
  try {
    return await open(path, 'wx');
  } catch (cause) {
    const there = (cause as { code?: string }).code === 'EEXIST';
    throw new AuditError(there ? `${path} is there already.` : `${path} cannot be written.`, { cause });
  }
}

function say(name: string, done: Verified, began: number, print: Print): void {
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const n = (value: number) => value.toLocaleString('en');
  const signed = done.checkpoints > 0 ? ` ${n(done.checkpoints)} signed checkpoints agree.` : '';
  if (done.broken) print(`${name}: BROKEN. ${wordsOf(done.broken)}`);
  else if (done.entries === 0) print(`${name}: nothing sealed yet.`);
  else
    print(
      `${name}: ${n(done.entries)} entries verified in ${seconds} s, number ${done.first_seq} to ${done.last_seq}. Every link holds.${signed}`,
    );
}

export function wordsOf(broken: Break): string {
  const event = broken.event_id === undefined ? '' : ` (event ${broken.event_id})`;
  return `First broken link: entry ${broken.seq}${event}: ${broken.what}.`;
}

async function workspacesOf(rt: Pick<Runtime, 'db'>, slug: string | undefined) {
  const found = await rt.db
    .selectFrom('workspaces')
    .select(['id', 'slug'])
    .$if(slug !== undefined, (query) => query.where('slug', '=', slug ?? ''))
    .orderBy('slug')
    .execute();
  if (found.length === 0)
    throw new AuditError(slug ? `There is no workspace "${slug}".` : 'No workspace yet.');
  return found;
}

/** Undefined: nothing was signed here yet. */
async function keyOf(path: string, needed: boolean): Promise<KeyObject | undefined> {
  const text = needed ? await textOf(path) : await readAll(path);
  if (text === undefined) return undefined;
  try {
    return createPublicKey(text);
  } catch (cause) {
    throw new AuditError(`${path} holds no public key (PEM).`, { cause });
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AuditError(`${path} cannot be read.`, { cause });
  }
}

function spanOf({ from, to }: SpanFlags) {
  return { from: instantOf(from, '--from'), to: instantOf(to, '--to') };
}

function instantOf(text: string | undefined, flag: string): Date | undefined {
  if (text === undefined) return undefined;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw new AuditError(`${flag}: "${text}" is not an instant such as 2026-11-20 or 2026-11-20T10:00:00Z.`);
  return instant;
}

function threads(): number {
  return Math.max(1, availableParallelism());
}
