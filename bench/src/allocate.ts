// One decision about a sender, with the facts it needs, as the dispatcher makes it: a real dispatch process's lanes over a
// pool of 2,000 devices, facts taken for each batch, batches of the size a claim has. Run: npm run bench -- allocate --json
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { readConfig } from '../../server/src/config.ts';
import { closeRuntime, createRuntime } from '../../server/src/create-runtime.ts';
import { LaneSet } from '../../server/src/delivery/lanes.ts';
import { LanePool } from '../../server/src/devices/lane-pool.ts';
import type { Runtime } from '../../server/src/runtime.ts';
import { percentile } from './dashboard/interactions.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';

const args = benchArguments(['batch']);
const devices = args.number('size') ?? 2_000;
/** Messages of one claim; a single send is a batch of one and pays for the facts alone. */
const batch = args.number('batch') ?? 200;
const rounds = Math.ceil((args.number('seconds') ?? 10) * 50);

const database = await startBenchDatabase();
const rt = createRuntime(
  readConfig({
    ...{ DATABASE_URL: database.appUrl, SAMPARK_DEMO: 'off', SAMPARK_DATA: database.folder },
    ...{ SAMPARK_LOG: 'warn', SAMPARK_SECRET: randomBytes(32).toString('base64') },
    SAMPARK_SUPPRESSION_KEY: randomBytes(32).toString('base64'),
  }),
  { databaseUrl: database.appUrl },
);
try {
  await makeDevices(rt, devices);
  const lanes = new LaneSet(rt);
  await lanes.refresh();
  // A new owner waits out its predecessor's window: until then no lane has a token.
  await sleep(1_100);
  say(`allocate: ${lanes.lanes.size} lanes of ${devices} devices`);
  const ofBatches: number[] = [];
  const ofSingles: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const of = channels[round % channels.length] as Channel;
    ofBatches.push(decide(lanes, of, batch));
    ofSingles.push(decide(lanes, of, 1));
  }
  const tenth = Math.floor(rounds / 10); // the first ones run cold
  const batches = ofBatches.slice(tenth);
  const singles = ofSingles.slice(tenth);
  say(
    `  of a batch of ${batch}: p50 ${micro(percentile(batches, 0.5))}, p95 ${micro(percentile(batches, 0.95))} each`,
  );
  say(`  alone: p50 ${micro(percentile(singles, 0.5))}, p95 ${micro(percentile(singles, 0.95))}`);
  result({
    bench: 'allocate',
    devices,
    // The dearer of the two: a decision that has all the facts gathered for itself alone.
    p95_ms: round3(percentile(singles, 0.95)),
    p50_ms: round3(percentile(singles, 0.5)),
    in_batch_p95_ms: round3(percentile(batches, 0.95)),
    in_batch_p50_ms: round3(percentile(batches, 0.5)),
    lanes: lanes.lanes.size,
  });
} finally {
  await closeRuntime(rt);
  await database.stop();
}

/** Milliseconds per decision: the facts of every lane, their order, and `count` choices that use lanes up. */
function decide(set: LaneSet, channel: Channel, count: number): number {
  const began = performance.now();
  const now = rt.clock.now();
  const facts = set.facts(now, channel);
  const pool = new LanePool(facts, now);
  for (let one = 0; one < count; one++) {
    // Every second person knows a sender.
    const sticky = one % 2 === 0 ? null : (facts[(one * 7_919) % facts.length]?.account_id ?? null);
    const choice = pool.allocate(sticky, pool.isHeld(sticky));
    if (choice.kind !== 'chosen') continue;
    choice.lane.left_today--;
    choice.lane.free_tokens--;
  }
  return (performance.now() - began) / count;
}

/** A pool as it is on a working day: used unevenly, some degraded, some offline, a few held. */
async function makeDevices(of: Runtime, count: number): Promise<void> {
  const { id } = await of.db
    .insertInto('workspaces')
    .values({ name: 'Bench', slug: 'bench', default_country: 'BD', time_zone: 'Asia/Dhaka' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const sealed = of.keys.seal('{}');
  await sql`
    with made as (
      insert into devices (workspace_id, device_identifier, name, platform_type, supported_platforms)
      select ${id}, 'device ' || n, 'device ' || n, 'cloud', ${[...channels]}::text[] from generate_series(1, ${count}::int) n
      returning id, device_identifier as name
    ), accounts as (
      insert into sender_accounts (workspace_id, device_id, channel, address, display_name, base_url, credentials, settings,
        per_second, per_day, pair_seconds, health_status, policy_hold)
      select ${id}, m.id, c.channel, m.name || ' ' || c.channel, m.name, 'http://127.0.0.1:9', ${sealed}, '{}',
        30, 1000, 6, case when random() < 0.03 then 'offline' when random() < 0.1 then 'degraded' else 'healthy' end,
        case when random() < 0.01 then 'banned' end
      from made m cross join unnest(${[...channels]}::text[]) c(channel) returning id
    )
    insert into account_days (account_id, workspace_id, day, claimed)
    select a.id, ${id}, ${of.clock.now().toISOString().slice(0, 10)}::date, floor(random() * 1001)::int from accounts a`.execute(
    of.db,
  );
}

function micro(ms: number): string {
  return `${(ms * 1_000).toFixed(1)} µs`;
}

function round3(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
