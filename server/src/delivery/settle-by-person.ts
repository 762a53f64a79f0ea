// A person's decision about sends whose outcome nobody heard. Enters: a choice of messages and one decision. Leaves: what
// was decided, with the person in the event log; messages to be sent again are back in the queue, and policy decides anew
// when their turn comes. Guaranteed: only what is `unknown` at this moment on the attempt that was looked at; nothing
// before its automatic settlement had its time; nothing of a cancelled campaign; a receipt that comes later still wins.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { SettleCounts, SettleDecision } from '@sampark/contracts/settlement.ts';
import { sql } from 'kysely';
import { appendEvents, eventColumn, type Tx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import { outcomeNoteColumn } from '../messages/words.ts';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges } from './apply-status.ts';
import { reopenCompleted } from './settle-reopen.ts';
import { aloneMsOf } from './settle-windows.ts';

export const mostAtOnce = 1_000;

export type Choice = {
  message_ids?: readonly string[];
  /** Only this attempt, or none. */
  attempt?: number;
  campaign_id?: string;
  platform?: Channel;
  /** Leaves out what was tried later than this. */
  tried_before?: Date;
};

export type Open = {
  id: string;
  created_at: Date;
  attempt: number;
  workspace_id: string;
  campaign_id: string | null;
  prospect_id: string;
  portfolio_manager_id: string;
  channel: Channel;
  account_id: string;
  intent_at: Date;
  resend_from: Date;
};

export async function settleByPerson(
  rt: Runtime,
  actor: Actor,
  choice: Choice,
  given: { decision: SettleDecision; note?: string },
): Promise<SettleCounts> {
  const now = rt.clock.now();
  const counts = await rt.db.transaction().execute(async (tx) => {
    const open = await lockOpen(tx, actor, choice, now, given.decision);
    // Messages before campaigns, as receipts lock them.
    const stopped =
      given.decision === 'resend' ? await lockCampaigns(tx, open.taken) : new Set<string | null>();
    const chosen = open.taken.filter((one) => !stopped.has(one.campaign_id));
    if (given.decision === 'resend') await sendAgain(tx, actor, chosen, now);
    const noted = await sealNotes(rt, tx, chosen, given.note, now);
    await writeDecisions(tx, actor, chosen, { decision: given.decision, noted }, now);
    rt.crashPoint('before-settle-commit');
    return {
      settled: chosen.length,
      too_early: open.too_early,
      cancelled: open.taken.length - chosen.length,
      more: open.more,
    };
  });
  rt.crashPoint('after-settle-commit');
  return counts;
}

async function lockOpen(
  tx: Tx,
  actor: Actor,
  choice: Choice,
  now: Date,
  decision: SettleDecision,
): Promise<{ taken: Open[]; too_early: number; more: boolean }> {
  const alone = JSON.stringify(aloneMsOf);
  // Of many, those that a receipt is settling this moment are left to it; about one the caller waits for the answer.
  const one = choice.message_ids?.length === 1;
  const { rows } = await sql<Open & { early: boolean }>`
    select m.id, m.created_at, m.attempt, m.workspace_id, m.campaign_id, m.prospect_id, m.portfolio_manager_id, a.channel,
           a.account_id, a.intent_at, a.intent_at + w.alone as resend_from, a.intent_at + w.alone > ${now} as early
    from open_messages o
    join messages m on m.id = o.message_id and m.created_at = o.created_at
    join attempts a on a.message_id = m.id and a.attempt = m.attempt and a.created_at = m.created_at
    cross join lateral (select make_interval(secs => coalesce((${alone}::jsonb ->> a.channel)::numeric, 0) / 1000)) w(alone)
    where ${isOpen(actor, decision === 'leave' || !choice.message_ids)}
      ${choice.message_ids ? sql`and m.id = any(${choice.message_ids}::uuid[])` : sql``}
      ${choice.attempt === undefined ? sql`` : sql`and m.attempt = ${choice.attempt}`}
      ${choice.campaign_id ? sql`and o.campaign_id = ${choice.campaign_id}` : sql``}
      ${choice.platform ? sql`and m.platform = ${choice.platform}` : sql``}
      ${choice.tried_before ? sql`and a.intent_at <= ${choice.tried_before}` : sql``}
      ${decision === 'resend' && !choice.message_ids ? sql`and a.intent_at + w.alone <= ${now}` : sql``}
    order by m.id limit ${mostAtOnce + 1} for update of m ${one ? sql`` : sql`skip locked`}`.execute(tx);
  const within = rows.slice(0, mostAtOnce);
  const taken = decision === 'resend' ? within.filter((one) => !one.early) : within;
  return { taken, too_early: within.length - taken.length, more: rows.length > mostAtOnce };
}

