// The three moves that nearly every message makes, thousands a second: claimed, accepted, arrived. What apply-status.ts
// says holds here too. A message is named by both parts of its key: with anything else about created_at a planner without
// statistics takes another index and reads all of it.
import { sql } from 'kysely';
import { bigints, booleans, byteas, floats, instants, smallints, texts, uuids } from '../db/array-binary.ts';
import type { Tx } from '../events/append.ts';
import { leaveWaiting } from './apply-status.ts';

export type Claim = {
  message_id: string;
  created_at: Date;
  attempt: number;
  account_id: string;
  device_id: string;
  channel: string;
  recipient: string;
  claim_token: number;
  /** messages.sealed: the text and the recipient (messages/words.ts). */
  sealed: Buffer;
  decision: unknown;
  capped: boolean;
  pair_seconds: number;
  /** messages.compliance_flags, where there are any. */
  flags?: string | null;
};

/**
 * pending, retrying → sending, with the intent. Returns the ids that moved: whoever is not among them was moved by somebody
 * else meanwhile and must not be sent.
 */
export async function claimMessages(tx: Tx, now: Date, claims: readonly Claim[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set();
  const rows = inIdOrder(claims);
  const { rows: moved } = await sql<{ message_id: string }>`/* prepared */
    with input as (
      select * from unnest(${uuids(rows.map((one) => one.message_id))}::uuid[],
        ${instants(rows.map((one) => one.created_at))}::timestamptz[], ${smallints(rows.map((one) => one.attempt))}::smallint[],
        ${uuids(rows.map((one) => one.account_id))}::uuid[], ${uuids(rows.map((one) => one.device_id))}::uuid[],
        ${texts(rows.map((one) => one.channel))}::text[], ${texts(rows.map((one) => one.recipient))}::text[],
        ${bigints(rows.map((one) => one.claim_token))}::bigint[], ${byteas(rows.map((one) => one.sealed))}::bytea[],
        ${texts(rows.map((one) => JSON.stringify(one.decision)))}::text[], ${booleans(rows.map((one) => one.capped))}::boolean[],
        ${floats(rows.map((one) => one.pair_seconds))}::float8[], ${texts(rows.map((one) => one.flags))}::text[])
        as i(message_id, created_at, attempt, account_id, device_id, channel, recipient, claim_token, sealed, decision, capped,
          pair_seconds, flags)
    ), changed as (
      update messages m set delivery_status = 'sending', platform = i.channel, account_id = i.account_id,
        device_id = i.device_id, attempt = i.attempt, claim_token = i.claim_token, sealed = i.sealed, content = null,
        recipient = null, body = null, decision = i.decision::jsonb, compliance_flags = coalesce(i.flags::jsonb, m.compliance_flags),
        next_retry_at = null, updated_at = ${now}
      from input i
      where m.id = i.message_id and m.created_at = i.created_at
        and m.delivery_status in ('pending', 'retrying')
      returning m.id, m.created_at, m.attempt, m.workspace_id, m.campaign_id, m.prospect_id, m.account_id, m.device_id,
        m.platform, i.recipient, m.claim_token, i.capped, i.pair_seconds
    ), unqueued as (
      delete from message_queue where message_id = any(array(select id from changed))
    )
    insert into intents (message_id, created_at, attempt, workspace_id, campaign_id, prospect_id, account_id, device_id, channel,
      recipient, claim_token, capped, pair_seconds, intent_at)
    select changed.*, ${now} from changed
    returning message_id`.execute(tx);
  return new Set(moved.map((row) => row.message_id));
}

export type Acceptance = {
  message_id: string;
  prospect_id: string;
  attempt: number;
  account_id: string;
  claim_token: number;
  external_id: string;
  at: Date;
  /** The person had been written to on this channel, or had written, when the message was claimed. */
  known: boolean;
};

/**
 * sending → sent, with everything an acceptance leaves behind: the intent becomes the attempt, and the person's side of the
 * channel learns who wrote, when the pair is free again and what counts against the cap (write-attempts.ts says the same of
 * other answers). Fenced by the intent, which names one try of one owner: returns the messages whose intent was still there.
 * A receipt that came first has moved the message on: then its status stays.
 *
 * An intent has no attempt yet, and nearly every new acquaintance is one: rows that are expected to be new are inserted
 * without asking first. One that is there all the same fails the statement, and the caller comes again with `careful`.
 */
export async function acceptMessages(
  tx: Tx,
  now: Date,
  accepted: readonly Acceptance[],
  careful: boolean,
): Promise<Set<string>> {
  if (accepted.length === 0) return new Set();
  const rows = inIdOrder(accepted);
  const { rows: landed } = await sql<{ message_id: string }>`/* prepared */
    with input as (
      select * from unnest(${uuids(rows.map((one) => one.message_id))}::uuid[],
        ${uuids(rows.map((one) => one.prospect_id))}::uuid[], ${smallints(rows.map((one) => one.attempt))}::smallint[],
        ${uuids(rows.map((one) => one.account_id))}::uuid[], ${bigints(rows.map((one) => one.claim_token))}::bigint[],
        ${texts(rows.map((one) => one.external_id))}::text[], ${instants(rows.map((one) => one.at))}::timestamptz[],
        ${booleans(rows.map((one) => one.known || careful))}::boolean[])
        as i(message_id, prospect_id, attempt, account_id, claim_token, external_id, at, known)
    ), landed as (
      delete from intents t using input i
      where t.prospect_id = i.prospect_id and t.message_id = i.message_id and t.attempt = i.attempt
        and t.claim_token = i.claim_token and t.account_id = i.account_id
      returning t.*, i.external_id, i.at, i.known
    ), changed as (
      update messages m set delivery_status = 'sent', external_id = l.external_id, sent_at = coalesce(m.sent_at, l.at),
        failed_reason = null, next_retry_at = null, updated_at = ${now}
      from landed l
      where m.id = l.message_id and m.created_at = l.created_at
        and m.delivery_status = 'sending' and m.claim_token = l.claim_token and m.account_id = l.account_id and m.attempt = l.attempt
      returning m.workspace_id, l.at, m.campaign_id, m.id, m.prospect_id, m.portfolio_manager_id, m.engagement_profile_id,
        m.platform, m.account_id, m.device_id, m.attempt, l.intent_at, m.decision
    ), logged as (
      insert into events (recorded_at, workspace_id, type, occurred_at, campaign_id, message_id, prospect_id,
                          portfolio_manager_id, profile_id, channel, account_id, device_id, decision, data)
      select ${now}, workspace_id, 'message.sent', at, campaign_id, id, prospect_id, portfolio_manager_id,
        engagement_profile_id, platform, account_id, device_id, decision,
        ('{"from":"sending","attempt":' || attempt || ',"latency_ms":'
          || greatest(0, round(date_part('epoch', at - intent_at) * 1000)::bigint) || '}')::jsonb
      from changed
    ), met as (
      insert into contact_channels (prospect_id, workspace_id, channel, account_id, next_allowed_at, capped_sends)
      select prospect_id, workspace_id, channel, account_id,
        at + make_interval(secs => pair_seconds::float8), case when capped then array[intent_at] else '{}' end
      from landed where not known order by prospect_id
    ), known as (
      insert into contact_channels as c (prospect_id, workspace_id, channel, account_id, next_allowed_at, capped_sends)
      select distinct on (prospect_id, channel) prospect_id, workspace_id, channel, account_id,
        at + make_interval(secs => pair_seconds::float8), case when capped then array[intent_at] else '{}' end
      from landed where known order by prospect_id, channel, at desc
      on conflict (prospect_id, channel) do update set ${contactAfterSend}
    )
    insert into attempts as a (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient,
      claim_token, state, external_id, intent_at, responded_at)
    select message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token, 'accepted',
      external_id, intent_at, at from landed
    ${
      careful
        ? sql`on conflict (message_id, attempt, created_at) do update set
            external_id = coalesce(a.external_id, excluded.external_id), responded_at = excluded.responded_at`
        : sql``
    }
    returning message_id`.execute(tx);
  return new Set(landed.map((row) => row.message_id));
}

/** What a send leaves on a known channel of a person; the cap looks back seven days. */
export const contactAfterSend = sql`account_id = excluded.account_id, next_allowed_at = excluded.next_allowed_at,
  capped_sends = case when excluded.capped_sends = '{}' then c.capped_sends
    when c.capped_sends = '{}' then excluded.capped_sends
    else array(select at from unnest(c.capped_sends) as at where at > excluded.capped_sends[1] - interval '7 days'
      and at <> excluded.capped_sends[1])
      || excluded.capped_sends end`;

export type Arrival = {
  message_id: string;
  created_at: Date;
  external_id: string;
  /** What the receipts of this batch say, each with the platform's instant. */
  sent?: Date;
  delivered?: Date;
  read?: Date;
};

/** What may still arrive, furthest rung first: contracts/src/message-status.ts, from the other side. */
const arrivable = ['sending', 'unknown', 'retrying', 'failed', 'sent', 'delivered'];

/**
 * → sent, delivered, read: as far as the receipts say, in one write a message and one event a rung. `failed` takes an
 * arrival for the stronger fact, but not a mere `sent`.
 */
export async function arriveMessages(tx: Tx, now: Date, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return;
  const inOrder = inIdOrder(arrivals);
  const { rows } = await sql<{ message_id: string; was: string }>`/* prepared */
    with input as (
      select *, case when read is not null then 3 when delivered is not null then 2 else 1 end as rung
      from unnest(${uuids(inOrder.map((one) => one.message_id))}::uuid[],
        ${instants(inOrder.map((one) => one.created_at))}::timestamptz[], ${texts(inOrder.map((one) => one.external_id))}::text[],
        ${instants(inOrder.map((one) => one.sent))}::timestamptz[], ${instants(inOrder.map((one) => one.delivered))}::timestamptz[],
        ${instants(inOrder.map((one) => one.read))}::timestamptz[])
        as i(message_id, created_at, external_id, sent, delivered, read)
    ), changed as (
      update messages m set
        delivery_status = (array['sent', 'delivered', 'read'])[i.rung],
        external_id = coalesce(i.external_id, m.external_id),
        sent_at = coalesce(m.sent_at, i.sent, i.delivered, i.read),
        delivered_at = case when i.rung > 1 then coalesce(m.delivered_at, i.delivered, i.read) end,
        read_at = case when i.rung = 3 then coalesce(m.read_at, i.read) end,
        failed_reason = null, next_retry_at = null, updated_at = ${now}
      from input i
      where m.id = i.message_id and m.created_at = i.created_at
        and m.delivery_status = any(${arrivable}::text[])
        and (m.delivery_status not in ('sent', 'failed') or i.rung > 1) and (m.delivery_status <> 'delivered' or i.rung = 3)
      returning m.id, m.created_at, m.workspace_id, m.campaign_id, m.prospect_id, m.portfolio_manager_id, m.engagement_profile_id,
        m.platform, m.account_id, m.device_id, m.attempt, old.delivery_status as was, old.sent_at as old_sent_at,
        old.delivered_at as old_delivered_at,
        case when old.delivery_status in ('failed', 'unknown') then old.failed_reason end as old_reason,
        i.sent, i.delivered, i.read,
        i.sent is not null and old.delivery_status in ('sending', 'unknown', 'retrying') as by_sent,
        i.delivered is not null and old.delivery_status <> 'delivered' as by_delivered,
        -- The receipt came before the answer: the first of its events follows the decision.
        case when old.delivery_status = 'sending' then m.decision end as decision
    ), logged as (
      -- A rung has an event of its own where a receipt of this batch named it; those skipped are implied by the next. Rung by
      -- rung, so that the log has them in order.
      insert into events (recorded_at, workspace_id, type, occurred_at, campaign_id, message_id, prospect_id,
                          portfolio_manager_id, profile_id, channel, account_id, device_id, decision, data)
      select ${now}::timestamptz, workspace_id, 'message.sent', sent, campaign_id, id, prospect_id, portfolio_manager_id,
        engagement_profile_id, platform, account_id, device_id, decision,
        jsonb_strip_nulls(jsonb_build_object('from', was, 'from_code', old_reason, 'attempt', attempt))
      from changed where by_sent
      union all
      select ${now}::timestamptz, workspace_id, 'message.delivered', delivered, campaign_id, id, prospect_id, portfolio_manager_id,
        engagement_profile_id, platform, account_id, device_id, case when not by_sent then decision end,
        case when since is null then jsonb_strip_nulls(jsonb_build_object('from', was, 'from_code', old_reason,
            'attempt', attempt, 'implies', '["sent"]'::jsonb))
          when old_reason is not null and not by_sent then jsonb_build_object('from', was, 'from_code', old_reason,
            'attempt', attempt, 'latency_ms', greatest(0, round(date_part('epoch', delivered - since) * 1000)::bigint))
          else jsonb_build_object('from', case when by_sent then 'sent' else was end, 'attempt', attempt,
            'latency_ms', greatest(0, round(date_part('epoch', delivered - since) * 1000)::bigint)) end
      from changed cross join lateral (select case when by_sent then coalesce(old_sent_at, sent) else old_sent_at end as since) s
      where by_delivered
      union all
      select ${now}::timestamptz, workspace_id, 'message.read', read, campaign_id, id, prospect_id, portfolio_manager_id,
        engagement_profile_id, platform, account_id, device_id, case when not by_sent and not by_delivered then decision end,
        case when since is not null then jsonb_build_object('from', 'delivered', 'attempt', attempt,
            'latency_ms', greatest(0, round(date_part('epoch', read - since) * 1000)::bigint))
          else jsonb_strip_nulls(jsonb_build_object('from', case when by_sent then 'sent' else was end,
            'from_code', case when not by_sent then old_reason end, 'attempt', attempt,
            'implies', case when old_sent_at is null and not by_sent then '["sent","delivered"]' else '["delivered"]' end::jsonb)) end
      from changed cross join lateral (
        select case when by_delivered then coalesce(old_delivered_at, delivered) else old_delivered_at end as since) s
      where read is not null
    )
    select id as message_id, was from changed where was in ('retrying', 'unknown')`.execute(tx);
  await leaveWaiting(
    tx,
    rows.filter((row) => row.was === 'retrying'),
    rows.filter((row) => row.was === 'unknown'),
  );
}

/** Two batches that meet in the same messages wait for each other instead of locking each other out. */
function inIdOrder<T extends { message_id: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => (a.message_id < b.message_id ? -1 : 1));
}
