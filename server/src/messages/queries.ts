// SQL of reading messages and their attempts.
import type { MessageProfile, MessageResource, MessageVariant } from '@sampark/contracts/messages.ts';
import { policyReasonText, type PolicyReasonCode } from '@sampark/contracts/policy.ts';
import { sendCodeText, type SendCode } from '@sampark/contracts/send-codes.ts';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { DbOrTx } from '../events/append.ts';
import { mostRows, pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook, ownedBy } from '../http/scope.ts';
import { openDecision } from '../compliance/seal-flags.ts';
import type { PersonKeys, Vault } from '../security/person-keys/vault.ts';
import { openWords, wordColumns, type WordRow } from './words.ts';

type Row = Omit<MessageResource, 'failed_text' | 'content'> & WordRow;

const columns = sql`m.id, m.campaign_id, m.prospect_id, p.name as prospect_name, m.portfolio_manager_id, m.engagement_profile_id,
  m.device_id, m.platform, m.purpose, ${wordColumns}, m.delivery_status, m.retry_count, m.next_retry_at, m.due_at, m.sent_at,
  m.delivered_at, m.read_at, m.replied_at, m.failed_reason, m.decision, m.compliance_flags, m.created_at`;

export async function listMessages(
  db: DbOrTx,
  people: Vault,
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
  // The key as text: a Date would cut its microseconds off, and with them rows of the same millisecond.
  // Within a campaign every message has the launch instant, so the id alone orders them.
  const { rows } = await sql<Row & { sort_key: string }>`
    ${isUsual(query) ? prepared : sql``} select ${columns}, m.created_at::text as sort_key from messages m left join prospects p on p.id = m.prospect_id
    where m.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'm.portfolio_manager_id')}
      ${query.campaign_id ? sql`and m.campaign_id = ${query.campaign_id} and m.created_at = ${query.launched_at}` : sql``}
      ${query.status ? sql`and m.delivery_status = ${query.status}` : sql``} ${stillOpen(actor, query.status)}
      ${query.platform ? sql`and m.platform = ${query.platform}` : sql``}
      ${query.prospect_id ? sql`and m.prospect_id = ${query.prospect_id}` : sql``}
      ${after ? (query.campaign_id ? sql`and m.id > ${after[1]}::uuid` : sql`and (m.created_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`) : sql``}
    ${query.campaign_id ? sql`order by m.id` : sql`order by m.created_at desc, m.id desc`} limit ${mostRows(limit)}`.execute(
    db,
  );
  const page = pageOf(list, rows, limit, (row) => [row.sort_key, row.id]);
  const keys = await people.toRead(db, page.items.map((row) => row.prospect_id)); // prettier-ignore
  return { ...page, items: page.items.map(({ sort_key: _key, ...row }) => show(row, keys)) };
}

const prepared = sql`/* prepared */`;

/** What pages ask for by themselves; the many combinations of filters are planned as they come. */
function isUsual(query: { status?: string; platform?: string; prospect_id?: string; campaign_id?: string }) {
  const { status, platform, prospect_id, campaign_id } = query;
  if (platform !== undefined || prospect_id !== undefined) return false;
  return campaign_id === undefined ? status === 'unknown' || status === 'held' : status === undefined;
}

/** The few that wait for a person are kept apart: found there, nobody's whole history is read for them. */
function stillOpen(actor: Actor, status: string | undefined) {
  return status === 'unknown' || status === 'held'
    ? sql`and (m.id, m.created_at) in (select o.message_id, o.created_at from open_messages o
        where o.workspace_id = ${actor.workspace_id} and o.state = ${status})`
    : sql``;
}

/** A portfolio manager reads their own messages, and every one in a conversation with a person of their book. */
export async function readMessage(db: DbOrTx, people: Vault, actor: Actor, id: string) {
  const { rows } = await sql<Row>`
    select ${columns} from messages m left join prospects p on p.id = m.prospect_id
    where m.id = ${id} and m.workspace_id = ${actor.workspace_id}
      and (${ownedBy(actor, 'm.portfolio_manager_id')} or ${inBook(actor, 'm.prospect_id')})`.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { rows: attempts } = await sql<Record<string, unknown>>`
    -- What arrived of the present attempt is the message's own; a try under way is an intent.
    select t.*, s.display_name as sender from (
      select a.attempt, a.channel, case when a.attempt = m.attempt and m.delivery_status in ('delivered', 'read')
          then m.delivery_status else a.state end as state, a.account_id, a.code, a.detail, a.intent_at, a.responded_at,
        case when a.attempt = m.attempt then coalesce(a.delivered_at, m.delivered_at) else a.delivered_at end as delivered_at,
        case when a.attempt = m.attempt then coalesce(a.read_at, m.read_at) else a.read_at end as read_at, a.failed_at
      from attempts a join messages m on m.id = a.message_id and m.created_at = a.created_at
      where a.message_id = ${id} and a.workspace_id = ${actor.workspace_id}
      union all
      select attempt, channel, 'intent', account_id, null, null, intent_at, null, null, null, null
      from intents where prospect_id = ${row.prospect_id} and message_id = ${id} and workspace_id = ${actor.workspace_id}) t
    left join sender_accounts s on s.id = t.account_id order by t.attempt`.execute(db);
  const keys = await people.toRead(db, [row.prospect_id]);
  const chosen = { profile: await profileOf(db, actor, row), ...(await variantOfMessage(db, row)) };
  return {
    ...show(row, keys),
    ...chosen,
    attempts: attempts.map(({ account_id: _account, ...one }) => isoDates(one)),
  };
}

/** As the campaign's launch fixed it. */
async function profileOf(
  db: DbOrTx,
  actor: Actor,
  { campaign_id, engagement_profile_id }: Pick<Row, 'campaign_id' | 'engagement_profile_id'>,
): Promise<Static<typeof MessageProfile> | null> {
  if (engagement_profile_id === null) return null;
  const { rows } = await sql<Static<typeof MessageProfile>>`
    select p.id, coalesce(v.content ->> 'name', p.name) as name, coalesce(v.content ->> 'language', p.language) as language,
      l.version
    from engagement_profiles p
    left join campaign_profiles l on l.campaign_id = ${campaign_id} and l.profile_id = p.id
    left join content_versions v on v.kind = 'profile' and v.subject_id = p.id and v.version = l.version
    where p.id = ${engagement_profile_id} and p.workspace_id = ${actor.workspace_id}`.execute(db);
  return rows[0] ?? null;
}

async function variantOfMessage(
  db: DbOrTx,
  { id, created_at }: Pick<Row, 'id' | 'created_at'>,
): Promise<{ variant: Static<typeof MessageVariant> | null; in_trial: boolean | null }> {
  const { rows } = await sql<{ key: string | null; name: string; in_trial: boolean | null }>`
    select v.key, v.name, m.in_trial from messages m
    left join experiments e on e.campaign_id = m.campaign_id
    left join experiment_variants v on v.experiment_id = e.id and v.variant = m.variant
    where m.id = ${id} and m.created_at = ${created_at}`.execute(db);
  const { key = null, name = '', in_trial = null } = rows[0] ?? {};
  return { variant: key === null ? null : { key, name }, in_trial };
}

/** A reason code in the words a portfolio manager reads. */
export function reasonText(code: string | null): string | null {
  if (code === null) return null;
  return (
    sendCodeText[code as SendCode] ?? policyReasonText[code as PolicyReasonCode] ?? code.replaceAll('_', ' ')
  );
}

function show(given: Row, keys: PersonKeys): MessageResource {
  const { sealed, content, recipient, body, ...row } = given;
  const words = openWords(keys, { ...row, sealed, content, recipient, body });
  return {
    ...isoDates(row),
    content: words.text ?? null,
    decision: openDecision(keys, row.prospect_id, row.decision),
    failed_text: reasonText(row.failed_reason),
  };
}

function isoDates<T extends object>(row: T): T {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]),
  ) as T;
}
