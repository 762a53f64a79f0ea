// Enters: answers of platforms, in batches. Leaves: statuses, attempts, next tries, pauses and lost identities, in one
// transaction. Guaranteed: every write is fenced by the claim it answers, so an owner that lost its lane changes
// nothing; an unknown outcome is recorded as unknown and never tried again.
import { sql } from 'kysely';
import type { SendOutcome } from '../channels/channel.ts';
import { lookUpsOnly } from '../db/look-ups-only.ts';
import { noteSend } from '../devices/sender-activity.ts';
import type { Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges, type StatusChange } from './apply-status.ts';
import type { Intent } from './intent.ts';
import { later } from './lanes.ts';
import { fallbackCodes, lockRefusing, loseContacts, type LostContact } from './lose-contact.ts';
import { acceptMessages, type Acceptance } from './move-messages.ts';
import { platformWait, retryDelay } from './retry-delay.ts';
import { holdSender, stopSender, stopTemplates, type RefusedTemplate, type Sender } from './stop-senders.ts';
import { writeAttempts, writeContacts } from './write-attempts.ts';

export type Answer = {
  intent: Intent;
  outcome: SendOutcome;
  at: Date;
  /** Nothing was tried: the message is due again at once, and none of its retries is spent. */
  never_called?: true;
};

export async function recordOutcomes(rt: Runtime, answers: readonly Answer[]): Promise<void> {
  const now = rt.clock.now();
  const changes = answers.flatMap((answer) =>
    answer.outcome.kind === 'accepted' ? [] : [changeFor(answer, answer.outcome, Math.random())],
  );
  rt.crashPoint('before-outcome-commit');
  try {
    await writeOutcomes(rt, answers, changes, now, false);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await writeOutcomes(rt, answers, changes, now, true);
  }
  for (const { intent, outcome, never_called } of answers)
    if (!never_called) noteSend(rt, intent.lane.account.id, outcome, now);
  rt.crashPoint('after-outcome-commit');
}

/** `careful`: a row that was expected to be new was there, as when the person wrote first while the answer was on its way. */
async function writeOutcomes(
  rt: Runtime,
  answers: readonly Answer[],
  changes: readonly StatusChange[],
  now: Date,
  careful: boolean,
): Promise<void> {
  await rt.db.transaction().execute(async (tx) => {
    await lookUpsOnly(tx);
    await lockRefusing(tx, answers.flatMap(lostBy));
    const news = await notKnownYet(tx, answers.filter(stopsMore));
    const landed = await acceptMessages(tx, now, answers.flatMap(acceptanceOf), careful);
    await applyStatusChanges(tx, now, changes);
    const others = answers.filter((one) => !landed.has(one.intent.message_id));
    await writeAttempts(tx, others);
    await writeContacts(tx, others);
    await loseContacts(rt, tx, answers.flatMap(lostBy), now);
    await stopAccounts(tx, news, now, (name) => rt.crashPoint(name));
    await stopTemplates(tx, news.flatMap(refusedTemplates), now);
    rt.crashPoint('outcomes-written');
  });
}

function isDuplicate(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '23505';
}

/** What anything but an acceptance means for its message. Pure; exported for its table test. */
export function changeFor(
  { intent, at, never_called }: Answer,
  outcome: Exclude<SendOutcome, { kind: 'accepted' }>,
  random: number,
): StatusChange {
  const base = {
    message_id: intent.message_id,
    created_at: intent.created_at,
    fence: { account_id: intent.lane.account.id, claim_token: intent.claim_token, attempt: intent.attempt },
    from: ['sending'] as const,
    occurred_at: at,
  };
  switch (outcome.kind) {
    case 'unknown':
      return { ...base, to: 'unknown', code: outcome.code };
    case 'retry': {
      if (never_called) return { ...base, to: 'retrying', code: outcome.code, set: { due_at: at } };
      const delay = retryDelay(intent.retry_count, random, outcome.after_seconds);
      if (delay === undefined)
        return { ...base, to: 'failed', code: 'retries_exhausted', data: { last_code: outcome.code } };
      return {
        ...base,
        to: 'retrying',
        code: outcome.code,
        set: { retry_count: intent.retry_count + 1, due_at: new Date(at.getTime() + delay) },
      };
    }
    case 'rejected':
      // The sender's fault, not the message's: it goes back to the queue, and policy and allocation see the stopped
      // sender. A held one keeps its people waiting (product.md §1.6); a broken one is failed over.
      if (outcome.blame === 'account') {
        const wait = outcome.hold ? 15 * 60_000 : 1_000;
        return {
          ...base,
          to: 'retrying',
          code: outcome.code,
          set: { due_at: new Date(at.getTime() + wait) },
        };
      }
      if (fallbackCodes.has(outcome.code) && intent.fallback) {
        // Not a retry: the next consented channel gets its first attempt, if policy finds one.
        return { ...base, to: 'retrying', code: outcome.code, set: { due_at: at } };
      }
      return { ...base, to: 'failed', code: outcome.code };
  }
}

