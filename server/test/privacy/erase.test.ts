// Erasure: what goes at once, what is refused afterwards, and what a hold keeps.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Erasure } from '@sampark/contracts/privacy.ts';
import { keepErased } from '../../src/privacy/erase/keep-erased.ts';
import { manualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
  type TestUser,
} from '../support/server.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let officer: TestUser;
let pm: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock });
  const { id: workspace_id } = await createWorkspace(server.rt);
  pm = await createUser(server.rt, { workspace_id });
  officer = await createUser(server.rt, { workspace_id, role: 'compliance' });
});
afterAll(() => server.close());

const ask = async (user: TestUser, method: 'GET' | 'POST', url: string, body?: object) =>
  server.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${await tokenFor(server.rt, user)}` },
    ...(body && { payload: body }),
  });
const erase = (id: string, user = officer) =>
  ask(user, 'POST', `/prospects/${id}/erase`, { reason: 'person_request', confirm: true });

it('empties the profile, destroys the key and says what it did', async () => {
  const id = await resourceMakers.prospect(server.rt, pm);
  const { rows } = await sql<{ phone_number: string }>`
    select phone_number from prospects where id = ${id}`.execute(server.rt.db);
  const phone = rows[0]?.phone_number ?? '';
  const answer = await erase(id);
  expect(answer.statusCode, answer.body).toBe(200);
  const proof = answer.json<Erasure>();
  expect(proof).toMatchObject({
    key: { state: 'destroyed' },
    erased_by_name: officer.name,
    suppressed: 1,
    kept_until: null,
  });
  expect((await ask(officer, 'GET', `/prospects/${id}/erasure`)).json()).toEqual({ erasure: proof });
  // Asked again it is the same erasure.
  expect((await erase(id)).json()).toEqual(proof);

  const shown = await ask(officer, 'GET', `/prospects/${id}`);
  expect(shown.json()).toMatchObject({ name: 'erased_person', phone_number: null, email: null });
  expect((await ask(pm, 'GET', `/prospects/${id}`)).statusCode).toBe(404);
  const again = await ask(pm, 'POST', '/prospects', { phone_number: phone, name: 'Somebody' });
  expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([409, 'person_erased']);
});

it('is for administrators and officers, wants to be confirmed, and knows its own people only', async () => {
  const id = await resourceMakers.prospect(server.rt, pm);
  expect((await erase(id, pm)).statusCode).toBe(403);
  expect(
    (await ask(officer, 'POST', `/prospects/${id}/erase`, { reason: 'person_request' })).statusCode,
  ).toBe(400);
  const foreign = await createUser(server.rt, {
    workspace_id: (await createWorkspace(server.rt)).id,
    role: 'compliance',
  });
  expect((await erase(id, foreign)).statusCode).toBe(404);
  expect((await ask(officer, 'GET', `/prospects/${id}/erasure`)).json()).toEqual({ erasure: null });
});

it('under a law the profile goes now, and the key when the time is over', async () => {
  const id = await resourceMakers.prospect(server.rt, pm);
  const { db } = server.rt;
  await sql`insert into messages (id, created_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose, delivery_status,
      attempt, due_at, updated_at)
    values (${id}, ${clock.now()}, ${pm.workspace_id}, ${id}, ${pm.id}, 'signal', 'service', 'sent', 1, ${clock.now()}, ${clock.now()})`.execute(
    db,
  );
  const keys = await server.rt.keys.people.toWrite(
    db as never,
    [{ id, workspace_id: pm.workspace_id }],
    clock.now(),
  );
  const sealed = keys.seal(id, 'messages.sealed', 'kept');
  const proof = (await erase(id)).json<Erasure>();
  expect(proof).toMatchObject({ key: { state: 'kept', destroyed_at: null } });
  expect(proof.kept_because[0]).toMatchObject({
    kind: 'clock',
    text: expect.stringMatching(/Rule|Article/) as string,
  });
  const shown = await ask(officer, 'GET', `/prospects/${id}`);
  expect(shown.json()).toMatchObject({ name: 'erased_person', phone_number: null });
  const read = async () => (await server.rt.keys.people.toRead(db, [id])).open(id, 'messages.sealed', sealed);

  const until = new Date(proof.kept_until ?? 0);
  await sql`select ensure_month_partitions(${until}::timestamptz - interval '1 month', 3)`.execute(db);
  clock.set(new Date(until.getTime() - 1_000));
  await keepErased(server.rt);
  expect(await read()).toBe('kept');
  clock.set(new Date(until.getTime() + 1_000));
  await keepErased(server.rt);
  expect(await read()).toBeNull();
  expect(
    (await ask(officer, 'GET', `/prospects/${id}/erasure`)).json<{ erasure: Erasure }>().erasure.key,
  ).toEqual({
    state: 'destroyed',
    destroyed_at: clock.now().toISOString(),
  });
  const { rows } =
    await sql`select 1 from events where prospect_id = ${id} and type = 'prospect.records_destroyed'`.execute(
      db,
    );
  expect(rows).toHaveLength(1);
});
