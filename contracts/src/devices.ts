// Devices and their sender accounts as the API speaks of them. Credentials go in and never come out.
import { Type, type Static } from 'typebox';
import { ChannelSchema, healthStatuses, Instant, Nullable, PageQuery, Uuid } from './domain.ts';

export const platformTypes = ['ios', 'android', 'mac', 'cloud'] as const;

export const AccountResource = Type.Object({
  id: Uuid,
  device_id: Uuid,
  channel: ChannelSchema,
  address: Type.String(),
  display_name: Type.String(),
  base_url: Type.String(),
  portfolio_id: Nullable(Uuid),
  per_second: Type.Number(),
  per_day: Type.Integer(),
  pair_seconds: Type.Number(),
  sent_today: Type.Integer(),
  health_status: Type.Enum([...healthStatuses]),
  health_reason: Nullable(Type.String()),
  policy_hold: Nullable(
    Type.String({ description: 'A platform’s ban or spam signal; an administrator decides' }),
  ),
  paused_until: Nullable(Instant),
  pause_reason: Nullable(Type.String()),
  callback_url: Type.String({ description: 'Where the platform reaches us for this account' }),
});
export type AccountResource = Static<typeof AccountResource>;

export const DeviceResource = Type.Object({
  id: Uuid,
  device_identifier: Type.String(),
  name: Type.String(),
  platform_type: Type.Enum([...platformTypes]),
  supported_platforms: Type.Array(ChannelSchema),
  health_status: Type.Enum([...healthStatuses]),
  health_reason: Nullable(Type.String()),
  last_health_check: Instant,
  current_allocation: Nullable(Uuid),
  messages_sent_today: Type.Integer(),
  rate_limit_reset_at: Instant,
  maintenance: Type.Boolean(),
  accounts: Type.Array(AccountResource),
  created_at: Instant,
  updated_at: Instant,
});
export type DeviceResource = Static<typeof DeviceResource>;

export const NewDevice = Type.Object(
  {
    device_identifier: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'IMEI, serial number or account name',
    }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    platform_type: Type.Enum([...platformTypes]),
  },
  { additionalProperties: false },
);
export type NewDevice = Static<typeof NewDevice>;

export const DevicePatch = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    maintenance: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);

export const Heartbeat = Type.Object(
  {
    health_status: Type.Enum([...healthStatuses]),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
    battery: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
    network: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
);
export type Heartbeat = Static<typeof Heartbeat>;

const limits = {
  per_second: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000 })),
  per_day: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  pair_seconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
};

export const NewAccount = Type.Object(
  {
    channel: ChannelSchema,
    address: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'WhatsApp phone number id, Telegram bot id, Signal number, BlueBubbles server name',
    }),
    display_name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    base_url: Type.String({ pattern: '^https?://', maxLength: 300 }),
    credentials: Type.Record(Type.String(), Type.String({ maxLength: 4096 })),
    settings: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    portfolio_id: Type.Optional(Nullable(Uuid)),
    ...limits,
  },
  { additionalProperties: false },
);
export type NewAccount = Static<typeof NewAccount>;

export const AccountPatch = Type.Object(
  {
    display_name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    credentials: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 4096 }))),
    ...limits,
    release_hold: Type.Optional(
      Type.String({ minLength: 10, maxLength: 500, description: 'Why sending may go on; recorded' }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type AccountPatch = Static<typeof AccountPatch>;

export const DeviceListQuery = Type.Object(
  {
    ...PageQuery,
    health_status: Type.Optional(Type.Enum([...healthStatuses])),
    channel: Type.Optional(ChannelSchema),
    q: Type.Optional(Type.String({ maxLength: 100 })),
    held: Type.Optional(Type.Boolean({ description: 'With an account a policy holds' })),
    maintenance: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const DeviceSummary = Type.Object({
  total: Type.Integer(),
  healthy: Type.Integer(),
  degraded: Type.Integer(),
  offline: Type.Integer(),
  maintenance: Type.Integer(),
  held: Type.Integer({ description: 'With an account stopped until an administrator decides' }),
});
export type DeviceSummary = Static<typeof DeviceSummary>;
