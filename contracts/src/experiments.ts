// Experiments: a campaign sent in several variants, to find out which does better. Shares of people in an experiment are
// ten-thousandths (2500 is a quarter); rates, effects and differences are numbers from 0 to 1 (0.041 is 4.1 points).
import { Type, type Static } from 'typebox';
import { ContentByChannel } from './channel-content.ts';
import { ChannelSchema, Instant, Nullable, PageQuery, Uuid } from './domain.ts';

const closed = { additionalProperties: false } as const;

export const experimentStatuses = ['draft', 'running', 'decided', 'ended'] as const;
export type ExperimentStatus = (typeof experimentStatuses)[number];
export const variedThings = ['message', 'profile', 'channel_order', 'send_time'] as const;
export type VariedThing = (typeof variedThings)[number];
export const experimentMetrics = ['delivered', 'read', 'replied', 'converted'] as const;
export type ExperimentMetric = (typeof experimentMetrics)[number];
/** What makes somebody `converted`: told over the API, a visit to a link of the message, or whichever comes first. */
export const conversionWays = ['told', 'visit', 'either'] as const;
export type ConversionWay = (typeof conversionWays)[number];
export const guardrailNames = ['opt_out', 'failure'] as const;
export type GuardrailName = (typeof guardrailNames)[number];

export const mostVariants = 8;
/** Owns the people of `stretches` who wait for the winner. No variant is called so: theirs are single capital letters. */
export const restKey = 'rest';

/** Either a time of day in the campaign's time zone, or minutes after the launch. */
export const SendTime = Type.Union([
  Type.Object(
    {
      local_time: Type.String({
        pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
        description: 'The next such time from the launch on, in the campaign’s time zone',
      }),
    },
    closed,
  ),
  Type.Object({ after_minutes: Type.Integer({ minimum: 0, maximum: 7 * 24 * 60 }) }, closed),
]);
export type SendTime = Static<typeof SendTime>;

/** What one variant does otherwise than the campaign. Only what the experiment varies may be named; nothing: as the campaign. */
export const VariantChange = Type.Object(
  {
    message_content: Type.Optional(
      Type.String({
        maxLength: 4096,
        description: 'Instead of the campaign’s text, on channels without content of their own',
      }),
    ),
    message_format: Type.Optional(
      Nullable(
        Type.Literal('rich', {
          description: 'Of message_content: whether its marks are read. As the campaign’s, unless said',
        }),
      ),
    ),
    channel_content: Type.Optional(ContentByChannel),
    profile_id: Type.Optional(Uuid),
    channel_order: Type.Optional(Type.Array(ChannelSchema, { minItems: 1, maxItems: 4, uniqueItems: true })),
    send_time: Type.Optional(SendTime),
  },
  {
    ...closed,
    description:
      'message: message_content with message_format, and channel_content, the campaign’s own on channels not named. profile: profile_id. ' +
      'channel_order: channel_order. send_time: send_time',
  },
);
export type VariantChange = Static<typeof VariantChange>;

const Guardrail = Type.Object(
  {
    on: Type.Boolean(),
    margin: Type.Number({
      minimum: 0,
      maximum: 0.5,
      description: 'How far the variant’s rate may lie above the control’s: 0.01 is one point',
    }),
  },
  closed,
);
/** A variant whose rate is shown to lie further above the control's is stopped by itself. */
export const Guardrails = Type.Object({ opt_out: Guardrail, failure: Guardrail }, closed);
export type Guardrails = Static<typeof Guardrails>;
export const defaultGuardrails: Guardrails = {
  opt_out: { on: true, margin: 0.02 },
  failure: { on: true, margin: 0.05 },
};

const Share = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });
const converted_by = Type.Enum([...conversionWays], {
  description:
    'Of the metric `converted`. told: over the API. visit: of a link in the message, which its campaign has to count. either: whichever comes first. told unless said',
});
const plan = {
  metric: Type.Enum([...experimentMetrics]),
  expected_rate: Nullable(
    Type.Number({
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      description: 'What the control is expected to reach; null: nobody knows, and nothing is planned',
    }),
  ),
  minimum_effect: Type.Number({
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    description: 'The smallest difference worth knowing: 0.05 is five points',
  }),
  power: Type.Number({
    minimum: 0.5,
    maximum: 0.99,
    description: 'How likely such a difference is found; 0.8 unless said',
  }),
  alpha: Type.Number({
    minimum: 0.001,
    maximum: 0.2,
    description: 'How likely a difference is found where none is, over all variants; 0.05 unless said',
  }),
};

export const NewVariant = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80 }),
    share: Type.Integer({ minimum: 100, maximum: 9900, description: 'Of the people in the experiment' }),
    is_control: Type.Boolean({ description: 'All others are compared with it; exactly one' }),
    change: Type.Optional(VariantChange),
  },
  closed,
);
export type NewVariant = Static<typeof NewVariant>;

