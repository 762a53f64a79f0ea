// Enters: stored callbacks. Leaves: their effects. Guaranteed: each callback is taken and applied in one transaction, so
// a crash leaves it in the table; one that cannot be applied is set aside and holds up nobody else.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { applyEvents } from './apply-events.ts';
import { keepLeftovers } from './leftovers.ts';
import { translate } from './translate.ts';
import type { ApplyReceipts, StoredCallback } from './types.ts';

export type ApplyOptions = { limit: number; applyReceipts: ApplyReceipts };

/** Applies up to `limit` callbacks and returns how many it took. */
export async function applyCallbacks(rt: Runtime, options: ApplyOptions): Promise<number> {
  try {
    return await applyBatch(rt, options);
  } catch (cause) {
    if (isTransient(cause)) throw cause;
    rt.log.warn({ cause }, 'a batch of callbacks failed; trying them one by one');
  }
  let taken = 0;
  while (taken < options.limit) {
    const one = await applyBatch(rt, { ...options, limit: 1 }).catch((cause: unknown) => setAside(rt, cause));
    if (one === 0) break;
    taken += one;
  }
  return taken;
}

function applyBatch(rt: Runtime, { limit, applyReceipts }: ApplyOptions): Promise<number> {
  return rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    // SKIP LOCKED: several processes may apply at once, each its own rows.
    const { rows } = await sql<StoredCallback>`
      delete from webhook_events where id in (
        select id from webhook_events order by id limit ${limit} for update skip locked)
      returning id, channel, account_id, workspace_id, payload, received_at`.execute(tx);
    if (rows.length === 0) return 0;
    rows.sort((a, b) => a.id - b.id);
    const events = await translate(rt, tx, rows);
    const leftovers = await applyEvents(rt, tx, now, events, applyReceipts);
    await keepLeftovers(tx, now, rows, leftovers);
    rt.crashPoint('before-callbacks-commit');
    return rows.length;
  });
}

/** The first row failed by itself: it is kept with its reason, for a person and a corrected program. */
async function setAside(rt: Runtime, cause: unknown): Promise<number> {
  if (isTransient(cause)) throw cause;
  rt.log.error({ cause }, 'a callback could not be applied and is set aside');
  const reason = `failed: ${cause instanceof Error ? cause.message : String(cause)}`.slice(0, 500);
  const { numAffectedRows } = await sql`
    with taken as (
      delete from webhook_events where id in (select id from webhook_events order by id limit 1 for update skip locked)
      returning *)
    insert into webhook_leftovers (id, channel, account_id, workspace_id, payload, reason, received_at)
    select id, channel, account_id, workspace_id, payload, ${reason}, received_at from taken`.execute(rt.db);
  return Number(numAffectedRows ?? 0);
}

/** Connection, deadlock, resources, shut-down: the same rows will do later. */
function isTransient(cause: unknown): boolean {
  const code = (cause as { code?: string } | undefined)?.code;
  // pg's own errors of a lost connection carry no code.
  if (code === undefined) return /connection|terminated|timeout exceeded/i.test(String(cause));
  return /^(08|40|53|55|57)/.test(code) || /^E[A-Z]+$/.test(code);
}
