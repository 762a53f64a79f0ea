// Devices and their sender accounts as the API speaks of them. Credentials go in and never come out.
import { Type, type Static } from 'typebox';
import { ChannelSchema, healthStatuses, Instant, Nullable, PageQuery, Uuid } from './domain.ts';

export const platformTypes = ['ios', 'android', 'mac', 'cloud'] as const;

export const AccountLimits = Type.Object({
  per_second: Type.Number(),
  per_day: Type.Integer(),
  pair_seconds: Type.Number(),
});
export type AccountLimits = Static<typeof AccountLimits>;

export const AccountCheck = Type.Object({
  health: Type.Enum([...healthStatuses]),
  code: Nullable(Type.String({ description: 'Why it is not well: a send code or a health reason' })),
  detail: Type.String({ description: 'What the platform answered, without secrets' }),
  checked_at: Instant,
});
export type AccountCheck = Static<typeof AccountCheck>;

/** What an administrator may do about a held account. */
export const holdDecisions = ['release', 'continue_without'] as const;

export const AccountHold = Type.Object({
  reason: Type.String({ description: 'The platform’s signal' }),
  held_at: Nullable(Instant),
  campaigns: Type.Integer({ description: 'Campaigns whose messages on this channel wait for the decision' }),
  decision: Nullable(
    Type.Enum(['continue_without'], {
      description: 'Decided: it stays stopped and its people may hear from others',
    }),
  ),
});
export type AccountHold = Static<typeof AccountHold>;

export const AccountResource = Type.Object({
  id: Uuid,
  device_id: Uuid,
  channel: ChannelSchema,
  address: Type.String(),
  display_name: Type.String(),
  base_url: Type.String(),
  settings: Type.Record(Type.String(), Type.String(), {
    description: 'Of those its channel has; no secrets',
  }),
  access_version: Type.Integer({
    description: 'For If-Match: of address, settings and credentials, so that an edit undoes nobody else’s',
  }),
  portfolio_id: Nullable(Uuid),
  portfolio_name: Nullable(Type.String()),
  per_second: Type.Number(),
  per_day: Type.Integer(),
  pair_seconds: Type.Number(),
  default_limits: AccountLimits,
  highest_limits: AccountLimits,
  sent_today: Type.Integer(),
  in_flight: Type.Integer({ description: 'Sends waiting for the platform’s answer' }),
  health_status: Type.Enum([...healthStatuses]),
  health_reason: Nullable(Type.String()),
  policy_hold: Nullable(
    Type.String({ description: 'A platform’s ban or spam signal; an administrator decides' }),
  ),
  hold: Nullable(AccountHold),
  check: Nullable(AccountCheck),
  paused_until: Nullable(Instant),
  pause_reason: Nullable(Type.String()),
  callback_url: Type.String({ description: 'Where the platform reaches us for this account' }),
});
export type AccountResource = Static<typeof AccountResource>;

export const appStates = ['running', 'stopped', 'logged_out', 'updating'] as const;

const AppReport = Type.Object(
  { state: Type.Enum([...appStates]), version: Type.Optional(Type.String({ maxLength: 60 })) },
  { additionalProperties: false },
);

