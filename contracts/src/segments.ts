// Segments: named conditions on the people of a book. A condition is one question about a person, or `all`, `any` and `not`
// over further conditions. Every question is answered yes or no, also where nothing is on record: that is a no. So `not` is
// everybody else, always.
import { Type, type Static } from 'typebox';
import {
  campaignStatuses,
  ChannelSchema,
  Instant,
  Nullable,
  PageQuery,
  PurposeSchema,
  Uuid,
} from './domain.ts';
import { segmentFieldTexts, segmentLimits, type SegmentLeaf } from './segment-fields.ts';

export type SegmentCondition =
  SegmentLeaf | { all: SegmentCondition[] } | { any: SegmentCondition[] } | { not: SegmentCondition };

/** Checked in full by server/src/segments/check-condition.ts, which names the place of a fault. */
export const SegmentConditionSchema = Type.Unsafe<SegmentCondition>({
  type: 'object',
  minProperties: 1,
  additionalProperties: true,
  description:
    `{"all": […]}, {"any": […]}, {"not": …}, or one question {"field", "op", "value"}; at most ${segmentLimits.depth} deep ` +
    `and ${segmentLimits.conditions} parts. Fields: ${Object.keys(segmentFieldTexts).join(', ')}; ` +
    'GET /api/v1/segments/fields says more. What is not on record does not match, so `not` is everybody else.',
});

const name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
const description = Type.String({ maxLength: 1000 });
const shared = Type.Boolean({ description: 'Every portfolio manager may use it; only administrators share' });

const told = Type.String({
  description:
    'The condition in words: in the language of your settings (English or Bengali), for an API key by Accept-Language',
});

export const NewSegment = Type.Object(
  {
    name,
    condition: SegmentConditionSchema,
    description: Type.Optional(description),
    shared: Type.Optional(shared),
  },
  { additionalProperties: false },
);
export type NewSegment = Static<typeof NewSegment>;

export const SegmentPatch = Type.Partial(NewSegment, { additionalProperties: false, minProperties: 1 });
export type SegmentPatch = Static<typeof SegmentPatch>;

export const SegmentResource = Type.Object({
  id: Uuid,
  name: Type.String(),
  description: Type.String(),
  condition: SegmentConditionSchema,
  text: told,
  shared: Type.Boolean(),
  owner_id: Uuid,
  owner_name: Type.String(),
  used_by: Type.Array(
    Type.Object({ id: Uuid, name: Type.String(), status: Type.Enum([...campaignStatuses]) }),
    { maxItems: 20, description: 'Campaigns aimed at it that you may see, newest first' },
  ),
  used_by_count: Type.Integer({ description: 'All of those' }),
  version: Type.Integer(),
  created_at: Instant,
  updated_at: Instant,
});
export type SegmentResource = Static<typeof SegmentResource>;

export const SegmentListQuery = Type.Object(
  { ...PageQuery, q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name' })) },
  { additionalProperties: false },
);

export const SegmentCountRequest = Type.Object(
  {
    condition: Type.Optional(SegmentConditionSchema),
    segment_id: Type.Optional(Uuid),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'A condition, a saved segment, or both: then both must hold',
  },
);
export type SegmentCountRequest = Static<typeof SegmentCountRequest>;

export const SegmentCount = Type.Object({
  count: Type.Integer({ description: 'People of your book who fit now' }),
  text: told,
  sample: Type.Array(
    Type.Object({
      id: Uuid,
      name: Nullable(Type.String()),
      country: Nullable(Type.String()),
      language: Nullable(Type.String()),
      lead_score: Type.Integer(),
      last_reply: Nullable(Instant),
    }),
    { maxItems: 10 },
  ),
  as_of: Instant,
});
export type SegmentCount = Static<typeof SegmentCount>;

export const SegmentReachRequest = Type.Object(
  { ...SegmentCountRequest.properties, purpose: Type.Optional(PurposeSchema) },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'As for counting; the purpose decides whose consent counts, `marketing` when left out',
  },
);
export type SegmentReachRequest = Static<typeof SegmentReachRequest>;

export const SegmentReach = Type.Object(
  {
    audience: Type.Integer({ description: 'People of your book who fit now' }),
    reachable: Type.Integer(),
    by_channel: Type.Array(Type.Object({ channel: ChannelSchema, people: Type.Integer() }), {
      description: 'Each person once: on the first channel that is open to them, in the order given here',
    }),
    excluded: Type.Array(Type.Object({ code: Type.String(), text: Type.String(), people: Type.Integer() }), {
      description: 'Who would get nothing, by the gravest reason; largest first',
    }),
    purpose: PurposeSchema,
    as_of: Instant,
  },
  { description: '`by_channel` adds up to `reachable`, and with `excluded` to `audience`' },
);
export type SegmentReach = Static<typeof SegmentReach>;

export const SegmentFields = Type.Object({
  limits: Type.Object({ depth: Type.Integer(), conditions: Type.Integer() }),
  fields: Type.Array(
    Type.Object({
      field: Type.String(),
      text: Type.String(),
      operators: Type.Array(
        Type.Object({
          op: Type.String(),
          schema: Type.Unknown({ description: 'JSON schema of a question with this operator' }),
        }),
      ),
      keys: Type.Array(Type.String(), { description: 'Names of values that people here have' }),
      values: Type.Array(Type.Object({ value: Type.String(), text: Type.String() }), {
        description: 'Some that occur here, most frequent first; campaigns and imports by name',
      }),
    }),
  ),
});
export type SegmentFields = Static<typeof SegmentFields>;
