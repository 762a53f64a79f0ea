// Enters: receipts in any order, any number of times. Leaves: attempts and messages moved forward, what a failure
// means acted on, and the receipts nobody could be found for. Guaranteed: idempotent, order-independent; a late `sent`
// after `read` changes nothing. The few turns back (product.md §3) are the `reopenings` below and nothing else.
import type { CampaignStatus, Channel } from '@sampark/contracts/domain.ts';
import { mayMove, type MessageStatus } from '@sampark/contracts/message-status.ts';
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import { sql } from 'kysely';
import type { ChannelEvent } from '../channels/channel.ts';
import { noteReceipt } from '../devices/sender-activity.ts';
import { booleans, integers, smallints, texts, uuids } from '../db/array-binary.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges, type AppliedChange, type StatusChange } from './apply-status.ts';
import { lockRefusing, loseContacts } from './lose-contact.ts';
import { arriveMessages, type Arrival } from './move-messages.ts';
import { stopForReceipts } from './stop-senders.ts';

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
  /** Of a failure, and of an earlier attempt; empty where nothing needs it. */
  recipient: string;
  /** Read without a lock: it can only have moved on since. */
  present_status: MessageStatus;
  /** The attempt already knows from a receipt that it failed. */
  failed_before: boolean;
  /** When the attempt left; told of a failure. */
  intent_at: Date | null;
  /** A failure whose attempt has no row yet: its answer is still to be recorded. */
  unrecorded: boolean;
  other_channels: number;
  retry_count: number;
};

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
  // A failure waits for its attempt's row: there it is remembered, or a late `sent` of the same try would undo it.
  const matched = (await findAttempts(tx, now, receipts)).filter((one) => !one.unrecorded);
  await lockRefusing(tx, newFailures(matched));
  const failures = new Map<string, StatusChange>();
  const arrivals = new Map<string, Arrival>();
  for (const one of matched) {
    if (provesNothing(one)) continue;
    if (one.event.status === 'failed') failures.set(one.message_id, failure(one, now));
    else noteArrival(arrivals, one, one.event.status);
  }
  // An arrival is the stronger fact: it comes first, and a failure then finds nothing to fail.
  await arriveMessages(tx, now, [...arrivals.values()]);
  const applied = await applyStatusChanges(tx, now, [...failures.values()]);
  await reopenCampaigns(tx, now, matched, applied);
  await moveAttempts(tx, matched);
  const told = newFailures(matched);
  await loseContacts(rt, tx, told, now);
  await stopForReceipts(rt, tx, told, now);
  for (const one of matched) noteReceipt(rt, one.account_id, one.event.status, now);
  const found = new Set(matched.map((one) => one.event));
  return receipts.filter((one) => !found.has(one.event));
}

/**
 * Only the present attempt can fail its message. `sent` of an attempt that failed for good is the same story told late:
 * the message may have been given to another channel since, and must not be taken for sent. An arrival the message is
 * already past needs no write: nearly every `sent` comes after the answer said so, and they are a third of all receipts.
 */
function provesNothing(one: Matched): boolean {
  const { status } = one.event;
  if (status === 'failed') return one.attempt !== one.current_attempt;
  if (status === 'sent' && one.failed_before) return true;
  return !mayMove(one.present_status, status);
}

/** The earliest instant of each rung: receipts come in any order and more than once. */
function noteArrival(
  arrivals: Map<string, Arrival>,
  one: Matched,
  rung: 'sent' | 'delivered' | 'read',
): void {
  const known = arrivals.get(one.message_id) ?? {
    message_id: one.message_id,
    created_at: one.created_at,
    external_id: one.event.external_id,
  };
  const before = known[rung];
  if (before === undefined || one.event.at < before) known[rung] = one.event.at;
  arrivals.set(one.message_id, known);
}

