// One chunk, one short transaction. Chunks are written two at a time and committed in the order of the file: the work of
// the second overlaps, and what is committed is always the first N rows. Guaranteed: progress and rows commit together;
// a chunk whose place in the import is no longer the next one leaves nothing.
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { advanceImport, insertRejects, lockImport } from './queries.ts';
import { ErasedMeanwhile, writeChunk, type Chunk, type ImportJob } from './write-chunk.ts';

class TakenOver extends Error {}

/**
 * `previous`: the commit of the chunk before. False when another worker has taken the import over.
 * The two chunks in flight must not name the same person: the second would hold what the first waits for.
 */
export async function commitChunk(
  rt: Runtime,
  job: ImportJob,
  chunk: Chunk,
  rowsBefore: number,
  previous: Promise<boolean>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rt.db.transaction().execute((tx) => writeInTurn(rt, tx, job, chunk, rowsBefore, previous));
      rt.crashPoint('import:after-commit');
      return true;
    } catch (cause) {
      if (cause instanceof TakenOver) return false;
      if (attempt >= 5 || !isCollision(cause)) throw cause;
    }
  }
}

async function writeInTurn(
  rt: Runtime,
  tx: Tx,
  job: ImportJob,
  chunk: Chunk,
  rowsBefore: number,
  previous: Promise<boolean>,
): Promise<void> {
  // Another import may hold people of this chunk while it waits for people of our next one. The database cannot see that
  // circle, because our next chunk waits for this one outside of it: whoever waits this long lets go and tries again.
  await sql`set local lock_timeout = '4s'`.execute(tx);
  const now = rt.clock.now();
  const { counts, rejects } = await writeChunk(rt, tx, job, chunk, now);
  if (!(await previous)) throw new TakenOver();
  const locked = await lockImport(tx, job.id);
  if (locked?.status !== 'running' || locked.rows_done !== rowsBefore) throw new TakenOver();
  if (rowsBefore === 0) await announce(tx, job, now);
  await insertRejects(tx, { workspace_id: job.workspace_id, import_id: job.id }, rejects);
  await advanceImport(tx, job.id, now, counts, chunk.bytesDone);
  rt.crashPoint('import:before-commit');
}

async function announce(tx: Tx, job: ImportJob, now: Date): Promise<void> {
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

/** Deadlock, serialisation failure, lock time-out, an erasure: the other side gets through, then this one does. */
function isCollision(cause: unknown): boolean {
  return cause instanceof ErasedMeanwhile || ['40P01', '40001', '55P03'].includes(sqlState(cause));
}

export function sqlState(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
