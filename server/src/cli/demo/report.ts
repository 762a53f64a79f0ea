// The final table per channel, from the analytics the dashboard uses too.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { policyReasonText, type PolicyReasonCode } from '@sampark/contracts/policy.ts';
import type { Client } from './api.ts';
import { channelNames } from './campaign.ts';
import { count, type Terminal } from './progress.ts';
import { table } from './table.ts';

type Upper = Uppercase<Channel>;
type Numbers = Record<
  'sent' | 'delivered' | 'read' | 'replied' | 'failed' | 'unknown' | 'skipped' | 'held' | 'cancelled',
  number
>;
type Percentiles = { p50: number | null; p95: number | null };
type Answer = {
  data?: {
    campaignPerformance: { channels: ({ channel: Upper } & Numbers)[] };
    failureReasons: {
      kind: string;
      channel: Upper | null;
      code: string;
      text: string | null;
      count: number;
    }[];
    latency: { channel: Upper; accepted: Percentiles; delivered: Percentiles }[];
  };
  errors?: { message: string }[];
};

const query = `query ($id: ID!) {
  campaignPerformance(id: $id) {
    channels { channel sent delivered read replied failed unknown skipped held cancelled }
  }
  failureReasons(campaignId: $id) { kind channel code text count }
  latency(campaignId: $id) { channel accepted { p50 p95 } delivered { p50 p95 } }
}`;

export async function showReport(
  client: Client,
  id: string,
  /** Messages a second of each channel, between its first and its last acceptance. */
  rates: ReadonlyMap<Channel, number>,
  terminal: Terminal,
): Promise<void> {
  const answer = await client.ask<Answer>('/graphql', { method: 'POST', json: { query, variables: { id } } });
  if (!answer.data) throw new Error(`Analytics: ${answer.errors?.[0]?.message ?? 'no answer'}`);
  const { campaignPerformance, failureReasons, latency } = answer.data;
  const rows = channels.map((channel) => {
    const name = channel.toUpperCase() as Upper;
    const numbers = campaignPerformance.channels.find((one) => one.channel === name);
    const times = latency.find((one) => one.channel === name);
    const receipts = channel !== 'telegram';
    return [
      channelNames[channel],
      number(numbers?.sent),
      receipts ? number(numbers?.delivered) : '—',
      receipts ? number(numbers?.read) : '—',
      number(numbers?.replied),
      number(numbers?.failed),
      number(numbers?.unknown),
      milliseconds(times?.accepted),
      receipts ? milliseconds(times?.delivered) : '—',
      count(Math.round((rates.get(channel) ?? 0) * 10) / 10),
    ];
  });
  const header = [
    'channel',
    'accepted',
    'delivered',
    'read',
    'replied',
    'failed',
    'unknown',
    'answer p50/p95',
    'delivery p50/p95',
    'msg/s',
  ];
  for (const line of table(header, rows)) terminal.print(`  ${line}`);
  terminal.print('  Telegram gives no receipts: whether a message arrived or was read there is not known.');
  terminal.print('  WhatsApp dates its receipts in whole seconds.');
  const skipped = campaignPerformance.channels.reduce((sum, one) => sum + one.skipped, 0);
  if (skipped > 0) terminal.print(`  ${count(skipped)} people were skipped`);
  for (const one of failureReasons) {
    if (!told.has(one.kind)) continue;
    const text = one.text ?? policyReasonText[one.code as PolicyReasonCode] ?? one.code;
    // Who was skipped was never tried on the channel they were queued for.
    const tried = one.channel && one.kind !== 'SKIPPED';
    const where = tried ? ` (${channelNames[one.channel?.toLowerCase() as Channel]})` : '';
    terminal.print(`    ${count(one.count)} ${one.kind.toLowerCase()}${where}: ${text}`);
  }
}

const told = new Set(['FAILED', 'SKIPPED', 'UNKNOWN', 'HELD']);

function number(value: number | undefined): string {
  return count(value ?? 0);
}

function milliseconds(value: Percentiles | undefined): string {
  if (value?.p50 === undefined || value.p50 === null) return '—';
  return `${count(value.p50)} / ${count(value.p95 ?? value.p50)} ms`;
}
