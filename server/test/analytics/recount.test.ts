import * as fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { followAnalytics } from '../../src/analytics/follow-analytics.ts';
import { appendEvents } from '../../src/events/append.ts';
import { connect } from '../../src/db/connect.ts';
import { useLogRuntime } from './log-runtime.ts';
import { logStart, randomLog } from './random-log.ts';
import { recount, type Counted } from './recount.ts';

const rt = useLogRuntime();
const nobody = '00000000-0000-0000-0000-000000000000';

function isLatency(one: { metric: string }): boolean {
  return one.metric.startsWith('latency_');
}

/** Sums over the fields named, as sorted text lines. */
function summed(rows: readonly Counted[], keyOf: (one: Counted) => string): string[] {
  const sums = new Map<string, number>();
  for (const one of rows) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.count);
  return [...sums].map(([key, count]) => `${key} ${count}`).sort();
}

async function stored(query: ReturnType<typeof sql<{ line: string }>>): Promise<string[]> {
  return (await query.execute(rt.db)).rows.map((row) => row.line).sort();
}

async function compare(): Promise<void> {
  const counted = await recount(rt.db);
  const { rows } = await sql<Counted>`
    select workspace_id, campaign_id, minute, channel, profile_id, portfolio_manager_id, metric, code, count, total_ms
    from rollups order by 1, 2, 3, 4, 5, 6, 7, 8`.execute(rt.db);
  expect(rows).toEqual(counted.filter((one) => !isLatency(one)));

  expect(
    await stored(
      sql`select concat_ws(' ', campaign_id, channel, metric, code, count) as line from campaign_totals`,
    ),
  ).toEqual(
    summed(
      counted.filter((one) => one.campaign_id !== nobody),
      (one) => [one.campaign_id, one.channel, one.metric, one.code].join(' '),
    ),
  );

  const grains = {
    minute: (one: Counted) => (isLatency(one) ? undefined : one.minute.getTime()),
    quarter: (one: Counted) =>
      isLatency(one) ? undefined : Math.floor(one.minute.getTime() / 900_000) * 900_000,
    hour: (one: Counted) =>
      isLatency(one) ? undefined : Math.floor(one.minute.getTime() / 3_600_000) * 3_600_000,
    day: (one: Counted) => Math.floor(one.minute.getTime() / 86_400_000) * 86_400_000,
    all: (one: Counted) => (isLatency(one) ? undefined : 0),
  };
  for (const [grain, bucketOf] of Object.entries(grains)) {
    const line = (one: Counted, scope: string) =>
      [one.workspace_id, scope, one.metric, bucketOf(one), one.channel, one.code].join(' ');
    const counting = counted.filter((one) => bucketOf(one) !== undefined);
    expect(
      await stored(sql`
        select concat_ws(' ', workspace_id, scope_id, metric, (extract(epoch from bucket) * 1000)::bigint, channel, code,
          sum(count)) as line
        from scope_counts where grain = ${grain} group by workspace_id, scope_id, metric, bucket, channel, code`),
    ).toEqual(
      [
        ...summed(counting, (one) => line(one, one.workspace_id)),
        ...summed(counting, (one) => line(one, one.portfolio_manager_id)),
      ].sort(),
    );
  }
}

it('gives the numbers of a recount, whatever happened, in whatever batches, across restarts', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomLog,
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      // Minutes are folded while the log is read, some scopes at a time; what happened earlier may be read later.
      fc.array(fc.nat(4 * 3_600_000), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 5 }),
      async (log, sizes, instants, scopes) => {
        await sql`truncate rollups, campaign_totals, scope_rollups, analytics_changes`.execute(owner.db);
        // The log refuses this to everyone while its trigger is there.
        await sql`alter table events disable trigger append_only; delete from events;
          alter table events enable trigger append_only`.execute(owner.db);
        await sql`update scope_folds set until = ${logStart}, next = ${logStart}, scope = ${nobody}`.execute(
          rt.db,
        );
        await appendEvents(rt.db, new Date(), log);
        for (let turn = 0, more = true; more; turn++) {
          const events = sizes[turn % sizes.length] ?? 1;
          instant = new Date(logStart.getTime() + (instants[turn % instants.length] ?? 0));
          // A process dies with its batch handled and not committed; another one goes on.
          await followAnalytics(turn % 3 === 1 ? dying : living, { events, scopes }).then(
            (followed) => (more = followed.handled > 0),
            (error: unknown) => expect(error).toEqual(new Error('killed')),
          );
        }
        await compare();
      },
    ),
    { seed: 20_261_121, numRuns: process.env.SAMPARK_LONG ? 300 : 40 },
  );
});

let instant = logStart;

const living = {
  get db() {
    return rt.db;
  },
  log: rt.log,
  clock: { now: () => instant, sleep: (ms: number) => rt.clock.sleep(ms) },
  metrics: rt.metrics,
  crashPoint: () => {},
};

const dying = {
  ...{ log: living.log, clock: living.clock, metrics: living.metrics },
  get db() {
    return rt.db;
  },
  crashPoint: () => {
    throw new Error('killed');
  },
};

// The application's role may not delete events; only this test empties the log.
const owner = {
  opened: undefined as ReturnType<typeof connect>['db'] | undefined,
  get db() {
    return (this.opened ??= connect(rt.database.ownerUrl, { max: 2, name: 'sampark test owner' }).db);
  },
};