/** What a device's agent reports: docs/agent.md. Nothing is required; what is missing is not judged. */
export const Heartbeat = Type.Object(
  {
    version: Type.Optional(
      Type.Literal(1, { description: 'Of this protocol; a later one is refused, not guessed at' }),
    ),
    at: Type.Optional(Instant),
    interval_seconds: Type.Optional(
      Type.Integer({ minimum: 10, maximum: 3600, description: 'When the next one comes; 60 when not given' }),
    ),
    health_status: Type.Optional(
      Type.Enum([...healthStatuses], { description: 'The device’s own verdict, where it has one' }),
    ),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
    battery: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: 'Percent' })),
    charging: Type.Optional(Type.Boolean()),
    network: Type.Optional(
      Type.String({ maxLength: 40, description: 'wifi, cellular, ethernet, none, or another word' }),
    ),
    storage_free_mb: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    os_version: Type.Optional(Type.String({ maxLength: 60 })),
    agent_version: Type.Optional(Type.String({ maxLength: 60 })),
    apps: Type.Optional(
      Type.Object(
        {
          whatsapp: Type.Optional(AppReport),
          telegram: Type.Optional(AppReport),
          signal: Type.Optional(AppReport),
          imessage: Type.Optional(AppReport),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Heartbeat = Static<typeof Heartbeat>;

export const DeviceAgent = Type.Object({
  token_made_at: Nullable(Instant),
  last_heartbeat_at: Nullable(Instant),
  heartbeat: Nullable(Heartbeat),
});

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
  draining: Type.Boolean({ description: 'In maintenance, and sends are still under way' }),
  in_flight: Type.Integer(),
  agent: Nullable(DeviceAgent),
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
    base_url: Type.Optional(NewAccount.properties.base_url),
    credentials: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 4096 }))),
    settings: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    portfolio_id: Type.Optional(Nullable(Uuid)),
    ...limits,
    release_hold: Type.Optional(
      Type.String({ minLength: 10, maxLength: 500, description: 'Why sending may go on; recorded' }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type AccountPatch = Static<typeof AccountPatch>;

export const AccountDecision = Type.Object(
  {
    decision: Type.Enum([...holdDecisions], {
      description:
        'release: the account and the campaigns held with it go on. continue_without: it stays stopped, its people may hear from other senders of the channel, the campaigns go on',
    }),
    reason: Type.String({ minLength: 10, maxLength: 500, description: 'Recorded with your name' }),
  },
  { additionalProperties: false },
);
export type AccountDecision = Static<typeof AccountDecision>;

/** Credentials to try before they are saved. */
export const AccountAccessCheck = Type.Object(
  {
    channel: ChannelSchema,
    address: NewAccount.properties.address,
    base_url: NewAccount.properties.base_url,
    credentials: NewAccount.properties.credentials,
    settings: NewAccount.properties.settings,
  },
  { additionalProperties: false },
);
export type AccountAccessCheck = Static<typeof AccountAccessCheck>;

/** One step of the set-up in the platform's own pages. `code` is stable, for translations; `text` is English. */
const WebhookStep = Type.Object({
  code: Type.String(),
  text: Type.String(),
  values: Type.Array(
    Type.Object({
      label: Type.String({ description: 'What the platform calls it' }),
      value: Nullable(Type.String({ description: 'To copy; null where it is a secret of the account' })),
      credential: Nullable(Type.String({ description: 'Name of the credential that belongs there' })),
    }),
  ),
});

export const WebhookSetup = Type.Object({
  channel: ChannelSchema,
  callback_url: Type.String(),
  automatic: Type.Boolean({ description: 'POST /accounts/{id}/callbacks does it for you' }),
  needed: Type.Boolean({ description: 'False where the platform is listened to instead (Signal)' }),
  header: Nullable(Type.String({ description: 'Where the platform proves itself' })),
  steps: Type.Array(WebhookStep),
});
export type WebhookSetup = Static<typeof WebhookSetup>;

const AccessField = Type.Object({
  name: Type.String(),
  secret: Type.Boolean(),
  required: Type.Boolean(),
  example: Type.String(),
  choices: Type.Optional(Type.Array(Type.String(), { description: 'One of these; the first is usual' })),
});

/** What setting up an account of a channel takes. */
export const ChannelKind = Type.Object({
  channel: ChannelSchema,
  address: Type.Object({ label: Type.String(), example: Type.String() }),
  base_url: Type.String({ description: 'Usual address of its API' }),
  credentials: Type.Array(AccessField),
  settings: Type.Array(AccessField),
  receipts: Type.Enum(['read', 'delivered', 'none']),
  default_limits: AccountLimits,
  highest_limits: AccountLimits,
});
export type ChannelKind = Static<typeof ChannelKind>;

export const DeviceBulk = Type.Object(
  {
    ids: Type.Array(Uuid, { minItems: 1, maxItems: 2_000 }),
    maintenance: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type DeviceBulk = Static<typeof DeviceBulk>;

export const AgentToken = Type.Object({
  token: Type.String({ description: 'Shown once: only its hash is kept' }),
  made_at: Instant,
});

export const HealthChange = Type.Object({
  id: Type.Integer(),
  at: Instant,
  account_id: Nullable(Uuid),
  channel: Nullable(ChannelSchema),
  health_status: Type.Enum([...healthStatuses]),
  reason: Nullable(Type.String()),
  detail: Nullable(Type.String()),
});
export type HealthChange = Static<typeof HealthChange>;

export const HealthHistoryQuery = Type.Object(
  { ...PageQuery, account_id: Type.Optional(Uuid) },
  { additionalProperties: false },
);

export const deviceSorts = ['health', 'name', '-sent_today', 'last_health_check'] as const;

export const DeviceListQuery = Type.Object(
  {
    ...PageQuery,
    health_status: Type.Optional(Type.Enum([...healthStatuses])),
    channel: Type.Optional(ChannelSchema),
    q: Type.Optional(Type.String({ maxLength: 100 })),
    held: Type.Optional(Type.Boolean({ description: 'With an account a policy holds' })),
    maintenance: Type.Optional(Type.Boolean()),
    portfolio_id: Type.Optional(Uuid),
    sort: Type.Optional(Type.Enum([...deviceSorts], { description: 'health (default): worst first' })),
  },
  { additionalProperties: false },
);
export type DeviceListQuery = Static<typeof DeviceListQuery>;

export const DeviceSummary = Type.Object({
  total: Type.Integer(),
  healthy: Type.Integer(),
  degraded: Type.Integer(),
  offline: Type.Integer(),
  maintenance: Type.Integer(),
  held: Type.Integer({ description: 'With an account stopped until an administrator decides' }),
  draining: Type.Integer({ description: 'In maintenance, with sends under way' }),
});
export type DeviceSummary = Static<typeof DeviceSummary>;
