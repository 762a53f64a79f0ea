// Removing the sample data: nothing of it stays, nothing else goes, and it does not come back.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settleDemo } from '../../src/create-runtime.ts';
import { sweepRemovedDemo } from '../../src/demo/remove-demo.ts';
import { appendEvents } from '../../src/events/append.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { routes } from '../../src/routes.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { addPeople } from '../support/world.ts';

let server: TestServer;
let demo: string;
beforeAll(async () => {
  server = await startTestServer({ routes });
  server.rt.demo.enabled = true;
  demo = await seedDemo(server.rt);
  const { user } = await server.login('standard');
  await addPeople(server.rt, user, 3);
});
afterAll(() => server.close());

const login = (email: string) =>
  server.ask('POST', '/api/v1/auth/login', { payload: { email, password: 'sampark-demo' } });
const tokenOf = async (email: string) => (await login(email)).json<{ access_token: string }>().access_token;
const remove = (token: string, confirm = 'remove') =>
  server.ask('POST', '/api/v1/demo/removal', { token, payload: { confirm } });

async function tablesOf(workspace_id: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`.execute(
    server.rt.db,
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const found = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(name)} where workspace_id = ${workspace_id}`.execute(
      server.rt.db,
    );
    if (found.rows[0]?.n) counts[name] = found.rows[0].n;
  }
  return counts;
}

it('is for the demo’s administrator alone, and only when meant', async () => {
  const pm = await tokenOf('pm@demo.sampark.test');
  expect((await remove(pm)).statusCode).toBe(403);
  const { token } = await server.login('admin');
  expect((await remove(token)).json()).toMatchObject({ code: 'demo_only' });
  const admin = await tokenOf('admin@demo.sampark.test');
  expect((await remove(admin, 'yes')).statusCode).toBe(400);
  // The sample people, and one who was erased at their own wish.
  expect((await tablesOf(demo)).prospects).toBe(1_001);
});

it('leaves no row of the demo anywhere and every row of a real workspace', async () => {
  const before = await tablesOf(server.workspace.id);
  expect(before).toMatchObject({ prospects: 3, consents: expect.any(Number) as number });
  let stopped = 0;
  server.rt.demo.stop = async () => void (stopped += 1);
  const answer = await remove(await tokenOf('admin@demo.sampark.test'));
  expect([answer.statusCode, answer.body]).toEqual([204, '']);
  expect(stopped).toBe(1);
  expect(await tablesOf(demo)).toEqual({});
  expect(await tablesOf(server.workspace.id)).toEqual(before);
  expect((await login('admin@demo.sampark.test')).statusCode).toBe(401);
});

it('does not come back by itself, and what a worker still wrote is swept at the next start', async () => {
  const { rt } = server;
  rt.config.demo = 'auto';
  rt.config.databaseUrl = '';
  const now = rt.clock.now();
  await rt.db
    .transaction()
    .execute((tx) =>
      appendEvents(tx, now, [{ workspace_id: demo, type: 'settings.changed', occurred_at: now, data: {} }]),
    );
  await settleDemo(rt);
  expect(rt.demo.enabled).toBe(false);
  await sweepRemovedDemo(rt);
  expect(await tablesOf(demo)).toEqual({});
  const swept = () =>
    sql<{ done: boolean }>`select swept_at is not null as done from installation`.execute(rt.db);
  expect((await swept()).rows).toEqual([{ done: false }]);
  // Looked once more and found nothing: from now on a start asks for nothing.
  await sweepRemovedDemo(rt);
  expect((await swept()).rows).toEqual([{ done: true }]);
});

it('the ledgers stay closed to the application itself', async () => {
  await expect(sql`delete from consents`.execute(server.rt.db)).rejects.toThrow(/permission denied/);
  await expect(sql`update installation set swept_at = null`.execute(server.rt.db)).rejects.toThrow(
    /permission denied/,
  );
});
