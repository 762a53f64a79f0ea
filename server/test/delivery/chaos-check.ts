// What must hold of a campaign after whatever was done to the processes that sent it. Enters: the database and the
// platforms' own ledgers. Leaves: every breach in words; none is the promise of docs/architecture.md, "What holds".
import { mayMove, messageStatuses, type MessageStatus } from '@sampark/contracts/message-status.ts';
import { sql } from 'kysely';
import { campaignNumbers } from '../../src/analytics/campaign-numbers.ts';
import type { Ledger, World } from '../support/world.ts';

type Row = {
  id: string;
  prospect_id: string;
  status: MessageStatus;
  reason: string | null;
  attempt: number;
  decided: boolean;
  attempts: { attempt: number; state: string; code: string | null }[] | null;
  /** Where else it is kept while something is to be done about it. */
  queued: boolean;
  intended: boolean;
  open: string | null;
  /** The message's own events, oldest first. */
  story: { to: string; from: string | null; code: string | null }[] | null;
};

export type Checked = {
  problems: string[];
  messages: number;
  lost: number;
  doubled: number;
  /** Ever unknown; of those, known by now; and those a stopped process left behind. */
  unknown: number;
  settled: number;
  crashed: number;
  /** Tries that came to nothing, by reason: each waits a minute for the next one. */
  retried: string[];
};

/** Statuses that say for themselves why there may be no message, as long as a reason stands beside them. */
const explained: readonly MessageStatus[] = ['unknown', 'failed', 'skipped', 'held', 'cancelled'];
const arrived: readonly MessageStatus[] = ['sent', 'delivered', 'read'];

export async function checkCampaign(
  world: World,
  id: string,
  people: number,
  ledger: Ledger,
): Promise<Checked> {
  const rows = await readRows(world, id);
  const problems: string[] = [];
  const seen = new Map(ledger.messages.map((one) => [one.key, one.count]));
  const known = new Set(rows.map((row) => row.id));
  if (rows.length !== people) problems.push(`${rows.length} messages for ${people} people`);
  if (new Set(rows.map((row) => row.prospect_id)).size !== rows.length)
    problems.push('a person has two messages');
  let lost = Math.max(0, people - rows.length);
  for (const row of rows) {
    const inLedger = seen.has(row.id);
    const visible = explained.includes(row.status) && row.reason !== null;
    const claims = arrived.includes(row.status);
    if (!(visible || (claims && inLedger))) {
      lost++;
      problems.push(`lost: ${say(row)}, ${inLedger ? 'accepted' : 'not accepted'} by the platform`);
    }
    if (inLedger && !claims && row.status !== 'unknown')
      problems.push(`the platform has it, and it is called ${say(row)}`);
    problems.push(...storyProblems(row), ...recordProblems(row), ...placeProblems(row));
  }
  const wasUnknown = rows.filter((row) => row.story?.some((one) => one.to === 'unknown'));
  return {
    problems,
    messages: rows.length,
    lost,
    doubled: ledger.messages.filter((one) => known.has(one.key) && one.count > 1).length,
    unknown: wasUnknown.length,
    settled: wasUnknown.filter((row) => row.status !== 'unknown').length,
    crashed: rows.filter((row) => row.story?.some((one) => one.to === 'unknown' && one.code === 'crashed'))
      .length,
    retried: rows.flatMap((row) =>
      (row.story ?? []).flatMap((one) => (one.to === 'retrying' ? [one.code ?? '?'] : [])),
    ),
  };
}

