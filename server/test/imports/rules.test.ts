// Merge rule, books, consents, undo: what docs/imports.md promises.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runUndo } from '../../src/imports/run-undo.ts';
import { undoImport } from '../../src/imports/undo-import.ts';
import { heldUntil } from '../../src/retention/held-until.ts';
import type { Actor } from '../../src/http/route.ts';
import {
  createTestRuntime,
  createUser,
  createWorkspace,
  type TestRuntime,
  type TestUser,
} from '../support/server.ts';
import { importCsv, rejectsOf, withoutQueue } from './support.ts';

let rt: TestRuntime;
let workspace: string;
let pm: TestUser;
let other: TestUser;
let admin: TestUser;
beforeAll(async () => {
  rt = withoutQueue(await createTestRuntime());
  workspace = (await createWorkspace(rt, { default_country: 'BD', time_zone: 'Asia/Dhaka' })).id;
  pm = await createUser(rt, { workspace_id: workspace });
  other = await createUser(rt, { workspace_id: workspace });
  admin = await createUser(rt, { workspace_id: workspace, role: 'admin' });
});
afterAll(() => rt.drop());

let number = 30_000_000;
const phone = () => `+88017${number++}`;
const person = (phoneNumber: string) =>
  rt.db.selectFrom('prospects').selectAll().where('workspace_id', '=', workspace).where('phone_number', '=', phoneNumber).executeTakeFirst(); // prettier-ignore
const owners = async (phoneNumber: string) =>
  (await sql<{ user_id: string }>`select r.user_id from relationships r join prospects p on p.id = r.prospect_id where p.phone_number = ${phoneNumber} order by r.created_at`.execute(rt.db)).rows.map((row) => row.user_id); // prettier-ignore
const state = async (phoneNumber: string) =>
  (await sql<{ channel: string; purpose: string; granted: boolean }>`select s.channel, s.purpose, s.granted from consent_state s join prospects p on p.id = s.prospect_id where p.phone_number = ${phoneNumber} order by 1, 2`.execute(rt.db)).rows; // prettier-ignore
const actor = (user: TestUser): Actor => ({ user_id: user.id, workspace_id: user.workspace_id, role: user.role, session_id: '', request_id: 'test' }); // prettier-ignore

describe('merge rule', () => {
  it('later rows of a file fill and overwrite; empty cells erase nothing', async () => {
    const number = phone();
    const done = await importCsv(rt, pm, `phone,name,email,city,note\n${number},Rahima,r@example.com,Dhaka,a\n${number.replace('+880', '0')},Rahima Begum,,Sylhet,\n`); // prettier-ignore
    expect(done).toMatchObject({ rows_total: 2, rows_imported: 1, rows_updated: 1 });
    expect(await person(number)).toMatchObject({
      name: 'Rahima Begum',
      email: 'r@example.com',
      country: 'BD',
      time_zone: 'Asia/Dhaka',
      demographics: { location: 'Sylhet' },
      attributes: { note: 'a' },
      version: 1,
    });
  });

  it('a second file overwrites what it gives; the same file again changes nothing', async () => {
    const number = phone();
    await importCsv(rt, pm, `phone,name,lead score\n${number},A,10\n`);
    await importCsv(rt, pm, `phone,name,age\n${number},,44\n`);
    expect(await person(number)).toMatchObject({
      name: 'A',
      lead_score: 10,
      demographics: { age: 44 },
      version: 2,
    });
    const again = await importCsv(rt, pm, `phone,name,age\n${number},,44\n`);
    expect(again).toMatchObject({ rows_imported: 0, rows_updated: 1 });
    expect((await person(number))?.version).toBe(2);
  });

  it('columns of HubSpot, Salesforce and Google Contacts are recognised', async () => {
    const [a, b, c] = [phone(), phone(), phone()];
    await importCsv(rt, pm, `Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Country/Region,Preferred language,Unsubscribed from all email,Contact owner\n1,Ann,Lee,a@example.com,020 7946 0958,${a},United Kingdom,en,Yes,Bob\n`); // prettier-ignore
    await importCsv(
      rt,
      pm,
      `FirstName,LastName,MobilePhone,MailingCountry,Lead Source\nAnn,Lee,${b},Bangladesh,Web\n`,
    );
    await importCsv(rt, pm, `Given Name,Family Name,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\nAnn,Lee,a@example.com,Mobile,${c} ::: 01912345678\n`); // prettier-ignore
    expect(await person(a)).toMatchObject({ name: 'Ann Lee', country: 'GB', language: 'en', attributes: { 'Contact owner': 'Bob', 'Unsubscribed from all email': 'Yes' } }); // prettier-ignore
    expect(await state(a)).toEqual([]);
    expect(await person(b)).toMatchObject({ name: 'Ann Lee', attributes: { 'Lead Source': 'Web' } });
    expect(await person(c)).toMatchObject({ name: 'Ann Lee', email: 'a@example.com' });
  });
});

