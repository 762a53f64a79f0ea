// Erasure: what goes at once, what is refused afterwards, and what a hold keeps.
import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Erasure } from '@sampark/contracts/privacy.ts';
import { removeOldUploads } from '../../src/imports/remove-uploads.ts';
import { runImport } from '../../src/imports/run-import.ts';
import { erasePeople } from '../../src/privacy/erase/erase-people.ts';
import { keepErased } from '../../src/privacy/erase/keep-erased.ts';
import { importCsv, upload, withoutQueue } from '../imports/support.ts';
import { manualClock } from '../support/manual-clock.ts';
import { withoutLaws } from '../support/no-laws.ts';
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
  withoutQueue(server.rt);
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

/** A workspace no law speaks for, with a hold on its portfolio manager. */
async function heldManager() {
  const { db } = server.rt;
  const { id: workspace_id } = await createWorkspace(server.rt);
  const manager = await createUser(server.rt, { workspace_id });
  const by = await createUser(server.rt, { workspace_id, role: 'admin' });
  await withoutLaws(server.rt, workspace_id);
  await sql`insert into legal_holds (workspace_id, kind, portfolio_manager_id, reason, made_by, made_at)
    values (${workspace_id}, 'manager', ${manager.id}, 'Case 12', ${by.id}, ${clock.now()})`.execute(db);
  const lift = () =>
    sql`update legal_holds set lifted_at = ${clock.now()}, lifted_by = ${by.id} where workspace_id = ${workspace_id}`.execute(
      db,
    );
  return { manager, by, lift };
}

it('a hold on their portfolio manager keeps the records after the book is gone', async () => {
  const { manager, by, lift } = await heldManager();
  const id = await resourceMakers.prospect(server.rt, manager);
  expect((await erase(id, by)).json()).toMatchObject({ key: { state: 'kept' }, kept_until: null });
  const state = async () =>
    (await ask(by, 'GET', `/prospects/${id}/erasure`)).json<{ erasure: Erasure }>().erasure.key.state;
  await keepErased(server.rt);
  expect(await state()).toBe('kept');
  await lift();
  await keepErased(server.rt);
  expect(await state()).toBe('destroyed');
});

it('takes every upload they may be in: what changed nothing, what was refused, what is read later', async () => {
  const person = '+8801712888001,Rahima Erased';
  const paths: string[] = [];
  const stored = async (id: string) => {
    const { rows } = await sql<{ file_path: string }>`select file_path from imports where id = ${id}`.execute(
      server.rt.db,
    );
    paths.push(rows[0]?.file_path ?? '');
    return id;
  };
  const there = () => paths.map((path) => existsSync(path));
  await stored((await importCsv(server.rt, pm, `phone,name\n${person}\n`)).id);
  await stored((await importCsv(server.rt, pm, `phone,name\n${person}\n`)).id);
  await stored((await importCsv(server.rt, pm, 'phone,name\nno number,Rahima Erased\n')).id);
  const waiting = await stored(await upload(server.rt, pm, `phone,name\n${person}\n`));
  const { rows } = await sql<{ id: string }>`
    select id from prospects where phone_number = '+8801712888001' and workspace_id = ${pm.workspace_id}`.execute(
    server.rt.db,
  );
  expect((await erase(rows[0]?.id ?? '')).statusCode).toBe(200);
  expect(there()).toEqual([false, false, false, true]);
  await keepErased(server.rt);
  expect(there()[3]).toBe(true);
  await runImport(server.rt, { import_id: waiting });
  await keepErased(server.rt);
  expect(there()).toEqual([false, false, false, false]);
  // What is uploaded afterwards is another matter.
  clock.advance(1_000);
  await stored((await importCsv(server.rt, pm, 'phone,name\n+8801712888002,Somebody\n')).id);
  await keepErased(server.rt);
  expect(there()[4]).toBe(true);
});

it('an upload under a hold goes when that is lifted, not sooner', async () => {
  const { manager, by, lift } = await heldManager();
  const { id: upload_id } = await importCsv(server.rt, manager, 'phone,name\n+8801712888003,Rahima\n');
  const { rows } = await sql<{ id: string; file_path: string }>`
    select p.id, i.file_path from prospects p join imports i using (workspace_id) where i.id = ${upload_id}`.execute(
    server.rt.db,
  );
  expect((await erase(rows[0]?.id ?? '', by)).statusCode).toBe(200);
  const path = rows[0]?.file_path ?? '';
  clock.advance(31 * 86_400_000);
  await removeOldUploads(server.rt);
  await keepErased(server.rt);
  expect(existsSync(path)).toBe(true);
  await lift();
  await keepErased(server.rt);
  expect(existsSync(path)).toBe(false);
});

it('nobody is taken up again by what began while they were erased', async () => {
  const { rt } = server;
  const { workspace_id } = pm;
  const admin = await createUser(rt, { workspace_id, role: 'admin' });
  const attempts: ((phone: string) => PromiseLike<unknown>)[] = [
    async (phone) => {
      const answer = await ask(pm, 'POST', '/prospects', { phone_number: phone, name: 'Rahima' });
      expect(answer.json()).toMatchObject({ code: 'person_erased' });
    },
    async (phone) => {
      const done = await importCsv(rt, admin, `phone,name\n${phone},Rahima\n+8801712333901,Karim\n`);
      expect(done).toMatchObject({ rows_imported: 1, rows_rejected: 1 });
      const { rows } = await sql`select code, record from import_rejects where import_id = ${done.id}`.execute(rt.db);
      expect(rows).toEqual([{ code: 'person_erased', record: [] }]);
    },
  ];
  for (const [n, attempt] of attempts.entries()) {
    const phone = `+880171233300${n}`;
    const made = await ask(pm, 'POST', '/prospects', { phone_number: phone, name: 'Rahima' });
    const { id } = made.json<{ id: string }>();
    const trying = await rt.db.transaction().execute(async (tx) => {
      await erasePeople(rt, tx, workspace_id, [id], { reason: 'person_request', actor_id: null });
      const begun = Promise.resolve(attempt(phone));
      const waiting = sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await waiting.execute(rt.db)).rows.length).toBe(1);
      return { begun };
    });
    await trying.begun;
    const { rows } = await sql`select from prospects where workspace_id = ${workspace_id} and phone_number = ${phone}`.execute(rt.db);
    expect(rows).toEqual([]);
  }
}); // prettier-ignore
