// Enters: receipts in any order, any number of times. Leaves: attempts and messages moved forward, what a failure
// means acted on, and the receipts nobody could be found for. Guaranteed: idempotent, order-independent; a late `sent`
// after `read` changes nothing. The few turns back (product.md §3) are the `reopenings` below and nothing else.
import type { CampaignStatus, Channel } from '@sampark/contracts/domain.ts';
import { mayMove, type MessageStatus } from '@sampark/contracts/message-status.ts';
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import { sql } from 'kysely';
import type { ChannelEvent } from '../channels/channel.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges, type AppliedChange, type StatusChange } from './apply-status.ts';
import { loseContacts } from './lose-contact.ts';

export type Receipt = {
  webhook_id: number;
  account_id: string;
  workspace_id: string;
  channel: Channel;
  event: Extract<ChannelEvent, { kind: 'receipt' }>;
};

type Matched = Receipt & {
  message_id: string;
  created_at: Date;
  attempt: number;
  current_attempt: number;
  prospect_id: string;
  campaign_id: string | null;
  campaign_status: CampaignStatus | null;
  recipient: string;
  /** Read without a lock: it can only have moved on since. */
  present_status: MessageStatus;
  /** The attempt already knows from a receipt that it failed. */
  failed_before: boolean;
  other_channels: number;
  retry_count: number;
};

const rungs = ['sent', 'delivered', 'read', 'failed'] as const;
const dayMs = 24 * 60 * 60 * 1000;

/** Codes after which a failed receipt may open one more attempt, and when. */
const reopenings: Partial<Record<SendCode, { afterMs: number; otherChannel: boolean }>> = {
  not_on_channel: { afterMs: 0, otherChannel: true },
  marketing_cap: { afterMs: dayMs, otherChannel: false },
};

/** Applies a batch; returns the receipts that match no attempt of ours (yet). */
export async function applyReceipts(
  rt: Runtime,
  tx: Tx,
  now: Date,
  receipts: readonly Receipt[],
): Promise<Receipt[]> {
  if (receipts.length === 0) return [];
  const matched = await matchAttempts(tx, now, receipts);
  for (const rung of rungs) {
    const changes = new Map<string, StatusChange>();
    for (const one of matched) {
      if (one.event.status !== rung || provesNothing(one, rung)) continue;
      changes.set(one.message_id, rung === 'failed' ? failure(one, now) : arrival(one, rung));
    }
    const applied = await applyStatusChanges(tx, now, [...changes.values()]);
    if (rung === 'failed') await reopenCampaigns(tx, now, matched, applied);
  }
  await moveAttempts(tx, matched);
  await loseContacts(rt, tx, lostContacts(matched), now);
  const found = new Set(matched.map((one) => one.event));
  return receipts.filter((one) => !found.has(one.event));
}

/**
 * Only the present attempt can fail its message. `sent` of an attempt that failed for good is the same story told late:
 * the message may have been given to another channel since, and must not be taken for sent. An arrival the message is
 * already past needs no write: nearly every `sent` comes after the answer said so, and they are a third of all receipts.
 */
function provesNothing(one: Matched, rung: (typeof rungs)[number]): boolean {
  if (rung === 'failed') return one.attempt !== one.current_attempt;
  if (rung === 'sent' && one.failed_before) return true;
  return !mayMove(one.present_status, rung);
}

/** What each failure says about its person, once: a repeated receipt teaches nothing new. */
function lostContacts(matched: readonly Matched[]) {
  const lost = new Map<string, Matched & { code: SendCode }>();
  for (const one of matched) {
    if (one.event.status !== 'failed' || !one.event.code || one.failed_before) continue;
    lost.set(`${one.message_id}.${one.attempt}`, { ...one, code: one.event.code });
  }
  return [...lost.values()];
}

/** A campaign is completed when nothing is left to send; a reopened message is something left to send. */
async function reopenCampaigns(
  tx: Tx,
  now: Date,
  matched: readonly Matched[],
  applied: readonly AppliedChange[],
): Promise<void> {
  const reopened = new Set(applied.filter((one) => one.to === 'retrying').map((one) => one.message_id));
  const campaigns = new Set(
    matched.flatMap((one) => (reopened.has(one.message_id) && one.campaign_id ? [one.campaign_id] : [])),
  );
  if (campaigns.size === 0) return;
  const { rows } = await sql<{ id: string; workspace_id: string; portfolio_manager_id: string }>`
    update campaigns set status = 'active', completed_at = null, version = version + 1, updated_at = ${now}
    where id in (select id from campaigns where id = any(${[...campaigns]}::uuid[]) and status = 'completed'
      order by id for no key update)
    returning id, workspace_id, portfolio_manager_id`.execute(tx);
  await appendEvents(
    tx,
    now,
    rows.map((row) => ({
      workspace_id: row.workspace_id,
      type: 'campaign.resumed',
      occurred_at: now,
      campaign_id: row.id,
      portfolio_manager_id: row.portfolio_manager_id,
      data: { reason: 'message_reopened' },
    })),
  );
}

function arrival(one: Matched, rung: 'sent' | 'delivered' | 'read'): StatusChange {
  return {
    message_id: one.message_id,
    created_at: one.created_at,
    to: rung,
    occurred_at: one.event.at,
    set: { external_id: one.event.external_id },
  };
}

