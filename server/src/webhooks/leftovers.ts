// What could not be applied is kept, with its reason. A receipt can beat the commit of the answer that tells us its id:
// those are tried again at growing intervals for ten minutes, then stay for a person.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { lookUpsOnly } from '../db/look-ups-only.ts';
import type { Runtime } from '../runtime.ts';
import { ofKind } from './apply-events.ts';
import { inTurn } from './in-turn.ts';
import { translate } from './translate.ts';
import { unmatchedReceipt, type ApplyReceipts, type Leftover, type StoredCallback } from './types.ts';

const retriedForMs = 10 * 60_000;
const firstRetryMs = 200;
const mostAtOnce = 1_000;
const deepest = 200;

/** One row per callback; a receipt that waits outranks the other reasons, because it will be looked at again. */
export async function keepLeftovers(
  tx: Tx,
  now: Date,
  callbacks: readonly StoredCallback[],
  leftovers: readonly Leftover[],
): Promise<void> {
  if (leftovers.length === 0) return;
  const reasons = new Map<number, string>();
  for (const { webhook_id, reason } of leftovers) {
    if (!reasons.has(webhook_id) || reason === unmatchedReceipt) reasons.set(webhook_id, reason);
  }
  const retryAt = new Date(now.getTime() + firstRetryMs);
  const rows = callbacks
    .filter((one) => reasons.has(one.id))
    .map((one) => ({ ...one, payload: keepable(one.payload), reason: reasons.get(one.id) }));
  await sql`
    insert into webhook_leftovers (id, channel, account_id, workspace_id, payload, reason, received_at, retry_at)
    select id, channel, account_id, workspace_id, coalesce(payload, 'null'), reason, received_at,
           case when reason = ${unmatchedReceipt} then ${retryAt}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, channel text, account_id uuid,
      workspace_id uuid, payload jsonb, reason text, received_at timestamptz)
    on conflict (id) do nothing`.execute(tx);
}

/** Deeper than any platform's, neither JSON.stringify nor jsonb can be relied on to take it; and what throws here is never gone. */
function keepable(payload: unknown): unknown {
  let level = [payload];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return { malformed: `nested more than ${deepest} deep` };
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return payload;
}

/** Tries waiting receipts again; returns how many callbacks are settled. Their other events were applied already. */
export async function retryLeftovers(
  rt: Runtime,
  { applyReceipts }: { applyReceipts: ApplyReceipts },
): Promise<number> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    await lookUpsOnly(tx);
    const { rows } = await sql<StoredCallback>`
      select id, channel, account_id, workspace_id, payload, received_at from webhook_leftovers
      where retry_at <= ${now} order by retry_at limit ${mostAtOnce} for update skip locked`.execute(tx);
    if (rows.length === 0) return 0;
    const events = await translate(rt, tx, rows);
    await inTurn(tx, events);
    const unmatched = await applyReceipts(rt, tx, now, ofKind(events, 'receipt'));
    const waiting = new Set(unmatched.map((one) => one.webhook_id));
    const odd = new Set(ofKind(events, 'unknown').map((one) => one.webhook_id));
    const settled = rows.map((row) => row.id).filter((id) => !waiting.has(id));
    // Nothing is left to look at in a settled one, unless it also held a kind we do not know.
    await sql`delete from webhook_leftovers where id = any(${settled.filter((id) => !odd.has(id))}::bigint[])`.execute(
      tx,
    );
    await sql`update webhook_leftovers set reason = 'unknown: part of it', retry_at = null
      where id = any(${settled.filter((id) => odd.has(id))}::bigint[])`.execute(tx);
    await postpone(tx, now, [...waiting]);
    rt.crashPoint('before-leftovers-commit');
    return settled.length;
  });
}

/** Each wait is as long as the receipt has waited so far; after ten minutes nobody looks again by himself. */
async function postpone(tx: Tx, now: Date, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update webhook_leftovers set retry_at = case when received_at > ${new Date(now.getTime() - retriedForMs)}
      then ${now}::timestamptz + greatest(${now}::timestamptz - received_at, make_interval(secs => ${firstRetryMs / 1000})) end
    where id = any(${ids}::bigint[])`.execute(tx);
}
