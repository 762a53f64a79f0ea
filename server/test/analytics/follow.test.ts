import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import type { Tx } from '../../src/events/append.ts';
import { followEvents, runFollower, type Follower, type LogEvent } from '../../src/events/follow.ts';
import { readPosition } from '../../src/events/position.ts';
import { oldestTransaction } from '../../src/events/watch-log.ts';
import { useLogRuntime } from './log-runtime.ts';

const rt = useLogRuntime({ connections: 48 });
const workspace = '11111111-1111-4111-8111-111111111111';

async function append(tx: Tx | typeof rt.db, count = 1): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into events (recorded_at, workspace_id, type, occurred_at)
    select clock_timestamp(), ${workspace}, 'settings.changed', clock_timestamp() from generate_series(1, ${count}::int)
    returning id
  `.execute(tx);
  return rows.map((row) => row.id);
}

function collector(follower: string, batch = 100): Follower & { seen: number[] } {
  const seen: number[] = [];
  return {
    follower,
    batch,
    seen,
    handle: (_tx, events: readonly LogEvent[]) => {
      seen.push(...events.map((event) => event.id));
      return Promise.resolve();
    },
  };
}

async function drain(one: Follower): Promise<void> {
  while ((await followEvents(rt, one)).handled > 0);
}

it('loses no event of 32 writers that commit in any order, where `id > last` does', async () => {
  const one = collector('writers', 500);
  const naive = { last: 0, seen: new Set<number>() };
  const written: number[] = [];
  const stop = new AbortController();
  const following = runFollower(rt, one, { signal: stop.signal, idleMs: 1 });
  const polling = (async () => {
    while (!stop.signal.aborted) {
      const { rows } = await sql<{ id: number }>`
        select id from events where id > ${naive.last} order by id`.execute(rt.db);
      for (const row of rows) naive.seen.add(row.id);
      naive.last = rows.at(-1)?.id ?? naive.last;
    }
  })();
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      for (let turn = 0; turn < 25; turn++) {
        await rt.db.transaction().execute(async (tx) => {
          written.push(...(await append(tx, 3)));
          await rt.clock.sleep(Math.random() * 8);
        });
      }
    }),
  );
  await expect.poll(() => one.seen.length).toBe(written.length);
  stop.abort();
  await Promise.all([following, polling]);
  expect(one.seen.toSorted((a, b) => a - b)).toEqual(written.toSorted((a, b) => a - b));
  expect(naive.seen.size).toBeLessThan(written.length);
});

it('lets the next batch gather after a large one, and looks again soon after a small one', async () => {
  const one = collector('gathering', 1_000);
  await drain(one);
  const stop = new AbortController();
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    if (waits.length > 2) stop.abort();
    return waits.length === 1 ? append(rt.db, 99).then(() => {}) : Promise.resolve();
  };
  await append(rt.db, 100);
  await runFollower({ ...rt, clock: { ...rt.clock, sleep } }, one, { signal: stop.signal });
  expect(waits).toEqual([300, 100, 100]);
});

it('keeps nothing of a batch that was handled but not committed, and handles it once afterwards', async () => {
  const ids = await append(rt.db, 10);
  const one: Follower = {
    follower: 'crashing',
    batch: 1_000_000,
    handle: async (tx, events) => {
      await sql`insert into event_cursors (follower, id)
        select 'seen ' || e, e from unnest(${events.map((event) => event.id)}::bigint[]) as e`.execute(tx);
    },
  };
  const crash = {
    ...rt,
    crashPoint: (name: string) => {
      if (name === 'follow.crashing.handled') throw new Error('killed');
    },
  };
  await expect(followEvents(crash, one)).rejects.toThrow('killed');
  expect((await readPosition(rt.db, 'crashing', new Date())).id).toBe(0);
  // `seen …` is a primary key: handling an event twice would fail.
  await drain(one);
  const { rows } = await sql<{ count: number }>`
    select count(*) from event_cursors where follower = any(${ids.map((id) => `seen ${id}`)})`.execute(rt.db);
  expect(rows[0]?.count).toBe(10);
  expect((await followEvents(rt, one)).handled).toBe(0);
});

it('loses and repeats nothing when its connection is cut between handling and commit', async () => {
  const one = collector('cut');
  await drain(one);
  one.seen.length = 0;
  const ids = await append(rt.db, 5);
  const cut: Follower = {
    ...one,
    handle: async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(rt.db);
    },
  };
  await expect(followEvents(rt, cut)).rejects.toThrow();
  await drain(one);
  expect(one.seen).toEqual(ids);
});

it('lets two processes share a follower without handling anything twice', async () => {
  const one = collector('shared', 7);
  const ids = await append(rt.db, 200);
  await Promise.all([drain(one), drain(one), drain(one), drain(one)]);
  await drain(one);
  expect(new Set(one.seen).size).toBe(one.seen.length);
  expect(one.seen).toEqual(expect.arrayContaining(ids));
});

it('waits for an open transaction, names it, and says how fresh it is', async () => {
  const one = collector('waiting', 10_000);
  await drain(one);
  one.seen.length = 0;
  const free = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<number[]>();
  const holder = rt.db.transaction().execute(async (tx) => {
    opened.resolve(await append(tx));
    await free.promise;
  });
  const held = await opened.promise;
  const later = await append(rt.db);
  expect((await followEvents(rt, one)).handled).toBe(0);
  const now = new Date();
  const position = await readPosition(rt.db, 'waiting', now);
  expect(position.as_of?.getTime()).toBeLessThan(now.getTime());
  // PostgreSQL's own work, or another test's, may be older for a moment.
  const open = await vi
    .waitUntil(
      async () => {
        const oldest = await oldestTransaction(rt.db);
        return oldest?.application === 'sampark test' && oldest;
      },
      { timeout: 30_000 },
    )
    .finally(() => free.resolve());
  expect(open && open.seconds).toBeGreaterThan(0);
  await holder;
  await drain(one);
  expect(one.seen).toEqual([...held, ...later]);
  expect((await readPosition(rt.db, 'waiting', now)).as_of).toEqual(now);
});

it('finds its place by index, not by reading the log', async () => {
  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    explain select id from events
    where (xid, id) > ('5'::xid8, 7) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by events.xid, events.id limit 5000`.execute(rt.db);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('xid_id_idx');
  expect(plan).not.toContain('Seq Scan on events_');
});
