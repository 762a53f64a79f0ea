// What the analytics API says: counters of a campaign, the overview, the live stream. Server and dashboard share it.
import { Type, type Static } from 'typebox';
import { campaignStatuses, channels, ChannelSchema, Instant, Nullable, Uuid } from './domain.ts';

const Count = (description: string) => Type.Integer({ minimum: 0, description });

/**
 * Counters of messages. The first four are a funnel: each holds the messages that got at least that far, so
 * sent ≥ delivered ≥ read. `failed`, `unknown` and `held` are what is in that state now: a message that fails and then
 * arrives after all leaves `failed`.
 */
export const messageCounters = {
  messages_sent: Count('Reached at least `sent`'),
  messages_delivered: Count('Known delivered; `read` implies it'),
  messages_read: Count('Known read'),
  replied: Count('Got at least one reply'),
  converted: Count('Conversions recorded'),
  opted_out: Count('People who withdrew consent in answer'),
  messages_failed: Count('Failed, now'),
  attempted: Count('Sent or failed: what the failure rate is of'),
  skipped: Count('Not sent: policy said no'),
  unknown: Count('Outcome not known, now; never sent again blindly'),
  held: Count('Held for a person to decide, now'),
  cancelled: Count('Cancelled before they left'),
  retries: Count('Further tries after a temporary fault'),
};

export const ChannelNumbers = Type.Object(messageCounters);
export type ChannelNumbers = Static<typeof ChannelNumbers>;

export const MessageNumbers = Type.Object({
  queued: Count('Messages made'),
  waiting: Count('Not finished: pending, retrying or sending'),
  ...messageCounters,
});
export type MessageNumbers = Static<typeof MessageNumbers>;

/** Only channels that have a number are present. */
export const NumbersByChannel = Type.Object(
  Object.fromEntries(channels.map((channel) => [channel, Type.Optional(ChannelNumbers)])) as {
    [C in (typeof channels)[number]]: ReturnType<typeof Type.Optional<typeof ChannelNumbers>>;
  },
);
export type NumbersByChannel = Static<typeof NumbersByChannel>;

export const CampaignNumbers = Type.Object({
  total_recipients: Count('As counted when the audience was expanded'),
  ...MessageNumbers.properties,
  by_channel: NumbersByChannel,
});
export type CampaignNumbers = Static<typeof CampaignNumbers>;

export const DeviceHealthCounts = Type.Object({
  healthy: Type.Integer(),
  degraded: Type.Integer(),
  offline: Type.Integer(),
});
export type DeviceHealthCounts = Static<typeof DeviceHealthCounts>;
/** Only channels some device can send on are present. */
export const DeviceHealth = Type.Object({
  ...DeviceHealthCounts.properties,
  held: Type.Integer({ description: 'With an account that waits for a decision whether it may go on' }),
  by_channel: Type.Object(
    Object.fromEntries(channels.map((channel) => [channel, Type.Optional(DeviceHealthCounts)])) as {
      [C in (typeof channels)[number]]: ReturnType<typeof Type.Optional<typeof DeviceHealthCounts>>;
    },
  ),
});
export type DeviceHealth = Static<typeof DeviceHealth>;

export const MinutePoint = Type.Object({
  at: Instant,
  channel: ChannelSchema,
  sent: Type.Integer(),
  delivered: Type.Integer(),
  read: Type.Integer(),
  failed: Type.Integer(),
  replied: Type.Integer(),
});
export type MinutePoint = Static<typeof MinutePoint>;

const Eta = Nullable(
  Type.String({ format: 'date-time', description: 'None is known while a channel is held' }),
);
const HeldChannels = Type.Array(ChannelSchema, {
  description:
    'What waits on them goes on when an administrator has decided about a sender that a platform stopped',
});

export const RunningCampaign = Type.Object({
  id: Uuid,
  name: Type.String(),
  status: Type.Enum([...campaignStatuses]),
  numbers: MessageNumbers,
  progress: Nullable(
    Type.Number({ minimum: 0, maximum: 1, description: 'Finished share of what was queued' }),
  ),
  rate_per_minute: Type.Number({ description: 'Messages finished a minute over the last five' }),
  eta: Eta,
  held_channels: HeldChannels,
  channels: Type.Array(ChannelSchema, { description: 'Those it has used so far' }),
});
export type RunningCampaign = Static<typeof RunningCampaign>;

export const Overview = Type.Object({
  as_of: Type.String({ format: 'date-time', description: 'Everything recorded before this instant is in' }),
  time_zone: Type.String({ description: 'Whose midnight `today` counts from' }),
  today: Type.Object({ ...MessageNumbers.properties, by_channel: NumbersByChannel }),
  minutes: Type.Array(MinutePoint, {
    description: 'Last 60 minutes; minutes without a message are left out',
  }),
  campaigns: Type.Array(RunningCampaign, { description: 'Active and paused, newest first, at most 20' }),
  campaigns_running: Type.Integer({ description: 'How many are active or paused in all' }),
  devices: DeviceHealth,
  needs_a_person: Type.Object({ held: Type.Integer(), unknown: Type.Integer() }),
});
export type Overview = Static<typeof Overview>;

/** One campaign while it runs. */
export const CampaignLive = Type.Object({
  id: Uuid,
  status: Type.Enum([...campaignStatuses]),
  as_of: Instant,
  numbers: CampaignNumbers,
  rate_per_minute: Type.Number({ description: 'Messages finished a minute over the last five' }),
  eta: Eta,
  held_channels: HeldChannels,
  minutes: Type.Array(MinutePoint, {
    description: 'Last 60 minutes; minutes without a message are left out',
  }),
  reasons: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'failed, skipped, unknown, held, retrying, rescheduled' }),
      channel: Type.String(),
      code: Type.String(),
      count: Type.Integer(),
    }),
    { description: 'Why messages did not arrive, most frequent first' },
  ),
  waiting_for: Type.Array(
    Type.Object({
      code: Type.String({ description: 'Reason of the last decision, or `turn`' }),
      count: Type.Integer(),
      next_at: Instant,
    }),
    { description: 'What waiting messages wait for, with when the next one is tried' },
  ),
});
export type CampaignLive = Static<typeof CampaignLive>;

/** Events of GET /api/v1/stream by name. */
export type StreamEvents = {
  overview: Overview;
  campaign: { id: string; numbers: CampaignNumbers };
  import: {
    id: string;
    status: string;
    rows_total: number;
    rows_done: number;
    rows_imported: number;
    rows_updated: number;
    rows_rejected: number;
  };
  /** The reader's own notifications changed; also said once at the start. */
  notifications: { unread: number };
  /** The last event before the server closes: sign in again, or just connect again. */
  end: { reason: 'token_expired' | 'session_ended' };
};