/** SQL condition on open_messages `o` and its message `m`: unknown, the actor’s to see; `undecided`: not left either. */
export function isOpen(actor: Actor, undecided: boolean) {
  return sql<boolean>`o.workspace_id = ${actor.workspace_id} and o.state = 'unknown' and m.delivery_status = 'unknown'
    and ${ownedBy(actor, 'm.portfolio_manager_id')}
    ${undecided ? sql`and not exists (select from unknown_outcomes u where u.message_id = m.id and u.attempt = m.attempt and u.decision is not null)` : sql``}`;
}

/** The campaigns that were cancelled, under a lock that holds off a cancellation until this commits. */
async function lockCampaigns(tx: Tx, open: readonly Open[]): Promise<Set<string | null>> {
  const ids = [...new Set(open.flatMap((one) => one.campaign_id ?? []))];
  const { rows } = await sql<{ id: string; status: string }>`
    select id, status from campaigns where id = any(${ids}::uuid[]) order by id for no key update`.execute(
    tx,
  );
  return new Set(rows.filter((row) => row.status === 'cancelled').map((row) => row.id));
}

async function sendAgain(tx: Tx, actor: Actor, chosen: readonly Open[], now: Date): Promise<void> {
  await applyStatusChanges(
    tx,
    now,
    chosen.map((one) => ({
      message_id: one.id,
      created_at: one.created_at,
      to: 'retrying' as const,
      // The one turn back out of `unknown`, and a person's alone (contracts/src/message-status.ts).
      from: ['unknown'] as const,
      occurred_at: now,
      code: 'asked_again',
      data: { by: 'person', decided_by: actor.user_id },
      set: { due_at: now },
    })),
  );
  await reopenCompleted(tx, now, [...new Set(chosen.flatMap((one) => one.campaign_id ?? []))], actor.user_id);
}

type Note = { row: string; entry?: string };

/** A note is about a person: of each message under the key of its own. Those of whom no key opens keep it in the open, out of the trail. */
async function sealNotes(
  rt: Runtime,
  tx: Tx,
  chosen: readonly Open[],
  note: string | undefined,
  now: Date,
): Promise<ReadonlyMap<string, Note>> {
  if (note === undefined || chosen.length === 0) return new Map();
  const owners = chosen.map(({ prospect_id: id, workspace_id }) => ({ id, workspace_id }));
  const keys = await rt.keys.people.toWrite(tx, owners, now);
  return new Map(
    chosen.map(({ id, prospect_id: person }): [string, Note] => [
      id,
      {
        row: keys.keepText(person, outcomeNoteColumn, note),
        ...(!keys.isUnusable(person) && { entry: keys.sealText(person, eventColumn, note) }),
      },
    ]),
  );
}

async function writeDecisions(
  tx: Tx,
  actor: Actor,
  chosen: readonly Open[],
  given: { decision: SettleDecision; noted: ReadonlyMap<string, Note> },
  now: Date,
): Promise<void> {
  if (chosen.length === 0) return;
  const { noted } = given;
  const rows = chosen.map(({ id, created_at, attempt, workspace_id, account_id, channel, intent_at }) => ({
    ...{ message_id: id, created_at, attempt, workspace_id, account_id, channel, intent_at },
    note: noted.get(id)?.row ?? null,
  }));
  // A message that was left may still become known by itself; one that is sent again is not looked up any more.
  await sql`
    insert into unknown_outcomes as u (message_id, attempt, created_at, workspace_id, account_id, channel, intent_at,
                                       decision, decided_at, decided_by, note)
    select message_id, attempt, created_at, workspace_id, account_id, channel, intent_at,
           ${given.decision}, ${now}, ${actor.user_id}, note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(message_id uuid, created_at timestamptz, attempt smallint,
      workspace_id uuid, account_id uuid, channel text, intent_at timestamptz, note text)
    on conflict (message_id, attempt) do update set decision = excluded.decision, decided_at = excluded.decided_at,
      decided_by = excluded.decided_by, note = excluded.note,
      next_look_at = case when excluded.decision = 'leave' then u.next_look_at end`.execute(tx);
  await appendEvents(
    tx,
    now,
    chosen.map((one) => ({
      ...{ workspace_id: one.workspace_id, type: 'message.settled' as const, occurred_at: now },
      ...{ actor_id: actor.user_id, campaign_id: one.campaign_id, message_id: one.id },
      ...{ prospect_id: one.prospect_id, portfolio_manager_id: one.portfolio_manager_id },
      ...{ channel: one.channel, account_id: one.account_id },
      data: {
        ...{ by: 'person', decision: given.decision, attempt: one.attempt },
        ...(noted.get(one.id)?.entry !== undefined && { note: noted.get(one.id)?.entry }),
      },
    })),
  );
}
