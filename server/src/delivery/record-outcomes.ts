// Enters: answers of platforms, in batches. Leaves: statuses, attempts, next tries, pauses and lost identities, in one
// transaction. Guaranteed: every write is fenced by the claim it answers, so an owner that lost its lane changes
// nothing; an unknown outcome is recorded as unknown and never tried again.
import { sql } from 'kysely';
import type { SendOutcome } from '../channels/channel.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges, type StatusChange } from './apply-status.ts';
import type { Intent } from './claim-batch.ts';
import { fallbackCodes, loseContacts, type LostContact } from './lose-contact.ts';
import { retryDelay } from './retry-delay.ts';

export type Answer = { intent: Intent; outcome: SendOutcome; at: Date };

export async function recordOutcomes(rt: Runtime, answers: readonly Answer[]): Promise<void> {
  const now = rt.clock.now();
  const changes = answers.map((answer) => changeFor(answer, Math.random()));
  rt.crashPoint('before-outcome-commit');
  await rt.db.transaction().execute(async (tx) => {
    await applyStatusChanges(tx, now, changes);
    await writeAttempts(tx, answers);
    await correctPairs(tx, answers);
    await loseContacts(rt, tx, answers.flatMap(lostBy), now);
    await stopAccounts(tx, answers, now);
    await stopTemplates(tx, answers, now);
  });
  rt.crashPoint('after-outcome-commit');
}

