// Messages that wait for a stopped sender look again every quarter of an hour. After a decision they are due at once:
// this pulls their instant to now, a chunk at a time, so that a quarter of a million of them hold no lock for long.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Runtime } from '../runtime.ts';

const chunk = 5_000;

export type HeldQueue = { workspace_id: string; channel: string; account_ids: readonly string[] };

/**
 * One chunk now, the rest by a job of the same transaction. Those that still wait for another held sender find that out
 * at their next look, and wait on. Messages a claim has locked are skipped: it is looking at them this moment.
 */
export async function wakeHeld(rt: Runtime, tx: Tx, now: Date, queue: HeldQueue): Promise<number> {
  const { numAffectedRows } = await sql`
    with held as (
      select m.id, m.created_at from message_queue q join messages m on m.id = q.message_id and m.created_at = q.created_at
      where q.workspace_id = ${queue.workspace_id} and q.platform = ${queue.channel} and q.due_at > ${now}
        and (q.campaign_id is null
          or q.campaign_id in (select id from campaigns where workspace_id = ${queue.workspace_id} and status in ('active', 'paused')))
        -- Held when it was looked at, or sent back by the account that was then stopped.
        and ((m.decision ->> 'outcome' = 'reschedule' and (m.decision -> 'reasons' @> '[{"code": "sender_held"}]'
            or m.decision -> 'reasons' @> '[{"code": "capture_down"}]'))
          or (m.account_id = any(${queue.account_ids}::uuid[]) and m.delivery_status = 'retrying'
            and m.failed_reason in ('account_banned', 'account_spam', 'captcha_required')))
      limit ${chunk} for update of q, m skip locked
    ), woken as (
      update message_queue q set due_at = ${now} from held where q.message_id = held.id
    )
    update messages m set due_at = ${now}, updated_at = ${now},
      next_retry_at = case when m.delivery_status = 'retrying' then ${now}::timestamptz end
    from held where m.id = held.id and m.created_at = held.created_at`.execute(tx);
  const woken = Number(numAffectedRows ?? 0);
  if (woken === chunk) await rt.jobs.add(tx, 'wake_held_messages', queue);
  return woken;
}

export const wakeHeldJob: JobTable = {
  wake_held_messages: {
    run: async (rt, payload) => {
      await rt.db.transaction().execute(async (tx) => {
        await wakeHeld(rt, tx, rt.clock.now(), payload as HeldQueue);
        rt.crashPoint('before-wake-commit');
      });
      rt.crashPoint('after-wake-commit');
    },
  },
};
