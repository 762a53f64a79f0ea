// SQL of conversations: what people wrote and what we answered, one thread per person and channel.
import { sql } from 'kysely';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { DbOrTx } from '../events/append.ts';
import { mostRows, pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { reasonText } from '../messages/queries.ts';
import { openWords, readable, wordColumns, type WordRow } from '../messages/words.ts';
import type { Vault } from '../security/person-keys/vault.ts';

const day = 24 * 60 * 60 * 1000;

/** What sealed texts are sealed for. */
export const snippetColumn = 'conversations.last_snippet';
export const inboundColumn = 'inbound_messages';

export type ConversationRow = {
  id: string;
  prospect_id: string;
  prospect_name: string | null;
  channel: Channel;
  status: 'open' | 'closed';
  unread_count: number;
  last_snippet: string | null;
  last_inbound_at: Date | null;
  last_message_at: Date;
  assigned_to: string | null;
};

const columns = sql`c.id, c.prospect_id, p.name as prospect_name, c.channel, c.status, c.unread_count, c.last_snippet,
  c.last_inbound_at, c.last_message_at, c.assigned_to`;

export type ConversationFilter = {
  status?: string;
  unread?: boolean;
  channel?: Channel;
  assigned?: 'me' | 'nobody';
  q?: string;
};

function filterOf(actor: Actor, { status, unread, channel, assigned, q }: ConversationFilter) {
  const words = q?.trim().replace(/[\\%_]/g, '\\$&');
  return sql`${status ? sql`and c.status = ${status}` : sql``} ${unread ? sql`and c.unread_count > 0` : sql``}
    ${channel ? sql`and c.channel = ${channel}` : sql``} ${words ? sql`and p.name ilike ${`%${words}%`}` : sql``}
    ${assigned === 'me' ? sql`and c.assigned_to = ${actor.user_id}` : sql``}
    ${assigned === 'nobody' ? sql`and c.assigned_to is null` : sql``}`;
}

/** Of open conversations: how many are mine, nobody's, all, and how many hold something unread. */
export async function countConversations(db: DbOrTx, actor: Actor) {
  const { rows } = await sql<{ mine: number; unassigned: number; all: number; unread: number }>`
    /* prepared */ select count(*) filter (where c.assigned_to = ${actor.user_id})::int as mine,
           count(*) filter (where c.assigned_to is null)::int as unassigned,
           count(*)::int as all, count(*) filter (where c.unread_count > 0)::int as unread
    from conversations c
    where c.workspace_id = ${actor.workspace_id} and c.status = 'open' and ${inBook(actor, 'c.prospect_id')}`.execute(
    db,
  );
  return rows[0] ?? { mine: 0, unassigned: 0, all: 0, unread: 0 };
}

export async function listConversations(
  db: DbOrTx,
  people: Vault,
  actor: Actor,
  query: ConversationFilter & { limit?: number; cursor?: string },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('conversations', query.cursor);
  // Keys as text: a Date would cut their microseconds off, and with them rows of the same millisecond.
  const { rows } = await sql<ConversationRow & { sort_key: string }>`
    ${isUsual(query) ? sql`/* prepared */` : sql``} select ${columns}, c.last_message_at::text as sort_key from conversations c join prospects p on p.id = c.prospect_id
    where c.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'c.prospect_id')}
      ${filterOf(actor, query)}
      ${after ? sql`and (c.last_message_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by c.last_message_at desc, c.id desc limit ${mostRows(limit)}`.execute(db);
  const page = pageOf('conversations', rows, limit, (row) => [row.sort_key, row.id]);
  const keys = await people.toRead(db, page.items.map((row) => row.prospect_id)); // prettier-ignore
  const items = page.items.map(({ sort_key: _key, ...row }) =>
    show({ ...row, last_snippet: keys.openText(row.prospect_id, snippetColumn, row.last_snippet) }),
  );
  return { items, next_cursor: page.next_cursor };
}

/** What the page asks for by itself; the many combinations of filters are planned as they come. */
function isUsual({ unread, channel, assigned, q }: ConversationFilter): boolean {
  return unread === undefined && channel === undefined && assigned === undefined && q === undefined;
}

export async function readConversation(db: DbOrTx, actor: Actor, id: string): Promise<ConversationRow> {
  const { rows } = await sql<ConversationRow>`
    select ${columns} from conversations c join prospects p on p.id = c.prospect_id
    where c.id = ${id} and c.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'c.prospect_id')}`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return row;
}

export async function showConversation(db: DbOrTx, people: Vault, actor: Actor, id: string) {
  const row = await readConversation(db, actor, id);
  const keys = await people.toRead(db, [row.prospect_id]);
  return show({ ...row, last_snippet: keys.openText(row.prospect_id, snippetColumn, row.last_snippet) });
}

/** Null where there is no window. */
export function replyWindowEnd(row: ConversationRow): Date | null {
  return row.channel === 'whatsapp' && row.last_inbound_at
    ? new Date(row.last_inbound_at.getTime() + day)
    : null;
}

function show(row: ConversationRow) {
  return {
    ...row,
    last_inbound_at: row.last_inbound_at?.toISOString() ?? null,
    last_message_at: row.last_message_at.toISOString(),
    reply_window_ends_at: replyWindowEnd(row)?.toISOString() ?? null,
  };
}

/** Newest first: what came in and what went out, merged. */
export async function conversationEntries(
  db: DbOrTx,
  people: Vault,
  conversation: ConversationRow,
  query: { limit?: number; cursor?: string },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('conversation', query.cursor);
  const before = after ? sql`and (at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``;
  const { rows } = await sql<
    {
      id: string;
      direction: 'in' | 'out';
      at: Date;
      status: string | null;
      failed_reason: string | null;
      campaign_id: string | null;
      sort_key: string;
    } & WordRow
  >`
    select t.*, at::text as sort_key from (
      select i.id, 'in' as direction, i.occurred_at as at, null as status, null as failed_reason, null::uuid as campaign_id,
        null::bytea as sealed, i.text as content, null as recipient, null::jsonb as body, i.prospect_id
      from inbound_messages i where i.conversation_id = ${conversation.id}
      union all
      select m.id, 'out', coalesce(m.sent_at, m.due_at), m.delivery_status, m.failed_reason, m.campaign_id,
        ${wordColumns}, m.prospect_id
      from messages m where m.prospect_id = ${conversation.prospect_id} and m.platform = ${conversation.channel}
        and m.delivery_status <> 'skipped'
        -- Of a campaign only what has left: what waits there has not been said.
        and (m.campaign_id is null or m.delivery_status not in ('pending', 'retrying', 'held', 'cancelled'))
    ) t where true ${before} order by at desc, id desc limit ${limit + 1}`.execute(db);
  const person = conversation.prospect_id;
  const keys = await people.toRead(db, [person]);
  const page = pageOf('conversation', rows, limit, (row) => [row.sort_key, row.id]);
  return {
    items: page.items.map(({ id, direction, at, status, campaign_id, failed_reason, ...row }) => ({
      ...{ id, direction, status, campaign_id, at: at.toISOString() },
      text:
        direction === 'in'
          ? keys.openText(person, inboundColumn, row.content)
          : readable(openWords(keys, row), conversation.channel),
      failed_text: reasonText(failed_reason),
    })),
    next_cursor: page.next_cursor,
  };
}