/** The numbers on screen against the messages; empty when they agree. Analytics may be moments behind: ask again. */
export async function numberProblems(world: World, id: string): Promise<string[]> {
  const { rt } = world;
  const all = await campaignNumbers(rt.db, world.server.workspace.id, [id]);
  const { rows } = await sql<Record<string, number>>`
    select count(*)::int as total_recipients,
      count(*) filter (where delivery_status in ('sent', 'delivered', 'read'))::int as messages_sent,
      count(*) filter (where delivery_status in ('delivered', 'read'))::int as messages_delivered,
      count(*) filter (where delivery_status = 'read')::int as messages_read,
      count(*) filter (where delivery_status = 'failed')::int as messages_failed,
      count(*) filter (where delivery_status = 'skipped')::int as skipped,
      count(*) filter (where delivery_status = 'unknown')::int as unknown,
      count(*) filter (where delivery_status in ('pending', 'retrying', 'sending'))::int as waiting
    from messages where campaign_id = ${id}`.execute(rt.db);
  const numbers = all.get(id) as unknown as Record<string, number> | undefined;
  return Object.entries(rows[0] ?? {})
    .filter(([name, count]) => numbers?.[name] !== count)
    .map(([name, count]) => `${name}: ${numbers?.[name]} shown, ${count} counted`);
}

/** Each event starts where the one before ended, and only moves the ladder allows. */
function storyProblems(row: Row): string[] {
  const problems: string[] = [];
  let at: string = 'pending';
  for (const { to, from } of row.story ?? []) {
    // The intent has no event of its own: a waiting message is next heard of as `sending`.
    const begins = from === at || (from === 'sending' && (at === 'pending' || at === 'retrying'));
    const repeats = to === from; // moved to a later time, not to another status
    if (!begins || !(repeats || mayMove(from as MessageStatus, to as MessageStatus)))
      problems.push(`status moved from ${at} by an event ${from} → ${to}: ${row.id}`);
    at = to;
  }
  if (at !== row.status && row.status !== 'sending')
    problems.push(`the log ends in ${at}, the message is ${say(row)}`);
  return problems;
}

/** Whoever asks later finds why it was sent, by which attempt, and how that ended. */
function recordProblems(row: Row): string[] {
  const problems: string[] = [];
  if (!row.decided && row.status !== 'pending' && row.status !== 'cancelled')
    problems.push(`no decision: ${say(row)}`);
  const numbers = (row.attempts ?? []).map((one) => one.attempt);
  if (numbers.join() !== Array.from({ length: row.attempt }, (_, index) => index + 1).join())
    problems.push(`attempts ${numbers.join()} of ${row.attempt}: ${say(row)}`);
  if (row.status !== 'sending' && row.attempts?.some((one) => one.state === 'intent'))
    problems.push(`an attempt without an end: ${say(row)}`);
  return problems;
}

/** Queue, intents and open messages say the same as the status: a message in none of them would never be looked at. */
function placeProblems(row: Row): string[] {
  const { status } = row;
  const right =
    row.queued === (status === 'pending' || status === 'retrying') &&
    row.intended === (status === 'sending') &&
    row.open === (status === 'unknown' || status === 'held' ? status : null);
  if (right) return [];
  return [
    `${say(row)} is ${row.queued ? '' : 'not '}queued, ${row.intended ? '' : 'not '}intended, open: ${row.open}`,
  ];
}

const say = (row: Row) => `${row.id} ${row.status}${row.reason ? ` (${row.reason})` : ''}`;

async function readRows(world: World, id: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.id, m.prospect_id, m.delivery_status as status,
      case when m.delivery_status = 'cancelled' then coalesce(m.failed_reason, 'cancelled') else m.failed_reason end as reason,
      m.attempt, m.decision is not null as decided,
      exists (select from message_queue q where q.message_id = m.id) as queued,
      exists (select from intents i where i.message_id = m.id) as intended,
      (select o.state from open_messages o where o.message_id = m.id) as open,
      (select jsonb_agg(jsonb_build_object('attempt', a.attempt, 'state', a.state, 'code', a.code) order by a.attempt)
         from attempts a where a.message_id = m.id and a.created_at = m.created_at) as attempts,
      (select jsonb_agg(jsonb_build_object('to', coalesce(nullif(replace(e.type, 'message.', ''), 'rescheduled'), e.data->>'from'),
           'from', e.data->>'from', 'code', e.data->>'code') order by e.id)
         from events e where e.message_id = m.id and e.prospect_id = m.prospect_id 
           and (e.type = 'message.rescheduled' or replace(e.type, 'message.', '') = any(${messageStatuses}::text[]))) as story
    from messages m where m.campaign_id = ${id}`.execute(world.rt.db);
  return rows;
}
