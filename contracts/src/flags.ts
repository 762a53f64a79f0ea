// Flags of the compliance rules as the review queue sees them.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Instant, Nullable, PageQuery, PurposeSchema, Uuid } from './domain.ts';
import { messageStatuses } from './message-status.ts';
import { ruleActions, ruleSeverities } from './rules.ts';

export const flagStates = ['open', 'assigned', 'decided'] as const;
export const verdicts = ['false_alarm', 'minor', 'violation'] as const;

export const FlagResource = Type.Object({
  id: Uuid,
  message_id: Uuid,
  campaign_id: Nullable(Uuid),
  campaign_name: Nullable(Type.String()),
  prospect_id: Uuid,
  prospect_name: Nullable(Type.String()),
  portfolio_manager_id: Uuid,
  portfolio_manager_name: Nullable(Type.String()),
  channel: ChannelSchema,
  delivery_status: Nullable(Type.Enum([...messageStatuses])),
  rule_id: Uuid,
  rule_version: Type.Integer(),
  rule_name: Type.String({ description: 'As the rule was called when it judged' }),
  explanation: Type.String(),
  action: Type.Enum([...ruleActions]),
  severity: Type.Enum([...ruleSeverities]),
  matched: Nullable(Type.String()),
  excerpt: Type.String(),
  flagged_at: Instant,
  state: Type.Enum([...flagStates]),
  assigned_to: Nullable(Uuid),
  assigned_name: Nullable(Type.String()),
  verdict: Nullable(Type.Enum([...verdicts])),
  note: Nullable(Type.String()),
  decided_by: Nullable(Uuid),
  decided_name: Nullable(Type.String()),
  decided_at: Nullable(Instant),
  release_asked_by: Nullable(Uuid),
  release_asked_name: Nullable(
    Type.String({ description: 'The first of the two who let a held message go has spoken' }),
  ),
});
export type FlagResource = Static<typeof FlagResource>;

const Moment = Type.String({ format: 'date-time' });

/** Which flags; every given condition must hold. */
const filter = {
  state: Type.Optional(Type.Enum([...flagStates, 'waiting'], { description: 'waiting: not decided' })),
  action: Type.Optional(Type.Enum([...ruleActions])),
  severity: Type.Optional(Type.Enum([...ruleSeverities])),
  verdict: Type.Optional(Type.Enum([...verdicts])),
  rule_id: Type.Optional(Uuid),
  campaign_id: Type.Optional(Uuid),
  portfolio_manager_id: Type.Optional(Uuid),
  assigned_to: Type.Optional(Uuid),
  message_id: Type.Optional(Uuid),
  channel: Type.Optional(ChannelSchema),
  held: Type.Optional(Type.Boolean({ description: 'The message waits for two people to let it go' })),
  objected: Type.Optional(
    Type.Boolean({
      description: 'Called a violation, or held and then refused: what its author is told about',
    }),
  ),
  flagged_before: Type.Optional(Moment),
  flagged_after: Type.Optional(Moment),
};
export const FlagFilter = Type.Object(filter, { additionalProperties: false });
export type FlagFilter = Static<typeof FlagFilter>;

const Note = Type.String({ minLength: 1, maxLength: 2000 });

/**
 * One decision about one or many flags. `assigned_to` null takes an assignment back. A violation needs a note: its author
 * reads why. `reopen` takes a verdict of one's own back; the log keeps both.
 */
export const FlagChange = Type.Union([
  Type.Object({ assigned_to: Nullable(Uuid) }, { additionalProperties: false }),
  Type.Object(
    { verdict: Type.Enum([...verdicts]), note: Type.Optional(Note) },
    { additionalProperties: false },
  ),
  Type.Object({ reopen: Type.Literal(true) }, { additionalProperties: false }),
]);
export type FlagChange = Static<typeof FlagChange>;

