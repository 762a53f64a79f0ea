// The engine's side: the product's own program with all its roles, on a workspace whose people are equally spread over
// the channels. Measured from the start of a campaign that is fully queued until its last receipt is in the rollups.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { channels } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { expandNextChunk } from '../../../server/src/campaigns/expand-audience.ts';
import { launchCampaign, pauseCampaign, resumeCampaign } from '../../../server/src/campaigns/change-state.ts';
import { createCampaign } from '../../../server/src/campaigns/write-campaign.ts';
import { readConfig } from '../../../server/src/config.ts';
import { closeRuntime, createRuntime } from '../../../server/src/create-runtime.ts';
import { connect } from '../../../server/src/db/connect.ts';
import { freePort } from '../../../server/src/db/embedded/free-port.ts';
import { callbackUrl } from '../../../server/src/devices/queries.ts';
import type { Runtime } from '../../../server/src/runtime.ts';
import { loadAccountAccess } from '../../../server/src/webhooks/accounts.ts';
import { say } from '../support/arguments.ts';
import type { BenchDatabase } from '../support/database.ts';
import { meterUsage } from '../support/usage.ts';
import { forgetStatements, sayStatements } from '../support/statements.ts';
import { startProgram, type Program } from '../support/programs.ts';
import {
  forgetLedgers,
  callbacksSent,
  callbackTotals,
  ledgerTotals,
  startChats,
  startNetwork,
  type Network,
} from './network.ts';
import { benchSenders } from './senders.ts';
import { untilSteady, type Totals } from './steady.ts';
import { addPeople, makePeople, makeWorkspace, type Workspace } from './workspace.ts';

export type EngineRun = {
  perSecond: number;
  /** Between a tenth and nine tenths of all steps. */
  steadyPerSecond: number;
  lost: number;
  doubled: number;
  violations: number;
  rssMb: number;
  callbacksPerMessage: number;
};
export type EngineOptions = {
  size: number;
  warmUp: number;
  processes: number;
  /** WhatsApp's: as many as it documents unless told otherwise. */
  updatesPerCallback?: number;
  /** Folder for processor profiles of the server's processes. */
  profile: string | undefined;
  /** Say where PostgreSQL's time went. */
  statements: boolean;
};

const program = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));

/** Who does what, by number of processes. The first one listens. */
const splits: Record<number, string[]> = {
  1: ['api,dispatch,ingest,jobs,scheduler'],
  2: ['api,ingest', 'dispatch,jobs,scheduler'],
  3: ['api', 'dispatch', 'ingest,jobs,scheduler'],
  4: ['api', 'dispatch', 'ingest', 'jobs,scheduler'],
};

export async function runEngine(database: BenchDatabase, options: EngineOptions): Promise<EngineRun> {
  const split = splits[options.processes];
  if (!split) throw new Error(`--processes ${options.processes}: give 1 to 4.`);
  const port = await freePort();
  const env = {
    ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, SAMPARK_DEMO: 'off' },
    SAMPARK_SENDER_NETWORKS: 'private,loopback',
    ...{ SAMPARK_DATA: database.folder, SAMPARK_LOG: 'warn', SAMPARK_IN_FLIGHT: '2048' },
    ...{ SAMPARK_SECRET: randomBytes(32).toString('base64'), PORT: String(port) },
    SAMPARK_SUPPRESSION_KEY: randomBytes(32).toString('base64'),
  };
  const senders = benchSenders();
  const network = await startNetwork(senders, options);
  const rt = createRuntime(readConfig(env), { databaseUrl: database.appUrl });
  const servers: Program[] = [];
  try {
    say(`engine: ${options.size + options.warmUp} people with consents`);
    const workspace = await makeWorkspace(rt, senders, network.urls);
    await fill(rt, workspace, network, options.size, '+88017', 'BD');
    await fill(rt, workspace, network, options.warmUp, '+88018', 'GB');
    await sql`select ensure_month_partitions(${rt.clock.now()}::timestamptz - interval '1 month', 5)`.execute(
      rt.db,
    );
    const main = await queueCampaign(rt, workspace, 'BD');
    const warmUp = await queueCampaign(rt, workspace, 'GB');
    await tidy(database);

    for (const roles of split) {
      const flags = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : [];
      servers.push(await startProgram(program, ['serve', '--roles', roles], { env, flags, ready: /Ready:/ }));
    }
    await connectCallbacks(rt, workspace);
    await resumeCampaign(rt, workspace.actor, warmUp);
    await untilSteady(() => campaignTotals(rt, warmUp), options.warmUp);
    await forgetLedgers(network);
    await tidy(database);
    if (options.statements) await forgetStatements(database.folder);

    const sayUsage = meterUsage([
      { name: 'PostgreSQL', cpuSeconds: () => database.cpuSeconds() },
      { ...network.program, name: 'simulators' },
      ...servers.map((one, index) => ({ ...one, name: `server (${split[index] ?? ''})` })),
    ]);
    const callbacksBefore = await callbacksSent(network);
    const began = performance.now();
    await resumeCampaign(rt, workspace.actor, main);
    const seen = await untilSteady(() => campaignTotals(rt, main), options.size);
    const seconds = (seen.at - began) / 1_000;
    say(`engine: ${options.size} in ${seconds.toFixed(2)} s; ${JSON.stringify(seen.totals)}`);
    sayUsage();
    if (options.statements) await sayStatements(database.folder);
    return {
      perSecond: options.size / seconds,
      steadyPerSecond: (options.size * 0.8) / seen.steadySeconds,
      callbacksPerMessage: ((await callbacksSent(network)) - callbacksBefore) / options.size,
      ...(await settle(rt, network, main, options.size)),
      rssMb: servers.reduce((sum, one) => sum + one.peakMb(), 0),
    };
  } finally {
    for (const server of servers.reverse()) await server.stop();
    await closeRuntime(rt);
    await network.program.stop();
  }
}

