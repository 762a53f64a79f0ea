// Enters: verified payloads. Leaves: rows of webhook_batches, committed. Guaranteed: the promise resolves after the
// commit, so an acknowledged callback survives any crash; rejected, nothing was stored and the platform sends it again.
//
// Group commit: what arrives while one insert runs goes into the next, so the wait is about two commits whatever the
// load, and under load a moment more (`gatherMs`); one commit carries hundreds of callbacks.
import { sql } from 'kysely';
import { booleans, byteas, integers, uuids } from '../db/array-binary.ts';
import { coreOf } from '../db/within-workspace.ts';
import type { Runtime } from '../runtime.ts';
import type { KnownAccount } from './accounts.ts';
import { pack, type Loose } from './packed.ts';

/** Hears once what became of its callbacks, and must not throw. */
export type Waiter = { stored(): void; notStored(cause: unknown): void };

type Waiting = {
  workspace_id: string;
  urgent: boolean;
  callbacks: Loose[];
  bytes: number;
  waiter: Waiter;
};

type Queue = {
  waiting: Waiting[];
  bytes: number;
  flushing: boolean;
  /** Ends the wait for more. */
  enough?: (() => void) | undefined;
};

const mostRows = 1_000;
const mostInRow = 128;
/** Rows are taken whole: what is applied at once is to stay a reasonable amount. One callback may be longer. */
const longRow = 1_000_000;
const mostBytes = 8_000_000;
/** After so many at once more are coming, among them the next of those just answered: the commit waits for them. */
const gatherAfter = 8;
const gatherMs = 20;
/** Then it waits no longer. */
const manyWaiting = 2 * mostInRow;
/** Beyond this the database is not keeping up: refusing lets the platform hold the rest. */
const mostWaitingBytes = 128_000_000;
const queues = new WeakMap<Runtime, Queue>();

export class IntakeFull extends Error {}

export function storeCallbacks(rt: Runtime, account: KnownAccount, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return Promise.resolve();
  return new Promise((stored, notStored) => keep(rt, account, texts, { stored, notStored }));
}

/** One callback, without a promise of its own. */
export function keepCallback(rt: Runtime, account: KnownAccount, text: string, waiter: Waiter): void {
  keep(rt, account, [text], waiter);
}

function keep(rt: Runtime, account: KnownAccount, texts: readonly string[], waiter: Waiter): void {
  const queue = queueOf(rt);
  if (queue.bytes > mostWaitingBytes)
    return waiter.notStored(new IntakeFull('Too many callbacks are waiting'));
  const { id, channel } = account.access;
  const { workspace_id } = account;
  const adapter = rt.channels[channel];
  const callbacks: Loose[] = [];
  let urgent = false;
  let bytes = 0;
  for (const text of texts) {
    callbacks.push({ channel, account_id: id, text });
    urgent ||= adapter.onlyReceipts?.(text) !== true;
    bytes += text.length;
  }
  queue.waiting.push({ workspace_id, urgent, callbacks, bytes, waiter });
  queue.bytes += bytes;
  if (!queue.flushing) void flush(rt, queue);
  else if (queue.waiting.length >= manyWaiting) queue.enough?.();
}

async function flush(rt: Runtime, queue: Queue): Promise<void> {
  queue.flushing = true;
  // Let everything that is already readable on the sockets join the first batch.
  await new Promise((resolve) => setImmediate(resolve));
  while (queue.waiting.length > 0) {
    const batch = takeBatch(queue);
    try {
      rt.crashPoint('callback-received');
      await insert(rt, batch);
      rt.crashPoint('callback-stored');
    } catch (cause) {
      await settleApart(rt, batch, cause);
      continue;
    }
    for (const one of batch) one.waiter.stored();
    if (batch.length >= gatherAfter && queue.waiting.length < manyWaiting) await gather(queue);
  }
  queue.flushing = false;
}

function gather(queue: Queue): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout((queue.enough = end), gatherMs);
    function end() {
      clearTimeout(timer);
      queue.enough = undefined;
      resolve();
    }
  });
}

function takeBatch(queue: Queue): Waiting[] {
  let rows = 0;
  let bytes = 0;
  let count = 0;
  for (const one of queue.waiting) {
    if (count > 0 && (rows + one.callbacks.length > mostRows || bytes + one.bytes > mostBytes)) break;
    rows += one.callbacks.length;
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
    for (const one of batch) one.waiter.notStored(cause);
    return;
  }
  for (const one of batch) {
    const failed: unknown = await insert(rt, [one]).then(
      () => undefined,
      (reason: unknown) => reason ?? new Error('not stored'),
    );
    if (failed === undefined) one.waiter.stored();
    else one.waiter.notStored(failed);
  }
}

async function insert(rt: Runtime, batch: readonly Waiting[]): Promise<void> {
  const rows = rowsOf(batch);
  const now = rt.clock.now();
  const [first] = rows;
  // Nearly always one: it then goes as it is, and not into an array.
  if (rows.length === 1 && first) {
    const { row, bytes } = pack(first.part);
    await sql`/* prepared */
      insert into webhook_batches (workspace_id, urgent, count, bytes, callbacks, received_at)
      values (${first.workspace_id}, ${first.urgent}, ${first.part.length}, ${bytes}, ${row}, ${now})`.execute(
      rt.db,
    );
  } else {
    const packed = rows.map((one) => pack(one.part));
    await sql`/* prepared */
      insert into webhook_batches (workspace_id, urgent, count, bytes, callbacks, received_at)
      select workspace_id, urgent, count, bytes, callbacks, ${now}
      from unnest(${uuids(rows.map((one) => one.workspace_id))}::uuid[], ${booleans(rows.map((one) => one.urgent))}::boolean[],
        ${integers(rows.map((one) => one.part.length))}::int[], ${integers(packed.map((one) => one.bytes))}::int[],
        ${byteas(packed.map((one) => one.row))}::bytea[]) with ordinality as r(workspace_id, urgent, count, bytes, callbacks, n)
      order by n`.execute(rt.db);
  }
}

type Row = { workspace_id: string; urgent: boolean; part: Loose[] };

/** What is urgent apart from what is not, so that it can be taken without the rest. */
function rowsOf(batch: readonly Waiting[]): Row[] {
  const groups: Row[] = [];
  for (const { workspace_id, urgent, callbacks } of batch) {
    let group = groups.find((one) => one.urgent === urgent && one.workspace_id === workspace_id);
    if (!group) groups.push((group = { workspace_id, urgent, part: [] }));
    group.part.push(...callbacks);
  }
  return groups.flatMap(({ part, ...of }) => parts(part).map((some) => ({ ...of, part: some })));
}

function parts(callbacks: readonly Loose[]): Loose[][] {
  const rows: Loose[][] = [];
  let row: Loose[] = [];
  let length = 0;
  for (const one of callbacks) {
    length += one.text.length;
    if (row.length === mostInRow || (row.length > 0 && length > longRow)) {
      rows.push(row);
      row = [];
      length = one.text.length;
    }
    row.push(one);
  }
  rows.push(row);
  return rows;
}

function queueOf(rt: Runtime): Queue {
  const core = coreOf(rt);
  let queue = queues.get(core);
  if (!queue) queues.set(core, (queue = { waiting: [], bytes: 0, flushing: false }));
  return queue;
}
