// The consent ledger, suppressions and start links as the API shows them.
import { Type, type Static } from 'typebox';
import {
  channels,
  ChannelSchema,
  Instant,
  Nullable,
  PageQuery,
  purposes,
  PurposeSchema,
  Uuid,
} from './domain.ts';
import { ProspectFilter } from './prospects.ts';

export const ConsentEntry = Type.Object({
  id: Type.Integer(),
  channel: ChannelSchema,
  purpose: PurposeSchema,
  action: Type.Enum(['granted', 'withdrawn']),
  source: Type.String(),
  by_person: Type.Boolean({ description: 'True only for the person’s own act' }),
  evidence: Type.Record(Type.String(), Type.Unknown()),
  occurred_at: Instant,
  recorded_at: Instant,
  recorded_by: Nullable(Uuid),
  import_id: Nullable(Uuid),
  void: Type.Boolean({ description: 'A grant of an import that was undone: it counts for nothing' }),
});
export type ConsentEntry = Static<typeof ConsentEntry>;

export const ConsentLedger = Type.Object({
  state: Type.Array(Type.Object({ channel: ChannelSchema, purpose: PurposeSchema, granted: Type.Boolean() })),
  items: Type.Array(ConsentEntry, { description: 'Newest first, at most 1,000' }),
});

const Channels = Type.Array(ChannelSchema, { minItems: 1, maxItems: channels.length });
const Purposes = Type.Array(PurposeSchema, { minItems: 1, maxItems: purposes.length });

export const NewConsent = Type.Object(
  {
    channel: Type.Union([ChannelSchema, Channels], { description: 'One, or several in one act' }),
    purpose: Type.Union([PurposeSchema, Purposes], { description: 'One, or several in one act' }),
    action: Type.Enum(['granted', 'withdrawn']),
    source: Type.String({
      minLength: 2,
      maxLength: 200,
      description: 'Where it was given: web form, paper, call',
    }),
    evidence: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
    occurred_at: Type.Optional(Instant),
  },
  { additionalProperties: false },
);
export type NewConsent = Static<typeof NewConsent>;

/** Why an address must not be messaged. `person`: the person’s own will, or the law’s; nobody lifts those. */
export const suppressionReasons = {
  opted_out: 'person',
  person_request: 'person',
  complaint: 'person',
  blocked_by_person: 'person',
  erased: 'person',
  wrong_number: 'operational',
  not_on_channel: 'operational',
  duplicate: 'operational',
  admin_decision: 'operational',
} as const satisfies Record<string, 'person' | 'operational'>;
export type SuppressionReason = keyof typeof suppressionReasons;

export const SuppressionItem = Type.Object({
  id: Uuid,
  channel: Nullable(ChannelSchema),
  purpose: Nullable(PurposeSchema),
  reason: Type.String(),
  note: Nullable(Type.String()),
  source: Type.String(),
  hint: Nullable(Type.String({ description: 'Last digits only; the address itself is not kept' })),
  prospect_id: Nullable(Uuid),
  created_by: Nullable(Uuid),
  created_at: Instant,
  liftable: Type.Boolean(),
});

export const SuppressionQuery = Type.Object({ ...PageQuery }, { additionalProperties: false });

export const NewSuppression = Type.Object(
  {
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    channel: Type.Optional(ChannelSchema),
    address: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Channel identity; needs `channel`' }),
    ),
    purpose: Type.Optional(PurposeSchema),
    reason: Type.Enum(Object.keys(suppressionReasons) as SuppressionReason[]),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type NewSuppression = Static<typeof NewSuppression>;

/** `channel:purpose`, what the person who follows the link grants. */
export const Grant = Type.String({
  pattern: '^(whatsapp|telegram|signal|imessage):(marketing|service|coaching)$',
});
const linkFields = {
  channel: Type.Literal('telegram'),
  grants: Type.Array(Grant, { minItems: 1, maxItems: 12 }),
  wording: Type.String({
    minLength: 10,
    maxLength: 2000,
    description: 'What the person reads before following it',
  }),
  account_id: Type.Optional(Uuid),
};
export const NewStartLink = Type.Object(linkFields, { additionalProperties: false });
export type NewStartLink = Static<typeof NewStartLink>;

export const NewStartLinks = Type.Object(
  {
    ...linkFields,
    prospect_ids: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 10_000 })),
    filter: Type.Optional(Type.Object(ProspectFilter, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export type NewStartLinks = Static<typeof NewStartLinks>;

export const StartLink = Type.Object({ token: Type.String(), url: Type.String() });
export const StartLinks = Type.Object({
  items: Type.Array(Type.Object({ prospect_id: Uuid, token: Type.String(), url: Type.String() })),
});
