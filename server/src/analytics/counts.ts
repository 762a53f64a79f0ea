// From counters of the log to the numbers people read. Pure.
import type { ChannelNumbers, MessageNumbers, NumbersByChannel } from '@sampark/contracts/analytics.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { Metric } from './metrics.ts';

/** `channel` is empty for what happened before one was chosen. */
export type Counter = { channel: string; metric: string; count: number };

export type Numbers = MessageNumbers & { by_channel: NumbersByChannel };

export function numbersOf(counters: readonly Counter[]): Numbers {
  const all = sums(counters);
  const by_channel: NumbersByChannel = {};
  for (const channel of channels) {
    const own = counters.filter((one) => one.channel === channel);
    if (own.length > 0) by_channel[channel] = channelNumbers(sums(own));
  }
  return {
    queued: all('queued'),
    waiting: atLeastZero(all('queued') - all('finished') + all('reopened')),
    ...channelNumbers(all),
    by_channel,
  };
}

/** Finished messages of a span of time: what a rate is made of. */
export function finishedOf(counters: readonly Counter[]): number {
  const all = sums(counters);
  return atLeastZero(all('finished') - all('reopened'));
}

/** In the order the dashboard shows them. */
export function presentChannels(byChannel: NumbersByChannel): [Channel, ChannelNumbers][] {
  return channels.flatMap((channel) => {
    const own = byChannel[channel];
    return own ? [[channel, own] as [Channel, ChannelNumbers]] : [];
  });
}

function channelNumbers(of: (metric: Metric) => number): ChannelNumbers {
  const unknown = atLeastZero(of('unknown') - of('left_unknown'));
  const held = atLeastZero(of('held') - of('left_held'));
  const finished = of('finished') - of('reopened');
  return {
    messages_sent: atLeastZero(of('sent') - of('left_sent')),
    messages_delivered: of('delivered'),
    messages_read: of('read'),
    replied: of('replied'),
    converted: of('converted'),
    opted_out: of('opted_out'),
    messages_failed: atLeastZero(of('failed') - of('left_failed')),
    // Finished in any other way was never tried, or is not known.
    attempted: atLeastZero(finished - of('skipped') - of('cancelled') - unknown - held),
    skipped: of('skipped'),
    unknown,
    held,
    cancelled: of('cancelled'),
    retries: of('retrying'),
  };
}

function sums(counters: readonly Counter[]): (metric: Metric) => number {
  const found = new Map<string, number>();
  for (const one of counters) found.set(one.metric, (found.get(one.metric) ?? 0) + one.count);
  return (metric) => found.get(metric) ?? 0;
}

/** A span of time may hold the leaving of a state and not the entering. */
function atLeastZero(value: number): number {
  return Math.max(0, value);
}