/** What each failure says about its person and its sender, once: a repeated receipt teaches nothing new. */
function newFailures(matched: readonly Matched[]) {
  const lost = new Map<string, Matched & { code: SendCode; intent_at: Date }>();
  for (const one of matched) {
    const { event, intent_at } = one;
    if (event.status !== 'failed' || !event.code || one.failed_before || intent_at === null) continue;
    lost.set(`${one.message_id}.${one.attempt}`, { ...one, intent_at, code: event.code });
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

/**
 * Nearly every receipt comes within days, and a look into fewer months costs less. Platforms keep trying for 30 days at
 * most, and a paced campaign's messages carry its launch instant: what the last days do not have is looked for in all of
 * that.
 */
async function findAttempts(tx: Tx, now: Date, receipts: readonly Receipt[]): Promise<Matched[]> {
  const recent = await matchAttempts(tx, now, receipts, 8);
  const found = new Set(recent.map((one) => one.event));
  const others = receipts.filter((one) => !found.has(one.event));
  return others.length === 0 ? recent : [...recent, ...(await matchAttempts(tx, now, others, 100))];
}

async function matchAttempts(
  tx: Tx,
  now: Date,
  receipts: readonly Receipt[],
  days: number,
): Promise<Matched[]> {
  // The receipts of one try come together: its sent, delivered and read are one look.
  const groups = [...Map.groupBy(receipts, lookUpKey).values()];
  const asked = groups.flatMap((group) => group.slice(0, 1));
  const keys = asked.map((one) =>
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,4})$/.exec(one.event.key ?? ''),
  );
  // The bounds of created_at name the months to look into. OFFSET 0 keeps each look-up a look-up: the planner knows nothing
  // of the size of a batch and would rather read whole tables once.
  const since = new Date(now.getTime() - days * dayMs);
  const { rows } = await sql<Omit<Matched, keyof Receipt> & { index: number }>`/* prepared */
    with input as (
      select * from unnest(${integers(asked.map((_, index) => index))}::int[],
        ${uuids(asked.map((one) => one.account_id))}::uuid[], ${texts(asked.map((one) => one.event.external_id))}::text[],
        ${uuids(keys.map((key) => key?.[1]))}::uuid[], ${smallints(keys.map((key) => key && Number(key[2])))}::smallint[],
        ${texts(asked.map((one) => (one.channel === 'signal' ? one.event.from : null)))}::text[],
        ${booleans(asked.map((one) => one.event.status === 'failed'))}::boolean[])
        as i(index, account_id, external_id, message_id, attempt, sender, failed)
    ), hits as (
      select i.index, i.failed, i.message_id, i.attempt, i.account_id from input i where i.message_id is not null
      union all
      select i.index, i.failed, a.message_id, a.attempt, i.account_id
      from input i cross join lateral (
        select a.message_id, a.attempt from attempts a
        where a.account_id = i.account_id and a.external_id = i.external_id and a.created_at > ${since} and a.created_at <= ${now}
          and (i.sender is null or i.sender not like '+%' or a.recipient not like '+%' or a.recipient = i.sender) offset 0) a
      where i.message_id is null
    )
    select h.index, h.message_id, m.created_at, h.attempt,
           coalesce(a.recipient, '') as recipient,
           a.failed_at is not null as failed_before, a.intent_at, h.failed and a.account_id is null as unrecorded, m.attempt as current_attempt,
           m.prospect_id, m.campaign_id, m.retry_count, m.delivery_status as present_status, c.status as campaign_status,
           case when h.failed then coalesce((select count(*)::int from unnest(coalesce(m.channel_order, c.channel_order)) with ordinality o(channel, n)
             -- An order of the message's own names what there is a text for, and nothing else.
             where (m.channel_order is not null or c.channel_content ? o.channel)
               and o.n > array_position(coalesce(m.channel_order, c.channel_order), m.platform)), 0)
           else 0 end as other_channels
    from hits h
    cross join lateral (
      select m.created_at, m.attempt, m.account_id, m.prospect_id, m.campaign_id, m.retry_count, m.delivery_status,
        m.channel_order, m.platform
      from messages m where m.id = h.message_id and m.created_at > ${since} and m.created_at <= ${now} offset 0) m
    -- The attempt tells something of its own only when it is an earlier one, or a failure is or was in play: a null key
    -- finds nothing and costs nothing.
    left join lateral (
      select a.recipient, a.failed_at, a.account_id, a.intent_at from attempts a
      where a.created_at = m.created_at and a.attempt = h.attempt and a.message_id =
        case when h.failed or h.attempt <> m.attempt or m.delivery_status in ('retrying', 'failed') then h.message_id end
      offset 0) a on true
    left join campaigns c on c.id = case when h.failed or m.delivery_status = 'retrying' then m.campaign_id end
    where (h.attempt = m.attempt and m.account_id = h.account_id) or a.account_id = h.account_id`.execute(tx);
  return rows.flatMap((row) => (groups[row.index] ?? []).map((receipt) => ({ ...receipt, ...row })));
}

/** What a look-up looks at. */
function lookUpKey({ account_id, channel, event }: Receipt): string {
  const { key, external_id, status } = event;
  const sender = channel === 'signal' ? event.from : null;
  return [account_id, key, external_id, sender, status === 'failed'].join('\n');
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

/** The present attempt's arrivals are its message's; a failure, and what is told of an earlier one, is written here. */
async function moveAttempts(tx: Tx, all: readonly Matched[]): Promise<void> {
  const matched = all.filter((one) => one.event.status === 'failed' || one.attempt !== one.current_attempt);
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
      Object.assign(entry, { code: one.event.code, detail: one.event.detail?.slice(0, 500).toWellFormed() });
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
