// Enters: verified payloads. Leaves: rows of webhook_events, committed. Guaranteed: the promise resolves after the
// commit, so an acknowledged callback survives any crash; rejected, nothing was stored and the platform sends it again.
//
// Group commit: what arrives while one insert runs goes into the next, so the wait is about two commits whatever the
// load, and one commit carries hundreds of callbacks.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import type { KnownAccount } from './accounts.ts';

type Waiting = {
  /** `["channel","account","workspace",payload]` as JSON text. */
  rows: string[];
  bytes: number;
  done: () => void;
  failed: (cause: unknown) => void;
};

type Queue = { waiting: Waiting[]; bytes: number; flushing: boolean };

const mostRows = 1_000;
const mostBytes = 8_000_000;
/** Beyond this the database is not keeping up: refusing lets the platform hold the rest. */
const mostWaitingBytes = 128_000_000;
const queues = new WeakMap<Runtime, Queue>();

export class IntakeFull extends Error {}

export function storeCallbacks(
  rt: Runtime,
  account: KnownAccount,
  payloads: readonly unknown[],
): Promise<void> {
  if (payloads.length === 0) return Promise.resolve();
  const queue = queueOf(rt);
  if (queue.bytes > mostWaitingBytes) return Promise.reject(new IntakeFull('Too many callbacks are waiting'));
  const { id, channel } = account.access;
  const rows = payloads.map((payload) =>
    storable(JSON.stringify([channel, id, account.workspace_id, payload])),
  );
  const bytes = rows.reduce((sum, row) => sum + row.length, 0);
  return new Promise((done, failed) => {
    queue.waiting.push({ rows, bytes, done, failed });
    queue.bytes += bytes;
    if (!queue.flushing) void flush(rt, queue);
  });
}

async function flush(rt: Runtime, queue: Queue): Promise<void> {
  queue.flushing = true;
  // Let everything that is already readable on the sockets join the first batch.
  await new Promise((resolve) => setImmediate(resolve));
  while (queue.waiting.length > 0) {
    const batch = takeBatch(queue);
    try {
      await insert(rt, batch);
      for (const one of batch) one.done();
    } catch (cause) {
      await settleApart(rt, batch, cause);
    }
  }
  queue.flushing = false;
}

function takeBatch(queue: Queue): Waiting[] {
  let rows = 0;
  let bytes = 0;
  let count = 0;
  for (const one of queue.waiting) {
    if (count > 0 && (rows + one.rows.length > mostRows || bytes + one.bytes > mostBytes)) break;
    rows += one.rows.length;
    bytes += one.bytes;
    count += 1;
  }
  queue.bytes -= bytes;
  return queue.waiting.splice(0, count);
}

/** One payload PostgreSQL cannot take must not refuse its neighbours: data faults are tried apart, others fail all. */
async function settleApart(rt: Runtime, batch: readonly Waiting[], cause: unknown): Promise<void> {
  const state = (cause as { code?: string }).code ?? '';
  const dataFault = /^(22|54)/.test(state);
  if (!dataFault || batch.length === 1) {
    for (const one of batch) one.failed(cause);
    return;
  }
  for (const one of batch) await insert(rt, [one]).then(one.done, one.failed);
}

async function insert(rt: Runtime, batch: readonly Waiting[]): Promise<void> {
  const rows = `[${batch.flatMap((one) => one.rows).join(',')}]`;
  await sql`
    insert into webhook_events (channel, account_id, workspace_id, payload, received_at)
    select row->>0, (row->>1)::uuid, (row->>2)::uuid, row->3, ${rt.clock.now()}
    from jsonb_array_elements(${rows}::jsonb) with ordinality as r(row, n) order by n`.execute(rt.db);
}

/** jsonb takes neither NUL nor half a surrogate pair; JSON.stringify writes both as escapes, replaced here by U+FFFD. */
export function storable(json: string): string {
  if (!json.includes('\\u')) return json;
  return json.replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (escape) =>
    escape === '\\\\' ? escape : '\ufffd',
  );
}

function queueOf(rt: Runtime): Queue {
  let queue = queues.get(rt);
  if (!queue) queues.set(rt, (queue = { waiting: [], bytes: 0, flushing: false }));
  return queue;
}
