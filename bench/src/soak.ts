// A working day in seven minutes: 1,500 portfolio managers are signed in and look at their pages while their campaigns send
// 500 messages a second. Two minutes to ramp up, five steady ones that are measured.
// Run: npm run bench -- soak --json [--seconds 420] [--size PEOPLE] [--sessions N] [--rate N] [--streams N] [--costs N] [--processes 1]
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { launchCampaign, pauseCampaign } from '../../server/src/campaigns/change-state.ts';
import { readConfig } from '../../server/src/config.ts';
import { closeRuntime, createRuntime } from '../../server/src/create-runtime.ts';
import { freePort } from '../../server/src/db/embedded/free-port.ts';
import { percentile } from './dashboard/interactions.ts';
import { connectCallbacks } from './delivery/engine.ts';
import { ledgerTotals, startNetwork } from './delivery/network.ts';
import { benchSenders } from './delivery/senders.ts';
import { makeWorkspace } from './delivery/workspace.ts';
import { sayCosts } from './soak/costs.ts';
import { watchFreshness } from './soak/freshness.ts';
import type { Seen } from './soak/load.ts';
import { makePopulation, signIn, type Manager } from './soak/population.ts';
import { reconcile } from './soak/reconcile.ts';
import { isError, keepDelays, sayKinds, saySeries, tenths, type LoopDelay } from './soak/say-times.ts';
import { startLoad } from './soak/start-load.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';
import { startProgram, type Program } from './support/programs.ts';
import { forgetStatements, sayStatements } from './support/statements.ts';
import { meterUsage } from './support/usage.ts';

const args = benchArguments(['sessions', 'rate', 'streams', 'costs', 'processes']);
const seconds = args.number('seconds') ?? 420;
const rate = args.number('rate') ?? 500;
const sessions = args.number('sessions') ?? 1_500;
/** The bell of every page reads the one stream of its tab: who is signed in and looks has one open. */
const streams = args.number('streams') ?? sessions;
/** Two of seven minutes. Of a short run half: a hundred launches in ten seconds would be what is measured after them. */
const ramp = seconds >= 210 ? Math.round((seconds * 2) / 7) : Math.round(seconds / 2);
const sending = Math.min(100, sessions);
const audience = Math.ceil(((seconds + 20) * rate * 1.1) / sending / 4) * 4;
const people = args.number('size') ?? 250_000;
const program = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
const reportDelay = new URL('support/report-delay.ts', import.meta.url).href;
const split =
  args.number('processes') === 1
    ? ['api,dispatch,ingest,jobs,scheduler']
    : ['api', 'dispatch', 'ingest,jobs,scheduler'];

