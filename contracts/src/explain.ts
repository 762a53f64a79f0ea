// "Why / why not": what would be decided for one person at one time, with what it rests on.
import { Type, type Static } from 'typebox';
import { ChannelSchema, Instant, Nullable, PurposeSchema, Uuid } from './domain.ts';
import { ComplianceFlag } from './rules.ts';

export const AskWhy = Type.Object(
  {
    purpose: PurposeSchema,
    channel: Type.Optional(ChannelSchema),
    at: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Now or later, at most 90 days; what is known is as of now',
      }),
    ),
    text: Type.Optional(
      Type.String({ minLength: 1, maxLength: 4096, description: 'Judged by the compliance rules' }),
    ),
    whatsapp: Type.Optional(
      Type.Enum(['template', 'text'], { description: 'Without: an approved template, as campaigns send' }),
    ),
  },
  { additionalProperties: false },
);
export type AskWhy = Static<typeof AskWhy>;

const WhyReason = Type.Object({
  code: Type.String(),
  text: Type.String(),
  detail: Type.Optional(Type.String()),
});

const WhyChannel = Type.Object({
  channel: ChannelSchema,
  outcome: Type.Enum(['send', 'send_and_flag', 'hold', 'reschedule', 'skip']),
  reasons: Type.Array(WhyReason),
  allowed_at: Nullable(
    Type.String({
      format: 'date-time',
      description:
        'The first instant from then on at which it would go, as things stand; null: not by waiting',
    }),
  ),
  consent: Nullable(
    Type.Object({
      action: Type.Enum(['granted', 'withdrawn']),
      source: Type.String(),
      by_person: Type.Boolean(),
      occurred_at: Instant,
      recorded_by_name: Nullable(Type.String()),
      evidence: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  stops: Type.Array(
    Type.Object({
      channel: Nullable(ChannelSchema),
      purpose: Nullable(PurposeSchema),
      reason: Type.String(),
      source: Type.String(),
      created_at: Instant,
    }),
  ),
  last_inbound_at: Nullable(Instant),
  window_closes_at: Nullable(
    Type.String({ format: 'date-time', description: 'WhatsApp: of its last message' }),
  ),
  flags: Type.Array(ComplianceFlag),
});

const Hours = Nullable(Type.Object({ start: Type.String(), end: Type.String() }));

export const Why = Type.Object({
  prospect_id: Uuid,
  at: Instant,
  purpose: PurposeSchema,
  channels: Type.Array(WhyChannel),
  cap: Nullable(
    Type.Object({
      limit: Type.Integer(),
      country: Nullable(Type.String({ description: 'Whose rule it is; null: the workspace’s' })),
      used: Type.Array(Instant, { description: 'Sends that count at that time, oldest first' }),
      frees_at: Nullable(Instant),
    }),
  ),
  quiet: Type.Object({
    zones: Type.Array(
      Type.Object({
        zone: Type.String(),
        local_time: Type.String({ description: 'HH:MM there at that time' }),
      }),
    ),
    workspace: Hours,
    country: Nullable(
      Type.Object({
        country: Type.String(),
        hours: Hours,
        days: Type.Array(Type.Integer()),
        source: Type.String(),
      }),
    ),
  }),
});
export type Why = Static<typeof Why>;
