// Which message of ours an inbound one answers: the one it quotes, else the latest we wrote to that person there in the
// seven days before. Sets replied_at once per message and says so once in the log.
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';

export type Answered = {
  /** inbound_messages.id */
  inbound_id: string;
  account_id: string;
  prospect_id: string;
  channel: string;
  quoted: string | null;
  at: Date;
};

export type OwnMessage = {
  message_id: string;
  created_at: Date;
  workspace_id: string;
  campaign_id: string | null;
  engagement_profile_id: string | null;
  portfolio_manager_id: string;
  account_id: string | null;
  device_id: string | null;
  sent_at: Date;
};

export async function linkReplies(
  tx: Tx,
  now: Date,
  inbound: readonly Answered[],
): Promise<Map<string, OwnMessage>> {
  if (inbound.length === 0) return new Map();
  // A person can answer before the platform's response reaches us: `sending` counts, by the instant of its claim.
  // The bounds of created_at name the partitions: a slow campaign's messages carry its launch, up to 100 days back.
  const { rows } = await sql<OwnMessage & { n: number }>`
    select a.n, m.id as message_id, m.created_at, m.workspace_id, m.campaign_id, m.engagement_profile_id,
      m.portfolio_manager_id, m.account_id, m.device_id, coalesce(m.sent_at, m.updated_at) as sent_at
    from jsonb_to_recordset(${JSON.stringify(inbound.map((one, n) => ({ ...one, n })))}::jsonb)
      as a(n int, account_id uuid, prospect_id uuid, channel text, quoted text, at timestamptz)
    left join lateral (
      select t.message_id, t.created_at from attempts t
      where a.quoted is not null and t.account_id = a.account_id and t.external_id = a.quoted
        and t.created_at > ${now}::timestamptz - interval '100 days' and t.created_at <= ${now}
      limit 1) quoted on true
    cross join lateral (
      select m.* from messages m
      where m.prospect_id = a.prospect_id and m.platform = a.channel
        and m.created_at > ${now}::timestamptz - interval '100 days' and m.created_at <= ${now}
        and m.delivery_status in ('sending', 'sent', 'delivered', 'read', 'unknown')
        and (m.id = quoted.message_id
          or (coalesce(m.sent_at, m.updated_at) > a.at - interval '7 days'
              -- The platform's clock and ours differ a little.
              and coalesce(m.sent_at, m.updated_at) <= a.at + interval '2 minutes'))
      order by (m.id = quoted.message_id) desc nulls last, coalesce(m.sent_at, m.updated_at) desc, m.id
      limit 1) m`.execute(tx);
  const answered = new Map<string, OwnMessage>();
  const first = new Map<string, { message: OwnMessage; inbound: Answered }>();
  for (const { n, ...message } of rows) {
    const one = inbound[n];
    if (!one) continue;
    answered.set(one.inbound_id, message);
    const known = first.get(message.message_id);
    if (!known || one.at < known.inbound.at) first.set(message.message_id, { message, inbound: one });
  }
  await setReplyTo(tx, answered);
  await markReplied(tx, now, [...first.values()]);
  return answered;
}

async function setReplyTo(tx: Tx, answered: ReadonlyMap<string, OwnMessage>): Promise<void> {
  if (answered.size === 0) return;
  const rows = [...answered].map(([inbound_id, { message_id }]) => ({ inbound_id, message_id }));
  await sql`
    update inbound_messages i set reply_to = r.message_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(inbound_id uuid, message_id uuid)
    where i.id = r.inbound_id`.execute(tx);
}

async function markReplied(
  tx: Tx,
  now: Date,
  replies: readonly { message: OwnMessage; inbound: Answered }[],
): Promise<void> {
  if (replies.length === 0) return;
  const rows = replies.map(({ message, inbound }) => ({
    message_id: message.message_id,
    created_at: message.created_at,
    at: inbound.at,
  }));
  const { rows: marked } = await sql<{ id: string }>`
    update messages m set replied_at = r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(message_id uuid, created_at timestamptz, at timestamptz)
    where m.id = r.message_id and m.created_at = r.created_at and m.replied_at is null
    returning m.id`.execute(tx);
  const news = new Set(marked.map((row) => row.id));
  await appendEvents(
    tx,
    now,
    replies
      .filter(({ message }) => news.has(message.message_id))
      .map(({ message, inbound }) => ({
        workspace_id: message.workspace_id,
        type: 'message.replied' as const,
        occurred_at: inbound.at,
        campaign_id: message.campaign_id,
        message_id: message.message_id,
        prospect_id: inbound.prospect_id,
        portfolio_manager_id: message.portfolio_manager_id,
        profile_id: message.engagement_profile_id,
        channel: inbound.channel,
        account_id: message.account_id,
        device_id: message.device_id,
        data: { reply_seconds: replySeconds(inbound.at, message.sent_at), inbound_id: inbound.inbound_id },
      })),
  );
}

function replySeconds(at: Date, sentAt: Date): number {
  return Math.max(0, Math.round((at.getTime() - sentAt.getTime()) / 1000));
}
