// How the dashboard feels with 250,000 people in it while 500 messages a second go out: the time from a key or a click to
// the next frame, as the browser measures it. Run: npm run bench -- dashboard --json [--size PEOPLE] [--seconds N]
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expandNextChunk } from '../../server/src/campaigns/expand-audience.ts';
import { launchCampaign, pauseCampaign, resumeCampaign } from '../../server/src/campaigns/change-state.ts';
import { createCampaign } from '../../server/src/campaigns/write-campaign.ts';
import { readConfig } from '../../server/src/config.ts';
import { closeRuntime, createRuntime } from '../../server/src/create-runtime.ts';
import { freePort } from '../../server/src/db/embedded/free-port.ts';
import type { Runtime } from '../../server/src/runtime.ts';
import { hashPassword } from '../../server/src/users/passwords.ts';
import { launchChromium } from '../../server/test/support/chromium.ts';
import { connectCallbacks } from './delivery/engine.ts';
import { startChats, startNetwork } from './delivery/network.ts';
import { benchSenders } from './delivery/senders.ts';
import { addPeople, makePeople, makeWorkspace, type Workspace } from './delivery/workspace.ts';
import { Hands, percentile, thresholdMs, watchInteractions } from './dashboard/interactions.ts';
import { tour } from './dashboard/tour.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';
import { startProgram } from './support/programs.ts';

const args = benchArguments(['rate']);
const people = args.number('size') ?? 250_000;
const seconds = args.number('seconds') ?? 60;
const rate = args.number('rate') ?? 500;
const password = 'four unrelated words';
const program = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));

const database = await startBenchDatabase();
const port = await freePort();
const env = {
  ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, SAMPARK_DEMO: 'off' },
  SAMPARK_SENDER_NETWORKS: 'private,loopback',
  ...{ SAMPARK_DATA: database.folder, SAMPARK_LOG: 'warn', PORT: String(port) },
  SAMPARK_SECRET: randomBytes(32).toString('base64'),
  SAMPARK_SUPPRESSION_KEY: randomBytes(32).toString('base64'),
};
const senders = benchSenders();
const network = await startNetwork(senders);
const rt = createRuntime(readConfig(env), { databaseUrl: database.appUrl });
const browser = await launchChromium();
try {
  const workspace = await makeWorkspace(rt, senders, network.urls);
  // Enough to last for the whole tour at this rate.
  const audience = Math.min(people, Math.ceil((seconds + 60) * rate * 1.2));
  const campaign = await queueAudience(rt, workspace, audience);
  for (let from = audience, part = 0; from < people; from += 50_000, part++)
    await addPeople(rt, workspace, makePeople(Math.min(50_000, people - from), `+4474${part}`), 'GB');
  await rt.db
    .updateTable('users')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', workspace.actor.user_id)
    .execute();
  await sql`analyze`.execute(rt.db);
  say(`${people} people, ${audience} of them in a campaign at ${rate} messages a second`);
  const server = await startProgram(program, ['serve', '--roles', 'api,dispatch,ingest,jobs,scheduler'], {
    env,
    ready: /Ready:/,
  });
  await connectCallbacks(rt, workspace);
  await resumeCampaign(rt, workspace.actor, campaign);

  const context = await browser.newContext({
    ...{ baseURL: `http://127.0.0.1:${port}`, viewport: { width: 1440, height: 900 }, locale: 'en-GB' },
  });
  await context.addInitScript(watchInteractions);
  const login = await context.request.post('/api/v1/auth/login', {
    data: { email: 'pm@bench.test', password },
  });
  if (!login.ok()) throw new Error(`Signing in: ${login.status()} ${await login.text()}`);
  const hands = new Hands(await context.newPage());
  const sentAtFirst = await sentSoFar(rt, campaign);
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) await tour(hands, campaign);
  const took = (performance.now() - began) / 1_000;
  const sentPerSecond = ((await sentSoFar(rt, campaign)) - sentAtFirst) / took;
  const quick = Math.max(0, hands.done - hands.slow.length);
  const all = [...hands.slow.map((one) => one.ms), ...Array.from({ length: quick }, () => thresholdMs)];
  for (const { what, ms } of hands.slow.toSorted((a, b) => b.ms - a.ms).slice(0, 8))
    say(`  ${ms} ms  ${what}`);
  result({
    bench: 'dashboard',
    people,
    sent_per_s: Math.round(sentPerSecond),
    interactions: hands.done,
    p50_ms: percentile(all, 0.5),
    p95_ms: percentile(all, 0.95),
    worst_ms: Math.max(...all),
  });
  await context.close();
  await server.stop();
} finally {
  await browser.close();
  await closeRuntime(rt);
  await network.program.stop();
  await database.stop();
}

/** A campaign over the first people, fully queued and paused: every message waits. */
async function queueAudience(rt: Runtime, workspace: Workspace, size: number): Promise<string> {
  const some = makePeople(size, '+88017');
  const bots = senders.filter((one) => one.channel === 'telegram');
  const onTelegram = some.filter((one) => one.channel === 'telegram');
  const chats = await startChats(
    network,
    bots,
    onTelegram.map((one) => one.phone),
  );
  onTelegram.forEach((person, index) => {
    const chat = chats[index];
    const bot = bots[index % bots.length];
    if (chat && bot) person.chat = { id: chat, bot: bot.address };
  });
  await addPeople(rt, workspace, some, 'BD');
  // As an import does when it is done.
  await sql`analyze`.execute(rt.db);
  await sql`select ensure_month_partitions(${rt.clock.now()}::timestamptz - interval '1 month', 5)`.execute(
    rt.db,
  );
  const { actor } = workspace;
  const id = await createCampaign(rt, actor, {
    name: 'Portfolio review',
    target_segment: { countries: ['BD'] },
    message_content:
      'Dear {{ first_name }}, your portfolio review is ready. Shall we go through it this week?',
    channel_content: {
      whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] },
    },
    pace_per_second: rate,
  });
  await launchCampaign(rt, actor, id);
  while ((await expandNextChunk(rt)) !== undefined);
  await pauseCampaign(rt, actor, id);
  return id;
}

async function sentSoFar(rt: Runtime, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(count), 0)::int as n from campaign_totals where campaign_id = ${id} and metric = 'sent'`.execute(
    rt.db,
  );
  return rows[0]?.n ?? 0;
}
