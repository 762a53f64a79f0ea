// What people ask for about their own data: a copy, erasure, correction, or an objection (GDPR Articles 15 to 17 and 21).
import { Type, type Static } from 'typebox';
import { Instant, Nullable, PageQuery, Uuid } from './domain.ts';
import { requestKinds, requestStates, requestSteps, requestWays } from './request-kinds.ts';

const Note = Type.String({ minLength: 1, maxLength: 2000 });
const Day = Type.String({ format: 'date', description: 'A day in the workspace’s time zone' });
const Colleague = Type.Object({ id: Uuid, name: Type.String() });

export const NewPrivacyRequest = Type.Object(
  {
    prospect_id: Uuid,
    kind: Type.Enum([...requestKinds]),
    came_by: Type.Enum([...requestWays], { description: 'How it reached you' }),
    note: Type.Optional(Note),
    received_at: Type.Optional(Instant),
  },
  { additionalProperties: false },
);
export type NewPrivacyRequest = Static<typeof NewPrivacyRequest>;

export const PrivacyRequestQuery = Type.Object(
  {
    ...PageQuery,
    state: Type.Optional(
      Type.Enum(['open', 'closed'], { default: 'open', description: '`open`: nearest last day first' }),
    ),
    kind: Type.Optional(Type.Enum([...requestKinds])),
    assigned_to: Type.Optional(Type.Enum(['me', 'nobody'])),
    prospect_id: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type PrivacyRequestQuery = Static<typeof PrivacyRequestQuery>;

export const PrivacyRequest = Type.Object({
  id: Uuid,
  kind: Type.Enum([...requestKinds]),
  came_by: Type.Enum(['preference_page', ...requestWays]),
  state: Type.Enum([...requestStates]),
  person: Nullable(Type.Object({ id: Uuid, name: Nullable(Type.String()) })),
  received_at: Instant,
  due_on: Day,
  days_left: Nullable(Type.Integer({ description: 'Below 0: late. Null once it is answered' })),
  extended_at: Nullable(Instant),
  assigned_to: Nullable(Colleague),
  recorded_by_name: Nullable(Type.String({ description: 'Null: the person asked themselves' })),
  closed_at: Nullable(Instant),
  closed_by_name: Nullable(Type.String()),
});
export type PrivacyRequest = Static<typeof PrivacyRequest>;

export const PrivacyRequestDetail = Type.Object({
  ...PrivacyRequest.properties,
  steps: Type.Array(
    Type.Object({
      step: Type.Enum([...requestSteps]),
      note: Nullable(Type.String()),
      assigned_to_name: Nullable(Type.String()),
      made_by_name: Nullable(Type.String({ description: 'Null: the person' })),
      made_at: Instant,
    }),
    { description: 'What was done, in order' },
  ),
  /** Of a request for erasure: until when records of the person have to stay. Their details go at once, the records then. */
  kept: Nullable(
    Type.Object({
      until: Nullable(Instant),
      because: Type.Array(Type.String(), { description: 'The law or the hold, in words' }),
    }),
  ),
  may_extend: Type.Boolean({ description: 'Once, and within the first month' }),
});

export const PrivacyRequestChange = Type.Object(
  {
    assigned_to: Type.Optional(Nullable(Uuid)),
    note: Type.Optional(Note),
    extend: Type.Optional(
      Type.Object(
        {
          reason: Type.String({ minLength: 10, maxLength: 2000, description: 'The person is told it' }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type PrivacyRequestChange = Static<typeof PrivacyRequestChange>;

export const PrivacyRequestClosing = Type.Object(
  {
    outcome: Type.Enum(['completed', 'refused']),
    note: Type.Optional(Note),
  },
  { additionalProperties: false },
);
export type PrivacyRequestClosing = Static<typeof PrivacyRequestClosing>;

export const PrivacyRequestCounts = Type.Object({
  open: Type.Integer(),
  late: Type.Integer(),
  soon: Type.Integer({ description: 'The last day is at most a week away' }),
});
