// Logos over the API.
import { IdParams } from '@sampark/contracts/domain.ts';
import { LogoPlace, ProfileResource } from '@sampark/contracts/profiles.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { sendVersion } from '../http/version.ts';
import { putLogo, readLogo } from './logo.ts';
import { showProfile } from './queries.ts';

const one = { params: IdParams, resources: { id: 'profile' } } as const;
const place = Type.Optional(LogoPlace);

export const logoRoutes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/profiles/:id/logo',
    summary: 'Give a profile a logo',
    description:
      'The body is the file: PNG, JPEG or WebP, at most 512 kB and 16 million pixels, told by its bytes. What is kept is drawn anew as WebP of at most 512 pixels a side.',
    tag: 'Profiles',
    access: { roles: ['admin', 'standard'] },
    ...one,
    query: Type.Object({ place }, { additionalProperties: false }),
    rawBody: true,
    ratePerMinute: 30,
    response: { 200: ProfileResource },
    handler: async ({ rt, actor, params, query, request, reply }) => {
      const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const profile = await putLogo(rt, actor, params.id, query.place ?? 'light', file);
      sendVersion(reply, profile.version);
      return showProfile(profile);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/profiles/:id/logo',
    summary: 'A profile’s logo',
    description:
      'With `hash` the answer never changes and may be kept for ever; logos of former versions have theirs, too.',
    tag: 'Profiles',
    access: { roles: ['admin', 'standard', 'compliance'] },
    ...one,
    query: Type.Object(
      { place, hash: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })) },
      { additionalProperties: false },
    ),
    produces: 'image/webp',
    response: { 200: Type.Unsafe<string>(Type.String()) },
    handler: async ({ rt, actor, params, query, reply }) => {
      const { hash, bytes } = await readLogo(rt, actor, params.id, query.place ?? 'light', query.hash);
      reply.headers({
        etag: `"${hash}"`,
        'cache-control':
          query.hash === undefined ? 'private, no-cache' : 'private, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'content-disposition': `inline; filename="logo-${hash.slice(0, 12)}.webp"`,
      });
      return reply.type('image/webp').send(bytes);
    },
  }),
];
