// The audit trail over the API: entries, and what checking them found.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Instant, Nullable, PageQuery, Uuid } from './domain.ts';
import { eventTypes } from './event-types.ts';
import { PolicyDecision } from './policy.ts';

/** What an entry is about, for whoever looks for one. */
export const auditKinds = [
  'messages',
  'people',
  'campaigns',
  'senders',
  'rules',
  'access',
  'exports',
  'settings',
] as const;
export type AuditKind = (typeof auditKinds)[number];

const Named = Type.Object({ id: Uuid, name: Type.String() });

export const AuditEntry = Type.Object({
  id: Type.Integer(),
  /** Null: sealed within a moment. */
  seq: Nullable(Type.Integer({ description: 'Place in the chain, from 1; null: not sealed yet' })),
  hash: Nullable(Type.String({ description: 'Its hash in the chain, hexadecimal' })),
  sealed_at: Nullable(Instant),
  type: Type.String({ description: `Such as ${eventTypes[0]}` }),
  occurred_at: Instant,
  recorded_at: Instant,
  actor: Nullable(Named),
  /** What the actor did through a program, with this key. */
  api_key: Nullable(Named),
  person: Nullable(Named),
  campaign: Nullable(Named),
  sender: Nullable(Named),
  /** The colleague, rule, file, portfolio or page it is about. */
  subject: Nullable(Named),
  channel: Nullable(ChannelSchema),
  message_id: Nullable(Uuid),
  decision: Nullable(PolicyDecision),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditSpan = {
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
};

export const AuditQuery = Type.Object(
  {
    ...PageQuery,
    ...AuditSpan,
    kind: Type.Optional(Type.Enum([...auditKinds])),
    /** Of a person, colleague, campaign or sender. */
    q: Type.Optional(Type.String({ maxLength: 100, description: 'Part of a name' })),
    by: Type.Optional(Type.Enum(['people', 'system'], { description: 'Colleagues, or nobody' })),
    event_id: Type.Optional(Type.Integer({ minimum: 1 })),
    actor_id: Type.Optional(Uuid),
    prospect_id: Type.Optional(Uuid),
    campaign_id: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type AuditQuery = Static<typeof AuditQuery>;

export const AuditState = Type.Object({
  entries: Type.Integer({ description: 'Sealed entries' }),
  last_hash: Nullable(Type.String()),
  sealed_at: Nullable(Instant),
});

export const AuditCheckpoint = Type.Object({
  entries: Type.Integer({ description: 'How many entries the chain had' }),
  hash: Type.String({ description: 'The hash of the last one, hexadecimal' }),
  at: Instant,
  signed: Type.Boolean({ description: 'The signature is this installation’s' }),
  /** Null: no webhook was set, or it did not take it. */
  taken_at: Nullable(Instant),
});
export type AuditCheckpoint = Static<typeof AuditCheckpoint>;

export const AuditCheckpoints = Type.Object({
  items: Type.Array(AuditCheckpoint, { description: 'The newest hundred, newest first' }),
  file: Type.String({ description: 'Where they are kept on the server' }),
  webhook: Nullable(Type.String({ description: 'The host they are sent to' })),
  public_key: Type.String({ description: 'PEM' }),
});

/** A line of the answer to a verification: first how far it is, last what it found. */
export const AuditVerification = Type.Object({
  entries: Type.Integer({ description: 'Checked so far' }),
  of: Type.Integer(),
  done: Type.Boolean(),
  /** When the last entry that was checked had been recorded. */
  until: Nullable(Instant),
  checkpoints: Type.Integer({ description: 'Signed checkpoints it was compared with' }),
  broken: Nullable(
    Type.Object({
      seq: Type.Integer(),
      event_id: Nullable(Type.Integer()),
      kind: Type.String(),
      what: Type.String(),
    }),
  ),
});
export type AuditVerification = Static<typeof AuditVerification>;
