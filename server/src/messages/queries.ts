// SQL of reading messages and their attempts.
import type { MessageResource } from '@sampark/contracts/messages.ts';
import { policyReasonText, type PolicyReasonCode } from '@sampark/contracts/policy.ts';
import { sendCodeText, type SendCode } from '@sampark/contracts/send-codes.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';

type Row = Omit<MessageResource, 'failed_text'>;

const columns = sql`m.id, m.campaign_id, m.prospect_id, p.name as prospect_name, m.portfolio_manager_id, m.engagement_profile_id,
  m.device_id, m.platform, m.purpose, m.content, m.delivery_status, m.retry_count, m.next_retry_at, m.due_at, m.sent_at,
  m.delivered_at, m.read_at, m.replied_at, m.failed_reason, m.decision, m.created_at`;

export async function listMessages(
  db: DbOrTx,
  actor: Actor,
  query: {
    limit?: number;
    cursor?: string;
    status?: string;
    platform?: string;
    prospect_id?: string;
    campaign_id?: string;
    launched_at?: Date | null;
  },
) {
  const limit = query.limit ?? 50;
  const list = query.campaign_id ? 'campaign-messages' : 'messages';
  const after = readCursor(list, query.cursor);
  if (query.campaign_id && !query.launched_at) return { items: [], next_cursor: null };
  // Within a campaign every message has the launch instant, so the id alone orders them.
  const { rows } = await sql<Row & { created_at: Date }>`
    select ${columns} from messages m left join prospects p on p.id = m.prospect_id
    where m.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'm.portfolio_manager_id')}
      ${query.campaign_id ? sql`and m.campaign_id = ${query.campaign_id} and m.created_at = ${query.launched_at}` : sql``}
      ${query.status ? sql`and m.delivery_status = ${query.status}` : sql``}
      ${query.platform ? sql`and m.platform = ${query.platform}` : sql``}
      ${query.prospect_id ? sql`and m.prospect_id = ${query.prospect_id}` : sql``}
      ${after ? (query.campaign_id ? sql`and m.id > ${after[1]}::uuid` : sql`and (m.created_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`) : sql``}
    ${query.campaign_id ? sql`order by m.id` : sql`order by m.created_at desc, m.id desc`} limit ${limit + 1}`.execute(
    db,
  );
  return pageOf(list, rows.map(show), limit, (row) => [row.created_at, row.id]);
}

export async function readMessage(db: DbOrTx, actor: Actor, id: string) {
  const { rows } = await sql<Row>`
    select ${columns} from messages m left join prospects p on p.id = m.prospect_id
    where m.id = ${id} and m.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'm.portfolio_manager_id')}`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { rows: attempts } = await sql<Record<string, unknown>>`
    select a.attempt, a.channel, a.state, s.display_name as sender, a.code, a.detail, a.intent_at, a.responded_at,
      a.delivered_at, a.read_at, a.failed_at
    from attempts a left join sender_accounts s on s.id = a.account_id
    where a.message_id = ${id} and a.workspace_id = ${actor.workspace_id} order by a.attempt`.execute(db);
  return { ...show(row), attempts: attempts.map(isoDates) };
}

/** A reason code in the words a portfolio manager reads. */
export function reasonText(code: string | null): string | null {
  if (code === null) return null;
  return (
    sendCodeText[code as SendCode] ?? policyReasonText[code as PolicyReasonCode] ?? code.replaceAll('_', ' ')
  );
}

function show(row: Row): MessageResource {
  return { ...isoDates(row), failed_text: reasonText(row.failed_reason) };
}

function isoDates<T extends object>(row: T): T {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]),
  ) as T;
}
