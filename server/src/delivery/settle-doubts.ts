// Enters: intents whose commit was not answered; none of them was called. Leaves: those that were committed, back in the
// queue. Guaranteed: nothing else is touched, because the intent is named by its instant as well: the same message, tried
// again by the same owner, is another intent. Without this they would stay in flight for as long as their owner lives.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges } from './apply-status.ts';
import type { Intent } from './intent.ts';
import { writeAttempts } from './write-attempts.ts';

/** A commit that was under way when its connection broke may still land for a while. */
const doubtMs = 60_000;

/** Returns those whose commit may still land. */
export async function settleDoubts(rt: Runtime, doubts: readonly Intent[]): Promise<Intent[]> {
  if (doubts.length === 0) return [];
  const now = rt.clock.now();
  const landed = await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ message_id: string }>`
      select t.message_id from intents t
      join unnest(${doubts.map((one) => one.message_id)}::uuid[], ${doubts.map((one) => one.prospect_id)}::uuid[],
        ${doubts.map((one) => one.lane.account.id)}::uuid[],
        ${doubts.map((one) => one.claim_token)}::bigint[], ${doubts.map((one) => one.intent_at)}::timestamptz[])
        as d(message_id, prospect_id, account_id, claim_token, intent_at)
        on t.prospect_id = d.prospect_id and t.message_id = d.message_id and t.account_id = d.account_id and t.claim_token = d.claim_token
          and t.intent_at = d.intent_at
      order by t.message_id for update of t`.execute(tx);
    const found = new Set(rows.map((row) => row.message_id));
    const ours = doubts.filter((one) => found.has(one.message_id));
    const outcome = {
      kind: 'retry',
      code: 'network',
      detail: 'never called: its commit was not answered',
    } as const;
    await applyStatusChanges(
      tx,
      now,
      ours.map((one) => ({
        message_id: one.message_id,
        created_at: one.created_at,
        to: 'retrying' as const,
        from: ['sending'] as const,
        fence: { account_id: one.lane.account.id, claim_token: one.claim_token, attempt: one.attempt },
        occurred_at: now,
        code: outcome.code,
        set: { due_at: now },
      })),
    );
    if (ours.length > 0)
      await writeAttempts(
        tx,
        ours.map((intent) => ({ intent, outcome, at: now })),
      );
    if (ours.length > 0) rt.crashPoint('before-doubts-commit');
    return ours;
  });
  if (landed.length > 0) {
    rt.crashPoint('after-doubts-commit');
    rt.log.warn({ messages: landed.length }, 'claims whose commit was not answered go back to the queue');
  }
  return doubts.filter((one) => !landed.includes(one) && now.getTime() - one.intent_at.getTime() < doubtMs);
}
