// Campaigns as the API speaks of them. Field names are the seeds'; counters come from the event log (analytics).
import { Type, type Static } from 'typebox';
import { CampaignNumbers } from './analytics.ts';
import { ContentByChannel } from './channel-content.ts';
import { MessageProfile, MessageVariant } from './messages.ts';
import { MissingValues } from './missing-values.ts';
import { ComplianceFlag } from './rules.ts';
import { SegmentConditionSchema } from './segments.ts';
import { ShownMessage } from './shown-message.ts';
import {
  campaignStatuses,
  ChannelSchema,
  Instant,
  Nullable,
  PageQuery,
  PurposeSchema,
  Uuid,
} from './domain.ts';

/** Who a campaign reaches: every given condition must hold. An empty object means everyone in the book. */
export const TargetSegment = Type.Object(
  {
    countries: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { maxItems: 250 })),
    languages: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z]{2}$' }), { maxItems: 200 })),
    age_range: Type.Optional(Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ maximum: 150 })])),
    location: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 200 })),
    interests: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 200 })),
    lead_score: Type.Optional(
      Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ maximum: 100 })], { description: 'From, to' }),
    ),
    import_id: Type.Optional(Uuid),
    segment_id: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'A saved segment; fixed as it is when the campaign is launched',
      }),
    ),
    condition: Type.Optional(SegmentConditionSchema),
  },
  { additionalProperties: false },
);
export type TargetSegment = Static<typeof TargetSegment>;

const editable = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  purpose: PurposeSchema,
  target_segment: TargetSegment,
  prospect_ids: Type.Array(Uuid, {
    maxItems: 100_000,
    description: 'An explicit list instead of a segment; empty means the segment',
  }),
  message_content: Type.String({
    maxLength: 4096,
    description: 'Liquid text for every channel that has no content of its own (WhatsApp needs its own)',
  }),
  message_format: Nullable(
    Type.Literal('rich', {
      description:
        'The common text holds marks, as `format` of a channel’s own text says. Null: as it is written',
    }),
  ),
  channel_content: ContentByChannel,
  channel_order: Type.Array(ChannelSchema, {
    minItems: 1,
    maxItems: 4,
    uniqueItems: true,
    description: 'Preferred channel first; the next one is taken where consent or reachability lacks',
  }),
  engagement_profile_id: Nullable(Uuid),
  missing_values: MissingValues,
  count_link_visits: Type.Boolean({
    description:
      'Links whose address is the same for everybody go out under an address of ours, and who follows one is counted. Off unless said',
  }),
  weight: Type.Integer({
    minimum: 1,
    maximum: 10,
    description: 'Share of the senders against other campaigns',
  }),
  pace_per_second: Nullable(
    Type.Number({ exclusiveMinimum: 0, maximum: 100_000, description: 'Null: as fast as the limits allow' }),
  ),
};

export const NewCampaign = Type.Object(
  {
    name: editable.name,
    purpose: Type.Optional(editable.purpose),
    target_segment: Type.Optional(editable.target_segment),
    prospect_ids: Type.Optional(editable.prospect_ids),
    message_content: Type.Optional(editable.message_content),
    message_format: Type.Optional(editable.message_format),
    channel_content: Type.Optional(editable.channel_content),
    channel_order: Type.Optional(editable.channel_order),
    engagement_profile_id: Type.Optional(editable.engagement_profile_id),
    missing_values: Type.Optional(editable.missing_values),
    count_link_visits: Type.Optional(editable.count_link_visits),
    weight: Type.Optional(editable.weight),
    pace_per_second: Type.Optional(editable.pace_per_second),
  },
  { additionalProperties: false },
);
export type NewCampaign = Static<typeof NewCampaign>;

export const CampaignPatch = Type.Partial(NewCampaign, { additionalProperties: false, minProperties: 1 });
export type CampaignPatch = Static<typeof CampaignPatch>;

