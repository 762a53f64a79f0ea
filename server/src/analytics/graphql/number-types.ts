// Counters, rates and latencies as GraphQL types.
import type { ChannelNumbers, MessageNumbers } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { Histogram } from '../latency-buckets.ts';
import { percentile } from '../latency-buckets.ts';
import type { Rate, Rates } from '../rates.ts';
import { builder, ChannelEnum } from './builder.ts';

const counters = [
  ['sent', 'messages_sent', 'Reached at least `sent`'],
  ['delivered', 'messages_delivered', 'Known delivered; read implies it'],
  ['read', 'messages_read', 'Known read'],
  ['replied', 'replied', 'Got at least one reply'],
  ['converted', 'converted', 'Conversions recorded'],
  ['optedOut', 'opted_out', 'People who withdrew consent in answer'],
  ['failed', 'messages_failed', 'Failed, now'],
  ['attempted', 'attempted', 'Sent or failed: what the failure rate is of'],
  ['skipped', 'skipped', 'Not sent: policy said no'],
  ['unknown', 'unknown', 'Outcome not known, now'],
  ['held', 'held', 'Held for a person to decide, now'],
  ['cancelled', 'cancelled', 'Cancelled before they left'],
  ['retries', 'retries', 'Further tries after a temporary fault'],
] as const satisfies readonly [string, keyof ChannelNumbers, string][];

export const Numbers = builder.objectRef<MessageNumbers>('Numbers').implement({
  description:
    'Messages. sent ≥ delivered ≥ read is a funnel; failed, unknown and held are what is there now.',
  fields: (t) => ({
    queued: t.exposeInt('queued', { description: 'Messages made' }),
    waiting: t.exposeInt('waiting', { description: 'Not finished: pending, retrying or sending' }),
    ...Object.fromEntries(
      counters.map(([name, field, description]) => [
        name,
        t.int({ description, resolve: (numbers) => numbers[field] }),
      ]),
    ),
  }),
});

export const RateType = builder.objectRef<Rate>('Rate').implement({
  fields: (t) => ({
    numerator: t.exposeInt('numerator'),
    denominator: t.exposeInt('denominator'),
    rate: t.exposeFloat('rate', { nullable: true, description: '0 to 1; null where there is none' }),
    reason: t.expose('reason', {
      type: builder.enumType('RateReason', {
        values: {
          NO_RECEIPTS: { value: 'no_receipts', description: 'The channel does not report this' },
          NOTHING_SENT: { value: 'nothing_sent', description: 'Nothing to take a share of yet' },
        } as const,
      }),
      nullable: true,
      description: 'Why there is no rate',
    }),
  }),
});

export const RatesType = builder.objectRef<Rates>('Rates').implement({
  fields: (t) => ({
    delivery: t.expose('delivery', {
      type: RateType,
      description: 'Delivered, of sent on channels that report arrival',
    }),
    read: t.expose('read', {
      type: RateType,
      description: 'Read, of delivered on channels that report reading',
    }),
    reply: t.expose('reply', { type: RateType, description: 'Replied, of sent' }),
    conversion: t.expose('conversion', { type: RateType, description: 'Converted, of sent' }),
    optOut: t.expose('opt_out', { type: RateType, description: 'Opted out, of sent' }),
    failure: t.expose('failure', { type: RateType, description: 'Failed, of sent or failed' }),
  }),
});

export type ChannelReport = { channel: Channel; numbers: ChannelNumbers; rates: Rates };

export const ChannelReportType = builder.objectRef<ChannelReport>('ChannelReport').implement({
  fields: (t) => ({
    channel: t.expose('channel', { type: ChannelEnum }),
    ...Object.fromEntries(
      counters.map(([name, field, description]) => [
        name,
        t.int({ description, resolve: (report) => report.numbers[field] }),
      ]),
    ),
    rates: t.expose('rates', { type: RatesType }),
  }),
});

export const Percentiles = builder.objectRef<Histogram>('Percentiles').implement({
  description: 'Milliseconds, from a histogram: at most 19% from the exact value. Null without samples.',
  fields: (t) => ({
    samples: t.int({
      resolve: (histogram) => [...histogram.values()].reduce((sum, count) => sum + count, 0),
    }),
    p50: t.int({ nullable: true, resolve: (histogram) => percentile(histogram, 0.5) }),
    p95: t.int({ nullable: true, resolve: (histogram) => percentile(histogram, 0.95) }),
  }),
});
