// The library of approved templates as the API speaks of it: what the platform keeps, and who writes with it.
import { Type, type Static } from 'typebox';
import { TemplateContent } from './channel-content.ts';
import { campaignStatuses, Instant, Nullable, Uuid } from './domain.ts';
import { ShownButton, ShownHeader } from './shown-message.ts';
import { TemplateParts } from './template-parts.ts';

const Version = Type.Object({
  id: Uuid,
  language: Type.String(),
  status: Type.String(),
  sendable: Type.Boolean(),
});

export const TemplateResource = Type.Object({
  id: Uuid,
  channel: Type.String(),
  waba_id: Type.String({ description: 'The business account it belongs to' }),
  name: Type.String(),
  language: Type.String({ description: 'As the platform writes it, such as bn or pt_BR' }),
  category: Type.String({ description: 'MARKETING, UTILITY or AUTHENTICATION' }),
  status: Type.String({
    description:
      'As the platform has it: APPROVED, PENDING, REJECTED, PAUSED, DISABLED, LIMIT_EXCEEDED and others',
  }),
  sendable: Type.Boolean({ description: 'Approved, and still there' }),
  quality: Nullable(Type.Enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN'])),
  rejected_reason: Nullable(Type.String({ description: 'The platform’s own word' })),
  parts: TemplateParts,
  body: Nullable(Type.String()),
  parameters: Type.Integer({ description: 'How many values the body takes' }),
  languages: Type.Array(Version, { description: 'The same name in every language, this one too' }),
  used_by: Type.Object(
    { campaigns: Type.Integer(), running: Type.Integer(), profiles: Type.Integer() },
    { description: 'Of those the asking person may see; running: scheduled, active or paused' },
  ),
  removed_at: Nullable(Instant),
  updated_at: Instant,
});
export type TemplateResource = Static<typeof TemplateResource>;

/** How the list of one business account was last asked for. */
export const TemplateSync = Type.Object({
  waba_id: Type.String(),
  senders: Type.Array(Type.String(), { description: 'Names of the numbers that belong to it' }),
  synchronised_at: Nullable(
    Type.String({ format: 'date-time', description: 'When the whole list last came' }),
  ),
  tried_at: Nullable(Instant),
  error: Nullable(Type.String({ description: 'What the last try met, as a code; null: nothing' })),
  error_text: Nullable(Type.String()),
  detail: Nullable(Type.String({ description: 'In the platform’s words' })),
});
export type TemplateSync = Static<typeof TemplateSync>;

const syncs = {
  synchronised_at: Nullable(
    Type.String({ format: 'date-time', description: 'The oldest of the accounts; null: one has never been' }),
  ),
  accounts: Type.Array(TemplateSync),
};

export const TemplateList = Type.Object({ items: Type.Array(TemplateResource), ...syncs });
export type TemplateList = Static<typeof TemplateList>;
export const TemplateSyncs = Type.Object(syncs);
export type TemplateSyncs = Static<typeof TemplateSyncs>;

export const TemplateListQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name or of the words' })),
    status: Type.Optional(Type.String({ maxLength: 40 })),
    category: Type.Optional(Type.String({ maxLength: 40 })),
    language: Type.Optional(Type.String({ maxLength: 15 })),
    quality: Type.Optional(Type.Enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN'])),
    removed: Type.Optional(
      Type.Boolean({ description: 'true: those that are gone at the platform as well' }),
    ),
  },
  { additionalProperties: false },
);
export type TemplateListQuery = Static<typeof TemplateListQuery>;

const Shown = Type.Object({
  header: Nullable(ShownHeader),
  body: Type.String(),
  footer: Nullable(Type.String()),
  buttons: Type.Array(ShownButton),
});

export const TemplateDetail = Type.Object({
  ...TemplateResource.properties,
  sample: Type.Object(
    {
      values: TemplateContent,
      shown: Shown,
      text: Type.String({ description: 'All of it as one text, as it is kept with a sent message' }),
    },
    { description: 'Filled with what was shown to the platform for its approval' },
  ),
  campaigns: Type.Array(
    Type.Object({ id: Uuid, name: Type.String(), status: Type.Enum([...campaignStatuses]) }),
    { description: 'The newest 50 the asking person may see' },
  ),
  profiles: Type.Array(Type.Object({ id: Uuid, name: Type.String() })),
});
export type TemplateDetail = Static<typeof TemplateDetail>;
