// What strangers reach without signing in: the preference page behind a signed link and the opt-in page.
import { randomUUID } from 'node:crypto';
import type { OptInPage } from '@sampark/contracts/opt-in.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signLink } from '../../src/preferences/link.ts';
import { routes } from '../../src/routes.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import {
  applyAll,
  createAccount,
  eventsOf,
  postTelegram,
  postWhatsapp,
  telegramText,
  whatsappText,
  type Account,
} from '../webhooks/fixtures.ts';

let server: TestServer;
let whatsapp: Account;
let telegram: Account;
beforeAll(async () => {
  server = await startTestServer({ routes });
  whatsapp = await createAccount(server, 'whatsapp', {
    settings: { display_phone_number: '+880 1700-000001' },
  });
  telegram = await createAccount(server, 'telegram', { settings: { username: 'test_bot' } });
});
afterAll(() => server.close());

const seconds = () => Math.floor(server.rt.clock.now().getTime() / 1000);
let phones = 1_714_000_000;
const freshPhone = () => `+880${++phones}`;

async function api<T>(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
): Promise<T> {
  const { token } = await server.login('admin');
  const answer = await server.ask(method, `/api/v1${url}`, {
    token,
    headers,
    ...(payload ? { payload } : {}),
  });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.statusCode === 204 ? (undefined as T) : answer.json<T>();
}

const get = (url: string, headers: Record<string, string> = {}) =>
  server.ask('GET', url, { headers: { accept: 'text/html', ...headers } });