/** What filling left behind is not the campaign's work; the ceiling begins tidied too. */
async function tidy(database: BenchDatabase): Promise<void> {
  const { pool } = connect(database.ownerUrl, { max: 1, name: 'tidy' });
  try {
    await pool.query('vacuum analyze');
  } finally {
    await pool.end();
  }
}

async function fill(
  rt: Runtime,
  workspace: Workspace,
  network: Network,
  size: number,
  prefix: string,
  country: string,
): Promise<void> {
  const people = makePeople(size, prefix);
  const bots = benchSenders().filter((one) => one.channel === 'telegram');
  const onTelegram = people.filter((one) => one.channel === 'telegram');
  const phones = onTelegram.map((one) => one.phone);
  const chats = await startChats(network, bots, phones);
  onTelegram.forEach((person, index) => {
    const chat = chats[index];
    const bot = bots[index % bots.length];
    if (chat && bot) person.chat = { id: chat, bot: bot.address };
  });
  await addPeople(rt, workspace, people, country);
}

/** Launched, expanded and paused: every message waits, none has left. No server runs yet. */
async function queueCampaign(rt: Runtime, { actor }: Workspace, country: string): Promise<string> {
  const id = await createCampaign(rt, actor, {
    name: `Review ${country}`,
    target_segment: { countries: [country] },
    message_content:
      'Dear {{ first_name }}, your portfolio review is ready. Shall we go through it this week?',
    channel_content: {
      whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] },
    },
  });
  await launchCampaign(rt, actor, id);
  while ((await expandNextChunk(rt)) !== undefined);
  await pauseCampaign(rt, actor, id);
  return id;
}

export async function connectCallbacks(rt: Runtime, { accounts }: Workspace): Promise<void> {
  const known = await loadAccountAccess(rt, [...accounts.values()]);
  for (const { access } of known.values()) {
    // Telegram's bots have nothing to say here: no receipts, and nobody answers.
    if (access.channel === 'telegram') continue;
    await rt.channels[access.channel].registerCallbacks?.(
      rt.http,
      access,
      callbackUrl(rt, access.channel, access.id),
    );
  }
  // Signal's streams are opened one by one by the ingest role.
  await sleep(6_000);
}

/** From the rollups: what they show has been through everything before them. */
async function campaignTotals(rt: Runtime, id: string): Promise<Totals> {
  const { rows } = await sql<{ metric: string; count: number }>`
    select metric, sum(count)::bigint as count from campaign_totals
    where campaign_id = ${id} and metric in ('sent', 'delivered', 'read', 'failed', 'unknown', 'skipped') group by 1
    union all select 'open', count(*) from (select from webhook_batches limit 1)`.execute(rt.db);
  const of = (metric: string) => rows.find((row) => row.metric === metric)?.count ?? 0;
  return {
    sent: of('sent'),
    settled: of('sent') + of('failed') + of('unknown') + of('skipped'),
    delivered: of('delivered'),
    read: of('read'),
    open: of('open'),
  };
}

/** Ours against the ledgers, and the rollups against the messages themselves. */
async function settle(rt: Runtime, network: Network, id: string, size: number) {
  const { rows } = await sql<{ status: string; count: number }>`
    select platform || ' ' || delivery_status as status, count(*) as count from messages where campaign_id = ${id} group by 1 order by 1`.execute(
    rt.db,
  );
  say(`engine: ${rows.map((row) => `${row.count} ${row.status}`).join(', ')}`);
  const out = rows
    .filter((row) => / (sent|delivered|read)$/.test(row.status))
    .reduce((sum, row) => sum + row.count, 0);
  const { rows: reasons } = await sql<{ reason: string; detail: unknown; count: number }>`
    select failed_reason as reason, min(decision::text) as detail, count(*) as count from messages
    where campaign_id = ${id} and delivery_status not in ('sent', 'delivered', 'read') group by 1`.execute(
    rt.db,
  );
  for (const one of reasons) say(`engine: ${one.count} not sent: ${one.reason} ${String(one.detail)}`);
  const totals = await campaignTotals(rt, id);
  if (totals.sent !== out) throw new Error(`The rollups say ${totals.sent} sent, the messages ${out}.`);
  const expected = (size / channels.length) * (channels.length - 1);
  if (totals.delivered !== expected) {
    say(`engine: ${totals.delivered} delivered of ${expected} expected; ${await callbackTotals(network)}`);
    const { rows: left } = await sql<{ what: string; n: number }>`
      select 'stored' as what, coalesce(sum(count), 0)::int as n from webhook_batches
      union all select 'waiting ' || reason, count(*)::int from webhook_leftovers group by reason`.execute(
      rt.db,
    );
    say(`engine: callbacks ${left.map((one) => `${one.n} ${one.what}`).join(', ')}`);
  }
  const ledger = await ledgerTotals(network);
  return {
    lost: size - Math.min(out, ledger.unique),
    doubled: ledger.doubled,
    violations: ledger.violations,
  };
}
