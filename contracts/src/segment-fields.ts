// What a segment may ask of a person: every field with its operators, and the shape of each. One table says it to the
// compiler, the checker, the API's documents and the editor.
import { Type, type Static, type TObject } from 'typebox';
import { ChannelSchema, Instant, PurposeSchema, Uuid } from './domain.ts';

/** Bounds of one condition: it is read by people, and run on everybody in the book. `segments`: of one person. */
export const segmentLimits = { depth: 6, conditions: 60, segments: 500 } as const;

const Word = Type.String({ minLength: 1, maxLength: 200 });
const some = <T extends Parameters<typeof Type.Array>[0]>(one: T) =>
  Type.Array(one, { minItems: 1, maxItems: 200 });
const Score = Type.Integer({ minimum: 0, maximum: 100 });
const Amount = Type.Number({ minimum: -1e15, maximum: 1e15 });
const Language = Type.String({ pattern: '^[a-z]{2,3}$' });
const Country = Type.String({ pattern: '^[A-Z]{2}$' });
const Zone = Type.String({ minLength: 1, maxLength: 64 });
const Days = Type.Integer({ minimum: 1, maximum: 3650, description: 'Days back from now' });
const Value = Type.Union([Word, Amount, Type.Boolean()]);
const key = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'Name of the value, as it was imported',
});
const channel = Type.Optional(ChannelSchema);

/** How far a campaign's message came with a person. `not_read`: it was sent, and no sign of reading came back. */
export const campaignOutcomes = ['sent', 'delivered', 'read', 'not_read', 'replied', 'failed'] as const;
export const consentStates = ['granted', 'withdrawn', 'none'] as const;

function leaf<F extends string, O extends string, P extends Parameters<typeof Type.Object>[0]>(
  field: F,
  op: O,
  rest: P,
) {
  return Type.Object(
    { field: Type.Literal(field), op: Type.Literal(op), ...rest },
    { additionalProperties: false },
  );
}

const among = <F extends string, T extends Parameters<typeof Type.Array>[0]>(field: F, one: T) => ({
  equals: leaf(field, 'equals', { value: one }),
  in: leaf(field, 'in', { value: some(one) }),
  exists: leaf(field, 'exists', {}),
});
const measured = <F extends string, T extends Parameters<typeof Type.Array>[0], P extends object>(
  field: F,
  one: T,
  more: P,
) => ({
  less_than: leaf(field, 'less_than', { ...more, value: one }),
  at_most: leaf(field, 'at_most', { ...more, value: one }),
  more_than: leaf(field, 'more_than', { ...more, value: one }),
  at_least: leaf(field, 'at_least', { ...more, value: one }),
  between: leaf(field, 'between', { ...more, value: Type.Tuple([one, one]) }),
});
const dated = <F extends string, P extends object>(field: F, more: P) => ({
  before: leaf(field, 'before', { ...more, value: Instant }),
  after: leaf(field, 'after', { ...more, value: Instant }),
  between: leaf(field, 'between', { ...more, value: Type.Tuple([Instant, Instant]) }),
  within_days: leaf(field, 'within_days', { ...more, value: Days }),
});
const imported = <F extends string>(field: F) => ({
  equals: leaf(field, 'equals', { key, value: Value }),
  in: leaf(field, 'in', { key, value: some(Type.Union([Word, Amount])) }),
  contains: leaf(field, 'contains', { key, value: Word }),
  exists: leaf(field, 'exists', { key }),
  ...measured(field, Amount, { key }),
});
const written = <F extends string>(field: F) => ({
  contains: leaf(field, 'contains', { value: Word }),
  exists: leaf(field, 'exists', {}),
});

/** By field and operator. */
export const segmentLeaves = {
  lead_score: {
    equals: leaf('lead_score', 'equals', { value: Score }),
    ...measured('lead_score', Score, {}),
  },
  language: among('language', Language),
  country: among('country', Country),
  time_zone: among('time_zone', Zone),
  name: written('name'),
  email: written('email'),
  phone_number: {
    starts_with: leaf('phone_number', 'starts_with', { value: Type.String({ pattern: '^\\+[0-9]{1,15}$' }) }),
    exists: leaf('phone_number', 'exists', {}),
  },
  interests: {
    contains: leaf('interests', 'contains', { value: some(Word) }),
    exists: leaf('interests', 'exists', {}),
  },
  demographics: imported('demographics'),
  attributes: imported('attributes'),
  created_at: dated('created_at', {}),
  import: { in: leaf('import', 'in', { value: some(Uuid) }) },
  identity: { exists: leaf('identity', 'exists', { channel }) },
  consent: {
    equals: leaf('consent', 'equals', {
      channel: ChannelSchema,
      purpose: PurposeSchema,
      value: Type.Enum([...consentStates]),
    }),
  },
  opted_out: { exists: leaf('opted_out', 'exists', { channel }) },
  last_reply: {
    ...dated('last_reply', { channel }),
    exists: leaf('last_reply', 'exists', { channel }),
  },
  last_written: {
    within_days: leaf('last_written', 'within_days', {
      channel,
      value: Type.Integer({ minimum: 1, maximum: 366, description: 'Days back from now' }),
    }),
  },
  campaign: {
    equals: leaf('campaign', 'equals', { campaign_id: Uuid, value: Type.Enum([...campaignOutcomes]) }),
  },
} as const;

export type SegmentField = keyof typeof segmentLeaves;
type Shapes<T> = { [K in keyof T]: T[K] extends TObject ? Static<T[K]> : never }[keyof T];
export type SegmentLeaf = { [F in SegmentField]: Shapes<(typeof segmentLeaves)[F]> }[SegmentField];

/** What each field is, for the editor and for people who read the API. */
export const segmentFieldTexts: Readonly<Record<SegmentField, string>> = {
  lead_score: 'Lead score, 0 to 100',
  language: 'Language, two letters',
  country: 'Country, two letters',
  time_zone: 'Time zone, IANA name',
  name: 'Name; parts of it, in any case',
  email: 'E-mail address; parts of it, in any case',
  phone_number: 'Phone number with its country code',
  interests: 'Interests and asset classes; one of those given is enough',
  demographics: 'A value such as age or location, by its name; texts are compared in any case',
  attributes: 'A further column of an import, by its name; texts are compared in any case',
  created_at: 'When the person came in',
  import: 'The person was in one of these imports',
  identity: 'Reachable on a channel: an address there is known and works',
  consent: 'What the person last agreed to or withdrew on a channel for a purpose',
  opted_out: 'An opt-out is on record: a stop, or a consent withdrawn',
  last_reply: 'When the person last wrote to us',
  last_written: 'A message to the person was accepted by its platform, over whichever campaign',
  campaign: 'What became of one campaign’s message to the person',
};
