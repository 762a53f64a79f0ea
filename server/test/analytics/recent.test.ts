// What a follower hears of the sealer's rows is what it would have read itself: every event once, in order, each field alike.
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { sealLog } from '../../src/audit/seal-log.ts';
import { appendEvents, type NewEvent } from '../../src/events/append.ts';
import { followEvents, runFollower, type Follower, type LogEvent } from '../../src/events/follow.ts';
import { RowPacker } from '../../src/db/copied-row.ts';
import { placeOf } from '../../src/events/read-row.ts';
import { RecentLog } from '../../src/events/recent-log.ts';
import { useLogRuntime } from './log-runtime.ts';

const rt = useLogRuntime();
const workspaces = [randomUUID(), randomUUID()];
const campaign = randomUUID();

/** Says how often it could help. */
class CountingLog extends RecentLog {
  helped = 0;
  override read(...args: Parameters<RecentLog['read']>): boolean {
    const known = super.read(...args);
    if (known) this.helped++;
    return known;
  }
}

function collector(follower: string): Follower & { seen: LogEvent[] } {
  const seen: LogEvent[] = [];
  return {
    ...{ follower, batch: 1_000, seen },
    handle: (_tx, events: readonly LogEvent[]) => {
      seen.push(...events);
      return Promise.resolve();
    },
  };
}

async function drain(step: () => Promise<number>): Promise<void> {
  while ((await step()) > 0);
}

/** Transactions of other tests on this PostgreSQL hold the log back for moments. */
async function all(one: ReturnType<typeof collector>, count: number, recent?: RecentLog): Promise<void> {
  while (one.seen.length < count) await followEvents(rt, one, recent);
}

function some(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    workspace_id: workspaces[index % 2] as string,
    type: index % 3 === 0 ? ('message.sent' as const) : ('settings.changed' as const),
    occurred_at: new Date(Date.UTC(2026, 10, 22, 8, 0, index % 60, index % 1000)),
    ...(index % 2 === 0 && { campaign_id: campaign, message_id: randomUUID(), channel: 'whatsapp' }),
    ...(index % 5 === 0 && { profile_id: randomUUID(), device_id: randomUUID(), account_id: randomUUID() }),
    data: { from: 'sending', n: index, 'বাংলা "x"\n': [null, 1.5, -1e-9, { deep: true }], latency_ms: 12 },
  }));
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('append' as const), n: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('seal' as const), n: fc.integer({ min: 100, max: 900 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sealed elsewhere' as const), n: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('follow' as const), n: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('followed elsewhere' as const), n: fc.integer({ min: 1, max: 500 }) }) },
); // prettier-ignore

it('gives every event once, in order and unchanged, however sealing and following take turns', async () => {
  let run = 0;
  let written = 0;
  let helped = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const recent = new CountingLog();
      const one = collector(`recent ${run++}`);
      const plain = collector(`plain ${run}`);
      for (const follower of [one, plain]) {
        await all(follower, written);
        follower.seen.length = 0;
      }
      const before = written;
      const act = {
        append: (n: number) => {
          written += n;
          return appendEvents(rt.db, rt.clock.now(), some(n));
        },
        seal: (n: number) => sealLog(rt, { most: n, recent }),
        'sealed elsewhere': (n: number) => sealLog(rt, { most: n }),
        follow: (n: number) => followEvents(rt, { ...one, batch: n }, recent),
        'followed elsewhere': (n: number) => followEvents(rt, { ...one, batch: n }),
      };
      for (const { kind, n } of steps) await act[kind](n);
      await all(one, written - before, recent);
      await all(plain, written - before);
      expect(one.seen).toEqual(plain.seen);
      helped += recent.helped;
      await drain(() => sealLog(rt).then((sealed) => (sealed.kind === 'sealed' ? sealed.entries : 1)));
    }),
    { seed: 20_261_122, numRuns: process.env.SAMPARK_LONG ? 100 : 12 },
  );
  expect(helped).toBeGreaterThan(5);
});