describe('books', () => {
  it('a person in another book is neither changed nor revealed', async () => {
    const number = phone();
    await importCsv(rt, other, `phone,name\n${number},Theirs\n`);
    const done = await importCsv(rt, pm, `phone,name\n${number},Mine\n`);
    expect(done).toMatchObject({ rows_imported: 0, rows_updated: 0, rows_rejected: 1 });
    const [reject] = await rejectsOf(rt, done.id);
    expect(reject).toMatchObject({ line: 2, code: 'needs_sharing' });
    expect(reject?.reason).not.toContain(other.name);
    expect((await person(number))?.name).toBe('Theirs');
    expect(await owners(number)).toEqual([other.id]);
  });

  it('a person in nobody’s book joins this one', async () => {
    const number = phone();
    await importCsv(rt, other, `phone,name\n${number},Free\n`);
    await rt.db.deleteFrom('relationships').where('user_id', '=', other.id).where('prospect_id', '=', (await person(number))?.id ?? '').execute(); // prettier-ignore
    expect(await importCsv(rt, pm, `phone\n${number}\n`)).toMatchObject({ rows_updated: 1 });
    expect(await owners(number)).toEqual([pm.id]);
  });

  it('an administrator may name whose book people join', async () => {
    const [a, b] = [phone(), phone()];
    await importCsv(rt, other, `phone\n${a}\n`);
    const done = await importCsv(
      rt,
      admin,
      `phone,owner email\n${a},${pm.email}\n${b},${pm.email}\n${phone()},nobody@example.test\n`,
    );
    expect(done).toMatchObject({ rows_imported: 1, rows_updated: 1, rows_rejected: 1 });
    expect((await owners(a)).sort()).toEqual([other.id, pm.id].sort());
    expect(await owners(b)).toEqual([pm.id]);
  });
});

describe('consent', () => {
  it('is recorded as given, and a row without any is counted', async () => {
    const [a, b] = [phone(), phone()];
    const done = await importCsv(rt, pm, `phone,consent channels,consent purposes,consent source,consent date\n${a},whatsapp; telegram,marketing,web form,03/04/2025\n${b},,,,\n`); // prettier-ignore
    expect(done).toMatchObject({ rows_without_consent: 1, consents_recorded: 2 });
    const entries = await rt.db.selectFrom('consents').select(['channel', 'source', 'occurred_at', 'by_person', 'evidence']).where('import_id', '=', done.id).orderBy('id').execute(); // prettier-ignore
    expect(entries).toEqual(['whatsapp', 'telegram'].map((channel) => ({
      channel, source: 'web form', occurred_at: new Date('2025-04-03T00:00:00Z'), by_person: false,
      evidence: { import_id: done.id, line: 2, columns: { 'consent channels': 'whatsapp; telegram', 'consent source': 'web form', 'consent date': '03/04/2025', 'consent purposes': 'marketing' } },
    }))); // prettier-ignore
  });

  it('never reverses an opt-out', async () => {
    const number = phone();
    await importCsv(rt, pm, `phone,whatsapp consent,opted out of whatsapp\n${number},,yes\n`);
    const done = await importCsv(
      rt,
      pm,
      `phone,whatsapp consent,consent date\n${number},yes,2030-01-01\n${number},yes,2026-10-01\n`,
    );
    expect(done).toMatchObject({ rows_rejected: 1, rows_updated: 1, opt_outs_respected: 1 });
    expect((await state(number)).every((one) => !one.granted)).toBe(true);
  });
});

