// A campaign at work: which senders carry it, and what its waiting messages wait for.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Instant, Nullable } from './domain.ts';

/** Each sender of a channel is in exactly one of these. */
export const senderStates = ['ready', 'paused', 'exhausted', 'offline', 'maintenance', 'held'] as const;
export type SenderState = (typeof senderStates)[number];

const StoppedSender = Type.Object({
  name: Type.String(),
  state: Type.Enum([...senderStates]),
  reason: Nullable(Type.String({ description: 'Code: pause, hold or health' })),
  until: Nullable(Instant),
});

export const ChannelSenders = Type.Object({
  platform: ChannelSchema,
  senders: Type.Integer(),
  at_work: Type.Integer({
    description: 'Senders that carried a message of this campaign in the last minute',
  }),
  per_minute: Type.Number({ description: 'Answers to messages of this campaign, a minute' }),
  ...Object.fromEntries(senderStates.map((state) => [state, Type.Integer()])),
  stopped: Type.Array(StoppedSender, { description: 'Senders that cannot send now, 20 at most' }),
} as {
  platform: typeof ChannelSchema;
  senders: ReturnType<typeof Type.Integer>;
  at_work: ReturnType<typeof Type.Integer>;
  per_minute: ReturnType<typeof Type.Number>;
  stopped: ReturnType<typeof Type.Array<typeof StoppedSender>>;
} & Record<SenderState, ReturnType<typeof Type.Integer>>);
export type ChannelSenders = Static<typeof ChannelSenders>;

export const CampaignSenders = Type.Object({ as_of: Instant, channels: Type.Array(ChannelSenders) });
export type CampaignSenders = Static<typeof CampaignSenders>;

export const WaitingGroup = Type.Object({
  platform: ChannelSchema,
  code: Type.String({ description: 'Reason of the last decision or fault; `turn`: due, and next in line' }),
  retrying: Type.Boolean({ description: 'A further attempt rather than a first one' }),
  count: Type.Integer(),
  next_at: Nullable(Instant),
  last_at: Nullable(Instant),
});

export const CampaignWaiting = Type.Object({
  as_of: Instant,
  waiting: Type.Integer(),
  estimated: Type.Boolean({
    description: 'The shares of the reasons come from a sample; the sum per channel is exact',
  }),
  groups: Type.Array(WaitingGroup),
  problems: Type.Optional(
    Type.Array(Type.Object({ code: Type.String(), reason: Type.String(), remedy: Type.String() }), {
      description: 'Why its approved template cannot be sent now; not told where the numbers are streamed',
    }),
  ),
});
export type CampaignWaiting = Static<typeof CampaignWaiting>;
