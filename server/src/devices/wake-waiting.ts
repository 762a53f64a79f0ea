// Messages that wait for a stopped sender look again every quarter of an hour; those that wait for room in a quota, at
// midnight or when the next place comes free. After a person's or a platform's decision they are due at once: this pulls
// their instant forward, a chunk at a time, so that a quarter of a million of them hold no lock for long.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Runtime } from '../runtime.ts';

const chunk = 5_000;
const stopped = ['sender_held', 'capture_down'];
// A sender that is merely busy is waited for a moment; what waits longer for one waits for the end of a pause.
const full = ['sender_exhausted', 'tier_exhausted', 'sender_busy'];

export type WaitingQueue = {
  workspace_id: string;
  channel: string;
  /** What these accounts sent back when they were stopped is woken too. */
  account_ids: readonly string[];
  /** Codes of what is waited for. */
  codes: readonly string[];
  /** Of a chunk that is left to a job: when they are due at the earliest. */
  at?: string;
};

type Where = { workspace_id: string; channel: string };
/** `at`: when those who are woken are due. */
type Instants = { now: Date; at: Date };

/** A sender is released, or gone for good: its people look again now. */
export function wakeHeld(
  rt: Runtime,
  tx: Tx,
  now: Date,
  { account_ids, ...where }: Where & { account_ids: readonly string[] },
): Promise<number> {
  return wake(rt, tx, { now, at: now }, { ...where, account_ids, codes: stopped });
}

/** A channel's inbound messages are captured again. */
export function wakeHeard(rt: Runtime, tx: Tx, now: Date, where: Where): Promise<number> {
  return wake(rt, tx, whenSeen(rt, now), { ...where, account_ids: [], codes: stopped });
}

/** A sender was added or came back, or a quota was raised: nobody has to wait for tomorrow. */
export function wakeForRoom(rt: Runtime, tx: Tx, now: Date, where: Where): Promise<number> {
  return wake(rt, tx, whenSeen(rt, now), { ...where, account_ids: [], codes: full });
}

/** Devices are at work again: the same for each of their channels. */
export async function wakeForDevices(
  rt: Runtime,
  tx: Tx,
  now: Date,
  device_ids: readonly string[],
): Promise<void> {
  if (device_ids.length === 0) return;
  const channels = await tx
    .selectFrom('sender_accounts')
    .select(['workspace_id', 'channel'])
    .distinct()
    .where('device_id', 'in', device_ids)
    .orderBy('workspace_id')
    .orderBy('channel')
    .execute();
  for (const one of channels) await wakeForRoom(rt, tx, now, one);
}

/**
 * One chunk now, the rest by a job of the same transaction. Those that still wait for another sender find that out
 * at their next look, and wait on. Messages a claim has locked are skipped: it is looking at them this moment.
 */
async function wake(rt: Runtime, tx: Tx, { now, at }: Instants, queue: WaitingQueue): Promise<number> {
  const codes = queue.codes.map((code) => JSON.stringify([{ code }]));
  const { numAffectedRows } = await sql`
    with waiting as (
      select m.id, m.created_at from message_queue q join messages m on m.id = q.message_id and m.created_at = q.created_at
      where q.workspace_id = ${queue.workspace_id} and q.platform = ${queue.channel} and q.due_at > ${at}
        and (q.campaign_id is null
          or q.campaign_id in (select id from campaigns where workspace_id = ${queue.workspace_id} and status in ('active', 'paused')))
        -- Put off when it was looked at, or sent back by the account that was then stopped.
        and ((m.decision ->> 'outcome' = 'reschedule' and m.decision -> 'reasons' @> any (${codes}::jsonb[]))
          or (m.account_id = any(${queue.account_ids}::uuid[]) and m.delivery_status = 'retrying'
            and m.failed_reason in ('account_banned', 'account_spam', 'captcha_required')))
      limit ${chunk} for update of q, m skip locked
    ), woken as (
      update message_queue q set due_at = ${at} from waiting where q.message_id = waiting.id
    )
    update messages m set due_at = ${at}, updated_at = ${now},
      next_retry_at = case when m.delivery_status = 'retrying' then ${at}::timestamptz end
    from waiting where m.id = waiting.id and m.created_at = waiting.created_at`.execute(tx);
  const woken = Number(numAffectedRows ?? 0);
  if (woken === chunk) await rt.jobs.add(tx, 'wake_waiting_messages', { ...queue, at: at.toISOString() });
  return woken;
}

/**
 * When every dispatcher has seen the sender as it now is (a third of a lease, dispatch.ts): one that looked earlier would put
 * its people off again.
 */
function whenSeen(rt: Runtime, now: Date): Instants {
  return { now, at: new Date(now.getTime() + (rt.config.leaseSeconds * 1_000) / 3 + 1_000) };
}

export const wakeWaitingJob: JobTable = {
  wake_waiting_messages: {
    run: async (rt, payload) => {
      await rt.db.transaction().execute(async (tx) => {
        const queue = payload as WaitingQueue;
        const now = rt.clock.now();
        const at = queue.at === undefined ? now : new Date(queue.at);
        await wake(rt, tx, { now, at: at > now ? at : now }, queue);
        rt.crashPoint('before-wake-commit');
      });
      rt.crashPoint('after-wake-commit');
    },
  },
};
