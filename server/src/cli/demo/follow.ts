// Follows a launched campaign: sent of total, rate, ETA; then waits until receipts and replies have settled.
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './api.ts';
import { bar, count, duration, startProgress, type Terminal } from './progress.ts';

export type Patience = {
  /** Receipts count as settled after so long without a change. */
  quietMs: number;
  /** And are not waited for longer than this after the last send. */
  mostMs: number;
  /** Sending that stands still for so long (daily limits) is not waited for. */
  stuckMs: number;
};

export type Followed = { campaign: CampaignResource; seconds: number; completed: boolean };

const everyMs = 500;
const rateWindowMs = 5_000;

export async function followCampaign(
  client: Client,
  id: string,
  patience: Patience,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Followed> {
  const began = performance.now();
  const sending = await followSending(client, id, patience, terminal, signal);
  const seconds = (performance.now() - began) / 1_000;
  const settled = await followReceipts(client, id, patience, terminal, signal);
  return { campaign: settled, seconds, completed: sending.status === 'completed' };
}

async function followSending(
  client: Client,
  id: string,
  patience: Patience,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<CampaignResource> {
  const progress = startProgress(terminal);
  const seen: { at: number; done: number }[] = [];
  const began = performance.now();
  let movedAt = began;
  for (;;) {
    const campaign = await client.ask<CampaignResource>(`/api/v1/campaigns/${id}`);
    const { numbers } = campaign;
    const done = numbers.queued - numbers.waiting;
    const now = performance.now();
    if (done !== seen.at(-1)?.done) movedAt = now;
    seen.push({ at: now, done });
    while (seen.length > 2 && now - (seen[0]?.at ?? now) > rateWindowMs) seen.shift();
    const first = seen[0] ?? { at: now, done };
    const rate = now > first.at ? ((done - first.done) * 1_000) / (now - first.at) : 0;
    const eta = rate > 0 && numbers.waiting > 0 ? `, ${duration(numbers.waiting / rate)} left` : '';
    const total = Math.max(numbers.queued, campaign.total_recipients);
    const line = `${bar(total === 0 ? 0 : done / total)}  ${count(numbers.messages_sent)} sent of ${count(total)}, ${count(Math.round(rate))} msg/s${eta}`;
    if (campaign.status !== 'active') {
      const took = (now - began) / 1_000;
      progress.done(
        `${bar(total === 0 ? 1 : done / total)}  ${count(numbers.messages_sent)} sent of ${count(total)} in ${duration(took)}; campaign ${campaign.status}`,
      );
      return campaign;
    }
    if (now - movedAt > patience.stuckMs) {
      progress.done(
        `${line}; standing still: ${count(numbers.waiting)} wait for their senders or for a retry`,
      );
      return campaign;
    }
    progress.show(line);
    await sleep(everyMs, undefined, { signal });
  }
}

async function followReceipts(
  client: Client,
  id: string,
  patience: Patience,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<CampaignResource> {
  const progress = startProgress(terminal);
  const began = performance.now();
  let changedAt = began;
  let last = '';
  for (;;) {
    const campaign = await client.ask<CampaignResource>(`/api/v1/campaigns/${id}`);
    const { numbers } = campaign;
    const now = performance.now();
    const text = JSON.stringify(numbers);
    if (text !== last) changedAt = now;
    last = text;
    const line = `Receipts: ${count(numbers.messages_delivered)} delivered, ${count(numbers.messages_read)} read, ${count(numbers.replied)} replied`;
    if (now - changedAt >= patience.quietMs || now - began >= patience.mostMs) {
      progress.done(line);
      return campaign;
    }
    progress.show(line);
    await sleep(everyMs, undefined, { signal });
  }
}