describe('undo', () => {
  const undo = async (id: string, by = pm) => {
    await undoImport(rt, actor(by), id);
    await runUndo(rt, { import_id: id, actor_id: by.id });
    return await rt.db
      .selectFrom('imports')
      .select(['status', 'undo'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  };

  it('removes who it created, restores what it changed, voids its grants, keeps opt-outs', async () => {
    const [known, fresh, edited, stopped] = [phone(), phone(), phone(), phone()];
    await importCsv(rt, pm, `phone,name,email\n${known},Before,before@example.com\n`);
    const file = `phone,name,email,whatsapp consent,opted out of signal\n${known},After,after@example.com,yes,\n${fresh},New,,yes,\n${edited},New,,yes,\n${stopped},New,,,yes\n`;
    const done = await importCsv(rt, pm, file);
    expect(await state(known)).toEqual([{ channel: 'whatsapp', purpose: 'marketing', granted: true }]);
    await sql`update prospects set email = 'mine@example.com', version = version + 1 where phone_number in (${known}, ${edited})`.execute(
      rt.db,
    );
    expect(await undo(done.id)).toEqual({ status: 'undone', undo: { deleted: 2, restored: 1, kept: 1 } });
    expect(await person(fresh)).toBeUndefined();
    // The name still stood as imported; the e-mail was edited since and stays.
    expect(await person(known)).toMatchObject({ name: 'Before', email: 'mine@example.com' });
    expect(await state(known)).toEqual([]);
    expect(await person(edited)).toMatchObject({ name: 'New' });
    expect(await state(edited)).toEqual([]);
    const stops = await rt.db.selectFrom('suppressions').select(['channel', 'reason']).where('address_hash', '=', rt.keys.addressHash(stopped)).execute(); // prettier-ignore
    expect(stops).toEqual(Array.from({ length: 3 }, () => ({ channel: 'signal', reason: 'opted_out' })));
    await expect(undoImport(rt, actor(pm), done.id)).rejects.toMatchObject({ code: 'import_not_undoable' });
  });

  it('leaves whoever a legal hold keeps, and remembers whose book the others were in', async () => {
    const [known, fresh] = [phone(), phone()];
    await importCsv(rt, other, `phone\n${known}\n`);
    const done = await importCsv(rt, admin, `phone,whatsapp consent\n${known},\n${fresh},yes\n`, { options: { owner_email: pm.email } }); // prettier-ignore
    const id = (await person(known))?.id ?? '';
    await sql`insert into legal_holds (workspace_id, kind, portfolio_manager_id, reason, made_by, made_at)
      values (${workspace}, 'manager', ${pm.id}, 'Case 12', ${admin.id}, now())`.execute(rt.db);
    const kept = async () => (await heldUntil(rt.db, workspace, [id], rt.clock.now())).get(id)?.until;
    expect(await owners(known)).toEqual([other.id, pm.id]);
    expect(await kept()).toBeNull();
    expect(await undo(done.id, admin)).toMatchObject({ undo: { deleted: 0, kept: 1 } });
    expect(await person(fresh)).toBeDefined();
    expect(await owners(known)).toEqual([other.id]);
    expect(await kept()).toBeNull();
    await sql`update legal_holds set lifted_at = now(), lifted_by = ${admin.id} where workspace_id = ${workspace}`.execute(
      rt.db,
    );
  });

  it('a void grant does not bar a later one', async () => {
    const number = phone();
    await importCsv(rt, pm, `phone\n${number}\n`);
    const done = await importCsv(rt, pm, `phone,whatsapp consent\n${number},2026-01-01\n`);
    await undo(done.id);
    expect(await state(number)).toEqual([]);
    await importCsv(rt, pm, `phone,whatsapp consent\n${number},2026-01-01\n`);
    expect(await state(number)).toEqual([{ channel: 'whatsapp', purpose: 'marketing', granted: true }]);
  });
});
