// Engagement profiles as the API speaks of them. Field names and shapes are the seeds' data model.
import { Type, type Static } from 'typebox';
import { TargetSegment } from './campaigns.ts';
import { ButtonsContent, ChannelContent, TextContent } from './channel-content.ts';
import { ChannelSchema, Instant, Nullable, Page, PageQuery, Uuid } from './domain.ts';

const closed = { additionalProperties: false } as const;

/** FR-005; the database counts. */
export const mostProfiles = 50;
/** What an upload may weigh; what is kept of it is smaller. */
export const logoLimits = { bytes: 512 * 1024, side: 512 } as const;

/** Families that every reader has or that we bring ourselves: nothing is loaded from outside. */
export const fontFamilies = [
  ...['Inter', 'Noto Sans Bengali', 'system-ui', 'sans-serif', 'serif', 'monospace'],
  ...['Arial', 'Helvetica', 'Verdana', 'Tahoma', 'Trebuchet MS', 'Georgia', 'Times New Roman', 'Courier New'],
] as const;

const Colour = Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'Such as #1a5fb4' });
const Colours = Type.Object(
  { accent: Colour, background: Type.Optional(Colour), text: Type.Optional(Colour) },
  closed,
);
const LogoHash = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'Of an uploaded logo: POST /api/v1/profiles/{id}/logo answers with it',
});
export const LogoPlace = Type.Enum(['light', 'dark'], { description: 'The background it is made for' });
const Logos = Type.Object({ light: Type.Optional(LogoHash), dark: Type.Optional(LogoHash) }, closed);
const FontFamily = Type.Enum([...fontFamilies]);
const Fonts = Type.Object({ body: FontFamily, heading: Type.Optional(FontFamily) }, closed);

export const BrandingConfig = Type.Object({ colors: Colours, logos: Logos, fonts: Fonts }, closed);
export type BrandingConfig = Static<typeof BrandingConfig>;

const Words = Type.String({ minLength: 1, maxLength: 4096, description: 'Liquid text' });
/** Words alone, or the channel's own content as campaigns have it. */
export const MessagingTemplates = Type.Object(
  {
    whatsapp: Type.Optional(Type.Union([Words, ChannelContent])),
    telegram: Type.Optional(Type.Union([Words, TextContent, ButtonsContent])),
    signal: Type.Optional(Type.Union([Words, TextContent])),
    imessage: Type.Optional(Type.Union([Words, TextContent])),
  },
  { ...closed, description: 'One for each of whatsapp, telegram, signal and imessage' },
);
export type MessagingTemplates = Static<typeof MessagingTemplates>;

const Language = Type.String({ pattern: '^[a-z]{2}$', description: 'ISO 639-1' });
export const ProfileRule = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('disclaimer'),
      language: Language,
      text: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
    },
    { ...closed, description: 'Every text of a profile in this language contains this line' },
  ),
  Type.Object(
    { kind: Type.Literal('max_links'), count: Type.Integer({ minimum: 0, maximum: 20 }) },
    { ...closed, description: 'A text has at most so many links' },
  ),
]);
export const ComplianceRules = Type.Object(
  {
    jurisdiction: Type.String({
      pattern: '^([A-Z]{2}|EEA)$',
      description: 'Country (ISO 3166-1), EU or EEA',
    }),
    rules: Type.Array(ProfileRule, { maxItems: 50 }),
  },
  closed,
);
export type ComplianceRules = Static<typeof ComplianceRules>;

const {
  import_id: _import,
  segment_id: _segment,
  condition: _condition,
  ...demographics
} = TargetSegment.properties;
/** Whom it is made for: every given condition must hold. */
export const TargetDemographics = Type.Object(demographics, closed);
export type TargetDemographics = Static<typeof TargetDemographics>;

export const NewProfile = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
    language: Language,
    branding_config: BrandingConfig,
    messaging_templates: MessagingTemplates,
    compliance_rules: ComplianceRules,
    target_demographics: Type.Optional(Nullable(TargetDemographics)),
    is_active: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type NewProfile = Static<typeof NewProfile>;

export const ProfilePatch = Type.Partial(NewProfile, { ...closed, minProperties: 1 });
export type ProfilePatch = Static<typeof ProfilePatch>;

export const ProfileResource = Type.Object({
  id: Uuid,
  portfolio_manager_id: Uuid,
  portfolio_manager_name: Type.String(),
  name: Type.String(),
  language: Type.String(),
  // As they are kept: profiles from before these were checked may lack parts.
  branding_config: Type.Object({
    colors: Type.Partial(Colours),
    logos: Type.Partial(Logos),
    fonts: Type.Partial(Fonts),
  }),
  messaging_templates: MessagingTemplates,
  compliance_rules: Type.Partial(ComplianceRules),
  target_demographics: Nullable(TargetDemographics),
  is_active: Type.Boolean(),
  version: Type.Integer(),
  missing_channels: Type.Array(ChannelSchema, { description: 'Channels without a template' }),
  campaigns: Type.Integer({ description: 'How many campaigns name it; while any does it cannot be deleted' }),
  warnings: Type.Array(Type.Object({ field: Type.String(), reason: Type.String(), remedy: Type.String() }), {
    description: 'What may be saved and is better changed, such as colours that are hard to read',
  }),
  created_at: Instant,
  updated_at: Instant,
});
export type ProfileResource = Static<typeof ProfileResource>;

export const ProfileListQuery = Type.Object(
  {
    ...PageQuery,
    q: Type.Optional(Type.String({ maxLength: 120, description: 'Part of its name' })),
    language: Type.Optional(Language),
    is_active: Type.Optional(Type.Boolean()),
  },
  closed,
);

export const ProfileList = Type.Object({
  ...Page(ProfileResource).properties,
  own: Type.Integer({ description: `Of the asking person, whatever was asked for; at most ${mostProfiles}` }),
});

export const ProfileVersions = Type.Object({
  items: Type.Array(
    Type.Object({
      version: Type.Integer({ description: 'A campaign’s messages use the one fixed at its launch' }),
      act: Type.Enum(['made', 'changed', 'deleted', 'kept']),
      made_by: Nullable(Uuid),
      made_by_name: Nullable(Type.String()),
      made_at: Instant,
      changed: Type.Array(Type.String(), { description: 'Fields that differ from the version before' }),
      content: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
});
export type ProfileVersions = Static<typeof ProfileVersions>;
