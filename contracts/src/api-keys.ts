// Keys with which programs use the API: what they may do is said when one is made, and never grows.
import { Type, type Static } from 'typebox';
import { Instant, Nullable, Page, PageQuery, Uuid } from './domain.ts';

/** `read` shows; `write` changes, starts and sends. Neither contains the other. */
export const scopes = [
  'prospects:read',
  'prospects:write',
  'campaigns:read',
  'campaigns:write',
  'messages:read',
  'messages:write',
  'devices:read',
  'devices:write',
  'compliance:read',
  'compliance:write',
  'analytics:read',
] as const;
export type Scope = (typeof scopes)[number];

export const mostKeyDays = 365;
export const mostKeys = 50;

const ScopeSchema = Type.Enum([...scopes]);

export const ApiKey = Type.Object({
  id: Uuid,
  name: Type.String(),
  prefix: Type.String({ description: 'How it begins, to recognise it by' }),
  scopes: Type.Array(ScopeSchema),
  user: Type.Object({ id: Uuid, name: Type.String() }, { description: 'As whom it acts' }),
  status: Type.Enum(['active', 'expired', 'revoked']),
  created_at: Instant,
  expires_at: Instant,
  last_used_at: Nullable(Instant),
  revoked_at: Nullable(Instant),
});
export type ApiKey = Static<typeof ApiKey>;

export const ApiKeyPage = Page(ApiKey);
export const ApiKeyQuery = Type.Object(PageQuery);

export const NewApiKey = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    scopes: Type.Array(ScopeSchema, { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
    days: Type.Integer({ minimum: 1, maximum: mostKeyDays, default: 90, description: 'Until it expires' }),
  },
  { additionalProperties: false },
);
export type NewApiKey = Static<typeof NewApiKey>;

export const CreatedApiKey = Type.Object({
  ...ApiKey.properties,
  key: Type.String({ description: 'Shown this once; it cannot be read again' }),
});
