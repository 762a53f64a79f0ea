// The demo's panel: what its administrator can make the simulated platforms and people do.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Uuid } from './domain.ts';

const Share = Type.Number({ minimum: 0, maximum: 1 });

/** How one simulated platform behaves now. Shares are 0 to 1. */
export const SimulatorState = Type.Object({
  channel: ChannelSchema,
  slow_ms: Type.Integer({ description: 'How long its answers take at most' }),
  drop_receipts: Share,
  reorder_receipts: Share,
  outage: Type.Boolean(),
  accepted: Type.Integer(),
  doubled: Type.Integer(),
  violations: Type.Integer(),
});
export type SimulatorState = Static<typeof SimulatorState>;

export const SimulatorChange = Type.Object(
  {
    channel: ChannelSchema,
    slow_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    drop_receipts: Type.Optional(Share),
    reorder_receipts: Type.Optional(Share),
    outage: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 2 },
);
export type SimulatorChange = Static<typeof SimulatorChange>;

/** "Send a reply as this person". */
export const SimulatedReply = Type.Object(
  { prospect_id: Uuid, channel: ChannelSchema, text: Type.String({ minLength: 1, maxLength: 1_000 }) },
  { additionalProperties: false },
);
export type SimulatedReply = Static<typeof SimulatedReply>;

export const SimulatedBan = Type.Object(
  { account_id: Uuid, banned: Type.Boolean() },
  { additionalProperties: false },
);
export type SimulatedBan = Static<typeof SimulatedBan>;
