// One person who wants no more messages is one opt-out, however many channels, purposes and requests say so.
import { randomUUID } from 'node:crypto';
import { channels, purposes } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { analyticsRoutes } from '../../src/analytics/routes.ts';
import { consentRoutes } from '../../src/consents/routes.ts';
import { prospectRoutes } from '../../src/prospects/routes.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { startTestServer, type TestServer, type TestUser } from '../support/server.ts';
import { applyAll, createAccount, createMessage, postWhatsapp } from '../webhooks/fixtures.ts';
import { whatsappText, type Account } from '../webhooks/fixtures.ts';
import { foldAll } from './seed.ts';

let server: TestServer;
let pm: { user: TestUser; token: string };
let whatsapp: Account;
beforeAll(async () => {
  server = await startTestServer({
    routes: [...prospectRoutes, ...consentRoutes, ...analyticsRoutes, ...webhookRoutes],
  });
  pm = await server.login('standard');
  whatsapp = await createAccount(server, 'whatsapp');
});
afterAll(() => server.close());

let phones = 1_713_000_000;

/** Somebody of the book, who got a WhatsApp message this many days ago. */
async function writtenTo(daysAgo: number) {
  const phone = `+880${++phones}`;
  const made = await server.ask('POST', '/api/v1/prospects', {
    token: pm.token,
    payload: { phone_number: phone },
  });
  const { id } = made.json<{ id: string }>();
  const sent_at = new Date(server.rt.clock.now().getTime() - daysAgo * 86_400_000 - 1_000);
  const given = { prospect_id: id, account: whatsapp, user_id: pm.user.id, recipient: phone };
  const message = await createMessage(server, { ...given, channel: 'whatsapp', external_id: randomUUID(), sent_at }); // prettier-ignore
  return { id, phone, campaign_id: message.campaign_id };
}

const record = (id: string, channel: unknown, purpose: unknown, action = 'withdrawn') =>
  server.ask('POST', `/api/v1/prospects/${id}/consents`, {
    token: pm.token,
    payload: { channel, purpose, action, source: 'conversation' },
  });

async function say({ phone }: { phone: string }, text: string): Promise<void> {
  const at = Math.floor(server.rt.clock.now().getTime() / 1000);
  await postWhatsapp(server, whatsapp, whatsappText(phone.slice(1), randomUUID(), text, {}, at));
  await applyAll(server);
}

async function counted(campaign_id: string | null): Promise<number> {
  await foldAll(server.rt);
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(count), 0)::int as n from rollups where metric = 'opted_out'
      and campaign_id is not distinct from ${campaign_id}::uuid`.execute(server.rt.db);
  return rows[0]?.n ?? 0;
}

const withdrawals = async (id: string) =>
  (await server.ask('GET', `/api/v1/prospects/${id}/timeline?kind=history`, { token: pm.token }))
    .json<{ items: { action_type: string; details: Record<string, unknown> }[] }>()
    .items.filter((one) => one.action_type === 'consent.withdrawn');

it('recorded for every channel and purpose in one act: one event, counted where they had been written to', async () => {
  const person = await writtenTo(2);
  const answer = await record(person.id, channels, purposes);
  expect(answer.json<{ items: unknown[]; state: { granted: boolean }[] }>().items).toHaveLength(12);
  expect(answer.json<{ state: { granted: boolean }[] }>().state.some((one) => one.granted)).toBe(false);
  expect((await withdrawals(person.id)).map((one) => one.details)).toMatchObject([{ channels, purposes }]);
  expect(await counted(person.campaign_id)).toBe(1);
});

it('recorded by a request for each pair: counted once all the same', async () => {
  const person = await writtenTo(2);
  for (const channel of channels) for (const purpose of purposes) await record(person.id, channel, purpose);
  expect(await counted(person.campaign_id)).toBe(1);
});

it('recorded long after the last message: an answer to nothing', async () => {
  const person = await writtenTo(8);
  await record(person.id, channels, purposes);
  expect(await counted(person.campaign_id)).toBe(0);
});

it('said by the person, said again, and recorded as well: one; after START it can be another', async () => {
  const person = await writtenTo(1);
  await say(person, 'STOP');
  await say(person, 'stop!');
  await record(person.id, channels, purposes);
  expect(await counted(person.campaign_id)).toBe(1);
  await say(person, 'START');
  await say(person, 'STOP');
  expect(await counted(person.campaign_id)).toBe(2);
});

it('a grant of several is refused whole when one of them was withdrawn', async () => {
  const person = await writtenTo(1);
  await record(person.id, 'signal', 'marketing');
  const refused = await record(person.id, ['whatsapp', 'signal'], ['marketing'], 'granted');
  expect(refused.json()).toMatchObject({ status: 409, code: 'opted_out' });
  expect((await record(person.id, ['whatsapp'], ['marketing', 'marketing'], 'granted')).json()).toMatchObject(
    {
      state: expect.arrayContaining([
        { channel: 'whatsapp', purpose: 'marketing', granted: true },
      ]) as unknown,
    },
  );
  expect((await record(person.id, 'fax', 'marketing')).json()).toMatchObject({ code: 'invalid_request' });
});
