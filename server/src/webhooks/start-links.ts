// Start links: the page that showed one said what following it grants, and the token proves which page that was.
// A link made for one person binds the first chat that follows it; forwarded to somebody else afterwards, it is an
// ordinary greeting. So is one of a person who has stopped us on that channel, followed from a chat that is not known to be
// theirs: whoever made the link could follow it as well. A link for everybody keeps working.
import { sql } from 'kysely';
import { stoppedOn } from '../consents/queries.ts';
import type { Tx } from '../events/append.ts';
import { addressKey } from './find-people.ts';
import type { CallbackEvent } from './types.ts';

export type StartLink = {
  token: string;
  prospect_id: string | null;
  grants: string[];
  wording: string;
  /** The chat was known to be this person's before. */
  same_person: boolean;
};

type Row = StartLink & { n: number; used_at: Date | null };

/** The valid link of each start event. Locks the links: one person's link is bound once. */
export async function readStartLinks(
  tx: Tx,
  events: readonly CallbackEvent<'inbound'>[],
): Promise<Map<CallbackEvent<'inbound'>, StartLink>> {
  const starts = events.filter(({ event }) => event.message_kind === 'start' && event.payload);
  if (starts.length === 0) return new Map();
  const input = starts.map((one, n) => ({
    n,
    workspace_id: one.workspace_id,
    account_id: one.account_id,
    channel: one.channel,
    token: one.event.payload,
    address: one.event.from,
  }));
  const { rows } = await sql<Row>`
    select a.n, s.token, s.prospect_id, s.grants, s.wording, s.used_at,
      exists (select from channel_identities i where i.workspace_id = a.workspace_id and i.prospect_id = s.prospect_id
        and i.channel = a.channel and i.address = a.address and i.account_id is not distinct from a.account_id) as same_person
    from jsonb_to_recordset(${JSON.stringify(input)}::jsonb)
      as a(n int, workspace_id uuid, account_id uuid, channel text, token text, address text)
    join start_links s on s.token = a.token and s.workspace_id = a.workspace_id and s.channel = a.channel
      and (s.account_id is null or s.account_id = a.account_id)
    order by s.token, a.n for update of s`.execute(tx);
  const stopped = await stoppedAmong(tx, rows, starts);
  const links = new Map<CallbackEvent<'inbound'>, StartLink>();
  const bound = new Map<string, string>();
  for (const row of rows) {
    const start = starts[row.n];
    if (!start) continue;
    const chat = addressKey({ ...start, address: start.event.from });
    const holder = bound.get(row.token);
    const free = row.used_at === null && (holder === undefined || holder === chat);
    if (row.prospect_id !== null && !row.same_person && (!free || stopped.has(row.prospect_id))) continue;
    bound.set(row.token, chat);
    links.set(start, {
      token: row.token,
      prospect_id: row.prospect_id,
      grants: row.grants,
      wording: row.wording,
      same_person: row.same_person,
    });
  }
  return links;
}

/** People whose link was followed from a chat not known to be theirs, and who have stopped us there. */
async function stoppedAmong(
  tx: Tx,
  rows: readonly Row[],
  starts: readonly CallbackEvent<'inbound'>[],
): Promise<Set<string>> {
  const strange = rows.flatMap((row) =>
    row.prospect_id === null || row.same_person
      ? []
      : [{ id: row.prospect_id, channel: starts[row.n]?.channel }],
  );
  const found = new Set<string>();
  for (const [channel, people] of Map.groupBy(strange, (one) => one.channel)) {
    if (!channel) continue;
    const ids = people.map((one) => one.id);
    for (const id of await stoppedOn(tx, ids, channel)) found.add(id);
  }
  return found;
}

export async function markUsed(tx: Tx, now: Date, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return;
  await sql`update start_links set used_at = ${now} where token = any(${tokens}::text[]) and used_at is null`.execute(
    tx,
  );
}
