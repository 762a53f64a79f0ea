// The whole pool in one answer, for the view that counts, filters and sorts it without asking again; and who waits for
// the decision about a held account.
import { Type, type Static } from 'typebox';
import { platformTypes } from './devices.ts';
import { ChannelSchema, healthStatuses, Instant, Nullable, Uuid } from './domain.ts';

/** Above this many devices the best off are left out; `total` says how many there are. */
export const mostInFleet = 5_000;

const Health = Type.Enum([...healthStatuses]);

export const FleetAccount = Type.Object({
  id: Uuid,
  channel: ChannelSchema,
  address: Type.String(),
  portfolio_id: Nullable(Uuid),
  health_status: Health,
  health_reason: Nullable(Type.String()),
  policy_hold: Nullable(Type.String()),
  paused_until: Nullable(Instant),
  pause_reason: Nullable(Type.String()),
  sent_today: Type.Integer(),
  per_day: Type.Integer(),
});
export type FleetAccount = Static<typeof FleetAccount>;

export const FleetDevice = Type.Object({
  id: Uuid,
  name: Type.String(),
  device_identifier: Type.String(),
  platform_type: Type.Enum([...platformTypes]),
  health_status: Type.Enum([...healthStatuses], { description: 'Of the device and its worst account' }),
  health_reason: Nullable(Type.String()),
  maintenance: Type.Boolean(),
  in_flight: Type.Integer(),
  last_heard_at: Instant,
  accounts: Type.Array(FleetAccount),
});
export type FleetDevice = Static<typeof FleetDevice>;

export const Fleet = Type.Object({
  total: Type.Integer(),
  items: Type.Array(FleetDevice, { description: 'Worst first' }),
});
export type Fleet = Static<typeof Fleet>;

export const HoldWaiting = Type.Object({
  people: Type.Integer({ description: 'People of this account with a message that is not out yet' }),
  unreachable: Type.Integer({
    description:
      'People with a waiting message whom no other sender reaches on this channel: without this one their message goes to the next channel of its order, or is skipped',
  }),
  campaigns: Type.Array(
    Type.Object({
      id: Uuid,
      name: Type.String(),
      waiting: Type.Integer({ description: 'Its messages on this channel that are not out yet' }),
    }),
  ),
});
export type HoldWaiting = Static<typeof HoldWaiting>;
