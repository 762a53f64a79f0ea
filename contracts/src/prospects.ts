// Prospects as the API shows them: the seeds' fields with their names, plus what a market's practice needs.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Instant, Nullable, PageQuery, PurposeSchema, Uuid } from './domain.ts';

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const Demographics = Type.Object(
  {
    age: Type.Optional(Type.Integer({ minimum: 0, maximum: 130 })),
    location: Type.Optional(Text(200)),
    interests: Type.Optional(Type.Array(Text(100), { maxItems: 100 })),
  },
  { additionalProperties: true, description: 'Age, location, interests; other keys are kept' },
);
export type Demographics = Static<typeof Demographics>;

const writable = {
  email: Type.Optional(Nullable(Type.String({ format: 'email', maxLength: 254 }))),
  name: Type.Optional(Nullable(Text(300))),
  first_name: Type.Optional(Nullable(Text(150))),
  last_name: Type.Optional(Nullable(Text(150))),
  language: Type.Optional(Nullable(Type.String({ pattern: '^[a-z]{2}$', description: 'ISO 639-1' }))),
  country: Type.Optional(Nullable(Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' }))),
  time_zone: Type.Optional(Nullable(Type.String({ maxLength: 60, description: 'IANA name' }))),
  demographics: Type.Optional(Demographics),
  asset_class_interests: Type.Optional(Type.Array(Text(100), { maxItems: 100 })),
  attributes: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
};

export const NewProspect = Type.Object(
  {
    phone_number: Type.String({
      minLength: 1,
      maxLength: 60,
      description: 'Any usual spelling; stored as E.164',
    }),
    ...writable,
  },
  { additionalProperties: false },
);
export type NewProspect = Static<typeof NewProspect>;

export const ProspectChange = Type.Object(
  { phone_number: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })), ...writable },
  { additionalProperties: false, minProperties: 1 },
);
export type ProspectChange = Static<typeof ProspectChange>;

export const ConsentStateItem = Type.Object({
  channel: ChannelSchema,
  purpose: PurposeSchema,
  granted: Type.Boolean(),
});

export const ProspectItem = Type.Object({
  id: Uuid,
  phone_number: Nullable(Type.String()),
  email: Nullable(Type.String()),
  name: Nullable(Type.String()),
  first_name: Nullable(Type.String()),
  last_name: Nullable(Type.String()),
  language: Nullable(Type.String()),
  country: Nullable(Type.String()),
  time_zone: Nullable(Type.String()),
  demographics: Type.Record(Type.String(), Type.Unknown()),
  asset_class_interests: Type.Array(Type.Unknown()),
  attributes: Type.Record(Type.String(), Type.Unknown()),
  lead_score: Type.Integer(),
  last_engagement: Nullable(Instant),
  held_reason: Nullable(Type.String({ description: 'Why sending to this person waits for a look' })),
  import_id: Nullable(Uuid),
  version: Type.Integer(),
  created_at: Instant,
  updated_at: Instant,
  consents: Type.Array(ConsentStateItem),
});
export type ProspectItem = Static<typeof ProspectItem>;

export const ProspectDetail = Type.Object({
  ...ProspectItem.properties,
  owners: Type.Array(Type.Object({ user_id: Uuid, name: Type.String() }), {
    description: 'Whose book the person is in',
  }),
  suppressed: Type.Boolean({ description: 'A suppression on the phone number stops at least one channel' }),
});
export type ProspectDetail = Static<typeof ProspectDetail>;

export const prospectSorts = ['created', 'score', 'last_engagement', 'name'] as const;

export const ProspectFilter = {
  q: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Part of a name, number or e-mail' }),
  ),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  language: Type.Optional(Type.String({ pattern: '^[a-z]{2}$' })),
  min_score: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  max_score: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  consent: Type.Optional(ChannelSchema),
  consent_purpose: Type.Optional(PurposeSchema),
  identity: Type.Optional(ChannelSchema),
  import_id: Type.Optional(Uuid),
};

export const ProspectListQuery = Type.Object(
  {
    ...PageQuery,
    ...ProspectFilter,
    sort: Type.Optional(Type.Enum([...prospectSorts], { default: 'created' })),
  },
  { additionalProperties: false },
);
export type ProspectListQuery = Static<typeof ProspectListQuery>;

export const TimelineItem = Type.Object({
  id: Type.String(),
  timestamp: Instant,
  platform: Nullable(Type.String()),
  action_type: Type.String({ description: 'Name of the event, such as message.delivered' }),
  campaign_id: Nullable(Uuid),
  message_id: Nullable(Uuid),
  text: Nullable(Type.String({ description: 'What was sent or received, where there is a text' })),
  details: Type.Record(Type.String(), Type.Unknown()),
});

export const timelineKinds = ['activity', 'history'] as const;
export const TimelineQuery = Type.Object(
  {
    ...PageQuery,
    kind: Type.Optional(
      Type.Enum([...timelineKinds], {
        description: 'activity: what was said; history: what changed on record. Both when left out.',
      }),
    ),
  },
  { additionalProperties: false },
);

export const IdentityItem = Type.Object({
  id: Uuid,
  channel: ChannelSchema,
  address: Type.String(),
  account_id: Nullable(Uuid),
  status: Type.Enum(['active', 'unreachable', 'blocked']),
  status_code: Nullable(Type.String()),
  source: Type.String(),
  learned_at: Instant,
  updated_at: Instant,
});

export const ShareProspect = Type.Object({ user_id: Uuid }, { additionalProperties: false });
export const ReleaseProspect = Type.Object({ reason: Text(500) }, { additionalProperties: false });
