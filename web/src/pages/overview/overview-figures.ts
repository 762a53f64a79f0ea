// The overview's rates and shares. Pure. Telegram bots get no receipts, so its messages are in no delivered or read
// rate; counting them would make every channel look worse than it is.
import type { NumbersByChannel, Overview, RunningCampaign } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { channelsWithReceipts } from '../../lib/channels.ts';

export type Rate = { part: number; whole: number };

export function receiptRates(byChannel: NumbersByChannel): { delivered: Rate; read: Rate } {
  const delivered = { part: 0, whole: 0 };
  const read = { part: 0, whole: 0 };
  for (const channel of channelsWithReceipts) {
    const numbers = byChannel[channel];
    if (!numbers) continue;
    delivered.part += numbers.messages_delivered;
    read.part += numbers.messages_read;
    delivered.whole += numbers.messages_sent;
    read.whole += numbers.messages_sent;
  }
  return { delivered, read };
}

export function sentWithoutReceipts(byChannel: NumbersByChannel): number {
  return byChannel.telegram?.messages_sent ?? 0;
}

/** Where a campaign's messages stand; the parts never overlap and add up to what was queued. */
export function campaignParts(numbers: RunningCampaign['numbers']) {
  const delivered = numbers.messages_delivered;
  const onTheWay = Math.max(0, numbers.messages_sent - delivered);
  const failed = numbers.messages_failed;
  const setAside = numbers.skipped + numbers.cancelled + numbers.held + numbers.unknown;
  return { delivered, onTheWay, failed, setAside, waiting: numbers.waiting, queued: numbers.queued };
}

/** Today on one channel, or on all. How many were queued and wait is known for all together only. */
export function todayOf(today: Overview['today'], channel: Channel | undefined) {
  if (!channel) return today;
  const {
    messages_sent = 0,
    messages_failed = 0,
    attempted = 0,
    replied = 0,
    opted_out = 0,
  } = today.by_channel[channel] ?? {};
  const own = today.by_channel[channel];
  return {
    ...{ messages_sent, messages_failed, attempted, replied, opted_out },
    waiting: undefined,
    by_channel: own ? { [channel]: own } : {},
  };
}

export function needsSomebody(overview: Overview): boolean {
  const { held, unknown } = overview.needs_a_person;
  return held + unknown + overview.devices.offline + overview.devices.degraded + overview.devices.held > 0;
}
