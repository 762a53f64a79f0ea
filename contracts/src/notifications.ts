// Notifications as the API speaks of them, and how people choose to hear of them.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Instant, Nullable, Page, PageQuery, Uuid } from './domain.ts';
import { mailRhythms, notificationKinds, severities } from './notification-kinds.ts';

const Count = (description: string) => Type.Integer({ minimum: 0, description });
const Named = Type.Object({ id: Uuid, name: Type.String() });

export const Notification = Type.Object({
  id: Uuid,
  kind: Type.Enum([...notificationKinds]),
  severity: Type.Enum([...severities]),
  count: Count('How much is in it; a batch grows until it is read'),
  first_at: Instant,
  last_at: Instant,
  read_at: Nullable(Instant),
  campaign: Nullable(Named),
  device: Nullable(Named),
  people: Type.Array(Type.Object({ ...Named.properties, conversation_id: Nullable(Uuid) }), {
    description:
      'Of failed single messages: the first few people they were for, as far as the reader may see them',
  }),
  channels: Type.Array(ChannelSchema),
  reasons: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer() }), {
    description: 'Why, most frequent first',
  }),
  numbers: Nullable(
    Type.Object({
      recipients: Count('People in the audience'),
      sent: Count('Sent'),
      delivered: Count('Delivered'),
      read: Count('Read'),
      replied: Count('Replied'),
      failed: Count('Failed'),
      skipped: Count('Not sent, by policy'),
      held: Count('Held until two people let them go'),
    }),
  ),
  late_seconds: Nullable(Count('How long after its time a campaign began')),
  open: Nullable(Count('Of these, how many still wait for somebody')),
  waiting: Nullable(
    Type.Object({
      people: Count('People whose messages wait for this decision'),
      campaigns: Type.Array(Named, { description: 'The first few they belong to' }),
      more_campaigns: Count('How many further ones'),
    }),
  ),
  senders: Nullable(
    Type.Object({
      offline: Count('Of these, still not answering'),
      back: Count('Of these, answering again'),
      names: Type.Array(Type.String(), { description: 'The first few by name' }),
    }),
  ),
  portfolio: Nullable(Type.Object({ name: Type.String(), limit: Nullable(Type.Integer()) })),
  settled_at: Nullable(Instant),
});
export type Notification = Static<typeof Notification>;

export const NotificationPage = Page(Notification);
export const NotificationQuery = Type.Object({
  ...PageQuery,
  unread: Type.Optional(Type.Boolean({ description: 'Only those not read yet' })),
  kind: Type.Optional(Type.Enum([...notificationKinds])),
});
export type NotificationQuery = Static<typeof NotificationQuery>;

export const NotificationSummary = Type.Object({ unread: Count('Not read yet') });
export type NotificationSummary = Static<typeof NotificationSummary>;

export const MarkNotifications = Type.Object(
  {
    ids: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true })),
    all: Type.Optional(Type.Literal(true)),
    read: Type.Optional(Type.Boolean({ default: true, description: 'False: make them unread again' })),
  },
  { additionalProperties: false, description: 'Either `ids` or `all`' },
);
export type MarkNotifications = Static<typeof MarkNotifications>;

const Preference = Type.Object(
  {
    kind: Type.Enum([...notificationKinds]),
    in_app: Type.Boolean(),
    email: Type.Enum([...mailRhythms]),
  },
  { additionalProperties: false },
);

export const NotificationPreferences = Type.Object({
  kinds: Type.Array(
    Type.Object({
      ...Preference.properties,
      always: Type.Boolean({ description: 'In the dashboard whatever one prefers' }),
      mailable: Type.Boolean(),
    }),
    { description: 'Those this role can get' },
  ),
  email: Type.Object({
    address: Type.String(),
    state: Type.Enum(['ready', 'not_configured', 'sample_data'], {
      description: '`not_configured`: no mail server is set. `sample_data`: the demo writes to nobody.',
    }),
    last_sent_at: Nullable(Instant),
    last_failure: Nullable(Type.Object({ at: Instant, code: Type.String() })),
  }),
});
export type NotificationPreferences = Static<typeof NotificationPreferences>;

export const ChangeNotificationPreferences = Type.Object(
  { kinds: Type.Array(Preference, { minItems: 1, maxItems: 50 }) },
  { additionalProperties: false },
);
export type ChangeNotificationPreferences = Static<typeof ChangeNotificationPreferences>;
