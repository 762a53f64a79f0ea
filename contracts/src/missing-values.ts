// What a campaign does for people who lack a value its message names, and who they are.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Nullable, PageQuery, Uuid } from './domain.ts';

/** A name as a template writes it: any letters and digits, without a path. */
export const variablePattern = '^[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]{0,99}$';

export const MissingValueAction = Type.Union([
  Type.Object(
    {
      action: Type.Literal('default'),
      value: Type.String({
        minLength: 1,
        maxLength: 500,
        pattern: '\\S',
        description: 'Written as if it were on record; filters read it as they read a value of the person',
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { action: Type.Literal('skip', { description: 'Whoever lacks it is left out' }) },
    { additionalProperties: false },
  ),
]);
export type MissingValueAction = Static<typeof MissingValueAction>;

export const MissingValues = Type.Record(Type.String({ maxLength: 100 }), MissingValueAction, {
  maxProperties: 50,
  description:
    'By variable: what happens for people who lack it. A launch wants an answer for each that somebody lacks',
});
export type MissingValues = Static<typeof MissingValues>;

/** `open`: nothing is decided for what they lack, which stops the launch. */
export const lackingOutcomes = ['open', 'default', 'skip'] as const;
export type LackingOutcome = (typeof lackingOutcomes)[number];

export const LackingPerson = Type.Object({
  prospect_id: Uuid,
  name: Nullable(Type.String({ description: 'Name, else number, else e-mail' })),
  channel: ChannelSchema,
  profile_id: Nullable(Uuid),
  missing: Type.Array(Type.String(), { description: 'Every variable they lack' }),
  problem: Type.String({ description: 'What is missing first, or why it cannot be written' }),
  outcome: Type.Enum([...lackingOutcomes]),
});
export type LackingPerson = Static<typeof LackingPerson>;

const MissingVariable = Type.Object({
  variable: Type.String(),
  count: Type.Integer({ description: 'People who lack it and would be written to' }),
  open: Type.Integer({
    description: 'Those of them for whom nothing is decided, or whose default does not fit',
  }),
  by: Type.Array(Type.Object({ channel: ChannelSchema, profile_id: Nullable(Uuid), count: Type.Integer() }), {
    description: 'By channel, and by the profile whose words they get',
  }),
  action: Nullable(MissingValueAction),
});

export const MissingVariables = Type.Object({
  checked: Type.Integer({ description: 'People of the audience: all of them' }),
  count: Type.Integer({ description: 'Those who lack something and for whom nothing is decided' }),
  defaulted: Type.Integer({ description: 'Those who get a default of the campaign' }),
  skipped: Type.Integer({ description: 'Those who are left out because the campaign says so' }),
  variables: Type.Array(MissingVariable, { description: 'Most people first' }),
  people: Type.Array(LackingPerson, { description: 'The first 50 of `count`' }),
});
export type MissingVariables = Static<typeof MissingVariables>;

export const LackingPeopleQuery = Type.Object(
  {
    ...PageQuery,
    variable: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    outcome: Type.Optional(Type.Enum([...lackingOutcomes])),
  },
  { additionalProperties: false },
);
export type LackingPeopleQuery = Static<typeof LackingPeopleQuery>;