/** A whole design; what is left out has its default. */
export const ExperimentDesign = Type.Object(
  {
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'The campaign’s, unless said' }),
    ),
    varies: Type.Enum([...variedThings]),
    metric: plan.metric,
    converted_by: Type.Optional(converted_by),
    expected_rate: Type.Optional(plan.expected_rate),
    minimum_effect: plan.minimum_effect,
    power: Type.Optional(plan.power),
    alpha: Type.Optional(plan.alpha),
    trial_share: Type.Optional(
      Type.Integer({
        minimum: 100,
        maximum: 10_000,
        description:
          'Of the audience without the holdout; the rest waits until a winner is rolled out. All unless said',
      }),
    ),
    holdout_share: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 5_000,
        description: 'Of the audience: people who get nothing. None unless said',
      }),
    ),
    settle_minutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 43_200,
        description: 'So long after sending, silence counts as a no; 4,320 (three days) unless said',
      }),
    ),
    guardrails: Type.Optional(Guardrails),
    variants: Type.Array(NewVariant, {
      minItems: 2,
      maxItems: mostVariants,
      description: 'A, B, … in this order; shares make 10,000',
    }),
  },
  closed,
);
export type ExperimentDesign = Static<typeof ExperimentDesign>;

export const ExperimentVariant = Type.Object({
  variant: Type.Integer({ description: '1 is A' }),
  key: Type.String({ description: 'A, B, …' }),
  name: Type.String(),
  share: Type.Integer(),
  is_control: Type.Boolean(),
  change: VariantChange,
  stopped_at: Nullable(Instant),
  stopped_reason: Nullable(
    Type.Enum(['guardrail_opt_out', 'guardrail_failure', 'by_person'], {
      description: 'Which guardrail stopped it, or that a person did',
    }),
  ),
});
export type ExperimentVariant = Static<typeof ExperimentVariant>;

export const ExperimentResource = Type.Object({
  id: Uuid,
  campaign_id: Uuid,
  campaign_name: Type.String(),
  campaign_status: Type.String(),
  portfolio_manager_id: Uuid,
  portfolio_manager_name: Type.String(),
  name: Type.String(),
  varies: Type.Enum([...variedThings]),
  status: Type.Enum([...experimentStatuses]),
  ...plan,
  converted_by,
  trial_share: Type.Integer(),
  holdout_share: Type.Integer(),
  settle_minutes: Type.Integer(),
  guardrails: Guardrails,
  people_planned: Nullable(Type.Integer({ description: 'For each variant, to look at any time' })),
  variants: Type.Array(ExperimentVariant),
  launched_at: Nullable(Instant),
  winner: Nullable(Type.String({ description: 'Key of the declared winner' })),
  decided_by_name: Nullable(Type.String()),
  decided_at: Nullable(Instant),
  decided_early: Nullable(Type.String({ description: 'Why it was decided before the verdict allowed it' })),
  rolled_out_at: Nullable(Instant),
  version: Type.Integer(),
  created_at: Instant,
  updated_at: Instant,
});
export type ExperimentResource = Static<typeof ExperimentResource>;

export const ExperimentListQuery = Type.Object(
  {
    ...PageQuery,
    status: Type.Optional(Type.Enum([...experimentStatuses])),
    q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name' })),
  },
  closed,
);
export type ExperimentListQuery = Static<typeof ExperimentListQuery>;

/** How many people a plan needs, and what the people there are can show. */
export const PlanRequest = Type.Object(
  {
    metric: plan.metric,
    converted_by: Type.Optional(converted_by),
    expected_rate: Share,
    minimum_effect: plan.minimum_effect,
    power: Type.Optional(plan.power),
    alpha: Type.Optional(plan.alpha),
    variants: Type.Integer({ minimum: 2, maximum: mostVariants }),
    smallest_share: Type.Optional(
      Type.Integer({
        minimum: 100,
        maximum: 5_000,
        description: 'Of the variant that gets fewest people, in ten-thousandths; equal shares unless said',
      }),
    ),
    trial_share: ExperimentDesign.properties.trial_share,
    holdout_share: ExperimentDesign.properties.holdout_share,
    campaign_id: Type.Optional(
      Type.String({ format: 'uuid', description: 'Whose audience is compared with the plan' }),
    ),
  },
  closed,
);
export type PlanRequest = Static<typeof PlanRequest>;

const PlannedSize = Type.Object({
  per_variant: Type.Integer({ description: 'In the variant that gets fewest' }),
  total: Type.Integer({ description: 'All variants together, without holdout' }),
});