/** Either the flags themselves, or all that a filter matches; at most 1,000 at once. */
export const FlagBulk = Type.Object(
  {
    ids: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 1_000, uniqueItems: true })),
    filter: Type.Optional(FlagFilter),
    flagged_before: Type.Optional(
      Type.String({ format: 'date-time', description: 'With a filter: nothing that came after one looked' }),
    ),
    change: FlagChange,
  },
  { additionalProperties: false },
);
export type FlagBulk = Static<typeof FlagBulk>;
export const FlagBulkResult = Type.Object({
  changed: Type.Integer(),
  ids: Type.Array(Uuid, { description: 'Of those that changed: what taking it back needs' }),
  own: Type.Integer({
    description:
      'Left as they are: whoever asks sent or wrote these messages, somebody else decides about them',
  }),
  more: Type.Boolean({ description: 'There is more that matches: ask again' }),
});

export const FlagSummary = Type.Object({
  waiting: Type.Integer(),
  oldest: Nullable(Instant),
  held: Type.Integer({ description: 'Messages a rule holds' }),
  release_asked: Type.Integer({ description: 'Of the held: those that need only the second person' }),
  mine: Type.Integer({ description: 'Waiting and assigned to whoever asks' }),
  unassigned: Type.Integer(),
  rules: Type.Array(Type.Object({ id: Uuid, name: Type.String(), count: Type.Integer() })),
  managers: Type.Array(Type.Object({ id: Uuid, name: Type.String(), count: Type.Integer() })),
  reviewers: Type.Array(Type.Object({ id: Uuid, name: Type.String(), count: Type.Integer() }), {
    description: 'Who can be given a flag, with what waits for them',
  }),
  groups: Type.Array(
    Type.Object({
      rule_id: Uuid,
      rule_name: Type.String(),
      campaign_id: Nullable(Uuid),
      campaign_name: Nullable(Type.String()),
      action: Type.Enum([...ruleActions]),
      severity: Type.Enum([...ruleSeverities]),
      count: Type.Integer(),
      oldest: Instant,
    }),
    { description: 'What waits, by rule and campaign: the most first' },
  ),
});

export const RuleStatistics = Type.Object({
  items: Type.Array(
    Type.Object({
      rule_id: Uuid,
      name: Type.String(),
      enabled: Type.Boolean(),
      flags: Type.Integer(),
      flags_30d: Type.Integer(),
      waiting: Type.Integer(),
      false_alarm: Type.Integer(),
      minor: Type.Integer(),
      violation: Type.Integer(),
      precision: Nullable(
        Type.Number({
          description: 'Share of the decided flags that were no false alarm; null: none decided',
        }),
      ),
      last_flagged_at: Nullable(Instant),
    }),
  ),
});

export const ReleaseRequest = Type.Object({ note: Type.Optional(Note) }, { additionalProperties: false });
export const RefuseRequest = Type.Object({ note: Note }, { additionalProperties: false });
export const ReleaseState = Type.Object({
  message_id: Uuid,
  delivery_status: Type.Enum([...messageStatuses]),
  text: Nullable(Type.String()),
  released: Type.Boolean(),
  first: Nullable(
    Type.Object({ user_id: Uuid, name: Nullable(Type.String()), at: Instant, note: Nullable(Type.String()) }),
  ),
});

/** Why a word for a message did not count. */
export const refusalText = {
  not_found: 'There is no such message here.',
  not_held: 'No rule holds it any more.',
  first_of_two: 'You were the first of the two.',
  author: 'You sent or wrote this message yourself.',
  campaign_cancelled: 'The campaign was cancelled: nothing of it is sent any more.',
} as const;
export type RefusalCode = keyof typeof refusalText;

/** One word for many messages; each still takes two people. */
export const ReleaseMany = Type.Object(
  {
    message_ids: Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true }),
    note: Type.Optional(Note),
  },
  { additionalProperties: false },
);
export const ReleaseResult = Type.Object({
  released: Type.Array(Uuid, { description: 'Both have spoken: on their way' }),
  waiting: Type.Array(Uuid, { description: 'Yours is the first word: a second person has to speak' }),
  refused: Type.Array(
    Type.Object({
      message_id: Uuid,
      code: Type.Enum(Object.keys(refusalText) as RefusalCode[]),
      reason: Type.String(),
    }),
    { description: 'Nothing changed about these' },
  ),
});
export type ReleaseResult = Static<typeof ReleaseResult>;

