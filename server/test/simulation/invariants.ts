// What must hold when a run is over, against the platforms' own ledger and by a recount of the log. Written apart from
// the code it checks: the moves a message may make are listed here again.
import { sql } from 'kysely';
import { pino } from 'pino';
import { followAnalytics } from '../../src/analytics/follow-analytics.ts';
import { recount } from '../analytics/recount.ts';
import type { Entry } from './platforms.ts';
import type { World } from './world.ts';

type Message = {
  id: string;
  campaign_id: string;
  prospect_id: string;
  status: string;
  reason: string | null;
  attempt: number;
  decided: boolean;
  states: string[] | null;
  events: { to: string; from: string | null; code: string | null }[] | null;
};

export type End = { messages: number; statuses: Record<string, number>; state: unknown };

const after: Record<string, readonly string[]> = {
  pending: ['sending', 'skipped', 'failed', 'cancelled'],
  retrying: ['sending', 'skipped', 'failed', 'cancelled', 'sent', 'delivered', 'read'],
  sending: ['sent', 'delivered', 'read', 'retrying', 'failed', 'unknown'],
  unknown: ['sent', 'delivered', 'read', 'failed', 'retrying'],
  sent: ['delivered', 'read', 'failed', 'retrying'],
  delivered: ['read'],
  failed: ['delivered', 'read'],
};
/** The explicit turns back (product.md §3). */
const reopened = new Set(['not_on_channel', 'marketing_cap']);

export async function checkInvariants(world: World): Promise<End> {
  const { oracle, database } = world;
  const { rows: messages } = await database.admin.query<Message>(`
    select m.id, m.campaign_id, m.prospect_id, m.delivery_status as status, m.failed_reason as reason, m.attempt,
      m.decision is not null as decided,
      (select array_agg(a.attempt || ':' || a.state order by a.attempt) from attempts a where a.message_id = m.id) as states,
      (select jsonb_agg(jsonb_build_object('to', substr(e.type, 9), 'from', e.data ->> 'from', 'code', e.data ->> 'code') order by e.id)
         from events e where e.message_id = m.id and e.type in ('message.sent', 'message.delivered', 'message.read',
           'message.failed', 'message.unknown', 'message.skipped', 'message.retrying', 'message.rescheduled', 'message.cancelled')) as events
    from messages m order by m.campaign_id, m.prospect_id, m.id`);
  const before = oracle.violations.length;
  // The rules about intents were checked at each call; they saw nothing if they do not know what was tried.
  for (const { id, attempt } of messages)
    for (let n = 1; n <= attempt; n++)
      if (!oracle.intents.has(`${id}.${n}`))
        oracle.violation(`${id}.${n} was tried and never seen as an intent: blind`);
  const arrived = new Map<string, Entry[]>();
  for (const entry of world.platforms.ledger) {
    if (!entry.bounced) arrived.set(entry.message_id, [...(arrived.get(entry.message_id) ?? []), entry]);
  }
  checkRecipients(world, messages, arrived);
  for (const message of messages) checkMessage(world, message, arrived.get(message.id) ?? []);
  await checkUnknown(world, messages);
  await checkHolds(world);
  if (oracle.violations.length === before) await checkNumbers(world, messages);
  const statuses: Record<string, number> = {};
  for (const { status } of messages) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    ...{ messages: messages.length, statuses },
    state: messages,
  };
}

function checkRecipients(
  { oracle, campaigns, ended }: World,
  messages: Message[],
  arrived: Map<string, Entry[]>,
): void {
  const got = new Map<string, number>();
  for (const message of messages) {
    const who = `${message.prospect_id} of campaign ${message.campaign_id}`;
    got.set(who, (got.get(who) ?? 0) + (arrived.get(message.id)?.length ?? 0));
  }
  for (const [who, count] of got) if (count > 1) oracle.violation(`${who} has ${count} messages: doubled`);
  const known = new Set(messages.map((one) => one.id));
  for (const id of arrived.keys())
    if (!known.has(id)) oracle.violation(`${id} arrived and is not in the table: lost`);
  for (const { id, size } of campaigns) {
    const rows = messages.filter((one) => one.campaign_id === id);
    const people = new Set(rows.map((one) => one.prospect_id)).size;
    // Somebody unknown who wrote in belongs to the book as well, when the audience is expanded once more.
    const cutShort = ended.has(id);
    if ((people < size && !cutShort) || rows.length !== people)
      oracle.violation(
        `campaign ${id}: ${rows.length} messages for ${people} of ${size} people: one message each`,
      );
  }
}

