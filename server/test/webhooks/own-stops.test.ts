// What a person's later act takes back: the stop they had made themselves, and no other.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSuppression } from '../../src/consents/add-suppression.ts';
import { consentRoutes } from '../../src/consents/routes.ts';
import { prospectRoutes } from '../../src/prospects/routes.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { applyAll, createAccount, eventsOf, postTelegram, postWhatsapp } from './fixtures.ts';
import { telegramText, whatsappChange, whatsappText, type Account } from './fixtures.ts';

let server: TestServer;
let whatsapp: Account;
let telegram: Account;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ routes: [...prospectRoutes, ...consentRoutes, ...webhookRoutes] });
  whatsapp = await createAccount(server, 'whatsapp');
  telegram = await createAccount(server, 'telegram', { settings: { username: 'test_bot' } });
  token = (await server.login('admin')).token;
});
afterAll(() => server.close());

let phones = 1_712_000_000;
const seconds = () => Math.floor(server.rt.clock.now().getTime() / 1000);

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

async function say({ phone }: { phone: string }, text: string): Promise<void> {
  await postWhatsapp(server, whatsapp, whatsappText(phone.slice(1), randomUUID(), text, {}, seconds()));
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

it('a start link opened again lifts what its page named, on the channels it named', async () => {
  const { phone } = await stoppedAndDeleted(['telegram', 'whatsapp'], ['marketing', 'service']);
  const { id } = await ask<{ id: string }>('POST', '/prospects', { phone_number: phone });
  const link = await ask<{ token: string }>('POST', `/prospects/${id}/start-link`, {
    channel: 'telegram',
    grants: ['telegram:marketing', 'whatsapp:service'],
    wording: 'News on Telegram, answers on WhatsApp.',
  });
  await postTelegram(server, telegram, telegramText(9001, 1, `/start ${link.token}`, seconds()));
  await applyAll(server);
  expect(await stateOf({ phone })).toEqual({
    stops: ['telegram:service:opted_out', 'whatsapp:marketing:opted_out'],
    granted: ['telegram:marketing', 'whatsapp:service'],
  });
});

describe('marketing the person switched off on the platform, as a send told us', () => {
  async function switchedOff() {
    const person = await newPerson();
    await sql`
      insert into suppressions (workspace_id, address_hash, channel, purpose, reason, source, prospect_id)
      values (${server.workspace.id}, ${server.rt.keys.addressHash(person.phone)}, 'whatsapp', 'marketing',
        'marketing_stopped', 'platform', ${person.id})`.execute(server.rt.db);
    return person;
  }
  const prefer = async ({ phone }: { phone: string }, value: string) => {
    const preference = {
      wa_id: phone.slice(1),
      category: 'marketing_messages',
      value,
      timestamp: `${seconds()}`,
    };
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
});
