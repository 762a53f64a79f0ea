// A campaign of 1,000 alone, and again behind one of 250,000 on the same senders and channels: launch → all accepted. Once
// with the large one of another manager, once of the same. Run: npm run bench -- fairness --json [--size LARGE]
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expandNextChunk } from '../../server/src/campaigns/expand-audience.ts';
import { launchCampaign, pauseCampaign, resumeCampaign } from '../../server/src/campaigns/change-state.ts';
import { readConfig } from '../../server/src/config.ts';
import { closeRuntime, createRuntime } from '../../server/src/create-runtime.ts';
import { freePort } from '../../server/src/db/embedded/free-port.ts';
import type { Actor } from '../../server/src/http/route.ts';
import { ledgerTotals, startChats, startNetwork } from './delivery/network.ts';
import { connectCallbacks } from './delivery/engine.ts';
import { benchSenders } from './delivery/senders.ts';
import { addPeople, makePeople, makeWorkspace, type Workspace } from './delivery/workspace.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { draftCampaign } from './support/campaigns.ts';
import { startBenchDatabase } from './support/database.ts';
import { startProgram, type Program } from './support/programs.ts';

const args = benchArguments(['small']);
const large = Math.ceil((args.number('size') ?? 250_000) / 4) * 4;
const small = Math.ceil((args.number('small') ?? 1_000) / 4) * 4;
const program = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
const split = ['api', 'dispatch', 'ingest,jobs,scheduler'];
const patienceMs = 600_000;
const settlesMs = 3_000;

const database = await startBenchDatabase();
const env = {
  ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, SAMPARK_DEMO: 'off' },
  SAMPARK_SENDER_NETWORKS: 'private,loopback',
  ...{ SAMPARK_DATA: database.folder, SAMPARK_LOG: 'warn', PORT: String(await freePort()) },
  ...{ SAMPARK_SECRET: randomBytes(32).toString('base64'), SAMPARK_IN_FLIGHT: '2048' },
  SAMPARK_SUPPRESSION_KEY: randomBytes(32).toString('base64'),
};
const senders = benchSenders();
const network = await startNetwork(senders);
const rt = createRuntime(readConfig(env), { databaseUrl: database.appUrl });
const servers: Program[] = [];
try {
  const workspace = await makeWorkspace(rt, senders, network.urls);
  const other = await otherManager(workspace.actor);
  say(`fairness: ${large} people, and four times ${small}`);
  await fill(workspace, workspace.actor, large, '+88017', 'BD');
  // One audience each: nobody's weekly caps and pair limits stand in the way of the next run.
  await fill(workspace, other, small, '+88018', 'GB');
  await fill(workspace, other, small, '+88019', 'AE');
  await fill(workspace, workspace.actor, small, '+88016', 'SG');
  await fill(workspace, workspace.actor, small, '+88015', 'LK');
  await sql`select ensure_month_partitions(${rt.clock.now()}::timestamptz - interval '1 month', 5)`.execute(
    rt.db,
  );
  const big = await draftCampaign(rt, workspace, 'BD');
  await launchCampaign(rt, workspace.actor, big);
  while ((await expandNextChunk(rt)) !== undefined);
  await pauseCampaign(rt, workspace.actor, big);
  await sql`analyze prospects, relationships, consents, channel_identities`.execute(rt.db);
  for (const roles of split)
    servers.push(await startProgram(program, ['serve', '--roles', roles], { env, ready: /Ready:/ }));
  await connectCallbacks(rt, workspace);

  const lone = await timeCampaign(other, 'GB');
  // A manager with 250,000 people waits longer for an audience of 1,000, whoever else sends.
  const sameLone = await timeCampaign(workspace.actor, 'LK');
  await resumeCampaign(rt, workspace.actor, big);
  await sleep(settlesMs);
  const sentBefore = await sentOf(big);
  const behind = await timeCampaign(other, 'AE');
  const sentMeanwhile = (await sentOf(big)) - sentBefore;
  const same = await timeCampaign(workspace.actor, 'SG');
  const left = large - (await sentOf(big));
  await pauseCampaign(rt, workspace.actor, big);
  if (left < small) say('fairness: the large campaign ended early; give a larger --size');
  say(`fairness: meanwhile ${sentMeanwhile} of the large campaign left as well; ${left} still wait`);
  const ledger = await ledgerTotals(network);
  result({
    bench: 'fairness',
    lone_seconds: hundredths(lone),
    behind_seconds: hundredths(behind),
    ratio: hundredths(behind / lone),
    same_manager_lone_seconds: hundredths(sameLone),
    same_manager_seconds: hundredths(same),
    same_manager_ratio: hundredths(same / sameLone),
    recipients: small,
    behind: large,
    doubled: ledger.doubled,
    violations: ledger.violations,
  });
} finally {
  for (const server of servers.reverse()) await server.stop();
  await closeRuntime(rt);
  await network.program.stop();
  await database.stop();
}

async function otherManager(like: Actor): Promise<Actor> {
  const { id } = await rt.db
    .insertInto('users')
    .values({
      workspace_id: like.workspace_id,
      email: 'other@bench.test',
      name: 'Omar Haddad',
      password_hash: '!',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { ...like, user_id: id };
}

async function fill(
  workspace: Workspace,
  actor: Actor,
  count: number,
  prefix: string,
  country: string,
): Promise<void> {
  const people = makePeople(count, prefix);
  const bots = senders.filter((one) => one.channel === 'telegram');
  const onTelegram = people.filter((one) => one.channel === 'telegram');
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
  await addPeople(rt, { ...workspace, actor }, people, country);
}

/** From the press of "launch" until every message of it was accepted by its platform. */
async function timeCampaign(actor: Actor, country: string): Promise<number> {
  const id = await draftCampaign(rt, { actor }, country);
  const began = performance.now();
  await launchCampaign(rt, actor, id);
  while ((await sentOf(id)) < small) {
    if (performance.now() - began > patienceMs) throw new Error(`${await sentOf(id)} of ${small} were sent.`);
    await sleep(20);
  }
  const seconds = (performance.now() - began) / 1_000;
  say(`fairness: ${country} took ${seconds.toFixed(2)} s`);
  return seconds;
}

async function sentOf(id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from messages m join campaigns c on c.id = m.campaign_id
    where m.campaign_id = ${id} and m.created_at = c.launched_at and m.sent_at is not null`.execute(rt.db);
  return rows[0]?.n ?? 0;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
