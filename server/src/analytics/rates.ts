// Rates with what they are made of. A channel that cannot know something gives no rate for it, and says why. Pure.
import type { ChannelNumbers } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ChannelAdapter } from '../channels/channel.ts';

export type Receipts = ChannelAdapter['capabilities']['receipts'];
export type ReceiptsByChannel = Readonly<Record<Channel, Receipts>>;

export type RateReason = 'no_receipts' | 'nothing_sent';

export type Rate = { numerator: number; denominator: number; rate: number | null; reason: RateReason | null };

export type Rates = {
  delivery: Rate;
  read: Rate;
  reply: Rate;
  conversion: Rate;
  opt_out: Rate;
  failure: Rate;
};

/**
 * Delivery: of messages sent on channels that report arrival. Read: of messages delivered on channels that report
 * reading. Reply, conversion and opt-out: of messages sent. Failure: of messages whose outcome is known.
 */
export function ratesOf(byChannel: readonly [Channel, ChannelNumbers][], receipts: ReceiptsByChannel): Rates {
  const delivering = byChannel.filter(([channel]) => receipts[channel] !== 'none');
  const reading = byChannel.filter(([channel]) => receipts[channel] === 'read');
  const silent = byChannel.length > 0;
  return {
    delivery: rate(
      total(delivering, 'messages_delivered'),
      total(delivering, 'messages_sent'),
      silent && delivering.length === 0,
    ),
    read: rate(
      total(reading, 'messages_read'),
      total(reading, 'messages_delivered'),
      silent && reading.length === 0,
    ),
    reply: rate(total(byChannel, 'replied'), total(byChannel, 'messages_sent')),
    conversion: rate(total(byChannel, 'converted'), total(byChannel, 'messages_sent')),
    opt_out: rate(total(byChannel, 'opted_out'), total(byChannel, 'messages_sent')),
    failure: rate(total(byChannel, 'messages_failed'), total(byChannel, 'attempted')),
  };
}

export function receiptsOf(adapters: Readonly<Record<Channel, ChannelAdapter>>): ReceiptsByChannel {
  return {
    whatsapp: adapters.whatsapp.capabilities.receipts,
    telegram: adapters.telegram.capabilities.receipts,
    signal: adapters.signal.capabilities.receipts,
    imessage: adapters.imessage.capabilities.receipts,
  };
}

function rate(numerator: number, denominator: number, noReceipts = false): Rate {
  if (noReceipts) return { numerator: 0, denominator: 0, rate: null, reason: 'no_receipts' };
  if (denominator === 0) return { numerator, denominator, rate: null, reason: 'nothing_sent' };
  return { numerator, denominator, rate: numerator / denominator, reason: null };
}

function total(rows: readonly [Channel, ChannelNumbers][], field: keyof ChannelNumbers): number {
  return rows.reduce((sum, [, numbers]) => sum + numbers[field], 0);
}
