// Keys of programs. No key makes, shows or revokes keys: these routes have no scope.
import { ApiKeyPage, ApiKeyQuery, CreatedApiKey, NewApiKey } from '@sampark/contracts/api-keys.ts';
import { IdParams } from '@sampark/contracts/domain.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { listKeys } from './list-keys.ts';
import { makeKey, revokeKey } from './write-key.ts';

const everyone = { roles: ['admin', 'standard', 'compliance'] } as const;

export const apiKeyRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/api-keys',
    summary: 'My API keys, newest first; an administrator sees everybody’s',
    tag: 'API keys',
    access: everyone,
    query: ApiKeyQuery,
    response: { 200: ApiKeyPage },
    handler: async ({ rt, actor, query }) => listKeys(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/api-keys',
    summary: 'Make an API key',
    description:
      'The key is in this answer and nowhere else. It acts as you, within its scopes and never beyond your role, until it ' +
      'expires or is revoked. Send it as `Authorization: Bearer …`.',
    tag: 'API keys',
    access: everyone,
    body: NewApiKey,
    example: { name: 'Nightly report', scopes: ['analytics:read'], days: 90 },
    response: { 201: CreatedApiKey },
    ratePerMinute: 30,
    // No Idempotency-Key: the kept answer would hold the key.
    handler: async ({ rt, actor, body }) => makeKey(rt, actor, body),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/api-keys/:id',
    summary: 'Revoke an API key; it stops at once',
    tag: 'API keys',
    access: everyone,
    resources: { id: 'api_key' },
    params: IdParams,
    response: { 204: null },
    handler: async ({ rt, actor, params }) => revokeKey(rt, actor, params.id),
  }),
];