export const CampaignResource = Type.Object({
  id: Uuid,
  portfolio_manager_id: Uuid,
  portfolio_manager_name: Type.String(),
  name: Type.String(),
  purpose: PurposeSchema,
  status: Type.Enum([...campaignStatuses]),
  target_segment: TargetSegment,
  segment: Nullable(
    Type.Object(
      {
        id: Uuid,
        name: Type.String(),
        version: Type.Integer(),
        condition: SegmentConditionSchema,
      },
      { description: 'The saved segment: from the launch on as it was then. Null: none, or it is gone' },
    ),
  ),
  recipients_listed: Type.Integer({ description: 'Size of the explicit list; 0 when the segment decides' }),
  message_content: Type.String(),
  message_format: Nullable(Type.Literal('rich')),
  channel_content: ContentByChannel,
  channel_order: Type.Array(ChannelSchema),
  engagement_profile_id: Nullable(Uuid),
  missing_values: MissingValues,
  count_link_visits: Type.Boolean(),
  weight: Type.Integer(),
  pace_per_second: Nullable(Type.Number()),
  launch_time: Nullable(Instant),
  time_zone: Nullable(Type.String()),
  launched_at: Nullable(Instant),
  late_seconds: Nullable(Type.Integer({ description: 'How late a schedule fired after downtime' })),
  completed_at: Nullable(Instant),
  total_recipients: Type.Integer(),
  people_waiting: Type.Integer({ description: 'Sent something when its experiment has a winner' }),
  messages_sent: Type.Integer(),
  messages_delivered: Type.Integer(),
  messages_failed: Type.Integer(),
  numbers: CampaignNumbers,
  version: Type.Integer(),
  created_at: Instant,
  updated_at: Instant,
});
export type CampaignResource = Static<typeof CampaignResource>;

export const CampaignListQuery = Type.Object(
  {
    ...PageQuery,
    status: Type.Optional(Type.Enum([...campaignStatuses])),
    q: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);

/** Either an instant, or a wall-clock time with its zone. */
export const ScheduleRequest = Type.Object(
  {
    launch_time: Type.Optional(Instant),
    local_time: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$',
        description: 'Such as 2026-11-22T09:00',
      }),
    ),
    time_zone: Type.Optional(
      Type.String({ maxLength: 64, description: 'IANA name; default: the workspace’s' }),
    ),
  },
  { additionalProperties: false },
);
export type ScheduleRequest = Static<typeof ScheduleRequest>;

const Reasons = Type.Array(
  Type.Object({ code: Type.String(), text: Type.String(), count: Type.Integer({ minimum: 0 }) }),
);

/** Nine campaigns in ten end between `earliest` and `latest`. */
export const FinishBand = Type.Object({
  earliest: Instant,
  likely: Instant,
  latest: Instant,
  coverage: Type.Number({ description: 'Share of campaigns that end inside the band' }),
});
export type FinishBand = Static<typeof FinishBand>;

/** Messages accepted by then: the middle of what may happen, and where nine in ten lie. */
export const ForecastPoint = Type.Object({
  at: Instant,
  low: Type.Integer(),
  likely: Type.Integer(),
  high: Type.Integer(),
});
export type ForecastPoint = Static<typeof ForecastPoint>;

/** Who would get the message now, over which channel, who would not and why. Sums equal the audience. */
export const CampaignForecast = Type.Object({
  audience: Type.Integer(),
  reachable: Type.Integer(),
  by_channel: Type.Array(
    Type.Object({
      channel: ChannelSchema,
      recipients: Type.Integer(),
      senders: Type.Integer(),
      per_second: Type.Number(),
      left_today: Type.Integer({ description: 'What these senders may still send on the day it starts' }),
      finish_at: Nullable(
        Type.String({ format: 'date-time', description: 'When this channel is likely done' }),
      ),
    }),
  ),
  excluded: Reasons,
  starts_at: Instant,
  finish: Nullable(FinishBand),
  curve: Type.Array(ForecastPoint),
  seconds: Nullable(
    Type.Number({ description: 'From launch to the likely end; null: it does not end as things stand' }),
  ),
  finish_at: Nullable(Instant),
  problems: Type.Array(
    Type.Object({
      code: Type.String(),
      field: Type.String(),
      reason: Type.String(),
      remedy: Type.String(),
      blocking: Type.Boolean(),
      channel: Type.Optional(ChannelSchema),
      count: Type.Optional(Type.Integer({ description: 'People concerned, where that is the point' })),
      rule_id: Type.Optional(Uuid),
      whose: Type.Optional(
        Type.String({ description: 'The profile or version it is about, by name; `reason` begins with it' }),
      ),
      variable: Type.Optional(Type.String({ description: 'Of `values_missing`: what these people lack' })),
    }),
  ),
});
export type CampaignForecast = Static<typeof CampaignForecast>;

