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
  stops: Type.Array(
    Type.Object({
      channel: Nullable(ChannelSchema),
      purpose: Nullable(PurposeSchema),
      reason: Type.String(),
      source: Type.String(),
      note: Nullable(Type.String()),
      created_at: Instant,
    }),
    { description: 'Suppressions in force on the person’s number; null: every one' },
  ),
  items: Type.Array(ConsentEntry, { description: 'Newest first, at most 1,000' }),
});

export const ConsentQuery = Type.Object(
  {
    ...PageQuery,
    action: Type.Optional(Type.Enum(['granted', 'withdrawn'])),
    by_person: Type.Optional(Type.Boolean({ description: 'True: only people’s own acts' })),
  },
  { additionalProperties: false },
);
export type ConsentQuery = Static<typeof ConsentQuery>;

export const ConsentListItem = Type.Object({
  id: Type.Integer(),
  prospect_id: Uuid,
  prospect_name: Nullable(Type.String()),
  channels: Type.Array(ChannelSchema),
  purposes: Type.Array(PurposeSchema),
  action: Type.Enum(['granted', 'withdrawn']),
  source: Type.String(),
  by_person: Type.Boolean(),
  evidence: Type.Record(Type.String(), Type.Unknown()),
  occurred_at: Instant,
  recorded_by_name: Nullable(Type.String()),
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

/** What somebody here may say. That a person blocked us is the platform's to tell; that they are erased, an erasure's. */
const GivenReason = Type.Enum(
  (Object.keys(suppressionReasons) as SuppressionReason[]).filter(
    (one): one is Exclude<SuppressionReason, 'erased' | 'blocked_by_person'> =>
      one !== 'erased' && one !== 'blocked_by_person',
  ),
);

/** Where an entry of the ledger comes from, as a code. Any other source is somebody’s own words. */
export const consentSources = [
  ...['meeting', 'phone', 'call', 'letter', 'paper', 'form', 'web_form', 'email', 'agreement', 'asked_pm'],
  ...[
    'crm',
    'api',
    'import',
    'platform',
    'keyword',
    'start_link',
    'preference_page',
    'opt_in_page',
    'opt_in_keyword',
  ],
  ...['objection', ...Object.keys(suppressionReasons)],
] as const;

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
  created_by_name: Nullable(Type.String()),
  created_at: Instant,
  liftable: Type.Boolean(),
});

export const SuppressionQuery = Type.Object(
  {
    ...PageQuery,
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    channel: Type.Optional(ChannelSchema),
    whose: Type.Optional(
      Type.Enum(['person', 'ours'], {
        description:
          '`person`: what people wanted, platforms reported or the law demands; `ours`: may be lifted',
      }),
    ),
  },
  { additionalProperties: false },
);
export type SuppressionQuery = Static<typeof SuppressionQuery>;

/** Asked by POST, so that no number stands in an address or a log. */
export const SuppressionLookUp = Type.Object(
  {
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    channel: Type.Optional(ChannelSchema),
    address: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
);
export const SuppressionFound = Type.Object({
  stops: Type.Array(SuppressionItem, { description: 'In force on exactly this number or address' }),
  person: Nullable(Type.Object({ id: Uuid, name: Nullable(Type.String()) })),
  withdrawn: Type.Array(Type.Object({ channel: ChannelSchema, purpose: PurposeSchema }), {
    description: 'What the person who has this number stopped themselves, in their own consents',
  }),
});

export const LiftSuppression = Type.Object(
  { reason: Type.String({ minLength: 5, maxLength: 500, description: 'Kept in the trail' }) },
  { additionalProperties: false },
);

export const SuppressionList = Type.Object(
  {
    numbers: Type.String({
      minLength: 1,
      maxLength: 1_000_000,
      description: 'One number a line, or a CSV whose first column is the number; at most 10,000 lines',
    }),
    reason: GivenReason,
    purpose: Type.Optional(PurposeSchema),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type SuppressionList = Static<typeof SuppressionList>;
export const SuppressionListResult = Type.Object({
  added: Type.Integer(),
  already: Type.Integer({ description: 'Were on the list, or twice in this one' }),
  unreadable: Type.Array(Type.Object({ line: Type.Integer(), reason: Type.String() }), {
    description: 'Lines that are no number, the first 100; never the text itself',
  }),
  unreadable_count: Type.Integer(),
});

/** People whose own consents say no. */
export const OptOutItem = Type.Object({
  prospect_id: Uuid,
  prospect_name: Nullable(Type.String()),
  channels: Type.Array(ChannelSchema),
  purposes: Type.Array(PurposeSchema),
  everything: Type.Boolean({ description: 'Every channel and purpose' }),
  source: Type.String(),
  by_person: Type.Boolean(),
  since: Instant,
  recorded_by_name: Nullable(Type.String()),
});
export const OptOutQuery = Type.Object({ ...PageQuery }, { additionalProperties: false });

export const NewSuppression = Type.Object(
  {
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    channel: Type.Optional(ChannelSchema),
    address: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Channel identity; needs `channel`' }),
    ),
    purpose: Type.Optional(PurposeSchema),
    reason: GivenReason,
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type NewSuppression = Static<typeof NewSuppression>;

export const NewOptOut = Type.Object(
  {
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    channel: Type.Optional(ChannelSchema),
    address: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Channel identity; needs `channel`' }),
    ),
    channels: Type.Optional(
      Type.Array(ChannelSchema, {
        minItems: 1,
        maxItems: channels.length,
        description: 'Default: all; of `address` its own',
      }),
    ),
    purposes: Type.Optional(
      Type.Array(PurposeSchema, { minItems: 1, maxItems: purposes.length, description: 'Default: all' }),
    ),
    source: Type.String({
      minLength: 2,
      maxLength: 200,
      description: 'Where they said it: a CRM, a call, a letter',
    }),
    evidence: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
    occurred_at: Type.Optional(Instant),
  },
  { additionalProperties: false },
);
export type NewOptOut = Static<typeof NewOptOut>;

/** `channel:purpose`. */
export const Grant = Type.String({
  pattern: '^(whatsapp|telegram|signal|imessage):(marketing|service|coaching)$',
});
const linkFields = {
  channel: Type.Literal('telegram'),
  grants: Type.Array(Type.String({ pattern: '^telegram:(marketing|service|coaching)$' }), {
    minItems: 1,
    maxItems: purposes.length,
    description:
      'On the channel of the link: following it proves whose chat it is, and nothing about other channels',
  }),
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