function failure(one: Matched, now: Date): StatusChange {
  const code = one.event.code ?? 'undelivered';
  const base = {
    message_id: one.message_id,
    created_at: one.created_at,
    // Never one that already arrived.
    from: ['sending', 'unknown', 'sent'] as const,
    occurred_at: one.event.at,
    code,
  };
  const reopening = reopenings[code];
  const mayReopen =
    reopening &&
    one.attempt <= 3 &&
    one.campaign_status !== 'cancelled' &&
    (!reopening.otherChannel || one.other_channels > 0);
  if (mayReopen)
    return { ...base, to: 'retrying', set: { due_at: new Date(now.getTime() + reopening.afterMs) } };
  return { ...base, to: 'failed' };
}

async function matchAttempts(tx: Tx, now: Date, receipts: readonly Receipt[]): Promise<Matched[]> {
  const input = receipts.map((one, index) => {
    const key = one.event.key?.match(/^([0-9a-f-]{36})\.(\d+)$/);
    return {
      index,
      account_id: one.account_id,
      external_id: one.event.external_id,
      message_id: key?.[1] ?? null,
      attempt: key ? Number(key[2]) : null,
      sender: one.channel === 'signal' ? (one.event.from ?? null) : null,
      failed: one.event.status === 'failed',
    };
  });
  // created_at bounds name the few partitions a receipt can belong to: platforms keep trying for 30 days at most,
  // and a paced campaign's messages carry its launch instant.
  const since = new Date(now.getTime() - 100 * dayMs);
  const { rows } = await sql<Omit<Matched, keyof Receipt> & { index: number }>`
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(input)}::jsonb)
        as i(index int, account_id uuid, external_id text, message_id uuid, attempt smallint, sender text, failed boolean)
    ), hits as (
      select i.index, i.failed, a.message_id, a.created_at, a.attempt, a.recipient, a.failed_at is not null as failed_before
      from input i join attempts a on a.message_id = i.message_id and a.attempt = i.attempt and a.account_id = i.account_id
      where i.message_id is not null and a.created_at > ${since} and a.created_at <= ${now}
      union all
      select i.index, i.failed, a.message_id, a.created_at, a.attempt, a.recipient, a.failed_at is not null
      from input i join attempts a on a.account_id = i.account_id and a.external_id = i.external_id
      where i.message_id is null and a.created_at > ${since} and a.created_at <= ${now}
        and (i.sender is null or i.sender not like '+%' or a.recipient not like '+%' or a.recipient = i.sender)
    )
    select h.index, h.message_id, h.created_at, h.attempt, h.recipient, h.failed_before, m.attempt as current_attempt,
           m.prospect_id, m.campaign_id, m.retry_count, m.delivery_status as present_status, c.status as campaign_status,
           case when h.failed then coalesce((select count(*)::int from unnest(coalesce(c.channel_order, m.channel_order)) with ordinality o(channel, n)
             where coalesce(c.channel_content, m.body) ? o.channel
               and o.n > array_position(coalesce(c.channel_order, m.channel_order), m.platform)), 0)
           else 0 end as other_channels
    from hits h join messages m on m.id = h.message_id and m.created_at = h.created_at
    left join campaigns c on c.id = m.campaign_id`.execute(tx);
  return rows.flatMap((row) => {
    const receipt = receipts[row.index];
    return receipt ? [{ ...receipt, ...row }] : [];
  });
}

const attemptLadder = [
  'intent',
  'retry',
  'rejected',
  'unknown',
  'accepted',
  'sent',
  'failed',
  'delivered',
  'read',
];

async function moveAttempts(tx: Tx, matched: readonly Matched[]): Promise<void> {
  if (matched.length === 0) return;
  const furthest = new Map<string, Record<string, unknown>>();
  for (const one of matched) {
    const id = `${one.message_id}.${one.attempt}`;
    const entry = furthest.get(id) ?? {
      message_id: one.message_id,
      created_at: one.created_at,
      attempt: one.attempt,
      external_id: one.event.external_id,
      state: 'intent',
    };
    if (attemptLadder.indexOf(one.event.status) > attemptLadder.indexOf(String(entry['state'])))
      entry['state'] = one.event.status;
    if (one.event.status !== 'sent') entry[`${one.event.status}_at`] ??= one.event.at;
    if (one.event.code)
      Object.assign(entry, { code: one.event.code, detail: one.event.detail?.slice(0, 500) });
    furthest.set(id, entry);
  }
  await sql`
    update attempts a set
      state = case when array_position(${attemptLadder}::text[], r.state) > array_position(${attemptLadder}::text[], a.state)
                   then r.state else a.state end,
      external_id = coalesce(a.external_id, r.external_id),
      delivered_at = coalesce(a.delivered_at, r.delivered_at), read_at = coalesce(a.read_at, r.read_at),
      failed_at = coalesce(a.failed_at, r.failed_at), code = coalesce(r.code, a.code), detail = coalesce(r.detail, a.detail)
    from jsonb_to_recordset(${JSON.stringify([...furthest.values()])}::jsonb) as r(message_id uuid, created_at timestamptz,
      attempt smallint, state text, external_id text, delivered_at timestamptz, read_at timestamptz, failed_at timestamptz,
      code text, detail text)
    where a.message_id = r.message_id and a.created_at = r.created_at and a.attempt = r.attempt`.execute(tx);
}