export const ExperimentPlan = Type.Object({
  any_time: Type.Object(PlannedSize.properties, { description: 'Looked at any time: what verdicts go by' }),
  once: Type.Object(PlannedSize.properties, {
    description: 'Looked at once, at the end, by the classical test',
  }),
  audience: Nullable(
    Type.Object(
      {
        reachable: Type.Integer({ description: 'People of the campaign who would get a message now' }),
        in_trial: Type.Integer({ description: 'Of them, in the experiment, without holdout' }),
        per_variant: Type.Integer(),
        enough: Type.Boolean(),
        smallest_effect: Nullable(
          Type.Number({ description: 'The smallest rise they show with this power; null: none at all' }),
        ),
        power: Type.Number({ description: 'How likely they show `minimum_effect`' }),
      },
      { description: 'Null without a campaign' },
    ),
  ),
  warning: Nullable(
    Type.String({ description: 'In plain English; null where the audience is large enough' }),
  ),
  suggested_rate: Nullable(
    Type.Object(
      {
        rate: Type.Number(),
        messages: Type.Integer({ description: 'Messages it was reckoned from' }),
        campaigns: Type.Integer(),
      },
      { description: 'What this metric came to in your campaigns of the last 90 days; null: too few' },
    ),
  ),
});
export type ExperimentPlan = Static<typeof ExperimentPlan>;

const Rate = { low: Type.Number(), high: Type.Number() };
const GuardrailFinding = Type.Object({
  name: Type.Enum([...guardrailNames]),
  difference: Type.Number({ description: 'The variant’s rate less the control’s' }),
  margin: Type.Number(),
  always_valid_p: Type.Number(),
  stopped: Type.Boolean({ description: 'Broken: the variant has to end' }),
});

export const verdictKinds = [
  'sample_ratio',
  'better',
  'worse',
  'no_relevant_difference',
  'no_difference_seen',
  'stopped_by_guardrail',
  'too_early',
] as const;

export const ExperimentVerdict = Type.Object({
  kind: Type.Enum([...verdictKinds]),
  winner: Nullable(Type.String({ description: 'Key of the variant that may be declared' })),
  variant: Nullable(Type.String({ description: 'The variant that difference, low and high are about' })),
  difference: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
  confidence: Nullable(Type.Number()),
  may_stop: Type.Boolean(),
  stopped: Type.Array(Type.String()),
  open: Type.Array(Type.String({ description: 'Nothing can be said of it yet' })),
  people_missing: Nullable(Type.Integer({ description: 'To the plan, in the variant that lacks most' })),
  text: Type.String({ description: 'In plain English, with these numbers' }),
  shown_at: Nullable(
    Type.String({
      format: 'date-time',
      description: 'Since then it is kept: a winner once shown is not taken back. Null: of the counts now',
    }),
  ),
});
export type ExperimentVerdict = Static<typeof ExperimentVerdict>;

/** Numbers of an experiment now. Every rate is of people whose time to answer is over, so it does not fall later. */
export const ExperimentResults = Type.Object({
  experiment_id: Uuid,
  status: Type.Enum([...experimentStatuses]),
  metric: plan.metric,
  as_of: Instant,
  settle_minutes: Type.Integer(),
  people_planned: Nullable(Type.Integer()),
  variants: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      is_control: Type.Boolean(),
      share: Type.Integer(),
      assigned: Type.Integer({ description: 'Drawn for it' }),
      waiting: Type.Integer({ description: 'Their message has not left yet' }),
      left_out: Type.Integer({
        description: 'Not written to, for a reason that has nothing to do with the variant',
      }),
      sent: Type.Integer(),
      settled: Type.Integer({ description: 'Counted: they did it in time, or their time is over' }),
      successes: Type.Integer(),
      rate: Nullable(Type.Number()),
      ...Rate,
      guardrails: Type.Object({
        opt_out: Type.Object({ people: Type.Integer(), count: Type.Integer() }),
        failure: Type.Object({ people: Type.Integer(), count: Type.Integer() }),
      }),
      stopped_at: Nullable(Instant),
      stopped_reason: Nullable(Type.String()),
    }),
  ),
  holdout: Type.Integer({ description: 'People who got nothing, on purpose' }),
  waiting_for_winner: Nullable(
    Type.Integer({
      description: 'People of the audience in no variant yet; null before the audience is known as a whole',
    }),
  ),
  verdict: ExperimentVerdict,
  comparisons: Type.Array(
    Type.Object(
      {
        variant: Type.String(),
        difference: Type.Number(),
        ...Rate,
        confidence: Type.Number({
          description: 'Of the interval; more than 1 - alpha where variants share the error',
        }),
        always_valid_p: Type.Number(),
        boundary: Type.Number({ description: 'At or below it the difference is found' }),
        finding: Type.Enum(['better', 'worse', 'no_relevant_difference', 'unclear']),
        guardrails: Type.Array(GuardrailFinding),
        stopped: Type.Boolean(),
      },
      { description: 'Each variant against the control; may be looked at any time' },
    ),
  ),
  classical: Type.Object(
    {
      chi_square: Type.Object({
        statistic: Type.Number(),
        degrees: Type.Integer(),
        p: Type.Number(),
        least_expected: Type.Number(),
      }),
      differences: Type.Array(
        Type.Object({
          variant: Type.String(),
          difference: Type.Number(),
          ...Rate,
          z: Type.Number(),
          p: Type.Number(),
          p_fisher: Type.Number(),
          test: Type.Enum(['fisher', 'z']),
          p_adjusted: Type.Number({ description: 'Holm’s, over the test named' }),
        }),
      ),
    },
    { description: 'Hold for one look, at the planned end' },
  ),
  sample_ratio: Type.Object({
    alarm: Type.Boolean(),
    always_valid_p: Type.Number(),
    p: Type.Number({ description: 'Chi-square; for one look' }),
    variants: Type.Array(
      Type.Object({ key: Type.String(), people: Type.Integer(), expected: Type.Number() }),
    ),
    causes: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
  }),
  caveats: Type.Array(
    Type.Object({
      code: Type.String(),
      channel: Nullable(ChannelSchema),
      people: Type.Integer(),
      text: Type.String(),
    }),
  ),
});
export type ExperimentResults = Static<typeof ExperimentResults>;

