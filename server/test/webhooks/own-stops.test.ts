// What a person's later act takes back: the stop they had made themselves, and no other.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutLaws } from '../support/no-laws.ts';
import { addSuppression } from '../../src/consents/add-suppression.ts';
import { consentRoutes } from '../../src/consents/routes.ts';
import { prospectRoutes } from '../../src/prospects/routes.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { applyAll, createAccount, eventsOf, postTelegram, postWhatsapp } from './fixtures.ts';
import { telegramText, whatsappChange, whatsappText, type Account } from './fixtures.ts';

const clock = manualClock();
let server: TestServer;
let whatsapp: Account;
let telegram: Account;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ clock, routes: [...prospectRoutes, ...consentRoutes, ...webhookRoutes] });
  whatsapp = await createAccount(server, 'whatsapp');
  telegram = await createAccount(server, 'telegram', { settings: { username: 'test_bot' } });
  const admin = await server.login('admin');
  token = admin.token;
  await withoutLaws(server.rt, admin.user.workspace_id);
});
afterAll(() => server.close());

let phones = 1_712_000_000;
const seconds = () => Math.floor(clock.now().getTime() / 1000);

async function ask<T>(method: 'POST' | 'DELETE', url: string, payload?: object): Promise<T> {
  const answer = await server.ask(method, `/api/v1${url}`, { token, ...(payload ? { payload } : {}) });
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
  return answer.statusCode === 204 ? (undefined as T) : answer.json();
}

async function newPerson(): Promise<{ id: string; phone: string }> {
  const phone = `+880${++phones}`;
  return { phone, id: (await ask<{ id: string }>('POST', '/prospects', { phone_number: phone })).id };
}

/** Their stop outlives their record. */
async function stoppedAndDeleted(channel: string[], purpose: string[]): Promise<{ phone: string }> {
  const person = await newPerson();
  const stop = { channel, purpose, action: 'withdrawn', source: 'call' };
  await ask('POST', `/prospects/${person.id}/consents`, stop);
  await ask('DELETE', `/prospects/${person.id}`);
  return person;
}

/** A moment after everything before it, unless `at` says when they wrote it. */
async function say({ phone }: { phone: string }, text: string, at?: number): Promise<void> {
  clock.advance(1_000);
  await postWhatsapp(server, whatsapp, whatsappText(phone.slice(1), randomUUID(), text, {}, at ?? seconds()));
  await applyAll(server);
}

/** Stops on this number, and what its person has agreed to. */
async function stateOf({ phone }: { phone: string }) {
  const { rows } = await sql<{ stops: string[]; granted: string[] }>`
    select (select coalesce(array_agg(concat_ws(':', channel, purpose, reason) order by channel, purpose), '{}')
              from suppressions where address_hash = ${server.rt.keys.addressHash(phone)} and lifted_at is null) as stops,
      (select coalesce(array_agg(s.channel || ':' || s.purpose order by s.channel, s.purpose), '{}')
         from consent_state s join prospects p on p.id = s.prospect_id where p.phone_number = ${phone} and s.granted) as granted`.execute(
    server.rt.db,
  );
  return rows[0];
}

describe('START', () => {
  it('lifts the stop kept from a deleted record, where it was said and for marketing', async () => {
    const person = await stoppedAndDeleted(['whatsapp', 'signal'], ['marketing', 'service']);
    expect((await stateOf(person))?.stops).toHaveLength(4);
    await say(person, 'hello');
    expect((await stateOf(person))?.stops).toHaveLength(4);
    await say(person, 'START');
    expect(await stateOf(person)).toEqual({
      stops: ['signal:marketing:opted_out', 'signal:service:opted_out', 'whatsapp:service:opted_out'],
      granted: ['whatsapp:marketing'],
    });
    expect((await eventsOf(server, 'suppression.lifted')).at(-1)?.data).toMatchObject({
      reason: 'opted_out',
      by_person: true,
    });
  });

  it.each([
    ['set here', { reason: 'opted_out', source: 'dashboard' }],
    ['of a complaint', { reason: 'complaint', source: 'dashboard' }],
    ['an administrator decided', { reason: 'admin_decision', source: 'dashboard' }],
    ['of an erasure', { reason: 'erased', source: 'erasure' }],
  ])('leaves a stop %s, whatever the person agrees to', async (_whose, stop) => {
    const person = await newPerson();
    await server.rt.db.transaction().execute((tx) =>
      addSuppression(server.rt, tx, {
        ...{ workspace_id: server.workspace.id, address: person.phone, prospect_id: person.id },
        ...{ channel: 'whatsapp', purpose: 'marketing', ...stop },
      }),
    );
    await say(person, 'START');
    expect((await stateOf(person))?.granted).toEqual([]);
    await say(person, 'STOP');
    await say(person, 'START');
    expect(await stateOf(person)).toEqual({
      stops: [`whatsapp:marketing:${stop.reason}`],
      granted: ['whatsapp:marketing'],
    });
  });
});

it.each([
  ['ten minutes before it', 600],
  ['two seconds before it', 2],
])('a START written %s, and heard of after the STOP, reverses nothing', async (_when, before) => {
  const person = await newPerson();
  await say(person, 'STOP');
  await say(person, 'START', seconds() - before);
  expect((await stateOf(person))?.granted).toEqual([]);
  const { rows } = await sql`select action, by_person from consents
    where prospect_id = ${person.id} and channel = 'whatsapp' and purpose = 'marketing' order by id`.execute(
    server.rt.db,
  );
  expect(rows).toEqual([
    { action: 'withdrawn', by_person: true },
    { action: 'granted', by_person: false },
  ]);
  await say(person, 'START');
  expect((await stateOf(person))?.granted).toEqual(['whatsapp:marketing']);
});

