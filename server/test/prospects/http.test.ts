// Prospects, consents, suppressions and start links over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consentRoutes } from '../../src/consents/routes.ts';
import { prospectRoutes } from '../../src/prospects/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';

let server: TestServer;
let pm: string;
let other: string;
let admin: string;
beforeAll(async () => {
  server = await startTestServer({ routes: [...prospectRoutes, ...consentRoutes] });
  pm = (await server.login('standard')).token;
  admin = (await server.login('admin')).token;
  other = await tokenFor(server.rt, await createUser(server.rt, { workspace_id: server.workspace.id }));
});
afterAll(() => server.close());

let number = 40_000_000;
const phone = () => `+88017${number++}`;
type Person = {
  id: string;
  phone_number: string;
  version: number;
  consents: { channel: string; granted: boolean }[];
};
const ask = (
  token: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
  headers = {},
) => server.ask(method, `/api/v1${url}`, { token, headers, ...(payload ? { payload } : {}) });
const create = async (token: string, more: object = {}) =>
  (await ask(token, 'POST', '/prospects', { phone_number: phone(), ...more })).json<Person>();
const code = (answer: { json(): unknown }) => (answer.json() as { code: string }).code;

describe('prospects', () => {
  it('are created once, and another book is not revealed', async () => {
    const person = await create(pm, { name: 'Rahima' });
    expect(person).toMatchObject({ country: 'BD', time_zone: 'Asia/Dhaka', version: 1 });
    const same = { phone_number: person.phone_number };
    expect(code(await ask(pm, 'POST', '/prospects', same))).toBe('prospect_exists');
    const refused = await ask(other, 'POST', '/prospects', same);
    expect(code(refused)).toBe('needs_sharing');
    expect(refused.body).not.toContain('Rahima');
    expect(code(await ask(pm, 'POST', '/prospects', { phone_number: '12' }))).toBe('invalid_phone_number');
    expect((await ask(other, 'GET', `/prospects/${person.id}`)).statusCode).toBe(404);
    const userId = (await server.login('standard')).user.id;
    expect((await ask(pm, 'POST', `/prospects/${person.id}/share`, { user_id: userId })).statusCode).toBe(
      403,
    );
  });

  it('are changed only from the version that was read', async () => {
    const person = await create(pm);
    const url = `/prospects/${person.id}`;
    expect(code(await ask(pm, 'PATCH', url, { name: 'A' }))).toBe('version_required');
    const changed = await ask(
      pm,
      'PATCH',
      url,
      { name: 'A', demographics: { age: 40 } },
      { 'if-match': '"1"' },
    );
    expect(changed.json()).toMatchObject({ name: 'A', demographics: { age: 40 }, version: 2 });
    expect(changed.headers.etag).toBe('"2"');
    expect(code(await ask(pm, 'PATCH', url, { name: 'B' }, { 'if-match': '"1"' }))).toBe('version_conflict');
  });

  it('are found by one spelling of a letter when another was imported', async () => {
    const pm = await tokenFor(server.rt, await createUser(server.rt, { workspace_id: server.workspace.id }));
    for (const name of ['রা\u09DFহান', 'রা\u09AF\u09BCহান', 'Jose\u0301']) await create(pm, { name });
    const found = async (q: string) =>
      (await ask(pm, 'GET', `/prospects?q=${encodeURIComponent(q)}`)).json<{ items: Person[] }>().items
        .length;
    for (const q of ['রা\u09DF', 'রা\u09AF\u09BC']) expect(await found(q)).toBe(2);
    expect(await found('jos\u00E9')).toBe(1);
  });

  it('are found by part of a name, number or e-mail, and paged in every order', async () => {
    const mine = [];
    for (const name of ['Karim Zaman', 'রহিমা জামান', 'Lina Zaman']) mine.push(await create(pm, { name, email: `${mine.length}@zaman.example` })); // prettier-ignore
    const found = async (q: string) => (await ask(pm, 'GET', `/prospects?q=${encodeURIComponent(q)}`)).json<{ items: Person[] }>().items.map((one) => one.id); // prettier-ignore
    expect(await found('zaman.example')).toHaveLength(3);
    expect(await found('রহিমা')).toEqual([mine[1]?.id]);
    expect(await found(`0${mine[0]?.phone_number.slice(4)}`)).toEqual([mine[0]?.id]);
    expect(await found('%')).toEqual([]);
    for (const sort of ['created', 'score', 'last_engagement', 'name']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      do {
        const page: { items: Person[]; next_cursor: string | null } = (await ask(pm, 'GET', `/prospects?sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`)).json(); // prettier-ignore
        seen.push(...page.items.map((one) => one.id));
        cursor = page.next_cursor;
      } while (cursor !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(5);
    }
  });

  it('are deleted while nobody wrote to them, with what was known of their channels', async () => {
    const person = await create(pm);
    const other = await create(pm);
    const { db } = server.rt;
    const { workspace_id } = (await server.login('standard')).user;
    const rows = [person, other].map(({ id }) => ({ prospect_id: id, workspace_id, channel: 'signal' }));
    await db.insertInto('contact_channels').values(rows).execute();
    expect((await ask(pm, 'DELETE', `/prospects/${person.id}`)).statusCode).toBe(204);
    expect((await ask(pm, 'GET', `/prospects/${person.id}`)).statusCode).toBe(404);
    const ids = [person.id, other.id];
    const left = db.selectFrom('contact_channels').select('prospect_id').where('prospect_id', 'in', ids);
    expect(await left.execute()).toEqual([{ prospect_id: other.id }]);
  });

  it('are kept once somebody did, with what to do instead', async () => {
    const message = await resourceMakers.message(server.rt, (await server.login('standard')).user);
    const written = server.rt.db.selectFrom('messages').select('prospect_id').where('id', '=', message);
    const { prospect_id } = await written.executeTakeFirstOrThrow();
    const refused = (await ask(pm, 'DELETE', `/prospects/${prospect_id}`)).json();
    expect(refused).toMatchObject({
      status: 409,
      code: 'prospect_has_history',
      remedy: expect.stringContaining('record') as string,
    });
    expect((await ask(pm, 'GET', `/prospects/${prospect_id}`)).statusCode).toBe(200);
  });

  it('show what happened to them', async () => {
    const person = await create(pm);
    const page = (await ask(pm, 'GET', `/prospects/${person.id}/timeline`)).json<{ items: object[] }>();
    expect(page.items).toEqual([expect.objectContaining({ action_type: 'prospect.created', platform: null, campaign_id: null, timestamp: expect.any(String) as string })]); // prettier-ignore
  });

  it('held ones are released with a reason', async () => {
    const person = await create(pm);
    await server.rt.db.updateTable('prospects').set({ held_reason: 'reads like a refusal' }).where('id', '=', person.id).execute(); // prettier-ignore
    const released = await ask(pm, 'POST', `/prospects/${person.id}/release`, { reason: 'Spoke to her' });
    expect(released.json()).toMatchObject({ held_reason: null });
  });
});

describe('consents', () => {
  const grant = { channel: 'whatsapp', purpose: 'marketing', action: 'granted', source: 'signed form' };

  it('a grant after an opt-out is refused, and only the person’s own act reverses it', async () => {
    const person = await create(pm);
    const url = `/prospects/${person.id}/consents`;
    expect((await ask(pm, 'POST', url, grant)).json()).toMatchObject({
      state: [{ channel: 'whatsapp', granted: true }],
    });
    expect((await ask(pm, 'POST', url, { ...grant, action: 'withdrawn' })).json()).toMatchObject({ state: [{ granted: false }] }); // prettier-ignore
    expect(code(await ask(pm, 'POST', url, grant))).toBe('opted_out');
    expect(code(await ask(admin, 'POST', url, grant))).toBe('opted_out');
    expect(code(await ask(other, 'POST', url, grant))).toBe('not_found');
    const list = await ask(pm, 'GET', '/prospects?consent=whatsapp');
    expect(list.json<{ items: Person[] }>().items.map((one) => one.id)).not.toContain(person.id);
  });

  it('start links name a bot, a person of the own book and what they grant', async () => {
    const { rt, workspace } = server;
    const person = await create(pm);
    const link = {
      channel: 'telegram',
      grants: ['telegram:marketing'],
      wording: 'You agree to market news on Telegram.',
    };
    expect(code(await ask(pm, 'POST', `/prospects/${person.id}/start-link`, link))).toBe(
      'channel_unavailable',
    );
    const device = await rt.db.insertInto('devices').values({ workspace_id: workspace.id, device_identifier: 'bot', name: 'bot', platform_type: 'cloud', supported_platforms: ['telegram'] }).returning('id').executeTakeFirstOrThrow(); // prettier-ignore
    await rt.db.insertInto('sender_accounts').values({ workspace_id: workspace.id, device_id: device.id, channel: 'telegram', address: '1', display_name: 'Bot', base_url: 'http://127.0.0.1', credentials: Buffer.from(''), settings: JSON.stringify({ username: 'sampark_bot' }), per_second: 30, per_day: 1000 }).returning('id').executeTakeFirstOrThrow(); // prettier-ignore
    const made = (await ask(pm, 'POST', `/prospects/${person.id}/start-link`, link)).json<{
      token: string;
      url: string;
    }>();
    expect(made.url).toBe(`https://t.me/sampark_bot?start=${made.token}`);
    const many = await ask(pm, 'POST', '/start-links', { ...link, prospect_ids: [person.id] });
    expect(many.json<{ items: unknown[] }>().items).toHaveLength(1);
    expect(code(await ask(other, 'POST', '/start-links', { ...link, prospect_ids: [person.id] }))).toBe(
      'not_found',
    );
  });
});

const newOfficer = async () =>
  tokenFor(server.rt, await createUser(server.rt, { workspace_id: server.workspace.id, role: 'compliance' }));

describe('suppressions', () => {
  const why = { reason: 'The number was typed wrong' };
  it('takes a pasted list once, and answers whether a number may be written to without listing any', async () => {
    const person = await create(pm);
    const stranger = `+447400${String(900_000 + Math.floor(Math.random() * 99_999))}`;
    const numbers = `Phone;Name\n${person.phone_number};A\n${stranger}\nnot a number\n${stranger}`;
    const officer = await newOfficer();
    const list = () => ask(officer, 'POST', '/suppressions/list', { numbers, reason: 'person_request' });
    expect((await list()).json()).toEqual({
      ...{
        added: 2,
        already: 1,
        unreadable_count: 1,
        unreadable: [{ line: 4, reason: 'is no phone number' }],
      },
    });
    expect((await list()).json()).toMatchObject({ added: 0, already: 3 });
    const found = await ask(officer, 'POST', '/suppressions/look-up', { phone: person.phone_number });
    expect(found.json()).toMatchObject({
      stops: [{ reason: 'person_request', liftable: false, hint: person.phone_number.slice(-4) }],
      person: { id: person.id },
    });
    expect(found.json<{ withdrawn: unknown[] }>().withdrawn).toHaveLength(12);
    expect(found.body).not.toContain(person.phone_number);
    const clear = await ask(officer, 'POST', '/suppressions/look-up', { phone: '+447400899999' });
    expect(clear.json()).toEqual({ stops: [], person: null, withdrawn: [] });
    const out = (await ask(officer, 'GET', '/opt-outs')).json<{ items: { prospect_id: string }[] }>().items;
    expect(out.filter((one) => one.prospect_id === person.id)).toMatchObject([
      { everything: true, source: 'person_request', by_person: false },
    ]);
    expect((await ask(pm, 'POST', '/suppressions/list', { numbers, reason: 'complaint' })).statusCode).toBe(
      403,
    );
  });

  it('what the person wanted takes the place of a stop of ours, and nobody lifts it, one by one or in a list', async () => {
    for (const url of ['/suppressions', '/suppressions/list']) {
      const person = await create(admin);
      const numbers = url === '/suppressions' ? { phone: person.phone_number } : { numbers: person.phone_number };
      const first = { phone: person.phone_number, reason: 'wrong_number', note: 'Rang twice' };
      const { id } = (await ask(admin, 'POST', '/suppressions', first)).json<{ id: string }>();
      const complaint = { ...numbers, reason: 'complaint', note: 'She complained' };
      expect((await ask(admin, 'POST', url, complaint)).statusCode).toBeLessThan(300);
      const found = await ask(admin, 'POST', '/suppressions/look-up', { phone: person.phone_number });
      expect(found.json()).toMatchObject({ stops: [{ id, reason: 'complaint', note: 'She complained', liftable: false }] });
      expect(code(await ask(admin, 'POST', `/suppressions/${id}/lift`, why))).toBe('opted_out');
      // A reason of ours that comes later takes nothing away.
      expect((await ask(admin, 'POST', '/suppressions', first)).json()).toMatchObject({ id, reason: 'complaint' });
      const events = await server.rt.db.selectFrom('events').select('data').where('type', '=', 'suppression.added').where('prospect_id', '=', person.id).orderBy('id').execute(); // prettier-ignore
      expect(events.map((one) => one.data)).toMatchObject([{ reason: 'wrong_number' }, { reason: 'complaint', replaced: 'wrong_number' }]);
    }
  }); // prettier-ignore

  it('tells nobody what a colleague had noted about a number', async () => {
    const person = await create(pm);
    const theirs = { phone: person.phone_number, reason: 'complaint', note: 'Her lawyer wrote' };
    await ask(pm, 'POST', '/suppressions', theirs);
    const asked = { phone: person.phone_number, reason: 'wrong_number', note: 'Nobody there' };
    const colleague = await tokenFor(server.rt, await createUser(server.rt, { workspace_id: server.workspace.id }));
    const answer = await ask(colleague, 'POST', '/suppressions', asked);
    const fresh = await ask(colleague, 'POST', '/suppressions', { ...asked, phone: phone() });
    expect(answer.json()).toEqual({
      ...fresh.json<object>(),
      ...{ id: expect.any(String), hint: person.phone_number.slice(-4), created_at: expect.any(String) },
    });
    expect((await ask(pm, 'POST', '/suppressions', theirs)).json()).toMatchObject({ note: 'Her lawyer wrote' });
  }); // prettier-ignore

  it.each(['erased', 'blocked_by_person'])('nobody declares a number %s', async (reason) => {
    const one = await ask(admin, 'POST', '/suppressions', { phone: phone(), reason });
    const many = await ask(admin, 'POST', '/suppressions/list', { numbers: phone(), reason });
    expect([one, many].map(code)).toEqual(['invalid_request', 'invalid_request']);
  });

  it('filters by reason, channel and whose they are', async () => {
    const person = await create(pm);
    const officer = await newOfficer();
    for (const reason of ['wrong_number', 'complaint'])
      await ask(pm, 'POST', '/suppressions', { phone: person.phone_number, channel: reason === 'complaint' ? 'signal' : 'telegram', reason }); // prettier-ignore
    const reasons = async (query: string) => {
      const answer = await ask(officer, 'GET', `/suppressions?${query}`);
      const { items } = answer.json<{ items: { reason: string; prospect_id: string }[] }>();
      return items.filter((one) => one.prospect_id === person.id).map((one) => one.reason);
    };
    expect(await reasons('whose=ours')).toEqual(['wrong_number']);
    expect(await reasons('whose=person')).toEqual(['complaint']);
    expect(await reasons('channel=signal')).toEqual(['complaint']);
    expect(await reasons('reason=wrong_number')).toEqual(['wrong_number']);
  });

  it('what the person wanted is lifted by nobody, our own stops by an administrator', async () => {
    const person = await create(pm);
    const add = async (reason: string) => (await ask(pm, 'POST', '/suppressions', { phone: person.phone_number, channel: reason === 'wrong_number' ? 'signal' : 'whatsapp', reason })).json<{ id: string; hint: string }>(); // prettier-ignore
    const theirs = await add('person_request');
    const ours = await add('wrong_number');
    expect(theirs.hint).toBe(person.phone_number.slice(-4));
    expect(code(await ask(admin, 'POST', `/suppressions/${theirs.id}/lift`, why))).toBe('opted_out');
    expect((await ask(pm, 'POST', `/suppressions/${ours.id}/lift`, why)).statusCode).toBe(403);
    expect((await ask(admin, 'POST', `/suppressions/${ours.id}/lift`, why)).statusCode).toBe(204);
    expect((await ask(pm, 'GET', `/prospects/${person.id}`)).json()).toMatchObject({ suppressed: true });
    const grant = { channel: 'whatsapp', purpose: 'marketing', action: 'granted', source: 'call' };
    expect(code(await ask(pm, 'POST', `/prospects/${person.id}/consents`, grant))).toBe('opted_out');
    expect((await ask(other, 'GET', '/suppressions')).json()).toMatchObject({ items: [] });
  });
});