it('keeps the microseconds of PostgreSQL as a query does', async () => {
  const one = collector('micros');
  await drain(() => followEvents(rt, one).then(({ handled }) => handled));
  await drain(() => sealLog(rt).then((sealed) => (sealed.kind === 'sealed' ? sealed.entries : 1)));
  one.seen.length = 0;
  await sql`insert into events (recorded_at, workspace_id, type, occurred_at)
    select now(), ${workspaces[0]}, 'settings.changed', '2026-11-22 08:00:00.000001+00'::timestamptz + n * interval '333.333 microseconds'
    from generate_series(1, 150) n`.execute(rt.db);
  const recent = new CountingLog();
  await expect.poll(() => sealLog(rt, { recent })).toMatchObject({ entries: 150 });
  const plain: LogEvent[] = [];
  await expect(
    followEvents(rt, {
      ...one,
      handle: (_tx, events) => {
        plain.push(...events);
        throw new Error('only to look');
      },
    }),
  ).rejects.toThrow('only to look');
  await followEvents(rt, one, recent);
  expect(recent.helped).toBe(1);
  expect(one.seen).toHaveLength(150);
  expect(one.seen).toEqual(plain);
});

it('gathers until the sealer has read all there is, and no longer', async () => {
  const one = collector('gathering');
  await drain(() => followEvents(rt, one).then(({ handled }) => handled));
  one.seen.length = 0;
  const recent = new RecentLog();
  const stop = new AbortController();
  const gathering: PromiseWithResolvers<void>[] = [Promise.withResolvers(), Promise.withResolvers()];
  let slept = 0;
  // Time stands still: only a signal ends the wait.
  const sleep = (ms: number, signal?: AbortSignal) => {
    if (ms !== 300) return rt.clock.sleep(1, signal);
    gathering[slept++]?.resolve();
    return new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
  };
  const following = runFollower(
    { ...rt, clock: { ...rt.clock, now: () => rt.clock.now(), sleep } },
    { ...one, batch: 1_000 },
    { signal: stop.signal, recent },
  );
  await appendEvents(rt.db, new Date(), some(150));
  await gathering[0]?.promise;
  const first = one.seen.length;
  await appendEvents(rt.db, new Date(), some(150));
  expect(one.seen).toHaveLength(first);
  recent.reachedEnd();
  await gathering[1]?.promise;
  expect(one.seen).toHaveLength(300);
  stop.abort();
  await following;
});

it('holds no more than it says, and forgets what was handled', () => {
  const rows = (from: number, count: number) => {
    const packer = new RowPacker();
    for (let id = from; id < from + count; id++) {
      const row = Buffer.alloc(26);
      row.writeInt16BE(2, 0);
      row.writeInt32BE(8, 2);
      row.writeBigInt64BE(BigInt(id), 6);
      row.writeInt32BE(8, 14);
      row.writeBigInt64BE(7n, 18);
      packer.add(row);
    }
    return packer.rows();
  };
  const at = (id: number) => ({ xid: '7', id });
  const recent = new RecentLog();
  const next = (id: number, most: number) => {
    const ids: number[] = [];
    return recent.read(at(id), most, (bytes, from) => ids.push(placeOf(bytes, from).id)) ? ids : undefined;
  };
  for (let from = 0; from < 30_000; from += 2_000) recent.add(at(from), rows(from + 1, 2_000));
  // The oldest are gone: whoever needs them asks the database.
  expect(next(9_999, 10)).toBeUndefined();
  expect(next(10_000, 3)).toEqual([10_001, 10_002, 10_003]);
  expect(next(13_999, 2)).toEqual([14_000, 14_001]);
  expect(next(10_000, 3)).toBeUndefined();
  // After a gap only what comes after it counts.
  recent.add(at(31_000), rows(31_001, 5));
  expect(next(29_990, 3)).toBeUndefined();
  expect(next(31_000, 9)).toEqual([31_001, 31_002, 31_003, 31_004, 31_005]);
  expect(next(31_005, 9)).toBeUndefined();
});
