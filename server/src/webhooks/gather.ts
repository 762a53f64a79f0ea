// Under load receipts are gathered for a moment: the three of a message often come within a second, and applied together
// they write it once. What people say and do is never held back, and neither is anything while little arrives, or nothing more.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { applyCallbacks, type ApplyOptions } from './apply.ts';

/** Fewer than this at a time: nothing is gained by waiting. */
const little = 50;
const gatherMs = 500;
/** A receipt may come before its send's answer is written down; most of those are there by then. */
const ripeMs = 150;

/** What the last round for everything took, and when it ended. */
export type Round = { taken: number; at: number };

/** Which receipts the next round takes: all, none yet, or those received until then. */
export function dueReceipts(last: Round, now: number, limit: number): 'none' | Date | undefined {
  if (last.taken < little) return undefined;
  if (last.taken < limit && now >= last.at && now < last.at + gatherMs) return 'none';
  return new Date(now - ripeMs);
}

/** One round after another, for a loop: each says how many callbacks it took. */
export function gatheredApply(rt: Runtime, options: ApplyOptions): () => Promise<number> {
  let last: Round = { taken: 0, at: 0 };
  const now = () => rt.clock.now().getTime();
  return async () => {
    const receipts = dueReceipts(last, now(), options.limit);
    if (receipts === 'none') {
      const { urgent, newest } = await waiting(rt);
      // No more are coming: the last of them need not wait for company.
      const over = newest !== null && now() - newest.getTime() >= ripeMs;
      if (!over) return urgent ? applyCallbacks(rt, { ...options, receipts }) : 0;
    }
    const taken = await applyCallbacks(rt, receipts instanceof Date ? { ...options, receipts } : options);
    last = { taken, at: now() };
    return taken;
  };
}

type Waiting = { urgent: boolean; newest: Date | null };

async function waiting({ db }: Runtime): Promise<Waiting> {
  const { rows } = await sql<Waiting>`/* prepared */
    select exists (select from webhook_batches where urgent) as urgent,
      (select received_at from webhook_batches order by id desc limit 1) as newest`.execute(db);
  return rows[0] ?? { urgent: false, newest: null };
}
