// Signing in, one's own account, the workspace's users and invitations.
import { Type, type Static } from 'typebox';
import { Instant, Nullable, Page, PageQuery, RoleSchema, Uuid } from './domain.ts';

export const userLanguages = ['en', 'bn'] as const;
export const userThemes = ['system', 'light', 'dark'] as const;
export const userStatuses = ['active', 'disabled'] as const;

export const Email = Type.String({ format: 'email', maxLength: 254 });
/** The rule (length, common ones, the e-mail name) is checked when one is chosen: code `weak_password`. */
export const Password = Type.String({ minLength: 1, maxLength: 200 });
const PersonName = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
const Threshold = Type.Integer({
  minimum: 50,
  maximum: 90,
  description: 'Lead score from which this person is told about a prospect',
});

export const User = Type.Object({
  id: Uuid,
  workspace_id: Uuid,
  email: Type.String(),
  name: Type.String(),
  role: RoleSchema,
  lead_score_threshold: Threshold,
  language: Type.Enum([...userLanguages]),
  theme: Type.Enum([...userThemes]),
  status: Type.Enum([...userStatuses]),
  last_login: Nullable(Instant),
  created_at: Instant,
  updated_at: Instant,
  version: Type.Integer({ description: 'For If-Match: the ETag is this number in quotes' }),
});
export type User = Static<typeof User>;

export const Me = Type.Object({
  ...User.properties,
  session_id: Uuid,
  workspace: Type.Object({
    id: Uuid,
    name: Type.String(),
    product: Type.Enum(['mcep', 'shoktiai']),
    is_demo: Type.Boolean(),
    default_country: Type.String(),
    time_zone: Type.String(),
    language: Type.String(),
  }),
});
export type Me = Static<typeof Me>;

export const LoginRequest = Type.Object(
  { email: Type.String({ minLength: 3, maxLength: 254 }), password: Password },
  { additionalProperties: false },
);
export type LoginRequest = Static<typeof LoginRequest>;

export const SignedIn = Type.Object({
  access_token: Type.String({ description: 'Send as Authorization: Bearer …' }),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer({ description: 'Seconds' }),
  user: Me,
});
export type SignedIn = Static<typeof SignedIn>;

export const ChangeMe = Type.Object(
  {
    name: Type.Optional(PersonName),
    language: Type.Optional(Type.Enum([...userLanguages])),
    theme: Type.Optional(Type.Enum([...userThemes])),
    lead_score_threshold: Type.Optional(Threshold),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type ChangeMe = Static<typeof ChangeMe>;

export const ChangePassword = Type.Object(
  { current_password: Password, new_password: Password },
  { additionalProperties: false },
);
export type ChangePassword = Static<typeof ChangePassword>;

export const Session = Type.Object({
  id: Uuid,
  current: Type.Boolean(),
  user_agent: Nullable(Type.String()),
  ip: Nullable(Type.String()),
  created_at: Instant,
  last_used_at: Instant,
  expires_at: Instant,
});
export const SessionList = Type.Object({ items: Type.Array(Session), next_cursor: Type.Null() });

export const UserQuery = Type.Object({
  ...PageQuery,
  role: Type.Optional(RoleSchema),
  status: Type.Optional(Type.Enum([...userStatuses])),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Part of the name or e-mail address' })),
});
export type UserQuery = Static<typeof UserQuery>;
export const UserPage = Page(User);

export const ChangeUser = Type.Object(
  {
    name: Type.Optional(PersonName),
    role: Type.Optional(RoleSchema),
    status: Type.Optional(Type.Enum([...userStatuses])),
    lead_score_threshold: Type.Optional(Threshold),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type ChangeUser = Static<typeof ChangeUser>;

export const NewInvitation = Type.Object(
  { email: Email, role: RoleSchema, name: Type.Optional(PersonName) },
  { additionalProperties: false },
);
export type NewInvitation = Static<typeof NewInvitation>;

export const Invitation = Type.Object({
  id: Uuid,
  email: Type.String(),
  name: Nullable(Type.String()),
  role: RoleSchema,
  invited_by: Uuid,
  status: Type.Enum(['open', 'accepted', 'withdrawn', 'expired']),
  created_at: Instant,
  expires_at: Instant,
  accepted_at: Nullable(Instant),
});
export const InvitationPage = Page(Invitation);
export const CreatedInvitation = Type.Object({
  ...Invitation.properties,
  link: Type.String({ description: 'Give this to the person. It is shown once; only its hash is kept.' }),
});

export const JoinToken = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
export const Join = Type.Object(
  { token: JoinToken, name: PersonName, password: Password },
  { additionalProperties: false },
);
export type Join = Static<typeof Join>;
