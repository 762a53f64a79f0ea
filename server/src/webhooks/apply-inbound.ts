// Enters: what people wrote. Leaves: conversations, inbound messages, the facts sending depends on (reply window, last
// engagement), reply attribution, and the acts the words amount to. Guaranteed: a message that came before changes
// nothing at all; the people concerned are locked in id order, as claiming does, before anything of theirs is written.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { inboundColumn, snippetColumn } from '../conversations/queries.ts';
import type { Runtime } from '../runtime.ts';
import type { KeyOwner, PersonKeys } from '../security/person-keys/vault.ts';
import { addressKey, findPeople, type Address } from './find-people.ts';
import { linkReplies, type OwnMessage } from './link-replies.ts';
import { readStartLinks, type StartLink } from './start-links.ts';
import type { CallbackEvent } from './types.ts';

/** A message that is new, with everybody and everything it belongs to. */
export type Received = CallbackEvent<'inbound'> & {
  inbound_id: string;
  conversation_id: string;
  prospect_id: string;
  link?: StartLink;
  answers?: OwnMessage;
};

export async function applyInbound(
  rt: Runtime,
  tx: Tx,
  now: Date,
  events: readonly CallbackEvent<'inbound'>[],
): Promise<Received[]> {
  const news = await withoutKnown(tx, events);
  if (news.length === 0) return [];
  const links = await readStartLinks(tx, news);
  const people = await findPeople(
    rt,
    tx,
    now,
    news.map((one) => addressOf(one, links.get(one))),
  );
  await lockPeople(tx, [...new Set(people.values())]);
  const conversations = await openConversations(tx, now, news, people);
  const keys = await rt.keys.people.toWrite(tx, ownersOf(news, people), now);
  const received = await insertInbound(tx, keys, news, people, conversations, links);
  const answers = await linkReplies(
    tx,
    now,
    received.map((one) => ({
      inbound_id: one.inbound_id,
      account_id: one.account_id,
      prospect_id: one.prospect_id,
      channel: one.channel,
      quoted: one.event.reply_to_external_id ?? null,
      at: one.event.at,
    })),
  );
  for (const one of received) {
    const answered = answers.get(one.inbound_id);
    if (answered) one.answers = answered;
  }
  await noteActivity(tx, keys, received);
  await logInbound(tx, now, received);
  return received;
}

export function addressOf(one: CallbackEvent<'inbound'>, link?: StartLink): Address {
  const { event } = one;
  const number = /^\+[1-9]\d{6,14}$/;
  const phone = [event.from_phone, event.from].find((text) => text !== undefined && number.test(text));
  return {
    workspace_id: one.workspace_id,
    account_id: one.account_id,
    channel: one.channel,
    address: event.from,
    phone: phone ?? null,
    name: event.from_name?.slice(0, 200) || null,
    ...(link?.prospect_id ? { belongs_to: link.prospect_id } : {}),
  };
}

/** Drops repeats within the batch and of earlier batches. */
async function withoutKnown(
  tx: Tx,
  events: readonly CallbackEvent<'inbound'>[],
): Promise<CallbackEvent<'inbound'>[]> {
  const unique = [...new Map(events.toReversed().map((one) => [messageKey(one), one])).values()].toReversed();
  if (unique.length === 0) return [];
  const asked = unique.map((one, n) => ({
    n,
    account_id: one.account_id,
    external_id: one.event.external_id,
  }));
  const { rows } = await sql<{ n: number }>`
    select a.n from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(n int, account_id uuid, external_id text)
    join inbound_messages i on i.account_id = a.account_id and i.external_id = a.external_id`.execute(tx);
  const known = new Set(rows.map((row) => row.n));
  return unique.filter((_, n) => !known.has(n));
}

function messageKey(one: CallbackEvent<'inbound'>): string {
  return `${one.account_id}/${one.event.external_id}`;
}