describe('a start link', () => {
  const wording = 'News everywhere you like.';
  const linkFor = (id: string, ...grants: string[]) =>
    server.ask('POST', `/api/v1/prospects/${id}/start-link`, {
      token,
      payload: { channel: 'telegram', grants, wording },
    });
  const follow = async (chat: number, link: string) => {
    clock.advance(1_000);
    await postTelegram(server, telegram, telegramText(chat, seconds(), `/start ${link}`, seconds()));
    await applyAll(server);
  };

  it('followed again from their own chat lifts what its page named there, and nothing elsewhere', async () => {
    const person = await newPerson();
    const links = [];
    for (let n = 0; n < 2; n++)
      links.push((await linkFor(person.id, 'telegram:marketing')).json<{ token: string }>().token);
    await follow(9001, links[0] ?? '');
    await say(person, 'STOP');
    expect((await stateOf(person))?.granted).toEqual([]);
    // What older links name on other channels counts for nothing.
    await sql`update start_links set grants = '{telegram:marketing,whatsapp:service}' where token = ${links[1]}`.execute(
      server.rt.db,
    );
    await follow(9001, links[1] ?? '');
    expect((await stateOf(person))?.granted).toEqual(['telegram:marketing']);
    const again = await linkFor(person.id, 'telegram:service');
    await follow(9001, again.json<{ token: string }>().token);
    expect((await stateOf(person))?.granted).toEqual(['telegram:marketing', 'telegram:service']);
  });

  it('of somebody who has stopped, followed from any other chat, is a greeting: nobody here can agree for them', async () => {
    const person = await newPerson();
    const early = (await linkFor(person.id, 'telegram:marketing')).json<{ token: string }>();
    await say(person, 'STOP');
    await follow(9002, early.token);
    await follow(9002, early.token);
    expect((await stateOf(person))?.granted).toEqual([]);
    const { rows } = await sql`select from channel_identities where prospect_id = ${person.id} and channel = 'telegram'`.execute(server.rt.db);
    expect(rows).toEqual([]);
    const refused = await linkFor(person.id, 'telegram:marketing');
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'opted_out']);
    const elsewhere = await linkFor(person.id, 'whatsapp:marketing');
    expect([elsewhere.statusCode, elsewhere.json<{ code: string }>().code]).toEqual([400, 'invalid_request']);
    const many = await ask<{ items: object[] }>('POST', '/start-links', {
      ...{ channel: 'telegram', grants: ['telegram:marketing'], wording },
      prospect_ids: [person.id, (await newPerson()).id],
    });
    expect(many.items).toHaveLength(1);
  }); // prettier-ignore

  it('of a record made anew does not lift the stop kept from the old one', async () => {
    const { phone } = await stoppedAndDeleted(['telegram'], ['marketing']);
    const { id } = await ask<{ id: string }>('POST', '/prospects', { phone_number: phone });
    expect((await linkFor(id, 'telegram:marketing')).statusCode).toBe(409);
    expect(await stateOf({ phone })).toEqual({ stops: ['telegram:marketing:opted_out'], granted: [] });
  });
});

describe('marketing the person switched off on the platform, as a send told us', () => {
  async function switchedOff() {
    const person = await newPerson();
    await sql`
      insert into suppressions (workspace_id, address_hash, channel, purpose, reason, source, prospect_id, created_at)
      values (${server.workspace.id}, ${server.rt.keys.addressHash(person.phone)}, 'whatsapp', 'marketing',
        'marketing_stopped', 'platform', ${person.id}, ${clock.now()})`.execute(server.rt.db);
    return person;
  }
  const prefer = async ({ phone }: { phone: string }, value: string, at?: number) => {
    clock.advance(1_000);
    const timestamp = `${at ?? seconds()}`;
    const preference = { wa_id: phone.slice(1), category: 'marketing_messages', value, timestamp };
    await postWhatsapp(
      server,
      whatsapp,
      whatsappChange({ user_preferences: [preference] }, 'user_preferences'),
    );
    await applyAll(server);
  };

  it('goes on when they switch it on again or write START', async () => {
    const [switching, writing] = [await switchedOff(), await switchedOff()];
    await prefer(switching, 'resume');
    expect(await stateOf(switching)).toEqual({ stops: [], granted: [] });
    await say(writing, 'START');
    expect(await stateOf(writing)).toEqual({ stops: [], granted: ['whatsapp:marketing'] });
  });

  it('the switch takes back no stop that was said to us', async () => {
    const person = await stoppedAndDeleted(['whatsapp'], ['marketing']);
    await say(person, 'hello');
    await prefer(person, 'resume');
    expect((await stateOf(person))?.stops).toEqual(['whatsapp:marketing:opted_out']);
  });

  it('a switch that is told again, or late, neither brings consent back nor stops it', async () => {
    const person = await newPerson();
    const agreed = { channel: 'whatsapp', purpose: 'marketing', action: 'granted', source: 'form' };
    await ask('POST', `/prospects/${person.id}/consents`, agreed);
    const start = seconds();
    const granted = async () => (await stateOf(person))?.granted.length;
    clock.advance(60_000);
    await prefer(person, 'stop', start + 10);
    await prefer(person, 'resume', start + 20);
    await prefer(person, 'stop', start + 10);
    expect(await granted()).toBe(1);
    await prefer(person, 'stop', start + 40);
    expect(await granted()).toBe(0);
    await prefer(person, 'resume', start + 20);
    await prefer(person, 'resume', start + 30);
    expect(await granted()).toBe(0);
    await prefer(person, 'resume');
    expect(await granted()).toBe(1);
  });
});
