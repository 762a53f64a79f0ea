// Enters: a follower's name and what it does with events. Leaves: its cursor, moved.
// Guaranteed: every committed event reaches each follower exactly once, in (xid, id) order, and what `handle` writes
// commits together with the cursor. A batch holds a transaction id of its own: keep handling under 200 ms, because an
// open transaction holds every other follower back.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import type { Tx } from './append.ts';
import { rowReader } from './read-row.ts';
import type { LogPlace, RecentLog } from './recent-log.ts';
import { watchLog } from './watch-log.ts';

export type FollowRuntime = Pick<Runtime, 'db' | 'log' | 'clock' | 'metrics' | 'crashPoint'>;

export type LogEvent = {
  id: number;
  /** xid8 as text: the transaction that wrote it. */
  xid: string;
  recorded_at: Date;
  workspace_id: string;
  type: string;
  occurred_at: Date;
  actor_id: string | null;
  campaign_id: string | null;
  message_id: string | null;
  prospect_id: string | null;
  portfolio_manager_id: string | null;
  profile_id: string | null;
  channel: string | null;
  account_id: string | null;
  device_id: string | null;
  data: Readonly<Record<string, unknown>>;
};

const allColumns: readonly (keyof LogEvent)[] = [
  ...([
    'id',
    'xid',
    'recorded_at',
    'workspace_id',
    'type',
    'occurred_at',
    'actor_id',
    'campaign_id',
  ] as const),
  ...(['message_id', 'prospect_id', 'portfolio_manager_id', 'profile_id', 'channel', 'account_id'] as const),
  ...(['device_id', 'data'] as const),
];

export type Follower<C extends keyof LogEvent = keyof LogEvent> = {
  /** Name of the cursor. A new name starts at the beginning of the log. */
  follower: string;
  /** Most events in one transaction. */
  batch: number;
  /** Only these types, and `index` is the condition of the partial index that holds them: the rest is never read. */
  only?: { types: readonly string[]; index: string };
  /** Only these columns are read; all, where it does not say. */
  columns?: readonly C[];
  handle(tx: Tx, events: readonly Pick<LogEvent, C>[]): Promise<void>;
};

/** `busy`: another process is handling a batch of this follower. `more`: the batch was full. */
export type Followed = { handled: number; more: boolean; busy: boolean };

/** Handles one batch. `recent`: what another reader in this process may have read already. */
export async function followEvents<C extends keyof LogEvent>(
  rt: FollowRuntime,
  one: Follower<C>,
  recent?: RecentLog,
): Promise<Followed> {
  const followed = await rt.db.transaction().execute(async (tx): Promise<Followed | undefined> => {
    const cursor = await lockCursor(tx, one.follower);
    if (!cursor) return undefined;
    const horizon = one.only ? await readHorizon(tx) : undefined;
    const events =
      (one.only ? undefined : readRecent(recent, cursor, one)) ?? (await eventsAfterCursor(tx, one, horizon));
    const last = events.at(-1);
    if (!last) {
      if (horizon) await skipTo(tx, one.follower, horizon, rt.clock.now());
      return { handled: 0, more: false, busy: false };
    }
    await one.handle(tx, events);
    await sql`
      update event_cursors set xid = ${last.xid}::xid8, id = ${last.id}, updated_at = ${rt.clock.now()}
      where follower = ${one.follower}
    `.execute(tx);
    rt.crashPoint(`follow.${one.follower}.handled`);
    return { handled: events.length, more: events.length === one.batch, busy: false };
  });
  if (followed && followed.handled > 0) rt.crashPoint(`follow.${one.follower}.committed`);
  if (followed) return followed;
  const made = await sql`
    insert into event_cursors (follower, updated_at) values (${one.follower}, ${rt.clock.now()}) on conflict do nothing
  `.execute(rt.db);
  return made.numAffectedRows === 1n
    ? followEvents(rt, one, recent)
    : { handled: 0, more: false, busy: true };
}

/** After so many events the next batch may gather for a moment: the rows it counts in are written once for all of them. */
const many = 100;
const gatherMs = 300;

/**
 * Works while there is work and looks again `idleMs` later. Polling instead of NOTIFY: a transaction that notifies takes
 * a database-wide lock while it commits, which would put the whole delivery path in one queue.
 */
