// `sampark demo`: the main job without a browser, through the HTTP API as any client would use it. Enters: a contact
// file. Leaves: a finished campaign and its proof against the platforms' own ledgers; the exit code is 0 only if
// nothing was lost or doubled and no platform's limit was breached.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { Config } from '../config.ts';
import { demoLogins, demoPassword } from '../demo/seed-demo.ts';
import { DemoStopped, signIn } from './demo/api.ts';
import { createReview, forecastOf, launch, showForecast } from './demo/campaign.ts';
import { checkLedgers, ratesOf, readMessages, type Check } from './demo/check-ledgers.ts';
import { followCampaign, type Patience } from './demo/follow.ts';
import { checkFile, importContacts } from './demo/import-contacts.ts';
import { openTelegram } from './demo/open-telegram.ts';
import { count, type Terminal } from './demo/progress.ts';
import { showReport } from './demo/report.ts';
import { findSimulators, hurryPeople } from './demo/simulators.ts';
import { startWorld } from './demo/world.ts';

export type DemoFlags = { contacts: string; country?: string; url?: string };

const own: Patience = { quietMs: 4_000, mostMs: 60_000, stuckMs: 60_000 };
// In a demo that runs already people take their time.
const shared: Patience = { quietMs: 20_000, mostMs: 300_000, stuckMs: 120_000 };

/** Returns the exit code. Ctrl-C stops it, and removes the world it made for itself. */
export async function runDemoCampaign(
  config: Config,
  flags: DemoFlags,
  print: (line: string) => void,
): Promise<number> {
  const stopping = new AbortController();
  const interrupt = () => {
    // A second Ctrl-C means now.
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const terminal: Terminal = {
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    write: (text) => void process.stdout.write(text),
    print,
  };
  try {
    await checkFile(flags.contacts);
    if (flags.country !== undefined && !/^[a-z]{2}$/i.test(flags.country))
      throw new DemoStopped(`--country "${flags.country}": give two letters, such as BD.`);
    if (flags.url !== undefined) {
      if (!URL.canParse(flags.url)) throw new DemoStopped(`--url "${flags.url}" is not an address.`);
      return await mainJob(flags.url.replace(/\/+$/, ''), flags, shared, terminal, stopping.signal);
    }
    return await inOwnWorld(config, flags, terminal, stopping.signal);
  } catch (error) {
    if (stopping.signal.aborted) {
      print('Stopped.');
      return 130;
    }
    if (!(error instanceof DemoStopped)) throw error;
    print('');
    print(error.message);
    return 1;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

async function inOwnWorld(
  config: Config,
  flags: DemoFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const began = performance.now();
  terminal.print('Starting Sampark in a folder of its own, which is removed at the end');
  const world = await startWorld(config, () => {});
  try {
    signal.throwIfAborted();
    terminal.print(`  ready after ${((performance.now() - began) / 1_000).toFixed(1)} s: ${world.url}`);
    return await mainJob(world.url, flags, own, terminal, signal);
  } finally {
    await world.stop();
  }
}

async function mainJob(
  url: string,
  flags: DemoFlags,
  patience: Patience,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { print } = terminal;
  const [adminLogin, pmLogin] = demoLogins;
  const client = await signIn(url, { email: pmLogin.email, password: demoPassword }, signal);
  const admin = await signIn(url, { email: adminLogin.email, password: demoPassword }, signal);
  const simulators = await findSimulators(admin);
  if (patience === own) {
    await hurryPeople(simulators);
    print('  The simulated people receive, read and answer within seconds here');
  }

  print(`Importing ${flags.contacts} as ${pmLogin.email}`);
  const imported = await importContacts(client, flags.contacts, flags.country, terminal, signal);

  print('Telegram');
  const campaign = await createReview(client, imported.id);
  const onTelegram = async () => recipients(await forecastOf(client, campaign.id), 'telegram');
  const telegram = simulators.get('telegram');
  if (telegram) await openTelegram(client, telegram, imported.id, onTelegram, terminal, signal);

  print(`Forecast of "${campaign.name}"`);
  showForecast(await forecastOf(client, campaign.id), terminal);

  print('Sending (Ctrl-C stops)');
  await launch(client, campaign.id);
  const followed = await followCampaign(client, campaign.id, patience, terminal, signal);

  print('Result');
  const messages = await readMessages(client, campaign.id, terminal);
  await showReport(client, campaign.id, ratesOf(messages), terminal);

  print('Check against the platforms’ own ledgers');
  const audience = { recipients: followed.campaign.total_recipients, completed: followed.completed };
  const check = await checkLedgers(simulators, messages, audience, terminal);
  print('');
  return conclude(check, followed.campaign.numbers.messages_sent, patience === own, terminal);
}

function recipients(forecast: CampaignForecast, channel: string): number {
  return forecast.by_channel.find((one) => one.channel === channel)?.recipients ?? 0;
}

function conclude(check: Check, sent: number, ownWorld: boolean, { print }: Terminal): number {
  const { lost, doubled, violations, waiting } = check;
  if (waiting > 0) {
    const then = ownWorld ? 'this world ends before their turn' : 'Sampark goes on with them';
    print(`${count(waiting)} still wait for a sender or for a retry: ${then}.`);
  }
  const numbers = `${count(lost)} lost, ${count(doubled)} doubled, ${count(violations)} breaches of a platform’s limits.`;
  if (lost + doubled + violations > 0) {
    print(`NOT OK: ${numbers}`);
    return 1;
  }
  if (sent === 0) {
    print('NOT OK: nothing was sent.');
    return 1;
  }
  print(`OK: ${numbers}`);
  return 0;
}