export const ForecastQuery = Type.Object(
  {
    start: Type.Optional(Instant),
    local_time: ScheduleRequest.properties.local_time,
    time_zone: ScheduleRequest.properties.time_zone,
  },
  {
    additionalProperties: false,
    description: 'A later start than now: an instant, or a local time as a schedule takes it',
  },
);
export type ForecastQuery = Static<typeof ForecastQuery>;

/** What was forecast at the launch, what is expected now, and what happened. */
export const CampaignProgress = Type.Object({
  campaign_id: Uuid,
  status: Type.Enum([...campaignStatuses]),
  launched_at: Nullable(Instant),
  completed_at: Nullable(Instant),
  as_of: Instant,
  forecast: Nullable(
    Type.Object({
      made_at: Instant,
      /** Null: its schedule launched it. */
      made_by: Nullable(Type.String()),
      ...CampaignForecast.properties,
    }),
  ),
  left: Type.Integer({ description: 'Messages still waiting' }),
  finish: Nullable(FinishBand),
  curve: Type.Array(ForecastPoint),
  accepted: Type.Array(Type.Object({ at: Instant, count: Type.Integer() })),
  by_channel: Type.Array(
    Type.Object({
      channel: ChannelSchema,
      forecast: Nullable(Type.Integer()),
      accepted: Type.Integer(),
      failed: Type.Integer(),
      skipped: Type.Integer(),
    }),
  ),
  verdict: Nullable(Type.Enum(['early', 'within', 'late'])),
});
export type CampaignProgress = Static<typeof CampaignProgress>;

export const PreviewQuery = Type.Object(
  {
    prospect_id: Type.Optional(Uuid),
    variant: Type.Optional(
      Type.String({
        pattern: '^[A-Z]$',
        description: 'Of its experiment: as it would be sent to this person; without it, the one they get',
      }),
    ),
  },
  { additionalProperties: false },
);

/** `TextMeasure` of measure-text.ts: how much of the channel's room the text takes, as the platform counts. */
export const TextRoom = Type.Object(
  {
    used: Type.Integer(),
    most: Type.Integer(),
    left: Type.Integer({ description: 'Below zero: so much is too much' }),
    unit: Type.Enum(['utf16_units', 'bytes']),
    beyond: Type.Enum(['refused', 'attachment'], {
      description: 'What the platform makes of more; nothing longer is sent',
    }),
  },
  { description: 'Null for an approved template and for what cannot be written' },
);

export const CampaignPreview = Type.Object({
  prospect_id: Nullable(Uuid),
  profile: Nullable(MessageProfile),
  variant: Nullable(MessageVariant),
  channels: Type.Array(
    Type.Object({
      channel: ChannelSchema,
      text: Nullable(Type.String()),
      problem: Nullable(Type.String()),
      shown: Nullable(ShownMessage),
      code: Nullable(Type.String({ description: 'Why it cannot be written for this person' })),
      detail: Nullable(Type.String({ description: 'Such as the variable that is missing' })),
      defaults: Type.Array(Type.String(), {
        description: 'Variables this person lacks, for which the campaign’s default stands',
      }),
      length: Type.Integer({ description: 'Letters of the text, as people count them' }),
      room: Nullable(TextRoom),
      language: Nullable(
        Type.String({
          description: 'Of the text, where a profile or an approved template says it: ISO 639-1',
        }),
      ),
      direction: Nullable(Type.Enum(['ltr', 'rtl'])),
      flags: Type.Array(ComplianceFlag, { description: 'What the compliance rules say of this text' }),
    }),
  ),
  chosen: Nullable(ChannelSchema),
  reasons: Type.Array(
    Type.Object({ code: Type.String(), channel: Type.Optional(Type.String()), text: Type.String() }),
  ),
});
export type CampaignPreview = Static<typeof CampaignPreview>;
