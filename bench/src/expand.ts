// From the press of "launch" until every recipient's message waits in the queue, and how the process that expands the
// audience grows meanwhile. Run: npm run bench -- expand --json [--size PEOPLE]
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { launchCampaign } from '../../server/src/campaigns/change-state.ts';
import { forecastCampaign } from '../../server/src/campaigns/forecast.ts';
import { campaignById } from '../../server/src/campaigns/queries.ts';
import { readConfig } from '../../server/src/config.ts';
import { closeRuntime, createRuntime } from '../../server/src/create-runtime.ts';
import { freePort } from '../../server/src/db/embedded/free-port.ts';
import type { Runtime } from '../../server/src/runtime.ts';
import { draftCampaign } from './support/campaigns.ts';
import { benchSenders } from './delivery/senders.ts';
import { addPeople, makePeople, makeWorkspace } from './delivery/workspace.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';
import { startProgram } from './support/programs.ts';
import { forgetStatements, sayStatements } from './support/statements.ts';
import { meterUsage } from './support/usage.ts';

const args = benchArguments([]);
const size = Math.ceil((args.number('size') ?? 250_000) / 4) * 4;
const program = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
/** Several chunks: by then the process has the memory that expanding takes, however many follow. */
const warmUp = Math.min(size, 40_000);

const database = await startBenchDatabase({ statements: args.statements });
const env = {
  ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, SAMPARK_DEMO: 'off' },
  SAMPARK_SENDER_NETWORKS: 'private,loopback',
  ...{ SAMPARK_DATA: database.folder, SAMPARK_LOG: 'warn', PORT: String(await freePort()) },
  SAMPARK_SECRET: randomBytes(32).toString('base64'),
  SAMPARK_SUPPRESSION_KEY: randomBytes(32).toString('base64'),
};
const rt = createRuntime(readConfig(env), { databaseUrl: database.appUrl });
// Nobody is written to here: the senders' addresses are never called.
const nowhere = 'http://127.0.0.1:9';
const urls = { whatsapp: nowhere, telegram: nowhere, signal: nowhere, imessage: nowhere };
try {
  const workspace = await makeWorkspace(rt, benchSenders(), urls);
  say(`expand: ${size + warmUp} people with consents`);
  await addPeople(rt, workspace, withChats(makePeople(size, '+88017')), 'BD');
  await addPeople(rt, workspace, withChats(makePeople(warmUp, '+88018')), 'GB');
  await sql`analyze`.execute(rt.db);
  await sql`select ensure_month_partitions(${rt.clock.now()}::timestamptz - interval '1 month', 5)`.execute(
    rt.db,
  );
  const flags = args.profile ? ['--cpu-prof', `--cpu-prof-dir=${args.profile}`] : [];
  const scheduler = await startProgram(program, ['serve', '--roles', 'scheduler'], {
    env,
    flags,
    ready: /Ready:/,
  });
  const small = await draftCampaign(rt, workspace, 'GB');
  await launchCampaign(rt, workspace.actor, small);
  await untilExpanded(rt, small);
  const large = await draftCampaign(rt, workspace, 'BD');
  await sleep(1_000);
  const forecast = await timeForecast(large);
  if (args.statements) await forgetStatements(database.folder);
  const before = scheduler.rssMb();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, scheduler.rssMb())), 50);
  const sayUsage = meterUsage([
    { name: 'PostgreSQL', cpuSeconds: () => database.cpuSeconds() },
    { ...scheduler, name: 'scheduler' },
  ]);
  const began = performance.now();
  await launchCampaign(rt, workspace.actor, large);
  const launched = performance.now();
  const recipients = await untilExpanded(rt, large);
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(watch);
  say(
    `expand: ${recipients} queued in ${seconds.toFixed(2)} s, of which launching took ${((launched - began) / 1_000).toFixed(2)} s`,
  );
  sayUsage();
  if (args.statements) await sayStatements(database.folder);
  const queued = await waiting(rt, large);
  if (queued !== size) throw new Error(`${queued} messages wait; the audience has ${size} people.`);
  await scheduler.stop();
  result({
    bench: 'expand',
    recipients,
    seconds: round(seconds),
    // What is asked of 250,000: all queued within 15 s, and a process that does not grow with the audience.
    limit_seconds: round((15 * size) / 250_000),
    within_limits: seconds <= (15 * size) / 250_000 && peak <= 1.1 * before ? 'yes' : 'no',
    launch_seconds: round((launched - began) / 1_000),
    ...forecast,
    rss_mb: Math.round(peak),
    rss_before_mb: Math.round(before),
  });
} finally {
  await closeRuntime(rt);
  await database.stop();
}

/** Telegram reaches only people who opened a chat. */
function withChats(people: ReturnType<typeof makePeople>): ReturnType<typeof makePeople> {
  people.forEach((person, index) => {
    if (person.channel === 'telegram')
      person.chat = { id: `${person.phone.slice(1)}${index}`, bot: '7200000001' };
  });
  return people;
}

/** Counting the audience by the rules that send, and foretelling its end; processor time beside the time of the wall. */
async function timeForecast(id: string) {
  const campaign = await campaignById(rt.db, id);
  const began = performance.now();
  const [database0, here] = [database.cpuSeconds(), process.cpuUsage()];
  const { reachable } = await forecastCampaign(rt, campaign);
  const seconds = (performance.now() - began) / 1_000;
  const own = process.cpuUsage(here);
  if (reachable !== size) throw new Error(`The forecast reaches ${reachable} of ${size} people.`);
  return {
    forecast_seconds: round(seconds),
    forecast_postgres_cpu_s: round(database.cpuSeconds() - database0),
    forecast_own_cpu_s: round((own.user + own.system) / 1_000_000),
  };
}

async function untilExpanded(of: Runtime, id: string): Promise<number> {
  for (;;) {
    const { rows } = await sql<{ recipients: number; done: boolean }>`
      select total_recipients as recipients, expanded_at is not null as done from campaigns where id = ${id}`.execute(
      of.db,
    );
    if (rows[0]?.done) return rows[0].recipients;
    await sleep(20);
  }
}

async function waiting(of: Runtime, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from message_queue where campaign_id = ${id}`.execute(of.db);
  return rows[0]?.n ?? 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
