// Checks a workspace's chain against the log, all of it or the segments of a span of time. Chunks go to threads, each with
// a connection of its own; memory stays flat, a chunk is 10,000 entries.
import { Worker } from 'node:worker_threads';
import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import { checkAgainst, readCheckpoints } from './check-checkpoints.ts';
import { connectVerifier } from './connect-verifier.ts';
import { checkBeginning, type Beginning } from './check-beginning.ts';
import { checkChunk, type Checked, type Chunk } from './check-chunk.ts';
import type { Break } from './check-links.ts';

export type Span = { from?: Date | undefined; to?: Date | undefined };
export type Verified = {
  entries: number;
  first_seq: number;
  last_seq: number;
  /** Signed checkpoints it was compared with. */
  checkpoints: number;
  broken: Break | undefined;
};

export type VerifyOptions = Span & {
  /** What was signed of the chain must be in it. */
  checkpoints?: { text: string; key: KeyObject } | undefined;
  /** Threads beside this one. 0: everything happens here. */
  threads?: number;
  onProgress?: (done: { entries: number; of: number }) => void;
};

const chunkEntries = 10_000;
/** Fewer entries than this are checked before a thread has started. */
const worthThreads = 50_000;

export async function verifyDatabase(
  url: string,
  workspaceId: string,
  options: VerifyOptions = {},
): Promise<Verified> {
  const client = await connectVerifier(url);
  try {
    const beginning = await checkBeginning(client, workspaceId, options.checkpoints);
    const { chunks, span } = await readChunks(client, workspaceId, options, beginning.dropped);
    const of = span.last_seq - span.first_seq + 1;
    const done: Verified = { entries: 0, ...span, checkpoints: 0, broken: beginning.broken };
    const take = (checked: Checked) => {
      done.entries += checked.entries;
      if (checked.broken && !(done.broken && done.broken.seq <= checked.broken.seq))
        done.broken = checked.broken;
      options.onProgress?.({ entries: done.entries, of });
    };
    const threads = of < worthThreads ? 0 : Math.min(options.threads ?? 0, chunks.length);
    const left = chunks.values();
    const work = async (check: (chunk: Chunk) => Promise<Checked>) => {
      // Chunks are given out in order: once one is broken, those before it are under way and no later one can be first.
      for (const chunk of left) {
        if (done.broken) return;
        take(await check(chunk));
      }
    };
    if (threads === 0) await work((chunk) => checkChunk(client, chunk, client));
    else await Promise.all(Array.from({ length: threads }, () => inThread(url, work)));
    if (options.checkpoints)
      await compareCheckpoints(client, workspaceId, options, done, beginning.dropped?.last_seq ?? 0);
    return done;
  } finally {
    await client.end();
  }
}

/** All of them, whatever the span: they are few. */
async function compareCheckpoints(
  client: pg.Client,
  workspaceId: string,
  { checkpoints }: VerifyOptions,
  done: Verified,
  gone: number,
): Promise<void> {
  if (!checkpoints) return;
  const read = readCheckpoints(checkpoints.text, checkpoints.key, workspaceId);
  const signed = { ...read, checkpoints: read.checkpoints.filter((one) => one.size > gone) };
  done.broken ??= signed.broken;
  const { rows: ends } = await client.query<{ last_seq: number }>(
    `select coalesce(max(last_seq), 0) as last_seq from audit_segments where workspace_id = $1`,
    [workspaceId],
  );
  const { rows } = await client.query<{ size: number; hash: Buffer }>(
    `select c.size, substr(s.hashes, ((c.size - s.first_seq) * 32 + 1)::int, 32) as hash
     from unnest($2::bigint[]) c(size) join audit_segments s
       on s.workspace_id = $1 and s.first_seq = (select max(first_seq) from audit_segments f
         where f.workspace_id = $1 and f.first_seq <= c.size) and s.last_seq >= c.size`,
    [workspaceId, signed.checkpoints.map((one) => one.size)],
  );
  const hashes = new Map(rows.map((row) => [row.size, row.hash]));
  done.checkpoints = signed.checkpoints.length;
  for (const one of signed.checkpoints)
    done.broken ??= checkAgainst(one, hashes.get(one.size), ends[0]?.last_seq ?? 0);
}

/** The stretches that cover the span, cut at whole segments. One row per 10,000 entries. */
async function readChunks(
  client: pg.Client,
  workspaceId: string,
  { from, to }: Span,
  dropped: Beginning['dropped'],
) {
  const { rows } = await client.query<Chunk & { first_seq: number; last_seq: number }>(
    `select workspace_id, min(segment) as first, max(segment) as last, min(first_seq) as first_seq, max(last_seq) as last_seq
     from audit_segments
     where workspace_id = $1 and ($2::timestamptz is null or to_at >= $2) and ($3::timestamptz is null or from_at <= $3)
     group by workspace_id, (last_seq - 1) / $4::bigint order by first`,
    [workspaceId, from ?? null, to ?? null, chunkEntries],
  );
  // What is missing between two chunks belongs to the later one, which will say so.
  const begins =
    dropped && rows[0]?.first_seq === dropped.last_seq + 1
      ? { seq: dropped.last_seq, hash: dropped.root.toString('hex'), place: dropped.place }
      : undefined;
  let next = from || begins ? (rows[0]?.first ?? 1) : 1;
  const chunks = rows.map((row, index) => {
    const chunk: Chunk = {
      ...{ workspace_id: workspaceId, first: next, last: row.last },
      ...(index === 0 && begins ? { begins } : {}),
    };
    next = row.last + 1;
    return chunk;
  });
  return { chunks, span: { first_seq: rows[0]?.first_seq ?? 1, last_seq: rows.at(-1)?.last_seq ?? 0 } };
}

async function inThread(
  url: string,
  work: (check: (chunk: Chunk) => Promise<Checked>) => Promise<void>,
): Promise<void> {
  const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { workerData: { url } });
  let settle: { resolve: (checked: Checked) => void; reject: (error: Error) => void } | undefined;
  worker.on('message', (answer: { checked: Checked } | { failed: string }) => {
    if ('failed' in answer) settle?.reject(new Error(answer.failed));
    else settle?.resolve(answer.checked);
  });
  worker.on('error', (error) => settle?.reject(error as Error));
  try {
    await work(
      (chunk) =>
        new Promise((resolve, reject) => {
          settle = { resolve, reject };
          worker.postMessage(chunk);
        }),
    );
  } finally {
    worker.postMessage(null);
  }
}
