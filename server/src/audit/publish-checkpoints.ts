// Enters: the chains. Leaves: a signed checkpoint of each that has grown, in a file and at a webhook.
// Guaranteed: what is signed was read again from the database first; a chain that no longer holds what was signed before
// (a restored backup, a truncation) is told to the log, the metrics and the compliance officers, and the trail itself says
// so in an entry that names both, before the next checkpoint.
import { sql } from 'kysely';
import { lockKeys } from '../db/lock-keys.ts';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { addNote, checkpointFile, readEnd, takenFile } from './checkpoint-file.ts';
import { readNote, splitNotes, writeNote, type AuditKey, type Checkpoint } from './note.ts';
import { sealLog } from './seal-log.ts';
import { checkChunk } from './verify/check-chunk.ts';
import type { Break } from './verify/check-links.ts';

export type PublishRuntime = Pick<
  Runtime,
  'db' | 'pool' | 'clock' | 'crashPoint' | 'config' | 'log' | 'metrics' | 'http'
>;

/** Segments read again before signing: all of a minute's on a quiet system, the newest on a busy one. */
const reread = 100;
/** So many at a time: checking 10,000 entries keeps this process from everything else for some 20 ms. */
const atOnce = 10;

type Chain = { workspace_id: string; first: number; segment: number; size: number; root: Buffer };

/** Returns the notes it wrote. `everyMs`: no chain gets one sooner than that after its last. */
export async function publishCheckpoints(
  rt: PublishRuntime,
  key: AuditKey,
  everyMs: number,
): Promise<string[]> {
  return rt.db.transaction().execute(async (tx) => {
    const { rows: lock } = await sql<{
      mine: boolean;
    }>`select pg_try_advisory_xact_lock(${lockKeys.checkpoints}) as mine`.execute(tx);
    if (!lock[0]?.mine) return [];
    const notes: string[] = [];
    for (const chain of await readChains(rt)) {
      const note = await publishOne(rt, key, chain, everyMs);
      if (note) notes.push(note);
    }
    return notes;
  });
}

async function publishOne(
  rt: PublishRuntime,
  key: AuditKey,
  chain: Chain,
  everyMs: number,
): Promise<string | undefined> {
  const path = checkpointFile(rt.config.dataDir, chain.workspace_id);
  const last = lastOf(await readEnd(path), key);
  const lost = last !== undefined && !(await holds(rt, last));
  const early = last !== undefined && rt.clock.now().getTime() - last.time.getTime() < everyMs;
  if (!lost && (early || chain.size === (last?.size ?? 0))) return undefined;
  if (last && lost) chain = await reseal(rt, last, chain);
  const broken = await rereadEnd(rt, chain);
  if (broken) {
    rt.metrics.auditAlarms.inc({ reason: 'broken' });
    rt.log.error({ broken }, 'the audit trail does not verify: no checkpoint was signed');
    return undefined;
  }
  const note = writeNote(key, { ...chain, time: rt.clock.now() });
  await addNote(path, note);
  if (rt.config.auditWebhook !== '' && (await post(rt, note)))
    await addNote(
      takenFile(rt.config.dataDir, chain.workspace_id),
      `${chain.size} ${rt.clock.now().toISOString()}`,
    );
  return note;
}

async function rereadEnd(
  rt: PublishRuntime,
  { workspace_id, first: oldest, segment }: Chain,
): Promise<Break | undefined> {
  // What joins the oldest one there is may have been dropped: `audit verify` asks for the note that says so.
  const from = oldest > 1 ? oldest + 1 : 1;
  for (let first = Math.max(from, segment - reread + 1); first <= segment; first += atOnce) {
    const last = Math.min(segment, first + atOnce - 1);
    const { broken } = await checkChunk(rt.pool, { workspace_id, first, last });
    if (broken) return broken;
  }
  return undefined;
}

export function lastOf(end: string, key: AuditKey): Checkpoint | undefined {
  const notes = splitNotes(end).map((note) => readNote(note, key.publicKey));
  return notes.findLast((note) => note?.signed)?.checkpoint;
}

async function readChains(rt: PublishRuntime): Promise<Chain[]> {
  const { rows } = await sql<Chain>`
    select w.id as workspace_id, h.*,
      (select min(f.segment) from audit_segments f where f.workspace_id = w.id) as first
    from workspaces w left join lateral (
      select segment, last_seq as size, substr(hashes, octet_length(hashes) - 31) as root
      from audit_segments s where s.workspace_id = w.id order by s.segment desc limit 1) h on true
    order by w.id`.execute(rt.db);
  return rows.map((row) => ({
    ...row,
    first: row.first ?? 0,
    segment: row.segment ?? 0,
    size: row.size ?? 0,
    root: row.root ?? Buffer.alloc(0),
  }));
}

/** Whether the chain has at that place what was signed. */
async function holds(rt: PublishRuntime, last: Checkpoint): Promise<boolean> {
  const { rows } = await sql<{ hash: Buffer }>`
    select substr(hashes, ((${last.size}::bigint - first_seq) * 32 + 1)::int, 32) as hash from audit_segments
    where workspace_id = ${last.workspace_id} and first_seq <= ${last.size} and last_seq >= ${last.size}`.execute(
    rt.db,
  );
  return rows[0]?.hash.equals(last.root) ?? false;
}

/** Says in the trail what is gone from it, and returns the chain that says so. */
async function reseal(rt: PublishRuntime, last: Checkpoint, chain: Chain): Promise<Chain> {
  const now = rt.clock.now();
  const both = {
    signed: { size: last.size, hash: last.root.toString('hex'), at: last.time },
    found: { size: chain.size, hash: chain.root.toString('hex') },
  };
  rt.metrics.auditAlarms.inc({ reason: 'lost' });
  rt.log.error(
    { workspace_id: chain.workspace_id, ...both },
    'the audit trail does not hold what was signed: it was restored from a backup, or entries were removed',
  );
  await appendEvents(rt.db, now, [
    { workspace_id: chain.workspace_id, type: 'audit.resealed', occurred_at: now, data: both },
  ]);
  while ((await sealUntilDone(rt)) > 0);
  const chains = await readChains(rt);
  return chains.find((one) => one.workspace_id === chain.workspace_id) ?? chain;
}

async function sealUntilDone(rt: PublishRuntime): Promise<number> {
  const sealed = await sealLog(rt);
  return sealed.kind === 'sealed' && sealed.more ? sealed.entries : 0;
}

/** A note that does not arrive is in the file, and the next one says as much: it is not sent again. */
async function post(rt: PublishRuntime, note: string): Promise<boolean> {
  const answer = await rt.http.request({
    method: 'POST',
    url: rt.config.auditWebhook,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: note,
    timeout_ms: 5_000,
  });
  if (answer.ok && answer.status < 300) return true;
  rt.metrics.auditAlarms.inc({ reason: 'webhook' });
  rt.log.error(
    { answer: answer.ok ? answer.status : answer.detail },
    'a checkpoint of the audit trail was not taken by the webhook',
  );
  return false;
}