/** The lock delivery takes before it commits intents (claim-queries.ts): an opt-out is either before or after one. */
export async function lockPeople(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`select 1 from prospects where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx);
}

async function openConversations(
  tx: Tx,
  now: Date,
  news: readonly CallbackEvent<'inbound'>[],
  people: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const rows = new Map<string, object>();
  for (const one of news) {
    const prospect_id = people.get(addressKey({ ...one, address: one.event.from }));
    if (!prospect_id) continue;
    rows.set(`${prospect_id}/${one.channel}`, {
      workspace_id: one.workspace_id,
      prospect_id,
      channel: one.channel,
      account_id: one.account_id,
    });
  }
  const input = JSON.stringify([...rows.values()]);
  await sql`
    insert into conversations (workspace_id, prospect_id, channel, account_id, status, last_message_at, created_at)
    select workspace_id, prospect_id, channel, account_id, 'closed', ${now}, ${now}
    from jsonb_to_recordset(${input}::jsonb) as r(workspace_id uuid, prospect_id uuid, channel text, account_id uuid)
    order by prospect_id, channel
    on conflict (prospect_id, channel) do nothing`.execute(tx);
  const found = await sql<{ id: string; prospect_id: string; channel: string }>`
    select c.id, c.prospect_id, c.channel from conversations c
    join jsonb_to_recordset(${input}::jsonb) as r(prospect_id uuid, channel text)
      on r.prospect_id = c.prospect_id and r.channel = c.channel`.execute(tx);
  return new Map(found.rows.map((row) => [`${row.prospect_id}/${row.channel}`, row.id]));
}

function ownersOf(
  news: readonly CallbackEvent<'inbound'>[],
  people: ReadonlyMap<string, string>,
): KeyOwner[] {
  return news.flatMap((one) => {
    const id = people.get(addressKey({ ...one, address: one.event.from }));
    return id === undefined ? [] : [{ id, workspace_id: one.workspace_id }];
  });
}

async function insertInbound(
  tx: Tx,
  keys: PersonKeys,
  news: readonly CallbackEvent<'inbound'>[],
  people: ReadonlyMap<string, string>,
  conversations: ReadonlyMap<string, string>,
  links: ReadonlyMap<CallbackEvent<'inbound'>, StartLink>,
): Promise<Received[]> {
  const received = news.flatMap((one): Received[] => {
    const prospect_id = people.get(addressKey({ ...one, address: one.event.from }));
    const conversation_id = conversations.get(`${prospect_id ?? ''}/${one.channel}`);
    if (!prospect_id || !conversation_id) return [];
    const link = links.get(one);
    return [{ ...one, inbound_id: randomUUID(), prospect_id, conversation_id, ...(link ? { link } : {}) }];
  });
  const rows = received.map((one) => ({
    id: one.inbound_id,
    workspace_id: one.workspace_id,
    conversation_id: one.conversation_id,
    prospect_id: one.prospect_id,
    channel: one.channel,
    account_id: one.account_id,
    external_id: one.event.external_id,
    kind: one.event.message_kind,
    text: keys.keepText(one.prospect_id, inboundColumn, one.event.text),
    payload: keys.keepText(one.prospect_id, inboundColumn, one.event.payload ?? null),
    occurred_at: one.event.at,
    received_at: one.received_at,
  }));
  const inserted = await sql<{ id: string }>`
    insert into inbound_messages (id, workspace_id, conversation_id, prospect_id, channel, account_id, external_id, kind,
      text, payload, occurred_at, received_at)
    select id, workspace_id, conversation_id, prospect_id, channel, account_id, external_id, kind, text, payload,
      occurred_at, received_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, workspace_id uuid, conversation_id uuid,
      prospect_id uuid, channel text, account_id uuid, external_id text, kind text, text text, payload text,
      occurred_at timestamptz, received_at timestamptz)
    on conflict (account_id, external_id) do nothing returning id`.execute(tx);
  const fresh = new Set(inserted.rows.map((row) => row.id));
  return received.filter((one) => fresh.has(one.inbound_id));
}

/**
 * Reply window, stickiness, unread count and engagement. Instants only grow: batches may come out of order. Who merely
 * opened the chat (a bot's start) asks nothing: the conversation neither opens nor counts as unread.
 */
async function noteActivity(tx: Tx, keys: PersonKeys, received: readonly Received[]): Promise<void> {
  if (received.length === 0) return;
  const rows = received.map((one, n) => ({
    n,
    conversation_id: one.conversation_id,
    prospect_id: one.prospect_id,
    workspace_id: one.workspace_id,
    channel: one.channel,
    account_id: one.account_id,
    at: one.event.at,
    snippet: keys.keepText(one.prospect_id, snippetColumn, Array.from(one.event.text).slice(0, 140).join('')),
    assigned_to: one.answers?.portfolio_manager_id ?? null,
    asks: one.event.message_kind !== 'start',
  }));
  const input = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(n int, conversation_id uuid, prospect_id uuid,
    workspace_id uuid, channel text, account_id uuid, at timestamptz, snippet text, assigned_to uuid, asks boolean)`;
  await sql`
    with news as (
      select conversation_id, (count(*) filter (where asks))::int as unread, max(at) as at,
        (array_agg(snippet order by at desc, n desc))[1] as snippet, (array_agg(account_id order by at desc, n desc))[1] as account_id,
        (array_agg(assigned_to order by at desc, n desc) filter (where assigned_to is not null))[1] as assigned_to
      from ${input} group by conversation_id)
    update conversations c set unread_count = c.unread_count + n.unread,
      status = case when n.unread > 0 then 'open' else c.status end, account_id = n.account_id,
      last_snippet = case when n.at >= c.last_message_at or c.last_inbound_at is null then n.snippet else c.last_snippet end,
      last_inbound_at = greatest(c.last_inbound_at, n.at), last_message_at = greatest(c.last_message_at, n.at),
      assigned_to = coalesce(c.assigned_to, n.assigned_to)
    from news n where c.id = n.conversation_id`.execute(tx);
  await sql`
    insert into contact_channels (prospect_id, workspace_id, channel, account_id, last_inbound_at)
    select prospect_id, (array_agg(workspace_id))[1], channel, (array_agg(account_id order by at desc, n desc))[1], max(at)
    from ${input} group by prospect_id, channel order by prospect_id, channel
    on conflict (prospect_id, channel) do update set
      last_inbound_at = greatest(contact_channels.last_inbound_at, excluded.last_inbound_at),
      account_id = coalesce(contact_channels.account_id, excluded.account_id)`.execute(tx);
  await sql`
    update prospects p set last_engagement = greatest(p.last_engagement, n.at)
    from (select prospect_id, max(at) as at from ${input} group by prospect_id) n
    where p.id = n.prospect_id`.execute(tx);
}

/** The words themselves stay in inbound_messages: the log outlives an erasure. */
async function logInbound(tx: Tx, now: Date, received: readonly Received[]): Promise<void> {
  await appendEvents(
    tx,
    now,
    received.map((one) => ({
      workspace_id: one.workspace_id,
      type: 'message.inbound' as const,
      occurred_at: one.event.at,
      campaign_id: one.answers?.campaign_id ?? null,
      message_id: one.answers?.message_id ?? null,
      prospect_id: one.prospect_id,
      portfolio_manager_id: one.answers?.portfolio_manager_id ?? null,
      profile_id: one.answers?.engagement_profile_id ?? null,
      channel: one.channel,
      account_id: one.account_id,
      data: {
        inbound_id: one.inbound_id,
        conversation_id: one.conversation_id,
        kind: one.event.message_kind,
      },
    })),
  );
}
