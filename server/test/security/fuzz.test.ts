// Every route with what its schemas allow, and with what they do not: whatever comes in, the answer is never ours to be
// ashamed of. The run repeats by its seed; SAMPARK_LONG=1 takes another seed each time and twenty times as many requests.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../simulators/src/start.ts';
import { pathParameters } from '../../src/http/check-routes.ts';
import type { AnyRoute } from '../../src/http/route.ts';
import { routes } from '../../src/routes.ts';
import { resourceMakers, type Owner } from '../support/resources.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';
import { withoutQueue } from '../imports/support.ts';
import { mutated, valuesOf } from './schema-values.ts';

const long = process.env.SAMPARK_LONG === '1';
const seed = long ? Date.now() % 1_000_000_007 : 20_261_121;
const requestsEach = long ? 300 : 10;

let server: TestServer;
let simulators: Simulators;
let asked = 0;
beforeAll(async () => {
  server = await startTestServer({ routes });
  withoutQueue(server.rt);
  server.rt.demo.enabled = true;
  simulators = await startSimulators();
  server.rt.demo.simulators = simulators.urls;
});
afterAll(async () => {
  console.log(`fuzz: ${asked} requests to ${fuzzed.length} routes, seed ${seed}`);
  await simulators.close();
  await server.close();
});

const name = (route: AnyRoute) => `${route.method} ${route.url}`;
const isEndless = (route: AnyRoute) =>
  route.produces === 'text/event-stream' || route.url === '/api/v1/stream';
/** It ends the workspace that all of this happens in. */
const endsEverything = (route: AnyRoute) => route.method === 'DELETE' && route.url.endsWith('/demo');
const fuzzed = routes.filter((route) => !isEndless(route) && !endsEverything(route));

/** Words of the inside: a stack, a path, a statement, a driver’s own text. */
const inside =
  /\bat (?:\w+\.)*\w+ \(|node_modules|\/server\/src\/|\.ts:\d+|syntax error at|invalid input syntax|violates \w+ constraint|Cannot read propert|is not a function|\bselect\b.{1,80}\bfrom\b.{1,40}\bwhere\b/i;

type Request = { query: Record<string, unknown>; body: unknown; raw: string | undefined; id: string | undefined }; // prettier-ignore

function requestsTo(route: AnyRoute): fc.Arbitrary<Request> {
  const query = route.query
    ? fc.oneof(valuesOf(route.query), valuesOf(route.query).chain(mutated))
    : fc.constant({});
  const fromSchema = route.body ? valuesOf(route.body) : fc.constant(undefined);
  const example = fc.constant(route.example);
  const body = fc.oneof(
    fromSchema,
    ...(route.example === undefined ? [] : [example.chain(mutated), example.chain(mutated).chain(mutated)]),
    ...(route.body ? [fromSchema.chain(mutated)] : []),
  );
  const raw = fc.option(
    fc.constantFrom('', '{', '[]', 'null', '"x"', '1e999', '{"a":1,"a":2}', '\u0000', '{"__proto__":{"a":1}}', '﻿{}', '['.repeat(100_000), `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`), // prettier-ignore
    { nil: undefined, freq: 6 },
  );
  const id = fc.option(fc.constantFrom('x', '0', '%00', "'", '..%2f', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'a'.repeat(300), '%F0%9F%98%80'), { nil: undefined, freq: 8 }); // prettier-ignore
  return fc.record({
    query: query.map((one) => (typeof one === 'object' && one !== null ? (one as Record<string, unknown>) : {})), // prettier-ignore
    ...{ body, raw, id },
  });
}

async function urlOf(route: AnyRoute, owner: Owner): Promise<string> {
  let url = route.url;
  for (const parameter of pathParameters(route.url)) {
    const resource = route.resources?.[parameter];
    const id = resource ? await resourceMakers[resource](server.rt, owner) : 'x';
    url = url.replace(`:${parameter}`, id);
  }
  return url.replace('*', 'x');
}

function withQuery(url: string, query: Record<string, unknown>): string {
  const parts = Object.entries(query).flatMap(([key, value]) =>
    [value].flat().map((one) => {
      const text = typeof one === 'string' ? one : (JSON.stringify(one) ?? '');
      return `${encodeURIComponent(key.toWellFormed())}=${encodeURIComponent(text.slice(0, 2_000).toWellFormed())}`;
    }),
  );
  return parts.length === 0 ? url : `${url}?${parts.join('&')}`;
}

describe.each(fuzzed.map((route) => [name(route), route] as const))('%s', (_name, route) => {
  it('answers whatever it is asked', async () => {
    const role = 'roles' in route.access ? (route.access.roles[0] ?? 'admin') : 'admin';
    const user = await createUser(server.rt, { workspace_id: server.workspace.id, role });
    const token = await tokenFor(server.rt, user);
    const url = await urlOf(route, user);
    const changes = ['PATCH', 'PUT', 'DELETE'].includes(route.method);
    const version = changes ? (await server.ask('GET', url, { token })).headers.etag : undefined;
    // A password is tried slowly, on purpose.
    const slow = /\/auth\/|\/password|\/setup/.test(route.url);
    await fc.assert(
      fc.asyncProperty(requestsTo(route), async ({ query, body, raw, id }) => {
        asked++;
        const path = id === undefined ? url : url.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\/x\b/, (one) => (one.startsWith('/') ? `/${id}` : id)); // prettier-ignore
        const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
        const answer = await server.ask(route.method, withQuery(path, query), {
          token,
          ...(payload === undefined || route.method === 'GET' ? {} : { payload }),
          headers: {
            'content-type': route.rawBody === 'stream' ? 'text/csv' : 'application/json',
            ...(changes ? { 'if-match': version ?? '"0"' } : {}),
          },
        });
        expect([answer.statusCode < 500, answer.statusCode < 500 ? '' : `${answer.statusCode} ${answer.body}`]).toEqual([true, '']); // prettier-ignore
        if (answer.statusCode >= 400) {
          // GraphQL has a form of its own for refusals, and pages are for people.
          if (route.url !== '/graphql' && !String(answer.headers['content-type']).includes('text/html')) {
            expect(answer.headers['content-type']).toContain('application/problem+json');
            expect(answer.json<{ code: string }>().code).not.toBe('internal');
          }
          // What the client wrote may come back in a refusal; what we are made of may not.
          expect(inside.exec(answer.body)?.[0]).toBeUndefined();
        }
      }),
      { seed, numRuns: slow ? 3 : requestsEach },
    );
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});
