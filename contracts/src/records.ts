// Record keeping over the API: how long things are kept, what would go now, and legal holds.
import { Type, type Static } from 'typebox';
import { Instant, Nullable, PageQuery, Uuid } from './domain.ts';
import { dataClasses, regimes } from './retention.ts';

export const DataClassSchema = Type.Enum([...dataClasses]);
const RegimeSchema = Type.Enum([...regimes]);
const Months = Type.Integer({ minimum: 1, maximum: 1200 });

const HoldName = Type.Object({ id: Uuid, reason: Type.String() });

export const RetentionClass = Type.Object({
  data_class: DataClassSchema,
  lawful_months: Type.Integer({
    description: 'What the chosen rules ask for; nothing shorter can be chosen',
  }),
  lawful_source: Type.String({ description: 'Which of them asks longest' }),
  months: Type.Integer({ description: 'How long a record of today is kept' }),
  own_months: Nullable(Type.Integer({ description: 'Longer, where the workspace wants it' })),
  source: Type.String({ description: 'The rule that keeps a record of today longest' }),
  until: Instant,
  due: Type.Integer({
    description: 'Records that have run out and go with the next run; entries for the trail',
  }),
  held: Type.Integer({ description: 'Records that have run out and stay because of a legal hold' }),
  oldest: Nullable(Instant),
  next_at: Nullable(Type.String({ format: 'date-time', description: 'When the next records run out' })),
  holds: Type.Array(HoldName),
});
export type RetentionClass = Static<typeof RetentionClass>;

export const RetentionReport = Type.Object({
  regimes: Type.Array(RegimeSchema),
  chosen: Type.Boolean({ description: 'False: nobody has chosen, and everything that may apply counts' }),
  version: Type.Integer(),
  classes: Type.Array(RetentionClass),
  last_run_at: Nullable(Instant),
});
export type RetentionReport = Static<typeof RetentionReport>;

const choice = {
  regimes: Type.Array(RegimeSchema, { uniqueItems: true, maxItems: regimes.length }),
  months: Type.Object(
    Object.fromEntries(dataClasses.map((one) => [one, Type.Optional(Months)])) as Record<
      (typeof dataClasses)[number],
      ReturnType<typeof Type.Optional<typeof Months>>
    >,
    {
      additionalProperties: false,
      description: 'Longer than the law asks for; what is left out has its lawful time',
    },
  ),
};

export const RetentionChoice = Type.Object(choice, { additionalProperties: false });
export type RetentionChoice = Static<typeof RetentionChoice>;
export const RetentionChange = Type.Object(
  { ...choice, reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }) },
  { additionalProperties: false },
);
export type RetentionChange = Static<typeof RetentionChange>;

export const holdKinds = ['person', 'campaign', 'manager', 'class'] as const;

export const LegalHold = Type.Object({
  id: Uuid,
  kind: Type.Enum([...holdKinds]),
  prospect_id: Nullable(Uuid),
  campaign_id: Nullable(Uuid),
  portfolio_manager_id: Nullable(Uuid),
  data_class: Nullable(DataClassSchema),
  name: Nullable(Type.String({ description: 'Of the person, campaign or portfolio manager' })),
  reason: Type.String(),
  made_by: Uuid,
  made_by_name: Type.String(),
  made_at: Instant,
  lift_asked_by: Nullable(Uuid),
  lift_asked_by_name: Nullable(Type.String()),
  lift_reason: Nullable(Type.String()),
  lifted_by_name: Nullable(Type.String()),
  lifted_at: Nullable(Instant),
});
export type LegalHold = Static<typeof LegalHold>;

export const LegalHoldQuery = Type.Object(
  {
    ...PageQuery,
    standing: Type.Optional(
      Type.Boolean({ description: 'Only those that stand, or only those that were lifted' }),
    ),
    prospect_id: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type LegalHoldQuery = Static<typeof LegalHoldQuery>;

const Reason = Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' });

export const NewLegalHold = Type.Object(
  {
    prospect_id: Type.Optional(Uuid),
    campaign_id: Type.Optional(Uuid),
    user_id: Type.Optional(Type.String({ format: 'uuid', description: 'A portfolio manager' })),
    data_class: Type.Optional(DataClassSchema),
    reason: Reason,
  },
  { additionalProperties: false, description: 'Exactly one of the four names what is held' },
);
export type NewLegalHold = Static<typeof NewLegalHold>;

export const HoldLift = Type.Object({ reason: Reason }, { additionalProperties: false });
export type HoldLift = Static<typeof HoldLift>;
