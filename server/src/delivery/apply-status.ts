// THE ONLY WRITER of messages.delivery_status, and of the tables that say what a message waits for: message_queue
// (pending, retrying) and open_messages (unknown, held). Enters: wanted changes. Leaves: the changes that
// the ladder, the fence and the present status allowed, each with its event in the same statement. Guaranteed: no status
// moves backwards, an older owner's write (claim token) changes nothing, applying twice changes nothing the second time.
// The three moves nearly every message makes have statements of their own in move-messages.ts.
import { statusesBefore, type MessageStatus } from '@sampark/contracts/message-status.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

export type StatusChange = {
  message_id: string;
  created_at: Date;
  to: MessageStatus;
  /** Narrower than the ladder where the caller knows more; wider only for the explicit reopenings. */
  from?: readonly MessageStatus[];
  /** The write counts only while the message is still at this try of this claim. */
  fence?: { account_id: string; claim_token: number; attempt: number };
  occurred_at: Date;
  /** Reason or send code, for the event and, on failures and skips, failed_reason. */
  code?: string;
  /** Event name when it is not `message.<to>`; null writes no event. */
  event?: 'message.rescheduled' | null;
  data?: Record<string, unknown>;
  set?: MessagePatch;
};

export type MessagePatch = Partial<{
  platform: string;
  account_id: string;
  device_id: string;
  attempt: number;
  retry_count: number;
  claim_token: number;
  due_at: Date;
  /** messages/words.ts */
  sealed: Buffer;
  decision: unknown;
  compliance_flags: unknown;
  external_id: string;
}>;

export type AppliedChange = { message_id: string; created_at: Date; was: MessageStatus; to: MessageStatus };

