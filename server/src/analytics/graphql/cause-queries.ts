// failureReasons, latency and deviceHealth.
import { sendCodeText, type SendCode } from '@sampark/contracts/send-codes.ts';
import type { Channel, HealthStatus } from '@sampark/contracts/domain.ts';
import { channels, healthStatuses } from '@sampark/contracts/domain.ts';
import {
  deviceHealthCounts,
  devicesWorstFirst,
  healthHistory,
  type DeviceHealthRow,
  type HealthChange,
} from '../device-queries.ts';
import type { Histogram } from '../latency-buckets.ts';
import { latencyHistograms, reasons, type ReasonRow } from '../queries.ts';
import { scopeOf, visibleCampaign } from '../visible.ts';
import { builder, ChannelEnum, pageSize, spanOf } from './builder.ts';
import { Percentiles } from './number-types.ts';

const ReasonKind = builder.enumType('ReasonKind', {
  values: Object.fromEntries(
    (['failed', 'skipped', 'unknown', 'held', 'retrying', 'rescheduled'] as const).map((one) => [
      one.toUpperCase(),
      { value: one },
    ]),
  ),
});

const Reason = builder.objectRef<ReasonRow>('Reason').implement({
  fields: (t) => ({
    kind: t.field({ type: ReasonKind, resolve: (row) => row.kind as never }),
    channel: t.field({
      type: ChannelEnum,
      nullable: true,
      description: 'Null: no channel was chosen',
      resolve: (row) => (row.channel === '' ? null : (row.channel as Channel)),
    }),
    code: t.exposeString('code'),
    text: t.string({
      nullable: true,
      description: 'What a person reads; null for codes of the policy, which the dashboard names',
      resolve: (row) => (row.code in sendCodeText ? sendCodeText[row.code as SendCode] : null),
    }),
    count: t.exposeInt('count'),
  }),
});

builder.queryField('failureReasons', (t) =>
  t.field({
    type: [Reason],
    description: 'Why messages failed, were skipped or held, most frequent first. Last 30 days unless said.',
    args: {
      from: t.arg({ type: 'DateTime' }),
      to: t.arg({ type: 'DateTime' }),
      campaignId: t.arg.id(),
      kind: t.arg({ type: ReasonKind }),
    },
    resolve: async (_root, args, context) => {
      const { rt, actor } = context;
      const campaign = args.campaignId ? await visibleCampaign(rt.db, actor, args.campaignId) : undefined;
      const rows = await reasons(rt.db, scopeOf(actor), spanOf(context, args, 30), campaign?.id);
      return rows.filter((row) => !args.kind || row.kind === (args.kind as string)).slice(0, 200);
    },
  }),
);

type ChannelLatency = { channel: Channel; histograms: ReadonlyMap<string, Histogram> };

const none: Histogram = new Map();

const Latency = builder.objectRef<ChannelLatency>('ChannelLatency').implement({
  fields: (t) => ({
    channel: t.expose('channel', { type: ChannelEnum }),
    accepted: t.field({
      type: Percentiles,
      description: 'Queued until the platform accepted it',
      resolve: (one) => one.histograms.get('latency_sent') ?? none,
    }),
    delivered: t.field({
      type: Percentiles,
      description: 'Accepted until delivered',
      resolve: (one) => one.histograms.get('latency_delivered') ?? none,
    }),
    read: t.field({
      type: Percentiles,
      description: 'Delivered until read',
      resolve: (one) => one.histograms.get('latency_read') ?? none,
    }),
    replied: t.field({
      type: Percentiles,
      description: 'Sent until the first reply',
      resolve: (one) => one.histograms.get('latency_replied') ?? none,
    }),
  }),
});

builder.queryField('latency', (t) =>
  t.field({
    type: [Latency],
    description: 'Of a campaign since launch, or of everything in the span (last 7 days, in whole UTC days).',
    args: { from: t.arg({ type: 'DateTime' }), to: t.arg({ type: 'DateTime' }), campaignId: t.arg.id() },
    resolve: async (_root, args, context) => {
      const { rt, actor } = context;
      const campaign = args.campaignId ? await visibleCampaign(rt.db, actor, args.campaignId) : undefined;
      const rows = await latencyHistograms(rt.db, scopeOf(actor), spanOf(context, args, 7), campaign?.id);
      return channels.flatMap((channel): ChannelLatency[] => {
        const own = rows.filter((row) => row.channel === channel);
        if (own.length === 0) return [];
        const histograms = new Map<string, Map<number, number>>();
        for (const row of own) {
          const histogram = histograms.get(row.metric) ?? new Map<number, number>();
          histograms.set(row.metric, histogram.set(Number(row.code), row.count));
        }
        return [{ channel, histograms }];
      });
    },
  }),
);

const HealthEnum = builder.enumType('HealthStatus', {
  values: Object.fromEntries(healthStatuses.map((one) => [one.toUpperCase(), { value: one }])) as Record<
    Uppercase<HealthStatus>,
    { value: HealthStatus }
  >,
});

const Change = builder.objectRef<HealthChange>('HealthChange').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    status: t.exposeString('health_status'),
    reason: t.exposeString('reason', { nullable: true }),
    accountId: t.exposeID('account_id', { nullable: true }),
  }),
});

type Device = DeviceHealthRow & { history: HealthChange[] };

const DeviceType = builder.objectRef<Device>('DeviceHealth').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    platform: t.exposeString('platform_type'),
    status: t.field({ type: HealthEnum, resolve: (one) => one.health_status as never }),
    reason: t.exposeString('health_reason', { nullable: true }),
    lastCheck: t.expose('last_health_check', { type: 'DateTime' }),
    sentToday: t.exposeInt('messages_sent_today'),
    history: t.expose('history', { type: [Change], description: 'Last changes, newest first' }),
  }),
});

type Fleet = { healthy: number; degraded: number; offline: number; devices: Device[] };

const FleetType = builder.objectRef<Fleet>('FleetHealth').implement({
  fields: (t) => ({
    healthy: t.exposeInt('healthy'),
    degraded: t.exposeInt('degraded'),
    offline: t.exposeInt('offline'),
    devices: t.expose('devices', { type: [DeviceType], description: 'Worst first' }),
  }),
});

builder.queryField('deviceHealth', (t) =>
  t.field({
    type: FleetType,
    args: {
      first: t.arg.int({ defaultValue: 50, description: 'Devices, 1 to 200' }),
      history: t.arg.int({ defaultValue: 10, description: 'Changes of each device, 1 to 50' }),
    },
    resolve: async (_root, args, { rt, actor }) => {
      const first = pageSize(args.first, 50, 200);
      const changes = pageSize(args.history, 10, 50);
      const counts = await deviceHealthCounts(rt.db, actor.workspace_id);
      const devices = await devicesWorstFirst(rt.db, actor.workspace_id, first);
      const ids = devices.map((one) => one.id);
      const histories = await healthHistory(rt.db, actor.workspace_id, ids, changes);
      return { ...counts, devices: devices.map((one) => ({ ...one, history: histories.get(one.id) ?? [] })) };
    },
  }),
);

/** The fields this file adds to Query. */
export const causeQueries = ['failureReasons', 'latency', 'deviceHealth'] as const;
