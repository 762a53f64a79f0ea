// Ours against theirs. Enters: every message of the campaign as the API shows it, and what the simulators wrote down
// themselves. Leaves: what is lost, doubled or in breach of a limit (product.md §4.6): a message is accepted once, or
// visibly unknown, failed, skipped, held or cancelled; anything else is lost. Waiting messages of a campaign that is
// still active (daily limits, retries) are waiting, not lost.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { MessageResource } from '@sampark/contracts/messages.ts';
import type { Client } from './api.ts';
import { channelNames } from './campaign.ts';
import { count, startProgress, type Terminal } from './progress.ts';
import { readLedger, type Simulators } from './simulators.ts';
import { table } from './table.ts';

export type OwnMessage = Pick<MessageResource, 'id' | 'platform' | 'delivery_status' | 'sent_at'>;

export type Check = {
  lost: number;
  doubled: number;
  violations: number;
  waiting: number;
  /** Accepted by a platform, then given up there and taken by the person's next channel. */
  moved: number;
};

const wentOut = new Set(['sent', 'delivered', 'read']);
const waiting = new Set(['pending', 'retrying', 'sending']);
/** Statuses under which a platform must not have the message. */
const neverLeft = new Set(['skipped', 'cancelled', 'held']);

export async function readMessages(client: Client, id: string, terminal: Terminal): Promise<OwnMessage[]> {
  const progress = startProgress(terminal);
  const messages: OwnMessage[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '200', ...(cursor ? { cursor } : {}) });
    const page: { items: MessageResource[]; next_cursor: string | null } = await client.ask(
      `/api/v1/campaigns/${id}/messages?${query}`,
    );
    for (const { id: own, platform, delivery_status, sent_at } of page.items)
      messages.push({ id: own, platform, delivery_status, sent_at });
    cursor = page.next_cursor;
    progress.show(`${count(messages.length)} messages read back`);
  } while (cursor);
  progress.done(`${count(messages.length)} messages read back over the API`);
  return messages;
}

export function ratesOf(messages: readonly OwnMessage[]): Map<Channel, number> {
  const rates = new Map<Channel, number>();
  for (const [channel, own] of Map.groupBy(messages, (one) => one.platform)) {
    const times = own.flatMap((one) => (one.sent_at ? [Date.parse(one.sent_at)] : []));
    const first = times.reduce((least, at) => Math.min(least, at), Infinity);
    const last = times.reduce((most, at) => Math.max(most, at), -Infinity);
    // What fits into one second is told as such.
    if (times.length > 0) rates.set(channel, times.length / Math.max(1, (last - first) / 1_000));
  }
  return rates;
}

export async function checkLedgers(
  simulators: Simulators,
  messages: readonly OwnMessage[],
  audience: { recipients: number; completed: boolean },
  terminal: Terminal,
): Promise<Check> {
  const statuses = new Map(messages.map((one) => [one.id, one]));
  const accepted = new Map<string, number>();
  const check: Check = { lost: 0, doubled: 0, violations: 0, waiting: 0, moved: 0 };
  const rows: string[][] = [];
  for (const [channel, url] of simulators) {
    let theirs = 0;
    let twice = 0;
    const summary = await readLedger(url, ({ key, count: times }) => {
      if (!statuses.has(key)) return;
      theirs++;
      if (times > 1) twice++;
      accepted.set(key, (accepted.get(key) ?? 0) + 1);
    });
    const ours = messages.filter(
      (one) => one.platform === channel && wentOut.has(one.delivery_status),
    ).length;
    check.doubled += twice;
    check.violations += summary.violations;
    rows.push([channelNames[channel], count(ours), count(theirs), count(twice), count(summary.violations)]);
  }
  for (const { id, delivery_status: status } of messages) {
    const theirs = accepted.get(id) ?? 0;
    if (theirs > 1) check.moved++;
    if (waiting.has(status) && !audience.completed) check.waiting++;
    else if (waiting.has(status)) check.lost++;
    else if (wentOut.has(status) && theirs === 0) check.lost++;
    else if (neverLeft.has(status) && theirs > 0) check.lost++;
  }
  check.lost += Math.max(0, audience.recipients - messages.length);
  for (const line of table(['platform', 'ours: out', 'theirs: accepted', 'doubled', 'violations'], rows))
    terminal.print(`  ${line}`);
  terminal.print(
    '  Theirs may be more than ours: a platform can accept a message and then report that it failed.',
  );
  if (check.moved > 0)
    terminal.print(
      `  ${count(check.moved)} were given up by one platform and taken by the person's next channel.`,
    );
  return check;
}
