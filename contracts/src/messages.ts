// Messages, attempts and conversations as the API speaks of them.
import { Type, type Static } from 'typebox';
import { ContentByChannel } from './channel-content.ts';
import { ChannelSchema, Instant, Nullable, PageQuery, PurposeSchema, Uuid } from './domain.ts';
import { messageStatuses } from './message-status.ts';
import { PolicyDecision } from './policy.ts';
import { ComplianceFlag } from './rules.ts';

const MessageFlag = Type.Pick(ComplianceFlag, ['rule_id', 'version', 'action', 'severity', 'message']);

export const MessageResource = Type.Object({
  id: Uuid,
  campaign_id: Nullable(Uuid),
  prospect_id: Uuid,
  prospect_name: Nullable(Type.String()),
  portfolio_manager_id: Uuid,
  engagement_profile_id: Nullable(Uuid),
  device_id: Nullable(Uuid),
  platform: ChannelSchema,
  purpose: PurposeSchema,
  content: Nullable(
    Type.String({ description: 'What was sent, exactly, or is held; null before the first attempt' }),
  ),
  delivery_status: Type.Enum([...messageStatuses]),
  retry_count: Type.Integer(),
  next_retry_at: Nullable(Instant),
  due_at: Instant,
  sent_at: Nullable(Instant),
  delivered_at: Nullable(Instant),
  read_at: Nullable(Instant),
  replied_at: Nullable(Instant),
  failed_reason: Nullable(Type.String()),
  failed_text: Nullable(Type.String({ description: 'The reason in plain words' })),
  decision: Nullable(PolicyDecision),
  compliance_flags: Nullable(Type.Array(MessageFlag)),
  created_at: Instant,
});
export type MessageResource = Static<typeof MessageResource>;

export const AttemptResource = Type.Object({
  attempt: Type.Integer(),
  channel: ChannelSchema,
  state: Type.String(),
  sender: Nullable(Type.String()),
  code: Nullable(Type.String()),
  detail: Nullable(Type.String()),
  intent_at: Instant,
  responded_at: Nullable(Instant),
  delivered_at: Nullable(Instant),
  read_at: Nullable(Instant),
  failed_at: Nullable(Instant),
});

/** Whose words a message has, in the version it used. */
export const MessageProfile = Type.Object({
  id: Uuid,
  name: Type.String(),
  language: Type.String(),
  version: Nullable(Type.Integer({ description: 'Null: from before campaigns fixed it' })),
});

/** Of the campaign's experiment. */
export const MessageVariant = Type.Object({
  key: Type.String({ description: 'A, B, …' }),
  name: Type.String(),
});

export const MessageDetail = Type.Object({
  ...MessageResource.properties,
  profile: Nullable(MessageProfile),
  variant: Nullable(MessageVariant),
  in_trial: Nullable(
    Type.Boolean({ description: 'Part of its experiment’s comparison; null without an experiment' }),
  ),
  attempts: Type.Array(AttemptResource),
});

export const MessageListQuery = Type.Object(
  {
    ...PageQuery,
    status: Type.Optional(Type.Enum([...messageStatuses])),
    platform: Type.Optional(ChannelSchema),
    prospect_id: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);

/** A single send: goes through the same policy, senders and records as a campaign's messages, and first. */
export const NewMessage = Type.Object(
  {
    prospect_id: Uuid,
    purpose: Type.Optional(PurposeSchema),
    channel_order: Type.Optional(Type.Array(ChannelSchema, { minItems: 1, maxItems: 4, uniqueItems: true })),
    content: Type.Union([
      ContentByChannel,
      Type.String({ minLength: 1, maxLength: 4096, description: 'The same text on every channel' }),
    ]),
  },
  { additionalProperties: false },
);
export type NewMessage = Static<typeof NewMessage>;

export const ConversationResource = Type.Object({
  id: Uuid,
  prospect_id: Uuid,
  prospect_name: Nullable(Type.String()),
  channel: ChannelSchema,
  status: Type.Enum(['open', 'closed']),
  unread_count: Type.Integer(),
  last_snippet: Nullable(Type.String()),
  last_inbound_at: Nullable(Instant),
  last_message_at: Instant,
  reply_window_ends_at: Nullable(
    Type.String({ format: 'date-time', description: 'WhatsApp: free text may be sent until then' }),
  ),
  assigned_to: Nullable(Uuid),
});

export const ConversationEntry = Type.Object({
  id: Uuid,
  direction: Type.Enum(['in', 'out']),
  at: Instant,
  text: Nullable(Type.String()),
  status: Nullable(Type.Enum([...messageStatuses])),
  failed_text: Nullable(Type.String()),
  campaign_id: Nullable(Uuid),
});

export const ConversationReply = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 4096 }) },
  { additionalProperties: false },
);

export const ConversationPatch = Type.Object(
  {
    status: Type.Optional(Type.Enum(['open', 'closed'])),
    assigned_to: Type.Optional(Nullable(Uuid)),
    read: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false, minProperties: 1 },
);