/** Applies in one statement; returns what really changed. Input order does not matter, one change per message. */
export async function applyStatusChanges(
  tx: Tx,
  now: Date,
  changes: readonly StatusChange[],
): Promise<AppliedChange[]> {
  if (changes.length === 0) return [];
  // In id order: two batches that meet in the same messages wait for each other instead of locking each other out.
  const input = changes
    .toSorted((a, b) => (a.message_id < b.message_id ? -1 : 1))
    .map((change) => ({
      message_id: change.message_id,
      created_at: change.created_at,
      to: change.to,
      from: change.from ?? statusesBefore(change.to),
      fence_account: change.fence?.account_id ?? null,
      fence_token: change.fence?.claim_token ?? null,
      fence_attempt: change.fence?.attempt ?? null,
      occurred_at: change.occurred_at,
      code: change.code ?? null,
      event: change.event === null ? null : (change.event ?? `message.${change.to}`),
      data: change.data ?? {},
      ...change.set,
      ...(change.set?.sealed && { sealed: change.set.sealed.toString('base64') }),
    }));
  // SENT_AT stays null for a message whose first word was "delivered" until the response arrives; the rungs a receipt
  // skipped are named in data.implies so that counts of sent ⊇ delivered ⊇ read hold.
  const { rows } = await sql<AppliedChange>`/* prepared */
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(input)}::jsonb) as i(
        message_id uuid, created_at timestamptz, "to" text, "from" text[], fence_account uuid, fence_token bigint,
        fence_attempt smallint, occurred_at timestamptz, code text, event text, data jsonb, platform text, account_id uuid, device_id uuid,
        attempt smallint, retry_count smallint, claim_token bigint, due_at timestamptz, sealed text,
        decision jsonb, compliance_flags jsonb, external_id text)
    ), changed as (
      update messages m set
        delivery_status = i."to",
        platform = coalesce(i.platform, m.platform),
        account_id = coalesce(i.account_id, m.account_id),
        device_id = coalesce(i.device_id, m.device_id),
        attempt = coalesce(i.attempt, m.attempt),
        retry_count = coalesce(i.retry_count, m.retry_count),
        claim_token = coalesce(i.claim_token, m.claim_token),
        due_at = coalesce(i.due_at, m.due_at),
        next_retry_at = case when i."to" = 'retrying' then i.due_at end,
        sealed = coalesce(decode(i.sealed, 'base64'), m.sealed),
        content = case when i.sealed is null then m.content end,
        recipient = case when i.sealed is null then m.recipient end,
        body = case when i.sealed is null then m.body end,
        decision = coalesce(i.decision, m.decision),
        compliance_flags = coalesce(i.compliance_flags, m.compliance_flags),
        external_id = coalesce(i.external_id, m.external_id),
        sent_at = case when i."to" in ('sent', 'delivered', 'read') then coalesce(m.sent_at, i.occurred_at) else m.sent_at end,
        delivered_at = case when i."to" in ('delivered', 'read') then coalesce(m.delivered_at, i.occurred_at) else m.delivered_at end,
        read_at = case when i."to" = 'read' then coalesce(m.read_at, i.occurred_at) else m.read_at end,
        failed_at = case when i."to" = 'failed' then i.occurred_at else m.failed_at end,
        failed_reason = case when i."to" in ('failed', 'skipped', 'unknown', 'retrying', 'held') then coalesce(i.code, m.failed_reason)
                             when i."to" in ('sent', 'delivered', 'read') then null else m.failed_reason end,
        updated_at = ${now}
      from input i
      where m.id = i.message_id and m.created_at = i.created_at and m.delivery_status = any(i."from")
        and (i.fence_token is null
          or (m.claim_token = i.fence_token and m.account_id = i.fence_account and m.attempt = i.fence_attempt))
      returning m.id, m.created_at, old.delivery_status as was, old.sent_at as old_sent_at, old.delivered_at as old_delivered_at,
        case when old.delivery_status in ('failed', 'unknown', 'held') then old.failed_reason end as old_reason,
        m.due_at, m.workspace_id, m.campaign_id, m.prospect_id, m.portfolio_manager_id,
        m.engagement_profile_id, m.platform, m.account_id, m.device_id, m.attempt,
        i."to", i.event, i.occurred_at, i.code, i.data,
        -- Made by this change, or by the claim before it.
        case when i.decision is not null or old.delivery_status = 'sending' then m.decision end as decision
    ), logged as (
      insert into events (recorded_at, workspace_id, type, occurred_at, campaign_id, message_id, prospect_id,
                          portfolio_manager_id, profile_id, channel, account_id, device_id, decision, data)
      select ${now}, workspace_id, event, occurred_at, campaign_id, id, prospect_id, portfolio_manager_id,
             engagement_profile_id, platform, account_id, device_id, decision,
             data || jsonb_strip_nulls(jsonb_build_object(
               'from', was, 'from_code', old_reason, 'attempt', attempt, 'code', code,
               'implies', case when "to" = 'delivered' and old_sent_at is null then '["sent"]'::jsonb
                               when "to" = 'read' and old_sent_at is null then '["sent","delivered"]'::jsonb
                               when "to" = 'read' and old_delivered_at is null then '["delivered"]'::jsonb end,
               'latency_ms', case
                 when "to" = 'sent' then null
                 when "to" = 'delivered' and old_sent_at is not null then greatest(0, round(extract(epoch from occurred_at - old_sent_at) * 1000))
                 when "to" = 'read' and old_delivered_at is not null then greatest(0, round(extract(epoch from occurred_at - old_delivered_at) * 1000)) end))
      from changed where event is not null
    ), queued as (
      insert into message_queue (message_id, created_at, workspace_id, campaign_id, platform, due_at)
      select id, created_at, workspace_id, campaign_id, platform, due_at from changed where "to" in ('pending', 'retrying')
      on conflict (message_id) do update set platform = excluded.platform, due_at = excluded.due_at
    ), opened as (
      insert into open_messages (message_id, created_at, workspace_id, campaign_id, state, since)
      select id, created_at, workspace_id, campaign_id, "to", occurred_at from changed where "to" in ('unknown', 'held')
      on conflict (message_id) do update set state = excluded.state, since = excluded.since
    )
    select id as message_id, created_at, was, "to" from changed`.execute(tx);
  await leaveWaiting(
    tx,
    rows.filter((row) => isWaiting(row.was) && !isWaiting(row.to)),
    rows.filter((row) => isOpen(row.was) && !isOpen(row.to)),
  );
  return rows;
}

const isWaiting = (status: MessageStatus) => status === 'pending' || status === 'retrying';
const isOpen = (status: MessageStatus) => status === 'unknown' || status === 'held';

type Gone = readonly { message_id: string }[];

/**
 * Takes messages off the queue and the list of open ones. Not in the statement that moved them: that one may have waited for
 * somebody who was just putting them there, and still sees the tables as they were before. A row of the queue that a claim
 * holds is left to that claim, which takes it off when it finds the message moved: waiting for it here could be for ever.
 */
export async function leaveWaiting(tx: Tx, unqueued: Gone, closed: Gone): Promise<void> {
  const ids = (rows: Gone) => rows.map((row) => row.message_id).toSorted();
  if (unqueued.length > 0)
    await sql`/* prepared */ delete from message_queue where message_id = any(array(
      select message_id from message_queue where message_id = any(${ids(unqueued)}::uuid[]) for update skip locked))`.execute(
      tx,
    );
  if (closed.length > 0)
    await sql`/* prepared */ delete from open_messages where message_id = any(${ids(closed)}::uuid[])`.execute(
      tx,
    );
}
