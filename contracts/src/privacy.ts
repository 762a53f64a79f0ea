// Everything kept about one person, as they may ask for it.
import { Type, type Static } from 'typebox';
import { Instant, Nullable, Uuid } from './domain.ts';

export const copyFormats = ['json', 'html'] as const;
export type CopyFormat = (typeof copyFormats)[number];

export const CopyQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Enum([...copyFormats], { default: 'json', description: '`html`: one page to read and print' }),
    ),
    language: Type.Optional(
      Type.Enum(['en', 'bn'], { description: 'Of the page; by default the person’s own' }),
    ),
  },
  { additionalProperties: false },
);
export type CopyQuery = Static<typeof CopyQuery>;

export const erasureReasons = ['person_request', 'objection', 'unlawful', 'no_longer_needed'] as const;

export const ErasePerson = Type.Object(
  {
    reason: Type.Enum([...erasureReasons]),
    confirm: Type.Literal(true, { description: 'That it cannot be undone was understood' }),
  },
  { additionalProperties: false },
);
export type ErasePerson = Static<typeof ErasePerson>;

/** Proof of an erasure: what went, what stays and until when. */
export const Erasure = Type.Object({
  prospect_id: Uuid,
  reason: Type.String(),
  erased_at: Instant,
  erased_by_name: Nullable(Type.String()),
  key: Type.Object({
    state: Type.Enum(['destroyed', 'kept']),
    destroyed_at: Nullable(Instant),
  }),
  kept_until: Nullable(Instant),
  kept_because: Type.Array(
    Type.Object({
      kind: Type.Enum(['hold', 'clock']),
      text: Type.String(),
      until: Nullable(Instant),
    }),
  ),
  emptied: Type.Record(Type.String(), Type.Integer(), { description: 'Rows by table' }),
  cancelled: Type.Integer({ description: 'Messages that were still to be sent' }),
  suppressed: Type.Integer({ description: 'Addresses that nobody can be written to at again' }),
});
export type Erasure = Static<typeof Erasure>;

export const ErasureProof = Type.Object({
  erasure: Nullable(Erasure),
});

/** Stands where a person's name stood: a code, shown in the reader's language (web/src/lib/call-name.ts, server/src/privacy/page/). */
export const erasedName = 'erased_person';