function acceptanceOf({ intent, outcome, at }: Answer): Acceptance[] {
  if (outcome.kind !== 'accepted') return [];
  return [
    {
      message_id: intent.message_id,
      prospect_id: intent.prospect_id,
      attempt: intent.attempt,
      account_id: intent.lane.account.id,
      claim_token: intent.claim_token,
      external_id: outcome.external_id,
      at,
      known: intent.known,
    },
  ];
}

/** What stops a sender or a campaign, not only its message. */
function stopsMore({ outcome }: Answer): boolean {
  if (outcome.kind === 'retry') return outcome.pause === 'account' || outcome.pause === 'template';
  return outcome.kind === 'rejected' && (outcome.blame === 'account' || outcome.code.startsWith('template_'));
}

/**
 * Without those a commit recorded whose answer never came: a person may have released, repaired or resumed since what
 * they stopped, and the same answer must not stop it again.
 */
async function notKnownYet(tx: Tx, answers: readonly Answer[]): Promise<Answer[]> {
  if (answers.length === 0) return [];
  const keys = answers.map(
    ({ intent }) =>
      sql`(${intent.message_id}::uuid, ${intent.created_at}::timestamptz, ${intent.attempt}::smallint, ${intent.claim_token}::bigint)`,
  );
  const { rows } = await sql<{ key: string }>`
    select message_id || '.' || attempt as key from attempts
    where (message_id, created_at, attempt, claim_token) in (${sql.join(keys)}) and responded_at is not null`.execute(
    tx,
  );
  const known = new Set(rows.map((row) => row.key));
  return answers.filter(({ intent }) => !known.has(`${intent.message_id}.${intent.attempt}`));
}

function lostBy({ intent, outcome }: Answer): LostContact[] {
  if (outcome.kind !== 'rejected' || !outcome.suppress) return [];
  return [{ ...intent, account_id: intent.lane.account.id, code: outcome.code, suppress: outcome.suppress }];
}

/** Rate limits pause exactly the account they name; a ban or spam signal holds it until an admin decides. */
async function stopAccounts(
  tx: Tx,
  answers: readonly Answer[],
  now: Date,
  crashPoint: Runtime['crashPoint'],
): Promise<void> {
  const pauses = new Map<Intent['lane'], { until: Date; code: string }>();
  const holds = new Map<Intent['lane'], string>();
  const broken = new Map<Intent['lane'], string>();
  for (const { intent, outcome, at } of answers) {
    if (outcome.kind === 'retry' && outcome.pause === 'account') {
      const until = new Date(at.getTime() + platformWait(outcome.after_seconds ?? 5));
      const known = pauses.get(intent.lane);
      if (!known || known.until < until) pauses.set(intent.lane, { until, code: outcome.code });
    }
    if (outcome.kind === 'rejected' && outcome.hold) holds.set(intent.lane, outcome.code);
    else if (outcome.kind === 'rejected' && outcome.blame === 'account')
      broken.set(intent.lane, outcome.code);
  }
  for (const [lane, { until, code }] of pauses) {
    lane.paused_until = later(lane.paused_until, until);
    // An answer that asks for less does not end a longer pause.
    await sql`update sender_accounts set paused_until = ${until}, pause_reason = ${code}
      where id = ${lane.account.id} and (paused_until is null or paused_until < ${until})`.execute(tx);
  }
  for (const [lane, code] of holds) {
    lane.held = true; // known here before it is committed: a batch that is written again holds it again
    await holdSender(tx, senderOf(lane), code, now, crashPoint);
  }
  for (const [lane, code] of broken) {
    lane.row.health_status = 'offline';
    await stopSender(tx, senderOf(lane), code, now);
  }
}

function senderOf({ workspace_id, account, device_id }: Intent['lane']): Sender {
  return { workspace_id, account_id: account.id, device_id, channel: account.channel };
}

function refusedTemplates({ intent, outcome }: Answer): RefusedTemplate[] {
  return 'code' in outcome ? [{ ...intent, code: outcome.code }] : [];
}
