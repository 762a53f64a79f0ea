import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../src/http/problem.ts';
import { defineRoute, type AnyRoute } from '../../src/http/route.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestServer, tokenFor, type TestServer } from '../support/server.ts';

const clock = manualClock();
let made = 0;
let gate: Promise<void> | undefined;

const routes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/things',
    summary: 'Make a thing',
    tag: 'Test',
    access: { roles: ['admin', 'standard'] },
    body: Type.Object({ name: Type.String() }),
    example: { name: 'one' },
    response: { 201: Type.Object({ number: Type.Integer(), at: Type.String({ format: 'date-time' }) }) },
    idempotent: true,
    handler: async ({ body, reply }) => {
      await gate;
      if (body.name === 'refused') throw new Problem('campaign_state');
      if (body.name === 'broken') throw new Error('half done');
      made++;
      reply.header('location', `/api/v1/things/${made}`);
      return { number: made, at: new Date('2026-11-20T10:00:00Z') };
    },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clock, routes });
});
afterAll(() => server.close());

let keys = 0;
const newKey = () => `key-${++keys}`;
async function post(key: string, name = 'one', role: 'admin' | 'standard' = 'admin') {
  // A new token each time: this file moves the clock by hours.
  const token = await tokenFor(server.rt, (await server.login(role)).user);
  return server.ask('POST', '/api/v1/things', {
    token,
    payload: { name },
    headers: { 'idempotency-key': key },
  });
}

describe('Idempotency-Key', () => {
  it('does the same request once and gives the same answer again', async () => {
    const key = newKey();
    const before = made;
    const [first, second] = [await post(key), await post(key)];
    expect(made).toBe(before + 1);
    expect(second.statusCode).toBe(201);
    expect(second.body).toBe(first.body);
    expect(second.headers.location).toBe(first.headers.location);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
  });

  it('belongs to one user', async () => {
    const key = newKey();
    const before = made;
    await post(key, 'one', 'admin');
    expect((await post(key, 'one', 'standard')).headers['idempotency-replayed']).toBeUndefined();
    expect(made).toBe(before + 2);
  });

  it('refuses another request under the same key', async () => {
    const key = newKey();
    await post(key);
    expect((await post(key, 'two')).json()).toMatchObject({ code: 'idempotency_key_reused', status: 422 });
  });

  it('says so while the first is still running, and runs only one of many', async () => {
    const key = newKey();
    const before = made;
    let open: () => void = () => {};
    gate = new Promise((resolve) => (open = resolve));
    const many = Array.from({ length: 8 }, () => post(key));
    const settled = Promise.race([...many]).then((answer) => {
      open();
      return answer;
    });
    expect((await settled).json()).toMatchObject({ code: 'idempotency_in_progress', status: 409 });
    const statuses = (await Promise.all(many)).map((one) => one.statusCode);
    gate = undefined;
    expect(made).toBe(before + 1);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
  });

  it('keeps no refusal, and holds a broken request for a minute', async () => {
    const key = newKey();
    expect((await post(key, 'refused')).statusCode).toBe(409);
    expect((await post(key, 'one')).statusCode).toBe(201);
    const other = newKey();
    expect((await post(other, 'broken')).statusCode).toBe(500);
    expect((await post(other, 'broken')).json()).toMatchObject({ code: 'idempotency_in_progress' });
    clock.advance(61_000);
    expect((await post(other, 'broken')).statusCode).toBe(500);
  });

  it('is forgotten after 24 hours', async () => {
    const key = newKey();
    const before = made;
    await post(key);
    clock.advance(24 * 3_600_000 + 1000);
    expect((await post(key)).headers['idempotency-replayed']).toBeUndefined();
    expect(made).toBe(before + 2);
  });

  it.each([' ', 'x'.repeat(256), 'schlüssel'])('must be plain and short: %j', async (key) => {
    expect((await post(key)).statusCode).toBe(400);
  });
});
