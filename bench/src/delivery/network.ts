// The simulators of one run, in a process of their own: everybody has an account, everything is delivered, 70% read,
// nobody answers. WhatsApp's callbacks carry up to `updatesPerCallback` updates, everybody else's one.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { control } from '../../../server/src/demo/simulators.ts';
import { fileURLToPath } from 'node:url';
import { startProgram, type Program } from '../support/programs.ts';
import { wabaId, type BenchAccount } from './senders.ts';

export type Network = { urls: Record<Channel, string>; program: Program };
export type LedgerTotals = { accepted: number; unique: number; doubled: number; violations: number };

const program = fileURLToPath(new URL('../../../simulators/src/main.ts', import.meta.url));

/** What Meta documents as the most, and the simulators' own default. */
const mostUpdates = 1_000;

export async function startNetwork(
  accounts: readonly BenchAccount[],
  { updatesPerCallback = mostUpdates } = {},
): Promise<Network> {
  const flags = ['--threads', '--exit-with-parent', '--callback-connections', '128'];
  const started = await startProgram(
    program,
    [...flags, '--updates-per-callback', String(updatesPerCallback)],
    { ready: /"ready":true/ },
  );
  const { urls } = JSON.parse(started.ready) as { urls: Record<Channel, string> };
  for (const channel of channels) {
    const own = accounts.filter((one) => one.channel === channel).map((one) => one.simulator);
    await control(urls[channel], 'POST', 'accounts', { accounts: own });
    await control(urls[channel], 'PATCH', 'behaviour', {
      people: {
        ...{ registered: 1, delivered: 1, read: 0.7, reply: 0, opt_out: 0 },
        delivery_ms: { min: 20, max: 100 },
        read_ms: { min: 50, max: 300 },
      },
    });
  }
  await control(urls.whatsapp, 'POST', 'templates', {
    templates: [
      {
        ...{ waba_id: wabaId, name: 'review', language: 'en', category: 'MARKETING', status: 'APPROVED' },
        components: templateComponents,
      },
    ],
  });
  return { urls, program: started };
}

export const templateComponents = [
  {
    type: 'BODY',
    text: 'Dear {{1}}, your portfolio review is ready. Shall we go through it this week?',
    example: { body_text: [['Rahim']] },
  },
];

/** Telegram's people press Start, each with one bot. Returns their chat ids in the order given. */
export async function startChats(
  network: Network,
  bots: readonly BenchAccount[],
  phones: readonly string[],
): Promise<string[]> {
  const chats: string[] = [];
  for (const [at, bot] of bots.entries()) {
    const people = phones.filter((_, index) => index % bots.length === at).map((address) => ({ address }));
    if (people.length === 0) continue;
    const answer = await control<{ chat_ids: number[] }>(network.urls.telegram, 'POST', 'start', {
      bot: bot.address,
      people,
    });
    answer.chat_ids.forEach((id, index) => (chats[index * bots.length + at] = String(id)));
  }
  return chats;
}

export async function ledgerTotals(network: Network): Promise<LedgerTotals> {
  const sum: LedgerTotals = { accepted: 0, unique: 0, doubled: 0, violations: 0 };
  for (const channel of channels) {
    const one = await control<LedgerTotals>(network.urls[channel], 'GET', 'ledger?summary=1');
    for (const name of Object.keys(sum) as (keyof LedgerTotals)[]) sum[name] += one[name];
  }
  return sum;
}

type Callbacks = { sent: number; failed: number; backlog: number; updates: number };

async function callbacksOf(network: Network, channel: Channel): Promise<Callbacks> {
  const health = await control<{ callbacks: Callbacks }>(network.urls[channel], 'GET', 'health');
  return health.callbacks;
}

/** How the simulators' callbacks fared: a receipt that is missing is either still with them or was refused. */
export async function callbackTotals(network: Network): Promise<string> {
  const said: string[] = [];
  for (const channel of channels)
    said.push(`${channel} ${JSON.stringify(await callbacksOf(network, channel))}`);
  return said.join(', ');
}

/** Deliveries so far: those of Signal's streams are none. */
export async function callbacksSent(network: Network): Promise<number> {
  let sum = 0;
  for (const channel of channels) sum += (await callbacksOf(network, channel)).sent;
  return sum;
}

export async function forgetLedgers(network: Network): Promise<void> {
  for (const channel of channels) await control(network.urls[channel], 'DELETE', 'ledger');
}
