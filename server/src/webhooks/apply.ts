// Enters: stored callbacks. Leaves: their effects. Guaranteed: each callback is taken and applied in one transaction, so
// a crash leaves it in the table; one that cannot be applied is set aside and holds up nobody else.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { byteas, integers } from '../db/array-binary.ts';
import { lookUpsOnly } from '../db/look-ups-only.ts';
import type { Runtime } from '../runtime.ts';
import { applyEvents } from './apply-events.ts';
import { inTurn } from './in-turn.ts';
import { keepLeftovers } from './leftovers.ts';
import { pack, payloadOf, unpack } from './packed.ts';
import { translate } from './translate.ts';
import type { ApplyReceipts, StoredCallback } from './types.ts';

/** More rows than this are never looked at for one batch, and no more of their text is taken. */
const mostBatches = 256;
const mostBytes = 4_000_000;
/** The id of an update is its row's times this, plus its place in it. */
const mostInRow = 32_768;

/** `receipts`: none, or only those received until then. What people said and did is always taken. */
export type ApplyOptions = { limit: number; receipts?: 'none' | Date; applyReceipts: ApplyReceipts };

/** Applies about `limit` callbacks (whole rows of them) and returns how many updates were in them. */
export async function applyCallbacks(rt: Runtime, options: ApplyOptions): Promise<number> {
  try {
    return await applyBatch(rt, options);
  } catch (cause) {
    if (isTransient(cause)) throw cause;
    rt.log.warn({ cause }, 'a batch of callbacks failed; trying them one by one');
  }
  let taken = 0;
  while (taken < options.limit) {
    const one = await applyBatch(rt, { ...options, limit: 1 }).catch((cause: unknown) =>
      setAside(rt, options, cause),
    );
    if (one === 0) break;
    taken += one;
  }
  return taken;
}

function those(receipts: ApplyOptions['receipts']) {
  if (receipts === undefined) return sql`true`;
  return receipts === 'none' ? sql`urgent` : sql`(urgent or received_at <= ${receipts})`;
}

type Batch = { id: number; workspace_id: string; callbacks: Buffer; received_at: Date };

async function applyBatch(rt: Runtime, { limit, receipts, applyReceipts }: ApplyOptions): Promise<number> {
  const taken = await rt.db.transaction().execute(async (tx) => {
    await lookUpsOnly(tx);
    const now = rt.clock.now();
    // SKIP LOCKED: several processes may apply at once, each its own rows.
    const { rows: batches } = await sql<Batch>`/* prepared */
      with locked as (
        select id, count, bytes from webhook_batches where ${those(receipts)}
        order by id limit ${mostBatches} for update skip locked
      ), chosen as (
        select id from (select id, sum(count) over w - count as before, sum(bytes) over w - bytes as bytes_before
          from locked window w as (order by id)) l
        where before < ${limit} and bytes_before < ${mostBytes}
      )
      delete from webhook_batches where id = any(array(select id from chosen))
      returning id, workspace_id, callbacks, received_at`.execute(tx);
    if (batches.length === 0) return 0;
    rt.crashPoint('callbacks-taken');
    const callbacks = batches.sort((a, b) => a.id - b.id).flatMap((batch) => callbacksOf(rt, batch));
    const events = await translate(rt, tx, callbacks);
    await inTurn(tx, events);
    const leftovers = await applyEvents(rt, tx, now, events, applyReceipts);
    await keepLeftovers(tx, now, callbacks, leftovers);
    rt.crashPoint('before-callbacks-commit');
    return callbacks.length;
  });
  if (taken > 0) rt.crashPoint('after-callbacks-commit');
  return taken;
}

type Told = { channel: Channel; account_id: string; payload: unknown };

/** What a callback tells is applied, kept or tried again by itself: one for each update. */
function callbacksOf(rt: Runtime, batch: Batch): StoredCallback[] {
  const { workspace_id, received_at } = batch;
  const whole: Told[] = [];
  const parts: Told[] = [];
  for (const { channel, account_id, text } of unpack(batch.callbacks)) {
    const payload = payloadOf(text);
    whole.push({ channel, account_id, payload });
    const told = rt.channels[channel].splitCallback?.(payload) ?? [payload];
    for (const part of told) parts.push({ channel, account_id, payload: part });
  }
  const first = batch.id * mostInRow;
  return (parts.length <= mostInRow ? parts : whole).map(({ channel, account_id, payload }, place) => {
    return { id: first + place, channel, account_id, workspace_id, payload, received_at };
  });
}

/**
 * The first row failed by itself. One update alone is kept with its reason, for a person and a corrected program; more
 * of them become rows of their own, of which the next rounds find the one.
 */
async function setAside(rt: Runtime, { receipts }: ApplyOptions, cause: unknown): Promise<number> {
  if (isTransient(cause)) throw cause;
  return rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Batch>`
      delete from webhook_batches where id in (select id from webhook_batches where ${those(receipts)}
        order by id limit 1 for update skip locked)
      returning id, workspace_id, callbacks, received_at`.execute(tx);
    const [batch] = rows;
    if (!batch) return 0;
    const callbacks = callbacksOf(rt, batch);
    if (callbacks.length > 1) {
      const loose = callbacks.map(({ channel, account_id, payload }) =>
        pack([{ channel, account_id, text: JSON.stringify(payload) }]),
      );
      await sql`
        insert into webhook_batches (workspace_id, urgent, count, bytes, callbacks, received_at)
        select ${batch.workspace_id}, true, 1, bytes, one, ${batch.received_at}
        from unnest(${integers(loose.map(({ bytes }) => bytes))}::int[], ${byteas(loose.map(({ row }) => row))}::bytea[])
          with ordinality as c(bytes, one, n) order by n`.execute(tx);
      return callbacks.length;
    }
    rt.log.error({ cause }, 'a callback could not be applied and is set aside');
    const reason = `failed: ${cause instanceof Error ? cause.message : String(cause)}`.slice(0, 500);
    await keepLeftovers(
      tx,
      rt.clock.now(),
      callbacks,
      callbacks.map((one) => ({ webhook_id: one.id, reason })),
    );
    return 1;
  });
}

/** Connection, deadlock, resources, shut-down: the same rows will do later. */
function isTransient(cause: unknown): boolean {
  const code = (cause as { code?: string } | undefined)?.code;
  // pg's own errors of a lost connection carry no code.
  if (code === undefined) return /connection|terminated|timeout exceeded/i.test(String(cause));
  return /^(08|40|53|55|57)/.test(code) || /^E[A-Z]+$/.test(code);
}
