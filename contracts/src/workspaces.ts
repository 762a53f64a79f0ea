// The workspace one works in, and the first-run set-up of a new installation.
import { Type, type Static } from 'typebox';
import { Email, Password } from './accounts.ts';
import { Instant, Uuid } from './domain.ts';
import { WorkspaceSettings } from './settings.ts';

const Name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 code, such as GB' });
const TimeZone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA name, such as Asia/Dhaka' });
const Language = Type.String({ pattern: '^[a-z]{2}$', description: 'ISO 639-1 code' });

export const Workspace = Type.Object({
  id: Uuid,
  name: Type.String(),
  slug: Type.String(),
  product: Type.Enum(['mcep', 'shoktiai']),
  is_demo: Type.Boolean(),
  default_country: Type.String(),
  time_zone: Type.String(),
  language: Type.String(),
  settings: WorkspaceSettings,
  created_at: Instant,
  updated_at: Instant,
  version: Type.Integer({ description: 'For If-Match: the ETag is this number in quotes' }),
});
export type Workspace = Static<typeof Workspace>;

export const ChangeWorkspace = Type.Object(
  {
    name: Type.Optional(Name),
    default_country: Type.Optional(Country),
    time_zone: Type.Optional(TimeZone),
    language: Type.Optional(Language),
    settings: Type.Optional(Type.Partial(WorkspaceSettings, { additionalProperties: false })),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type ChangeWorkspace = Static<typeof ChangeWorkspace>;

export const SetupState = Type.Object({
  needed: Type.Boolean({ description: 'No real workspace exists and the demo is off' }),
  code_required: Type.Boolean({
    description: 'Away from the machine itself, the code in its log is asked for',
  }),
});
export type SetupState = Static<typeof SetupState>;

export const Setup = Type.Object(
  {
    code: Type.Optional(Type.String({ maxLength: 40 })),
    workspace: Type.Object(
      {
        name: Name,
        default_country: Type.Optional(Country),
        time_zone: Type.Optional(TimeZone),
        language: Type.Optional(Language),
      },
      { additionalProperties: false },
    ),
    admin: Type.Object({ email: Email, name: Name, password: Password }, { additionalProperties: false }),
  },
  { additionalProperties: false },
);
export type Setup = Static<typeof Setup>;

export const Checklist = Type.Object({
  steps: Type.Array(
    Type.Object({
      name: Type.Enum(['sender', 'contacts', 'consent', 'campaign', 'answer', 'colleague']),
      done: Type.Boolean(),
    }),
  ),
});
export type Checklist = Static<typeof Checklist>;