const Marked = {
  text: Type.String({ description: 'As people read it: without markup' }),
  marks: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }), {
    description: 'From and to, in UTF-16 units of `text`: what the rule found',
  }),
  missing: Type.Array(Type.String(), { description: 'What the rule wants to be said and is not' }),
};
export const MarkedText = Type.Object(Marked);

/** Everything somebody needs to decide about one flag, in one answer. */
export const FlagContext = Type.Object({
  flag: FlagResource,
  message: Type.Object({
    ...Marked,
    buttons: Type.Array(Type.String()),
    kind: Nullable(Type.Enum(['text', 'template', 'buttons'])),
    template: Nullable(Type.String()),
    purpose: Nullable(PurposeSchema),
    sent_at: Nullable(Instant),
    created_at: Nullable(Instant),
    author_name: Nullable(Type.String({ description: 'Who last wrote the campaign’s text' })),
    sender: Nullable(Type.String({ description: 'The sender it left from' })),
  }),
  rule: Type.Object({
    id: Uuid,
    version: Type.Integer({ description: 'That judged' }),
    current_version: Type.Integer(),
    enabled: Type.Boolean(),
    pack: Nullable(Type.String()),
    source: Nullable(Type.Object({ title: Type.String(), url: Nullable(Type.String()) })),
    false_alarm: Type.Integer(),
    minor: Type.Integer(),
    violation: Type.Integer(),
  }),
  person: Type.Object({
    country: Nullable(Type.String()),
    regions: Type.Array(Type.String(), { description: 'EU, EEA' }),
    language: Nullable(Type.String()),
    age: Nullable(Type.Integer()),
    interests: Type.Array(Type.String()),
  }),
  conversation: Type.Array(
    Type.Object({
      id: Uuid,
      direction: Type.Enum(['in', 'out']),
      at: Instant,
      text: Nullable(Type.String()),
      this: Type.Boolean({ description: 'The flagged message itself' }),
    }),
    { description: 'What was said with this person on this channel around it, oldest first' },
  ),
  others: Type.Array(FlagResource, { description: 'What else was flagged of the same message' }),
  alike: Type.Integer({ description: 'Further flags of the same rule and campaign that wait' }),
  decided: Type.Array(FlagResource, { description: 'What was decided last about the same rule' }),
  release: Nullable(ReleaseState),
  own: Type.Boolean({
    description: 'Whoever asks sent or wrote the message: somebody else decides about it',
  }),
  refused: Nullable(
    Type.Object(
      { name: Nullable(Type.String()), at: Instant, note: Nullable(Type.String()) },
      { description: 'Who decided that it is not sent, and why' },
    ),
  ),
});
export type FlagContext = Static<typeof FlagContext>;

/** Flags day by day, of the days in the workspace’s zone. */
export const ComplianceOverview = Type.Object({
  days: Type.Array(Type.String({ format: 'date' })),
  rules: Type.Array(
    Type.Object({
      id: Uuid,
      name: Type.String(),
      severity: Type.Enum([...ruleSeverities]),
      action: Type.Enum([...ruleActions]),
      counts: Type.Array(Type.Integer(), { description: 'One a day' }),
      total: Type.Integer(),
    }),
    { description: 'The most first' },
  ),
  managers: Type.Array(
    Type.Object({
      id: Uuid,
      name: Type.String(),
      counts: Type.Array(Type.Integer()),
      total: Type.Integer(),
      violations: Type.Integer(),
      false_alarms: Type.Integer(),
    }),
  ),
  decided: Type.Integer({ description: 'Verdicts in this time' }),
  median_hours: Nullable(Type.Number({ description: 'From the flag to the verdict' })),
});
export type ComplianceOverview = Static<typeof ComplianceOverview>;

export const FlagListQuery = Type.Object({ ...PageQuery, ...filter }, { additionalProperties: false });
export type FlagListQuery = Static<typeof FlagListQuery>;