export async function runFollower<C extends keyof LogEvent>(
  rt: FollowRuntime,
  one: Follower<C>,
  options: { signal: AbortSignal; idleMs?: number; recent?: RecentLog },
): Promise<void> {
  const watch = watchLog(rt, one.follower);
  while (!options.signal.aborted) {
    let followed: Followed = { handled: 0, more: false, busy: false };
    let pause = options.idleMs ?? 100;
    try {
      followed = await followEvents(rt, one, options.recent);
      if (followed.handled >= many) pause = gatherMs;
      await watch();
    } catch (error) {
      if (options.signal.aborted) return;
      rt.log.error(
        { err: error, follower: one.follower },
        'event follower failed; nothing of the batch was kept',
      );
      pause = 1_000;
    }
    if (followed.more) continue;
    if (pause === gatherMs && options.recent) await gather(rt, options.signal, options.recent);
    else await rt.clock.sleep(pause, options.signal);
  }
}

/** No longer than until the sealer of this process has read all there is: what it read then is counted together. */
async function gather(rt: FollowRuntime, stop: AbortSignal, recent: RecentLog): Promise<void> {
  const over = new AbortController();
  const end = () => over.abort();
  const ends = [stop, recent.nextEnd];
  for (const signal of ends) signal.addEventListener('abort', end, { once: true });
  if (!stop.aborted) await rt.clock.sleep(gatherMs, over.signal);
  for (const signal of ends) signal.removeEventListener('abort', end);
}

function readRecent<C extends keyof LogEvent>(
  recent: RecentLog | undefined,
  cursor: LogPlace,
  { batch, columns = allColumns as C[] }: Follower<C>,
): Pick<LogEvent, C | 'id' | 'xid'>[] | undefined {
  const events: Pick<LogEvent, C | 'id' | 'xid'>[] = [];
  const read = rowReader(columns);
  const known = recent?.read(cursor, batch, (rows, at) => events.push(read(rows, at)));
  return known === true ? events : undefined;
}

/** Skips instead of waiting: a second process would only sit in an open transaction until its turn. */
async function lockCursor(tx: Tx, follower: string): Promise<LogPlace | undefined> {
  const { rows } = await sql<LogPlace>`
    select xid::text, id from event_cursors where follower = ${follower} for update skip locked
  `.execute(tx);
  return rows[0];
}

/**
 * Ids are drawn before they commit, so a lower id may appear after a higher one. Below the oldest running transaction
 * nothing can appear any more: that is where the batch ends.
 *
 * The cursor is read inside the query and not passed in: with its value at hand the planner believes its last
 * statistics, expects almost nothing above them, and sorts the whole backlog for each batch (measured: 900 ms instead
 * of 6 ms at 400,000 events).
 */
async function eventsAfterCursor<C extends keyof LogEvent>(
  tx: Tx,
  { follower, batch, only, columns = allColumns as C[] }: Follower<C>,
  horizon: string | undefined,
): Promise<Pick<LogEvent, C | 'id' | 'xid'>[]> {
  const which = only
    ? sql`and xid < ${horizon}::xid8 and type = any(${only.types}::text[]) and ${sql.raw(only.index)}`
    : sql`and xid < pg_snapshot_xmin(pg_current_snapshot())`;
  const others = columns.filter((column) => column !== 'id' && column !== 'xid');
  const { rows } = await sql<Pick<LogEvent, C | 'id' | 'xid'>>`/* prepared */
    select id, xid::text, ${sql.join(others.map((column) => sql.ref(column)))}
    from events
    where (xid, id) > ((select c.xid from event_cursors c where c.follower = ${follower}),
                       (select c.id from event_cursors c where c.follower = ${follower}))
      ${which}
    order by events.xid, events.id
    limit ${batch}
  `.execute(tx);
  return rows;
}

/**
 * Below it everything has committed: still true of any later snapshot. For the look at the log after it the plan is made
 * once: with the log's many months that takes 8 ms, fifty times as long as reading.
 */
async function readHorizon(tx: Tx): Promise<string> {
  const { rows } = await sql<{ horizon: string }>`/* prepared */
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(tx);
  return rows[0]?.horizon ?? '0';
}

/** Nothing of interest below the horizon: said every few seconds, so that the lag on show is the true one. */
async function skipTo(tx: Tx, follower: string, horizon: string, now: Date): Promise<void> {
  await sql`
    update event_cursors set xid = ${horizon}::xid8, id = 0, updated_at = ${now}
    where follower = ${follower} and xid < ${horizon}::xid8 and updated_at <= ${now}::timestamptz - interval '2 seconds'
  `.execute(tx);
}
