// A request that finds no connection of its database is refused in time, told when to come again, and seen in the metrics.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

it('answers 503 with Retry-After instead of waiting for good', { timeout: 60_000 }, async () => {
  const { rt, workspace } = server;
  const { token } = await server.login('standard');
  const ask = () => server.ask('GET', '/api/v1/campaigns', { token });
  expect((await ask()).statusCode).toBe(200);
  const { pool } = rt.scoped.of(workspace.id);
  const held = await Promise.all(Array.from({ length: rt.config.databasePool }, () => pool.connect()));
  try {
    const refused = ask();
    const waiting = async () =>
      /sampark_database_waiting\{pool="requests"\} (\d+)/.exec(await rt.metrics.registry.metrics())?.[1];
    await expect.poll(waiting).not.toBe('0');
    const answer = await refused;
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json()).toMatchObject({ code: 'unavailable' });
  } finally {
    for (const one of held) one.release();
  }
  expect((await ask()).statusCode).toBe(200);
});