/** How rates and differences came about, for charts: each point is a look that could have been taken then. */
export const ExperimentSeries = Type.Object({
  experiment_id: Uuid,
  as_of: Instant,
  control: Type.String(),
  people_planned: Nullable(Type.Integer()),
  points: Type.Array(
    Type.Object({
      at: Instant,
      variants: Type.Array(
        Type.Object({
          key: Type.String(),
          people: Type.Integer(),
          successes: Type.Integer(),
          rate: Nullable(Type.Number()),
          ...Rate,
          difference: Nullable(Type.Number({ description: 'To the control; null for itself' })),
          difference_low: Nullable(Type.Number({ description: 'Always-valid interval' })),
          difference_high: Nullable(Type.Number()),
        }),
      ),
    }),
    { description: 'At most forty, oldest first' },
  ),
});
export type ExperimentSeries = Static<typeof ExperimentSeries>;

export const DeclareRequest = Type.Object(
  {
    winner: Type.String({ pattern: '^[A-Z]$', description: 'Key of the variant' }),
    roll_out: Type.Boolean({ description: 'Send it to everybody of the audience who has got nothing yet' }),
    reason: Type.Optional(
      Type.String({
        minLength: 10,
        maxLength: 1000,
        description: 'Needed where the verdict does not name this winner yet; kept with the decision',
      }),
    ),
  },
  closed,
);
export type DeclareRequest = Static<typeof DeclareRequest>;

export const Declared = Type.Object({
  experiment: ExperimentResource,
  rolled_out: Nullable(
    Type.Object({
      moved: Type.Integer({ description: 'Waiting for another variant until now' }),
      waiting: Type.Integer({ description: 'Were in no variant until now' }),
    }),
  ),
});
export type Declared = Static<typeof Declared>;

export const StopVariantRequest = Type.Object({ variant: Type.String({ pattern: '^[A-Z]$' }) }, closed);

/** Something somebody did in the end: came to a meeting, signed, paid. */
export const NewConversion = Type.Object(
  {
    prospect_id: Type.Optional(Uuid),
    phone_number: Type.Optional(
      Type.String({
        minLength: 5,
        maxLength: 32,
        description: 'Instead of prospect_id, with the country code',
      }),
    ),
    campaign_id: Type.Optional(
      Type.String({ format: 'uuid', description: 'Only messages of this campaign count' }),
    ),
    kind: Type.String({
      pattern: '^[a-z][a-z0-9_]{0,39}$',
      description: 'A word of your own, such as meeting_held',
    }),
    occurred_at: Type.Optional(Type.String({ format: 'date-time', description: 'Now, unless said' })),
    value: Type.Optional(Type.Number({ minimum: 0, maximum: 1e12 })),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    reference: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Your own number for it: told twice, it is one',
      }),
    ),
  },
  closed,
);
export type NewConversion = Static<typeof NewConversion>;

export const ConversionResource = Type.Object({
  id: Uuid,
  prospect_id: Uuid,
  campaign_id: Nullable(Uuid),
  message_id: Nullable(
    Type.String({ format: 'uuid', description: 'The message it followed; null: none in 30 days' }),
  ),
  kind: Type.String(),
  occurred_at: Instant,
  recorded_at: Instant,
});
export type ConversionResource = Static<typeof ConversionResource>;
