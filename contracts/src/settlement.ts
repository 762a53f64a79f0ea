// Sends whose outcome nobody heard, and what a person may decide about them.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Instant, Nullable, PageQuery, Uuid } from './domain.ts';

/**
 * resend: the message goes back into the queue and gets a new attempt; it may arrive twice. leave: nothing more is sent;
 * the status stays `unknown`, and it is no longer on the list of what is open. A later receipt outranks both.
 */
export const settleDecisions = ['resend', 'leave'] as const;
export type SettleDecision = (typeof settleDecisions)[number];

/** How an outcome may still become known without a person. */
export const automaticWays = ['receipt', 'look_up', 'lone_receipt'] as const;
export type AutomaticWay = (typeof automaticWays)[number];

export const UnknownMessage = Type.Object({
  id: Uuid,
  campaign_id: Nullable(Uuid),
  campaign_name: Nullable(Type.String()),
  prospect_id: Uuid,
  prospect_name: Nullable(Type.String()),
  portfolio_manager_id: Uuid,
  platform: ChannelSchema,
  sender: Nullable(Type.String()),
  attempt: Type.Integer({ description: 'Name it in the decision, so that it cannot hit a later attempt' }),
  tried_at: Instant,
  code: Nullable(Type.String()),
  text: Nullable(Type.String({ description: 'Why it is not known, in plain words' })),
  automatic: Nullable(
    Type.Object({
      way: Type.Enum([...automaticWays]),
      until: Nullable(
        Type.String({ format: 'date-time', description: 'It may not be sent again before; null: it may' }),
      ),
      next_look_at: Nullable(Instant),
      last_look: Nullable(Type.Enum(['found', 'not_found', 'several', 'no_answer'])),
    }),
  ),
  can_resend: Type.Boolean(),
});
export type UnknownMessage = Static<typeof UnknownMessage>;

export const UnknownGroup = Type.Object({
  platform: ChannelSchema,
  code: Nullable(Type.String()),
  count: Type.Integer(),
  /** Of these, how many a person may send again now. */
  can_resend: Type.Integer(),
  automatic_until: Nullable(Instant),
});

export const UnknownList = Type.Object({
  items: Type.Array(UnknownMessage),
  next_cursor: Nullable(Type.String()),
  groups: Type.Array(UnknownGroup, {
    description: 'With the first page: all that is open, by channel and reason',
  }),
});

export const UnknownQuery = Type.Object(
  {
    ...PageQuery,
    campaign_id: Type.Optional(Uuid),
    platform: Type.Optional(ChannelSchema),
  },
  { additionalProperties: false },
);

const decision = {
  decision: Type.Enum([...settleDecisions]),
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
};

export const SettleRequest = Type.Object(
  {
    ...decision,
    attempt: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The attempt that was looked at; a later one is not decided' }),
    ),
  },
  { additionalProperties: false },
);
export type SettleRequest = Static<typeof SettleRequest>;

export const SettleManyRequest = Type.Object(
  {
    ...decision,
    campaign_id: Type.Optional(Uuid),
    platform: Type.Optional(ChannelSchema),
    message_ids: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 1_000, uniqueItems: true })),
    tried_before: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Leaves out what became unknown after it was looked at',
      }),
    ),
  },
  { additionalProperties: false },
);
export type SettleManyRequest = Static<typeof SettleManyRequest>;

export const SettleCounts = Type.Object({
  settled: Type.Integer(),
  too_early: Type.Integer({
    description: 'Of those named, still being settled automatically: cannot be sent again yet',
  }),
  cancelled: Type.Integer({ description: 'Of a cancelled campaign: nothing more is sent' }),
  more: Type.Boolean({ description: 'A call takes 1,000 at most; ask again for the rest' }),
});
export type SettleCounts = Static<typeof SettleCounts>;
