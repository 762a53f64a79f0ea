import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRoutes } from '../../src/http/check-routes.ts';
import { defineRoute, type AnyRoute } from '../../src/http/route.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const Thing = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 10 }),
    count: Type.Integer({ minimum: 1, maximum: 5 }),
    at: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
);

let made = 0;
const routes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/things',
    summary: 'Make a thing',
    tag: 'Test',
    access: { roles: ['admin', 'standard'] },
    body: Thing,
    example: { name: 'one', count: 1 },
    response: {
      201: Type.Object({
        name: Type.String(),
        number: Type.Integer(),
        at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
      }),
    },
    idempotent: true,
    handler: async ({ body, reply }) => {
      reply.header('location', `/api/v1/things/${++made}`);
      if (body.name === 'broken') throw new Error('inner secret');
      return { name: body.name, number: made, at: new Date('2026-11-20T10:00:00Z'), hidden: 'never sent' };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/things',
    summary: 'Find',
    tag: 'Test',
    access: { roles: ['admin'] },
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      tags: Type.Optional(Type.Array(Type.String())),
    }),
    response: { 200: Type.Unknown() },
    handler: async ({ query }) => query,
  }),
];

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ routes });
  token = (await server.login('admin')).token;
});
afterAll(() => server.close());

describe('requests', () => {
  it('answers with the status, the schema’s fields and a request id', async () => {
    const answer = await server.ask('POST', '/api/v1/things', {
      token,
      payload: { name: 'one', count: 1 },
      headers: { 'x-request-id': 'my-request-1' },
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['x-request-id']).toBe('my-request-1');
    expect(answer.json()).toEqual({ name: 'one', number: made, at: '2026-11-20T10:00:00.000Z' });
  });

  it('converts query values and fills defaults in', async () => {
    const answer = await server.ask('GET', '/api/v1/things?tags=a&limit=7&unknown=1', { token });
    expect(answer.json()).toEqual({ limit: 7, tags: ['a'] });
    expect((await server.ask('GET', '/api/v1/things', { token })).json()).toEqual({ limit: 50 });
  });
});

describe('refusals', () => {
  it.each([
    [{ count: 1 }, [{ field: 'body.name', reason: 'is missing', remedy: 'Send this field.' }]],
    [
      { name: '', count: 9 },
      [
        { field: 'body.name', reason: 'must not be empty' },
        { field: 'body.count', reason: 'must be 5 or less' },
      ],
    ],
    [{ name: 'a', count: '1' }, [{ field: 'body.count', reason: 'must be a whole number' }]],
    [
      { name: 'a', count: 1, admin: true },
      [
        {
          field: 'body.admin',
          reason: 'is not a field of this request',
          remedy: 'Leave it out, or check its spelling in /docs.',
        },
      ],
    ],
  ])('says in words what is wrong with %j', async (payload, errors) => {
    const answer = await server.ask('POST', '/api/v1/things', { token, payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'invalid_request', status: 400, errors });
  });

  it('hides what broke inside', async () => {
    const answer = await server.ask('POST', '/api/v1/things', {
      token,
      payload: { name: 'broken', count: 1 },
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret');
    expect(answer.json()).toMatchObject({ code: 'internal' });
  });
});

describe('the table', () => {
  const base = routes[0] as AnyRoute;
  it.each([
    ['no access', [{ ...base, access: undefined } as unknown as AnyRoute], 'needs an access'],
    ['an unnamed id', [{ ...base, url: '/api/v1/things/:id' }], 'path parameter "id"'],
    [
      'a collision',
      [
        { ...base, url: '/a/:id', resources: { id: 'user' } },
        { ...base, url: '/a/:x', resources: { x: 'user' } },
      ],
      'collides',
    ],
  ] as [string, AnyRoute[], string][])('refuses %s', (_name, table, message) => {
    expect(() => checkRoutes(table)).toThrow(message);
  });
});