const post = (url: string, fields: [string, string][]) =>
  server.ask('POST', url, {
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

async function person(grants: string[] = ['whatsapp:marketing', 'telegram:service'], more: object = {}) {
  const phone = freshPhone();
  const { id } = await api<{ id: string }>('POST', '/prospects', {
    phone_number: phone,
    name: 'Rahima <b>Begum</b>',
    email: 'r@example.test',
    ...more,
  });
  for (const grant of grants) {
    const [channel, purpose] = grant.split(':');
    await api('POST', `/prospects/${id}/consents`, { channel, purpose, action: 'granted', source: 'form' });
  }
  return { id, phone, path: `/p/${signLink(server.rt.keys, id, 1, server.rt.clock.now())}` };
}

async function granted(id: string): Promise<string[]> {
  const { rows } = await sql<{ pair: string }>`
    select channel || ':' || purpose as pair from consent_state where prospect_id = ${id} and granted order by 1`.execute(
    server.rt.db,
  );
  return rows.map((row) => row.pair);
}

async function lastEntries(id: string, source: string) {
  const { rows } = await sql<{
    action: string;
    by_person: boolean;
    evidence: Record<string, unknown>;
    recorded_by: string | null;
  }>`
    select action, by_person, evidence, recorded_by from consents where prospect_id = ${id} and source = ${source} order by id`.execute(
    server.rt.db,
  );
  return rows;
}

const seenIn = (page: string) => /name="seen" value="(\d+)"/.exec(page)?.[1] ?? '';
const ticked = (page: string) =>
  [...page.matchAll(/name="on" value="([^"]+)" checked/g)].map((one) => one[1]);

describe('headers of every public page', () => {
  it('let nothing in and nothing out', async () => {
    const { path } = await person();
    for (const url of [path, '/p/nothing', '/agree/nothing']) {
      const { headers, body } = await get(url);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers).toMatchObject({
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow, noarchive',
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      });
      expect(headers['set-cookie']).toBeUndefined();
      expect(body).not.toMatch(/<script|https?:\/\/|\son\w+=|style="/);
      expect(body.length).toBeLessThan(10_000);
    }
  });
});

describe('the preference page', () => {
  it('shows a first name, and nothing else about the person', async () => {
    const { path, phone, id } = await person();
    const { body, statusCode } = await get(path);
    expect(statusCode).toBe(200);
    expect(body).toContain('Hello Rahima');
    for (const secret of ['Begum', '<b>', phone, phone.slice(-4), 'example.test', id])
      expect(body).not.toContain(secret);
    expect(ticked(body)).toEqual(['whatsapp:marketing', 'telegram:service']);
  });

  it('speaks the person’s language, and the other one when asked', async () => {
    const { path } = await person([], { language: 'bn' });
    expect((await get(path)).body).toMatch(/<html lang="bn">.*আমার পছন্দ সংরক্ষণ করুন/s);
    expect((await get(`${path}?lang=en`)).body).toMatch(/<html lang="en">.*Save my choice/s);
    expect((await get('/p/x', { 'accept-language': 'bn-BD,en' })).body).toContain('এই লিংক কাজ করছে না');
  });

  it('looking changes nothing; saving is the person’s own act, with what they read as proof', async () => {
    const { path, id } = await person();
    const page = (await get(path)).body;
    expect(await granted(id)).toEqual(['telegram:service', 'whatsapp:marketing']);
    const answer = await post(`${path}?lang=en`, [
      ['seen', seenIn(page)],
      ['on', 'telegram:marketing'],
      ['on', 'whatsapp:marketing'],
      ['on', 'imessage:coaching'],
      ['language', 'bn'],
      ['act', 'save'],
    ]);
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, `${path}?lang=en&done=saved`]);
    expect(await granted(id)).toEqual(['telegram:marketing', 'whatsapp:marketing']);
    const entries = await lastEntries(id, 'preference_page');
    expect(entries).toMatchObject([
      { action: 'withdrawn', by_person: true, recorded_by: null },
      {
        action: 'granted',
        by_person: true,
        evidence: {
          wording: expect.stringContaining('news and offers on Telegram') as string,
          wording_version: 1,
          link_version: 1,
          page_language: 'en',
        },
      },
    ]);
    const { rows } = await sql`select language from prospects where id = ${id}`.execute(server.rt.db);
    expect(rows).toEqual([{ language: 'bn' }]);
    expect((await get(`${path}?done=saved&lang=en`)).body).toContain('counts from now on');
  });

  it('brings back what the person had stopped, also where the stop outlived an older record', async () => {
    const { path, id, phone } = await person();
    await post(path, [['act', 'stop']]);
    expect(await granted(id)).toEqual([]);
    await api('POST', '/opt-outs', { phone, source: 'crm' });
    const page = (await get(path)).body;
    await post(path, [
      ['seen', seenIn(page)],
      ['on', 'whatsapp:marketing'],
      ['act', 'save'],
    ]);
    expect(await granted(id)).toEqual(['whatsapp:marketing']);
  });

  it('one press stops everything, however old the page', async () => {
    const { path, id } = await person(['whatsapp:marketing', 'signal:coaching']);
    const answer = await post(`${path}?lang=bn`, [
      ['on', 'whatsapp:marketing'],
      ['act', 'stop'],
    ]);
    expect(answer.headers['location']).toBe(`${path}?lang=bn&done=stopped`);
    expect(await granted(id)).toEqual([]);
    expect(await lastEntries(id, 'preference_page')).toHaveLength(12);
    expect((await eventsOf(server, 'consent.withdrawn')).at(-1)).toMatchObject({
      prospect_id: id,
      data: { source: 'preference_page' },
    });
  });

  it('a page that a STOP has overtaken saves nothing and says so', async () => {
    const { path, id, phone } = await person();
    const page = (await get(path)).body;
    await postWhatsapp(server, whatsapp, whatsappText(phone.slice(1), randomUUID(), 'STOP', {}, seconds()));
    await applyAll(server);
    const answer = await post(path, [
      ['seen', seenIn(page)],
      ['on', 'whatsapp:marketing'],
      ['act', 'save'],
    ]);
    expect(answer.headers['location']).toMatch(/done=changed$/);
    expect(await granted(id)).toEqual([]);
  });

  it('says the same of a false, a replaced and a gone person’s link', async () => {
    const [replaced, gone, moved] = [await person(), await person([]), await person()];
    await api('POST', `/prospects/${replaced.id}/preference-links/revoke`);
    await sql`delete from prospects where id = ${gone.id}`.execute(server.rt.db);
    const token = (await server.login('admin')).token;
    const change = await server.ask('PATCH', `/api/v1/prospects/${moved.id}`, {
      token,
      payload: { phone_number: freshPhone() },
      headers: { 'if-match': '"1"' },
    });
    expect(change.statusCode).toBe(200);
    const answers = await Promise.all(
      [replaced.path, gone.path, moved.path, '/p/abc', `${replaced.path}x`].map((path) => get(path)),
    );
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    const stop = await post(replaced.path, [['act', 'stop']]);
    expect(stop.statusCode).toBe(404);
    expect(await granted(replaced.id)).toHaveLength(2);
    const next = `/p/${signLink(server.rt.keys, replaced.id, 2, server.rt.clock.now())}`;
    expect((await get(next)).statusCode).toBe(200);
  });

  it('an old link says that its time is over', async () => {
    const { id } = await person([]);
    const long = new Date(server.rt.clock.now().getTime() - 100 * 86_400_000);
    expect((await get(`/p/${signLink(server.rt.keys, id, 1, long)}`)).statusCode).toBe(410);
  });

  it('takes nothing but the form of its own page', async () => {
    const { path, id } = await person();
    const answers = await Promise.all([
      server.ask('POST', path, { payload: { act: 'stop' } }),
      server.ask('POST', path, {
        payload: 'x'.repeat(10_001),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ]);
    expect(answers.map((one) => one.statusCode)).toEqual([415, 413]);
    expect(await granted(id)).toHaveLength(2);
  });
});

describe('the opt-in page', () => {
  const wording = 'Rahman & Sons may send me market news. I can stop at any time by answering STOP.';
  const offers = ['whatsapp:marketing', 'whatsapp:service', 'telegram:marketing', 'signal:marketing'];
  async function page(more: object = {}) {
    const made = await api<OptInPage>('POST', '/opt-in-pages', {
      name: 'Poster',
      language: 'en',
      offers,
      wording,
      ...more,
    });
    return { ...made, path: new URL(made.url).pathname };
  }
  const codeOf = (body: string, channel: 'whatsapp' | 'telegram') =>
    (channel === 'telegram'
      ? /t\.me\/test_bot\?start=(\w{10})/
      : /wa\.me\/8801700000001\?text=[^"]*JOIN-(\w{10})/
    ).exec(body)?.[1] ?? '';
  const sayWhatsapp = async (phone: string, text: string) => {
    await postWhatsapp(server, whatsapp, whatsappText(phone.slice(1), randomUUID(), text, {}, seconds()));
    await applyAll(server);
  };
  async function idOf(phone: string): Promise<string> {
    const { rows } = await sql<{
      id: string;
    }>`select id from prospects where phone_number = ${phone}`.execute(server.rt.db);
    return rows[0]?.id ?? '';
  }

  it('has nothing ticked, asks nothing, and offers only where somebody can receive the answer', async () => {
    const { path, usable } = await page();
    expect(usable).toBe(true);
    const { body } = await get(path);
    expect(body).toContain('Rahman &#38; Sons');
    expect(body).not.toMatch(/checked|type="(?!checkbox)/);
    expect([...body.matchAll(/value="([^"]+)"/g)].map((one) => one[1])).toEqual(offers.slice(0, 3));
  });

  it('grants nothing until the person sends the code themselves, and then what they had ticked, once', async () => {
    const { path, id: pageId } = await page();
    const before = await sql<{ n: number }>`select count(*)::int as n from consents`.execute(server.rt.db);
    const { body } = await post(path, [
      ['on', 'whatsapp:marketing'],
      ['on', 'telegram:marketing'],
      ['on', 'imessage:marketing'],
    ]);
    expect(body).toContain('Nothing counts until you send us the message yourself');
    expect(body.match(/<svg /g)).toHaveLength(2);
    const after = await sql<{ n: number }>`select count(*)::int as n from consents`.execute(server.rt.db);
    expect(after.rows).toEqual(before.rows);

    const phone = freshPhone();
    await sayWhatsapp(phone, `Yes, I agree to receive messages from us. JOIN-${codeOf(body, 'whatsapp')}`);
    const id = await idOf(phone);
    expect(await granted(id)).toEqual(['whatsapp:marketing']);
    expect(await lastEntries(id, 'opt_in_page')).toMatchObject([
      {
        action: 'granted',
        by_person: true,
        recorded_by: null,
        evidence: {
          page_id: pageId,
          wording,
          wording_version: 1,
          ticked: ['whatsapp:marketing'],
          text: expect.stringContaining('JOIN-') as string,
        },
      },
    ]);
    // Forwarded to somebody else, it is a message like any other.
    const other = freshPhone();
    await sayWhatsapp(other, `JOIN-${codeOf(body, 'whatsapp')}`);
    expect(await granted(await idOf(other))).toEqual([]);

    await postTelegram(
      server,
      telegram,
      telegramText(9_101, 11, `/start ${codeOf(body, 'telegram')}`, seconds()),
    );
    await applyAll(server);
    const { rows } = await sql<{
      prospect_id: string;
    }>`select prospect_id from channel_identities where address = '9101'`.execute(server.rt.db);
    expect(await granted(rows[0]?.prospect_id ?? '')).toEqual(['telegram:marketing']);
    expect(
      (await api<{ items: OptInPage[] }>('GET', '/opt-in-pages')).items.find((one) => one.id === pageId)
        ?.confirmed,
    ).toBe(2);
  });

  it('a code of another channel, another workspace or yesterday grants nothing', async () => {
    const { path } = await page();
    const { body } = await post(path, [
      ['on', 'telegram:marketing'],
      ['on', 'whatsapp:marketing'],
    ]);
    const phone = freshPhone();
    await sayWhatsapp(phone, `JOIN-${codeOf(body, 'telegram')}`);
    await sql`update opt_in_requests set expires_at = ${server.rt.clock.now()} where code = ${codeOf(body, 'whatsapp')}`.execute(
      server.rt.db,
    );
    await sayWhatsapp(phone, `JOIN-${codeOf(body, 'whatsapp')}`);
    expect(await granted(await idOf(phone))).toEqual([]);
  });

  it('brings back somebody who had stopped: it is their own act', async () => {
    const { path } = await page();
    const { id, phone } = await person(['whatsapp:marketing']);
    await sayWhatsapp(phone, 'STOP');
    const { body } = await post(path, [['on', 'whatsapp:marketing']]);
    await sayWhatsapp(phone, `join ${codeOf(body, 'whatsapp').toLowerCase()} 🙂`);
    expect(await granted(id)).toEqual(['whatsapp:marketing']);
  });

  it('nothing ticked is told, not guessed', async () => {
    const { path } = await page();
    const answer = await post(path, [['on', 'sms:everything']]);
    expect([answer.statusCode, answer.body.includes('Tick at least one box')]).toEqual([422, true]);
  });

  it('a keyword agrees to that channel’s offers, whole message only, with the wording it stood beside', async () => {
    const { id: pageId } = await page({
      keyword: 'Markets!',
      offers: ['whatsapp:marketing', 'telegram:marketing'],
    });
    const [phone, other] = [freshPhone(), freshPhone()];
    await sayWhatsapp(other, 'How are the markets?');
    await sayWhatsapp(phone, ' MARKETS ');
    expect(await granted(await idOf(other))).toEqual([]);
    expect(await granted(await idOf(phone))).toEqual(['whatsapp:marketing']);
    expect(await lastEntries(await idOf(phone), 'opt_in_keyword')).toMatchObject([
      { by_person: true, evidence: { page_id: pageId, wording, wording_version: 1 } },
    ]);
  });

  it('keeps every wording; a closed page is gone, with its keyword and its QR code', async () => {
    const made = await page({ keyword: 'gold' });
    const match = (one: OptInPage) => ({ 'if-match': `"${Date.parse(one.updated_at)}"` });
    const next = await api<OptInPage>(
      'PATCH',
      `/opt-in-pages/${made.id}`,
      { wording: `${wording} New.` },
      match(made),
    );
    expect(next.version).toBe(2);
    const qr = await server.ask('GET', `${made.path}/qr.svg`);
    expect([qr.statusCode, qr.headers['content-type'], qr.body.startsWith('<svg')]).toEqual([
      200,
      'image/svg+xml',
      true,
    ]);
    const { body } = await post(made.path, [['on', 'whatsapp:marketing']]);
    const closed = await api<OptInPage>('PATCH', `/opt-in-pages/${made.id}`, { active: false }, match(next));
    expect(closed.version).toBe(2);
    expect((await get(made.path)).statusCode).toBe(404);
    expect((await server.ask('GET', `${made.path}/qr.svg`)).statusCode).toBe(404);
    expect(
      (await api<{ items: { version: number }[] }>('GET', `/opt-in-pages/${made.id}/wordings`)).items.map(
        (one) => one.version,
      ),
    ).toEqual([2, 1]);
    // Who had filled the form before it closed may still confirm what they read.
    const phone = freshPhone();
    await sayWhatsapp(phone, 'gold');
    expect(await granted(await idOf(phone))).toEqual([]);
    await sayWhatsapp(phone, `JOIN-${codeOf(body, 'whatsapp')}`);
    expect((await lastEntries(await idOf(phone), 'opt_in_page'))[0]?.evidence).toMatchObject({
      wording_version: 2,
      wording: `${wording} New.`,
    });
  });

  it.each([
    ['stop', /stops messages/],
    ['START', /means something else/],
    ['please', /means something else/],
    ['taken', /another open page/],
  ])('the keyword “%s” is refused with what to do', async (keyword, why) => {
    if (keyword === 'taken') await page({ keyword });
    const { token } = await server.login('admin');
    const answer = await server.ask('POST', '/api/v1/opt-in-pages', {
      token,
      payload: { name: 'P', language: 'en', offers, wording, keyword },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: { field: string; reason: string }[] }>().errors[0]).toMatchObject({
      field: 'body.keyword',
      reason: expect.stringMatching(why) as string,
    });
  });

  it('is limited by network', async () => {
    const { path } = await page();
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => post(path, [['on', 'signal:marketing']])),
    );
    expect(answers.filter((one) => one.statusCode === 429).length).toBeGreaterThan(0);
  });
});