function checkMessage({ oracle }: World, message: Message, arrived: Entry[]): void {
  const { status, reason } = message;
  const bad = (what: string) => oracle.violation(`${what}: ${JSON.stringify(message)}`);
  const went = ['sent', 'delivered', 'read'].includes(status);
  if (['pending', 'retrying', 'sending', 'held'].includes(status)) bad('not finished: lost or stuck');
  if (!went && reason === null && status !== 'cancelled')
    bad('no reason for what did not arrive: unexplained');
  if (went && arrived.length === 0) bad('called sent, and no platform has it: ledger');
  if (!went && status !== 'unknown' && arrived.length > 0)
    bad(`a platform has it, yet it is ${status}: ledger`);
  if (!message.decided && status !== 'cancelled') bad('no stored decision: audit');
  if ((message.states?.length ?? 0) !== message.attempt) bad('an attempt without its row: audit');
  if (message.states?.some((one) => one.endsWith(':intent'))) bad('an attempt that never ended: audit');
  checkPath(message, bad);
}

/** The log of one message, step by step. `sending` has no event of its own: the attempt's row is its record. */
function checkPath(message: Message, bad: (what: string) => void): void {
  let now = 'pending';
  for (const { to: named, from, code } of message.events ?? []) {
    const to = named === 'rescheduled' ? (from ?? now) : named;
    if (from === 'sending' && (now === 'pending' || now === 'retrying')) now = 'sending';
    if (from !== null && from !== now) return bad(`a status is missing before ${named}: audit`);
    const back = to === 'retrying' && (now === 'sent' || now === 'unknown') && !reopened.has(code ?? '');
    if (named !== 'rescheduled' && (back || !after[now]?.includes(to)))
      return bad(`${now} → ${to}: moved backwards`);
    now = to;
  }
  if (now !== message.status) bad(`the log ends at ${now}: audit`);
}

async function checkUnknown(world: World, messages: Message[]): Promise<void> {
  const { oracle, interruptions, plan, platforms } = world;
  const unknown = messages.filter((one) => one.status === 'unknown').length;
  // A commit that takes longer than a lease interrupts its process as a freeze does.
  const most = Math.max(interruptions, oracle.lostLeases) * plan.inFlight + platforms.lostAnswers;
  if (unknown > most)
    oracle.violation(
      `${unknown} unknown after ${interruptions} interruptions with ${plan.inFlight} in flight: unknown`,
    );
}

/** One answer of a platform stops its sender once, and is no reason to stop it again after a person released it. */
async function checkHolds({ oracle, database, platforms }: World): Promise<void> {
  const { rows } = await database.admin.query<{ id: string; holds: number }>(
    "select account_id as id, count(*)::int as holds from events where type = 'account.held' group by 1",
  );
  for (const { id, holds } of rows) {
    const bans = platforms.bans.get(id) ?? 0;
    if (holds > bans) oracle.violation(`sender ${id} was held ${holds} times for ${bans} bans: hold`);
  }
}

/** The follower catches up, then its numbers are held against the messages and against a recount of the log. */
async function checkNumbers(world: World, messages: Message[]): Promise<void> {
  const { oracle } = world;
  const { db } = world.database;
  const clock = { now: () => new Date(world.turns.now), sleep: async () => {} };
  const rt = {
    db,
    clock,
    log: pino({ level: 'silent' }),
    metrics: world.shared.metrics,
    crashPoint: () => {},
  };
  // Somebody else's transaction in the same cluster may hold the log back for a moment.
  for (let patience = 500; patience > 0; patience--) {
    if ((await followAnalytics(rt)).handled > 0) continue;
    const { rows } = await sql`select from events e, event_cursors c
      where c.follower = 'analytics' and (e.xid, e.id) > (c.xid, c.id) limit 1`.execute(db);
    if (rows.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { rows } = await sql<{ campaign_id: string; metric: string; count: number }>`
    select campaign_id, metric, sum(count)::int as count from campaign_totals group by 1, 2`.execute(db);
  for (const { id } of world.campaigns) {
    const of = (metric: string) =>
      rows.find((row) => row.campaign_id === id && row.metric === metric)?.count ?? 0;
    const are = (...statuses: string[]) =>
      messages.filter((one) => one.campaign_id === id && statuses.includes(one.status)).length;
    const shown = {
      queued: of('queued'),
      waiting: of('queued') - of('finished') + of('reopened'),
      failed: of('failed') - of('left_failed'),
      unknown: of('unknown') - of('left_unknown'),
      skipped: of('skipped'),
      read: of('read'),
    };
    const counted = {
      queued: messages.filter((one) => one.campaign_id === id).length,
      waiting: 0,
      failed: are('failed'),
      unknown: are('unknown'),
      skipped: are('skipped'),
      read: are('read'),
    };
    if (JSON.stringify(shown) !== JSON.stringify(counted))
      oracle.violation(`counters ${JSON.stringify(shown)}, messages ${JSON.stringify(counted)}: counters`);
  }
  const recounted = await recount(db);
  const { rows: kept } = await sql<{ n: number }>`select sum(count)::int as n from rollups`.execute(db);
  const fromLog = recounted
    .filter((one) => !one.metric.startsWith('latency_'))
    .reduce((sum, one) => sum + one.count, 0);
  if ((kept[0]?.n ?? 0) !== fromLog)
    oracle.violation(`rollups hold ${kept[0]?.n}, the log ${fromLog}: counters`);
}