const database = await startBenchDatabase({ statements: args.statements });
const port = await freePort();
const env = {
  ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, SAMPARK_DEMO: 'off' },
  SAMPARK_SENDER_NETWORKS: 'private,loopback',
  ...{ SAMPARK_DATA: database.folder, SAMPARK_LOG: 'warn', PORT: String(port), SAMPARK_IN_FLIGHT: '2048' },
  SAMPARK_SECRET: randomBytes(32).toString('base64'),
  SAMPARK_SUPPRESSION_KEY: randomBytes(32).toString('base64'),
};
const senders = benchSenders();
const network = await startNetwork(senders);
const rt = createRuntime(readConfig(env), { databaseUrl: database.appUrl });
const servers: Program[] = [];
const loops: { name: string; delays: LoopDelay[] }[] = [];
try {
  const workspace = await makeWorkspace(rt, senders, network.urls);
  say(`soak: ${people} people, ${sessions} managers, ${sending} of them with ${audience} recipients each`);
  const managers = await makePopulation(rt, workspace, network, {
    ...{ managers: sessions, senders: sending, people, audience },
  });
  await sql`select ensure_month_partitions(${rt.clock.now()}::timestamptz - interval '1 month', 5)`.execute(
    rt.db,
  );
  // As in an installation older than ten minutes (0031-folded-minutes.sql): minutes are folded from the first one on.
  const thisMinute = new Date(Math.floor(rt.clock.now().getTime() / 60_000) * 60_000);
  await sql`update scope_folds set until = ${thisMinute}, next = ${thisMinute}`.execute(rt.db);
  const owners = managers.slice(0, sending);
  await rt.db
    .updateTable('campaigns')
    .set({ pace_per_second: rate / sending })
    .where(
      'id',
      'in',
      owners.map((one) => one.campaigns[0] ?? ''),
    )
    .execute();
  for (const roles of split) {
    const flags = args.profile ? ['--cpu-prof', `--cpu-prof-dir=${args.profile}`] : [];
    flags.push('--import', reportDelay);
    const server = await startProgram(program, ['serve', '--roles', roles], { env, flags, ready: /Ready:/ });
    servers.push(server);
    loops.push({ name: roles, delays: keepDelays(server) });
  }
  await connectCallbacks(rt, workspace);
  await signIn(rt, managers);

  say(`soak: ${ramp} s of ramp, then ${seconds - ramp} s`);
  const load = startLoad(port, managers, { streams, rampSeconds: ramp });
  await launchOneByOne(owners, ramp);
  const fresh = watchFreshness(rt, port, owners);
  await sleep(Math.min(5_000, ramp * 500));
  if (args.statements) await forgetStatements(database.folder);
  const sayUsage = meterUsage([
    { name: 'PostgreSQL', cpuSeconds: () => database.cpuSeconds() },
    { ...network.program, name: 'simulators' },
    ...servers.map((one, index) => ({ ...one, name: `server (${split[index] ?? ''})` })),
  ]);
  const from = Date.now();
  const sentBefore = (await ledgerTotals(network)).accepted;
  await sleep((seconds - ramp) * 1_000);
  const to = Date.now();
  const sentPerSecond = ((await ledgerTotals(network)).accepted - sentBefore) / ((to - from) / 1_000);
  sayUsage();
  if (args.statements) await sayStatements(database.folder, 40);
  await fresh.stop();
  const { seen, streamEvents, streamsOpen, delay } = await load.stop();
  await pauseAll(owners);

  const costs = args.number('costs');
  if (costs !== undefined) {
    await sleep(2_000);
    const meters = { database: () => database.cpuSeconds(), api: () => servers[0]?.cpuSeconds() ?? 0 };
    if (args.statements) await forgetStatements(database.folder);
    await sayCosts(port, managers, costs, meters);
    if (args.statements) await sayStatements(database.folder, 60);
  }
  const steady = seen.filter((one) => one.at >= from && one.at < to);
  sayKinds(steady);
  saySeries(from, seen, fresh.ms, loops);
  say(
    `  the sessions' own process: 99% of its timers within ${delay.p99} ms, the worst ${delay.max} ms late`,
  );
  const ages = fresh.ms.filter((one) => one.at >= from).map((one) => one.ms);
  const all = steady.map((one) => one.ms);
  const p95 = (group: Seen['group']) =>
    tenths(
      percentile(
        steady.filter((one) => one.group === group).map((one) => one.ms),
        0.95,
      ),
    );
  const settled = await reconcile(rt, network);
  result({
    bench: 'soak',
    sent_per_s: Math.round(sentPerSecond),
    api_p95_ms: tenths(percentile(all, 0.95)),
    analytics_p95_ms: Math.round(percentile(ages, 0.95)),
    sessions,
    ...settled,
    ...{ lists_p95_ms: p95('lists'), detail_p95_ms: p95('detail'), graphql_p95_ms: p95('graphql') },
    api_p50_ms: tenths(percentile(all, 0.5)),
    api_p99_ms: tenths(percentile(all, 0.99)),
    requests_per_s: tenths(steady.length / ((to - from) / 1_000)),
    requests: steady.length,
    errors: steady.filter(isError).length,
    // How much of the latencies is the sessions' own: they asked that much after they were due.
    asked_late_p95_ms: tenths(
      percentile(
        steady.map((one) => one.late),
        0.95,
      ),
    ),
    loop_delay_max_ms: Math.max(...loops.flatMap(({ delays }) => delays.map((one) => one.max))),
    streams: streamsOpen,
    stream_events: streamEvents,
    analytics_samples: ages.length,
    analytics_missed: fresh.missed,
  });
} finally {
  for (const server of servers.reverse()) await server.stop();
  await closeRuntime(rt);
  await network.program.stop();
  await database.stop();
}

/** Spread over the ramp, as a morning does it: the rate grows to its full height. */
async function launchOneByOne(owners: readonly Manager[], overSeconds: number): Promise<void> {
  const began = performance.now();
  for (const [index, { actor, campaigns }] of owners.entries()) {
    const due = began + (index / owners.length) * overSeconds * 1_000;
    await sleep(Math.max(0, due - performance.now()));
    await launchCampaign(rt, actor, campaigns[0] ?? '');
  }
}

/** Those that are still at it: on a slow machine some have ended by now. */
async function pauseAll(owners: readonly Manager[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from campaigns where status = 'active'`.execute(rt.db);
  const active = new Set(rows.map((row) => row.id));
  for (const { actor, campaigns } of owners) {
    const id = campaigns[0] ?? '';
    if (!active.has(id)) continue;
    await pauseCampaign(rt, actor, id).catch((error: unknown) => say(`soak: ${String(error)}`));
  }
}
