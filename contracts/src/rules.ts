// Compliance rules as data: what a rule looks at, what it does, and the examples that are run on every save. A condition is
// an object with exactly one key: a leaf of the table below, or `all`, `any`, `not` over further conditions.
import { Type, type Static, type TSchema } from 'typebox';
import { channels, ChannelSchema, Instant, Nullable, purposes, PurposeSchema, Uuid } from './domain.ts';

export const ruleActions = ['warn', 'block'] as const;
export const ruleSeverities = ['low', 'medium', 'high'] as const;
export type RuleAction = (typeof ruleActions)[number];
export type RuleSeverity = (typeof ruleSeverities)[number];
const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
const kinds = ['text', 'template', 'buttons'] as const;

/** Bounds of one rule, and of a workspace: rules are read by people and run on every message. */
export const ruleLimits = { depth: 6, conditions: 60, examples: 50, rules: 1_000 } as const;

const Words = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: 200, description });
const Domains = Type.Array(
  Type.String({ minLength: 3, maxLength: 253, pattern: '^[^\\s/@:?#]+\\.[^\\s/@:?#]+$' }),
  { minItems: 1, maxItems: 200, description: 'Each stands for itself and everything below it' },
);
const some = <T extends TSchema>(one: T) => Type.Array(one, { minItems: 1, maxItems: 250 });
const closed = { additionalProperties: false } as const;

/** What a condition may ask of one message to one person on one channel. */
export const ruleLeaves = {
  terms: Words('The text says one of these: whole words, whatever their case and accents'),
  lacks: Words('The text says none of these: a disclaimer that has to be there'),
  pattern: Type.String({
    minLength: 1,
    maxLength: 500,
    description: 'Found in the text; RE2 syntax, any case',
  }),
  link: Type.Object({ in: Type.Optional(Domains), outside: Type.Optional(Domains) }, closed),
  longer_than: Type.Integer({ minimum: 1, maximum: 4096, description: 'Characters' }),
  countries: some(Type.String({ pattern: '^([A-Z]{2}|EEA)$', description: 'Two letters, EU or EEA' })),
  age: Type.Object(
    {
      from: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
      to: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
    },
    { ...closed, minProperties: 1 },
  ),
  interests: Words('The person is interested in one of these'),
  unknown: Type.Enum(['country', 'age', 'interests'], { description: 'Nothing is on record' }),
  channels: some(Type.Enum([...channels])),
  purposes: some(Type.Enum([...purposes])),
  categories: some(Type.Enum([...categories], { description: 'Of the approved WhatsApp template' })),
  kinds: some(Type.Enum([...kinds])),
} as const;
export type RuleLeaf = keyof typeof ruleLeaves;

export type RuleCondition =
  | { [K in RuleLeaf]: { [P in K]: Static<(typeof ruleLeaves)[K]> } }[RuleLeaf]
  | { all: RuleCondition[] }
  | { any: RuleCondition[] }
  | { not: RuleCondition };

/** Checked in full by server/src/compliance/rules/check-rule.ts, which names the place of a fault. */
export const RuleConditionSchema = Type.Unsafe<RuleCondition>({
  type: 'object',
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: true,
  description:
    'One key: ' +
    Object.entries(ruleLeaves)
      .map(([key, schema]) => {
        const { description } = schema as { description?: string };
        return description === undefined ? key : `${key} (${description})`;
      })
      .join('; ') +
    '; or all, any: lists of conditions; not: a condition',
});

/** What is known of the message and its reader; what is left out is unknown. */
export const RuleSituation = Type.Object(
  {
    channel: Type.Optional(ChannelSchema),
    purpose: Type.Optional(PurposeSchema),
    category: Type.Optional(Type.Enum([...categories])),
    kind: Type.Optional(Type.Enum([...kinds])),
    country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    age: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
    interests: Type.Optional(Type.Array(Type.String({ maxLength: 120 }), { maxItems: 50 })),
  },
  closed,
);
export type RuleSituation = Static<typeof RuleSituation>;

export const RuleExample = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 4096 }),
    expect: Type.Enum(['pass', 'flag']),
    ...RuleSituation.properties,
  },
  closed,
);
export type RuleExample = Static<typeof RuleExample>;