/** What an outcome means for its message. Pure; exported for its table test. */
export function changeFor({ intent, outcome, at }: Answer, random: number): StatusChange {
  const base = {
    message_id: intent.message_id,
    created_at: intent.created_at,
    fence: { account_id: intent.lane.account.id, claim_token: intent.claim_token },
    from: ['sending'] as const,
    occurred_at: at,
  };
  const latency = { latency_ms: Math.max(0, at.getTime() - intent.intent_at.getTime()) };
  switch (outcome.kind) {
    case 'accepted':
      return { ...base, to: 'sent', data: latency, set: { external_id: outcome.external_id } };
    case 'unknown':
      return { ...base, to: 'unknown', code: outcome.code };
    case 'retry': {
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

const attemptState = {
  accepted: 'accepted',
  unknown: 'unknown',
  retry: 'retry',
  rejected: 'rejected',
} as const;

async function writeAttempts(tx: Tx, answers: readonly Answer[]): Promise<void> {
  const rows = answers.map(({ intent, outcome, at }) => ({
    message_id: intent.message_id,
    created_at: intent.created_at,
    attempt: intent.attempt,
    claim_token: intent.claim_token,
    state: attemptState[outcome.kind],
    code: 'code' in outcome ? outcome.code : null,
    detail: 'detail' in outcome ? (outcome.detail ?? null)?.slice(0, 500) : null,
    external_id: outcome.kind === 'accepted' ? outcome.external_id : null,
    at,
  }));
  // A receipt may have come first: then only the facts of the response are filled in.
  await sql`
    update attempts a set
      state = case when a.state = 'intent' then r.state else a.state end,
      code = case when a.state = 'intent' then r.code else a.code end,
      detail = case when a.state = 'intent' then r.detail else a.detail end,
      external_id = coalesce(a.external_id, r.external_id), responded_at = r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(message_id uuid, created_at timestamptz, attempt smallint,
      claim_token bigint, state text, code text, detail text, external_id text, at timestamptz)
    where a.message_id = r.message_id and a.created_at = r.created_at and a.attempt = r.attempt and a.claim_token = r.claim_token`.execute(
    tx,
  );
}

/** The pair is free one window after the answer; a send that did not go out does not count against the person's cap. */
async function correctPairs(tx: Tx, answers: readonly Answer[]): Promise<void> {
  const rows = answers
    .filter(({ outcome }) => outcome.kind !== 'unknown')
    .map(({ intent, outcome, at }) => ({
      prospect_id: intent.prospect_id,
      channel: intent.channel,
      next_at: new Date(at.getTime() + pauseMs(intent, outcome)),
      uncount: outcome.kind === 'accepted' ? null : intent.intent_at,
    }));
  if (rows.length === 0) return;
  await sql`
    with r as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(prospect_id uuid, channel text, next_at timestamptz, uncount timestamptz)),
    locked as (select c.prospect_id, c.channel from contact_channels c join r using (prospect_id, channel)
      order by c.prospect_id, c.channel for update of c)
    update contact_channels c set next_allowed_at = r.next_at,
      capped_sends = case when r.uncount is null then c.capped_sends else array_remove(c.capped_sends, r.uncount) end
    from r join locked using (prospect_id, channel)
    where c.prospect_id = r.prospect_id and c.channel = r.channel`.execute(tx);
}

function pauseMs(intent: Intent, outcome: SendOutcome): number {
  const pair = intent.lane.row.pair_seconds * 1000;
  if (outcome.kind === 'retry' && outcome.pause === 'contact')
    return Math.max(pair, (outcome.after_seconds ?? 60) * 1000);
  return pair;
}

function lostBy({ intent, outcome }: Answer): LostContact[] {
  if (outcome.kind !== 'rejected' || !outcome.suppress) return [];
  return [{ ...intent, account_id: intent.lane.account.id, code: outcome.code, suppress: outcome.suppress }];
}

/** Rate limits pause exactly the account they name; a ban or spam signal holds it until an admin decides. */
async function stopAccounts(tx: Tx, answers: readonly Answer[], now: Date): Promise<void> {
  const pauses = new Map<Intent['lane'], { until: Date; code: string }>();
  const holds = new Map<Intent['lane'], string>();
  const broken = new Map<Intent['lane'], string>();
  for (const { intent, outcome, at } of answers) {
    if (outcome.kind === 'retry' && outcome.pause === 'account') {
      const until = new Date(at.getTime() + (outcome.after_seconds ?? 5) * 1000);
      const known = pauses.get(intent.lane);
      if (!known || known.until < until) pauses.set(intent.lane, { until, code: outcome.code });
    }
    if (outcome.kind === 'rejected' && outcome.hold) holds.set(intent.lane, outcome.code);
    else if (outcome.kind === 'rejected' && outcome.blame === 'account')
      broken.set(intent.lane, outcome.code);
  }
  for (const [lane, { until, code }] of pauses) {
    lane.paused_until = until;
    await tx
      .updateTable('sender_accounts')
      .set({ paused_until: until, pause_reason: code })
      .where('id', '=', lane.account.id)
      .execute();
  }
  for (const [lane, code] of holds) {
    if (lane.held) continue;
    lane.held = true;
    const state = { policy_hold: code, health_status: 'degraded' as const, health_reason: code };
    await stopAccount(tx, lane, state, 'account.held', now);
  }
  for (const [lane, code] of broken) {
    if (lane.row.health_status === 'offline') continue;
    lane.row.health_status = 'offline';
    const state = { health_status: 'offline' as const, health_reason: code };
    await stopAccount(tx, lane, state, 'device.health_changed', now);
  }
}

async function stopAccount(
  tx: Tx,
  lane: Intent['lane'],
  state: { policy_hold?: string; health_status: 'degraded' | 'offline'; health_reason: string },
  type: 'account.held' | 'device.health_changed',
  now: Date,
): Promise<void> {
  await tx.updateTable('sender_accounts').set(state).where('id', '=', lane.account.id).execute();
  await tx
    .insertInto('device_health_history')
    .values({
      workspace_id: lane.workspace_id,
      device_id: lane.device_id,
      account_id: lane.account.id,
      health_status: state.health_status,
      reason: state.health_reason,
      at: now,
    })
    .execute();
  await appendEvents(tx, now, [
    {
      workspace_id: lane.workspace_id,
      type,
      occurred_at: now,
      account_id: lane.account.id,
      device_id: lane.device_id,
      channel: lane.account.channel,
      data: { to: state.health_status, code: state.health_reason },
    },
  ]);
}

/** A template the platform refuses would fail for everyone: the campaign pauses and says why. */
async function stopTemplates(tx: Tx, answers: readonly Answer[], now: Date): Promise<void> {
  const stopped = new Map<string, { workspace_id: string; code: string }>();
  for (const { intent, outcome } of answers) {
    const template = 'code' in outcome && outcome.code.startsWith('template_');
    if (template && intent.campaign_id)
      stopped.set(intent.campaign_id, { workspace_id: intent.workspace_id, code: outcome.code });
  }
  for (const [campaign_id, { workspace_id, code }] of stopped) {
    const { numAffectedRows } = await sql`
      update campaigns set status = 'paused', version = version + 1, updated_at = ${now} where id = ${campaign_id} and status = 'active'`.execute(
      tx,
    );
    if (!numAffectedRows) continue;
    await appendEvents(tx, now, [
      { workspace_id, type: 'campaign.paused', occurred_at: now, campaign_id, data: { reason: code } },
    ]);
  }
}
