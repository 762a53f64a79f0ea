// A key's life: shown once, kept as a hash, within its scopes, until it expires or is revoked. Which key opens which route:
// access.test.ts.
import { scopes } from '@sampark/contracts/api-keys.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scopeOf } from '../../src/http/scopes.ts';
import { routes } from '../../src/routes.ts';
import { manualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ routes, clock });
});
afterAll(() => server.close());

type Made = { id: string; key: string; prefix: string; expires_at: string };
async function person(role: 'admin' | 'standard' = 'standard') {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id, role });
  return { user, token: await tokenFor(server.rt, user) };
}
async function make(token: string, more: object = {}): Promise<Made> {
  const payload = { name: 'Nightly', scopes: ['prospects:read'], days: 30, ...more };
  const answer = await server.ask('POST', '/api/v1/api-keys', { token, payload });
  expect([answer.statusCode, answer.statusCode === 201 ? '' : answer.body]).toEqual([201, '']);
  return answer.json<Made>();
}
const list = (token: string) => server.ask('GET', '/api/v1/prospects', { token });

it('is shown once; afterwards its beginning, its use and its end are', async () => {
  const { token, user } = await person();
  const { key, prefix, id } = await make(token);
  expect(key.startsWith(prefix)).toBe(true);
  expect(key.length).toBeGreaterThan(55);
  clock.advance(1_000);
  expect((await list(key)).statusCode).toBe(200);
  const shown = await server.ask('GET', '/api/v1/api-keys', { token });
  expect(shown.body).not.toContain(key);
  expect(shown.json()).toMatchObject({
    items: [{ id, prefix, scopes: ['prospects:read'], status: 'active', user: { id: user.id }, last_used_at: clock.now().toISOString() }], // prettier-ignore
  });
  // Nor is it anywhere in the database.
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from api_keys k where k::text like ${`%${key.slice(-20)}%`})
      or exists (select from events e where e::text like ${`%${key.slice(-20)}%`}) as found`.execute(
    server.rt.db,
  );
  expect(rows[0]?.found).toBe(false);
});

it('does what its scopes say: who may read may not change, start or send', async () => {
  const { token } = await person('admin');
  const { key } = await make(token, { scopes: scopes.filter((one) => one.endsWith(':read')) });
  const changing = routes.filter((route) => 'roles' in route.access && route.method !== 'GET');
  for (const route of changing) {
    const answer = await server.ask(route.method, route.url.replaceAll(/:\w+/g, 'x'), {
      token: key,
      payload: route.rawBody ? 'x' : (route.example ?? {}),
      headers: route.rawBody ? { 'content-type': 'text/csv' } : {},
    });
    const reads = scopeOf(route)?.endsWith(':read') ?? false;
    expect([route.method, route.url, answer.statusCode === 403]).toEqual([route.method, route.url, !reads]);
  }
  // Those that read although they are POSTs are few, and each was thought about.
  expect(changing.filter((route) => scopeOf(route)?.endsWith(':read')).map((route) => route.url)).toEqual([
    '/api/v1/segments/count',
    '/api/v1/segments/reach',
    '/api/v1/experiments/plan',
    '/graphql',
    '/api/v1/suppressions/look-up',
    '/api/v1/prospects/:id/why',
  ]);
});

it('never outlives its end, its revocation, or its person', async () => {
  const { user, token } = await person();
  const [ends, goes, stays] = [await make(token, { days: 1 }), await make(token), await make(token)];
  clock.advance(86_400_000 - 1_000);
  expect((await list(ends.key)).statusCode).toBe(200);
  clock.advance(1_000);
  expect((await list(ends.key)).json()).toMatchObject({ status: 401, code: 'token_invalid' });
  const fresh = await tokenFor(server.rt, user);
  expect((await server.ask('DELETE', `/api/v1/api-keys/${goes.id}`, { token: fresh })).statusCode).toBe(204);
  expect((await list(goes.key)).statusCode).toBe(401);
  expect((await server.ask('DELETE', `/api/v1/api-keys/${goes.id}`, { token: fresh })).statusCode).toBe(204);
  expect((await list(stays.key)).statusCode).toBe(200);
  await sql`update users set status = 'disabled' where id = ${user.id}`.execute(server.rt.db);
  expect((await list(stays.key)).statusCode).toBe(401);
});

it('is revoked by its person or an administrator, and not by a colleague', async () => {
  const [me, colleague, admin] = [await person(), await person(), await person('admin')];
  const { id, key } = await make(me.token);
  const url = `/api/v1/api-keys/${id}`;
  expect((await server.ask('DELETE', url, { token: colleague.token })).statusCode).toBe(404);
  expect((await list(key)).statusCode).toBe(200);
  expect((await server.ask('DELETE', url, { token: admin.token })).statusCode).toBe(204);
  expect((await list(key)).statusCode).toBe(401);
  const { rows } = await sql<{ type: string; actor_id: string }>`
    select type, actor_id from events where data->>'api_key_id' = ${id} order by id`.execute(server.rt.db);
  expect(rows).toEqual([
    { type: 'api_key.made', actor_id: me.user.id },
    { type: 'api_key.revoked', actor_id: admin.user.id },
  ]);
});

it('stands by name in every entry of the trail it caused, and in none its person made', async () => {
  const { token, user } = await person('admin');
  const { key, id } = await make(token, { scopes: ['prospects:write'] });
  const add = (as: string, phone_number: string) =>
    server.ask('POST', '/api/v1/prospects', { token: as, payload: { phone_number, name: 'Amina' } });
  expect((await add(key, '+447400900001')).statusCode).toBe(201);
  expect((await add(token, '+447400900002')).statusCode).toBe(201);
  const trail = await server.ask('GET', `/api/v1/audit?actor_id=${user.id}`, { token });
  const entries = trail.json<{ items: { type: string; api_key: unknown; subject: unknown }[] }>().items;
  const made = entries.filter((one) => one.type === 'prospect.created');
  expect(made.map((one) => one.api_key)).toEqual([null, { id, name: 'Nightly' }]);
  // Made by a person; the key is what the entry is about.
  expect(entries.find((one) => one.type === 'api_key.made')).toMatchObject({
    ...{ api_key: null, subject: { id, name: 'Nightly' } },
  });
});

it('like it is not it', async () => {
  const { token } = await person();
  const { key, prefix } = await make(token);
  for (const other of [
    `${key}x`,
    key.slice(0, -1),
    prefix,
    `${prefix}_`,
    key.toUpperCase(),
    'sampark_key_',
    `sampark_key_' or 1=1--`,
  ])
    expect([other, (await list(other)).statusCode]).toEqual([other, 401]);
});

it('has a limit of requests of its own, which does not keep its person out', async () => {
  const { token } = await person();
  const { key } = await make(token);
  let answer = await list(key);
  for (let asked = 0; asked < 700 && answer.statusCode === 200; asked++) answer = await list(key);
  expect([answer.statusCode, answer.json()]).toMatchObject([429, { code: 'rate_limited' }]);
  expect((await list(token)).statusCode).toBe(200);
});

it('no more than fifty live ones for one person, also at once', async () => {
  const { token, user } = await person();
  await sql`
    insert into api_keys (workspace_id, user_id, name, prefix, token_hash, scopes, created_at, expires_at)
    select ${user.workspace_id}, ${user.id}, 'x', 'x', sha256((${user.id} || n)::bytea), '{prospects:read}', ${clock.now()},
      ${clock.now()}::timestamptz + interval '1 day' from generate_series(1, 49) n`.execute(server.rt.db);
  const payload = { name: 'One more', scopes: ['prospects:read'] };
  const answers = await Promise.all(
    [1, 2, 3].map(() => server.ask('POST', '/api/v1/api-keys', { token, payload })),
  );
  expect(answers.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
});