export const RuleDefinition = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    explanation: Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'What is wrong and what to do, for the author of the message',
    }),
    action: Type.Enum([...ruleActions], {
      description: 'warn: sent at once and flagged; block: held until two people release it',
    }),
    severity: Type.Enum([...ruleSeverities]),
    condition: RuleConditionSchema,
    effective_from: Nullable(Instant),
    effective_to: Nullable(Instant),
    source: Nullable(
      Type.Object(
        {
          title: Type.String({ minLength: 1, maxLength: 300 }),
          url: Nullable(Type.String({ maxLength: 500, pattern: '^https?://[^\\s]+$' })),
        },
        closed,
      ),
    ),
    examples: Type.Array(RuleExample, {
      minItems: 2,
      maxItems: ruleLimits.examples,
      description: 'At least one that passes and one that is flagged',
    }),
  },
  closed,
);
export type RuleDefinition = Static<typeof RuleDefinition>;

export const NewRule = Type.Object(
  { ...RuleDefinition.properties, enabled: Type.Optional(Type.Boolean()) },
  closed,
);
export type NewRule = Static<typeof NewRule>;

export const RulePatch = Type.Partial(NewRule, { additionalProperties: false, minProperties: 1 });
export type RulePatch = Static<typeof RulePatch>;

export const RuleResource = Type.Object({
  id: Uuid,
  version: Type.Integer({ description: 'Grows with every change of what the rule says' }),
  revision: Type.Integer({ description: 'Grows with every change, switching on and off included: the ETag' }),
  enabled: Type.Boolean(),
  pack: Nullable(Type.String({ description: 'The starter pack it came with' })),
  ...RuleDefinition.properties,
  made_by: Nullable(Uuid),
  made_by_name: Nullable(Type.String()),
  made_at: Instant,
});
export type RuleResource = Static<typeof RuleResource>;

export const RuleVersion = Type.Object({
  version: Type.Integer(),
  ...RuleDefinition.properties,
  made_by: Nullable(Uuid),
  made_by_name: Nullable(Type.String()),
  made_at: Instant,
});

/** What a rule found in one message: the seeds' compliance flag, with its evidence. */
export const ComplianceFlag = Type.Object({
  rule_id: Uuid,
  version: Type.Integer(),
  name: Type.String(),
  action: Type.Enum([...ruleActions]),
  severity: Type.Enum([...ruleSeverities]),
  message: Type.String(),
  matched: Nullable(Type.String({ description: 'The words that matched; null: something is missing' })),
  excerpt: Type.String(),
  released: Type.Optional(Type.Boolean({ description: 'Two people let this text go' })),
});
export type ComplianceFlag = Static<typeof ComplianceFlag>;

/** Tries a rule without saving it: on its examples, on a text of one's own, and on what was sent lately. */
export const RuleTrial = Type.Object(
  {
    definition: Type.Object(
      {
        ...RuleDefinition.properties,
        examples: Type.Array(RuleExample, { maxItems: ruleLimits.examples }),
      },
      closed,
    ),
    past: Type.Optional(
      Type.Boolean({ description: 'Also on the last thousand messages of the workspace that were sent' }),
    ),
    text: Type.Optional(Type.String({ maxLength: 4096 })),
    situation: Type.Optional(RuleSituation),
  },
  closed,
);
export const RuleTrialResult = Type.Object({
  flag: Nullable(Type.Object({ matched: Nullable(Type.String()), excerpt: Type.String() })),
  marked: Nullable(
    Type.Object({
      text: Type.String(),
      marks: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 })),
      missing: Type.Array(Type.String()),
    }),
  ),
  past: Nullable(
    Type.Object({
      read: Type.Integer({ description: 'Messages that were looked at' }),
      flagged: Type.Integer(),
      samples: Type.Array(
        Type.Object({ message_id: Uuid, matched: Nullable(Type.String()), excerpt: Type.String() }),
        { description: 'Different texts, at most five' },
      ),
    }),
  ),
  examples: Type.Array(
    Type.Object({ index: Type.Integer(), expect: Type.String(), got: Type.String(), ok: Type.Boolean() }),
  ),
});

export const RulePack = Type.Object({
  key: Type.String(),
  title: Type.String(),
  description: Type.String(),
  enabled: Type.Integer({ description: 'Rules of it that are on' }),
  rules: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      action: Type.Enum([...ruleActions]),
      severity: Type.Enum([...ruleSeverities]),
      rule_id: Nullable(Uuid),
      enabled: Type.Boolean(),
      source: Nullable(Type.Object({ title: Type.String(), url: Nullable(Type.String()) })),
    }),
  ),
});
export const packKeys = ['wealth-marketing', 'whatsapp-business', 'telegram-bots', 'bangladesh-sms'] as const;
export const PackSwitch = Type.Object({ key: Type.Enum([...packKeys]), enabled: Type.Boolean() }, closed);
