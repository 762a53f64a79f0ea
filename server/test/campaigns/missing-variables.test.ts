// Who lacks something the message names, found before the launch: those it would really be sent to, on their channel.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { MissingVariables } from '@sampark/contracts/missing-values.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignRoutes } from '../../src/campaigns/routes.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount, addPeople } from '../support/world.ts';

let server: TestServer;
let pm: TestUser;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ routes: campaignRoutes });
  ({ user: pm, token } = await server.login('standard'));
  for (const channel of ['signal', 'whatsapp', 'imessage'] as const) {
    await addAccount(server.rt, pm.workspace_id, channel);
  }
});
afterAll(() => server.close());

type Facts = { name?: string | null; attributes?: object };

/** One person for each of the facts given, on these channels in turn. */
async function people(given: Facts[], on: Channel[] = ['signal']): Promise<string[]> {
  const added = await addPeople(server.rt, pm, given.length, { channels: on });
  for (const [n, { id }] of added.entries()) {
    const { name = 'Amina Rahman', attributes = {} } = given[n] ?? {};
    await sql`update prospects set name = ${name}, first_name = null, attributes = ${JSON.stringify(attributes)}::jsonb
      where id = ${id}`.execute(server.rt.db);
  }
  return added.map((one) => one.id);
}

async function ask(id: string, as = token) {
  return server.ask('GET', `/api/v1/campaigns/${id}/missing-variables`, { token: as });
}

async function missing(prospect_ids: string[], text: string, more: object = {}): Promise<MissingVariables> {
  const payload = { name: 'Note', message_content: text, channel_order: ['signal'], prospect_ids, ...more };
  const { id } = (await server.ask('POST', '/api/v1/campaigns', { token, payload })).json<{ id: string }>();
  return (await ask(id)).json<MissingVariables>();
}

it('names each person, their channel and what they lack', async () => {
  const ids = await people([{}, { name: null }, { attributes: { portfolio: 'Growth' } }]);
  const found = await missing(ids, 'Dear {{ first_name }}, your {{ portfolio }} plan');
  expect(found).toMatchObject({ checked: 3, count: 2 });
  const byId = new Map(found.people.map((one) => [one.prospect_id, one]));
  expect(byId.get(ids[0] ?? '')).toMatchObject({
    name: 'Amina Rahman',
    channel: 'signal',
    problem: expect.stringContaining('portfolio') as string,
  });
  // Somebody without a name is named by their number.
  expect(byId.get(ids[1] ?? '')).toMatchObject({
    name: expect.stringMatching(/^\+44/) as string,
    problem: expect.stringContaining('first_name') as string,
  });
});

it('finds nobody when there is a default, or nothing is named', async () => {
  const ids = await people([{ name: null }]);
  expect(await missing(ids, 'Dear {{ first_name | default: "client" }}')).toMatchObject({
    count: 0,
    people: [],
  });
  expect(await missing(ids, 'Dear client')).toMatchObject({ checked: 1, count: 0 });
});

it('leaves out who would not be written to anyway', async () => {
  const [reached = '', stopped = ''] = await people([{ name: null }, { name: null }]);
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
    values (${pm.workspace_id}, ${stopped}, 'signal', 'marketing', 'withdrawn', 'test', now())`.execute(
    server.rt.db,
  );
  const found = await missing([reached, stopped], 'Dear {{ first_name }}');
  expect(found.people.map((one) => one.prospect_id)).toEqual([reached]);
});

it('looks at the words of the channel the send would take', async () => {
  const [onSignal = '', onIMessage = ''] = await people(
    [{ name: null }, { name: null }],
    ['signal', 'imessage'],
  );
  const found = await missing([onSignal, onIMessage], 'Dear client', {
    channel_order: ['signal', 'imessage'],
    channel_content: { imessage: { kind: 'text', text: 'Dear {{ first_name }}' } },
  });
  expect(found.people).toMatchObject([{ prospect_id: onIMessage, channel: 'imessage' }]);
});

it('looks at the parameters of a template', async () => {
  const [named = '', nameless = ''] = await people([{}, { name: null }], ['whatsapp']);
  await sql`insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
    values (${pm.workspace_id}, '1', 'note', 'en', 'MARKETING', 'APPROVED',
      ${JSON.stringify([{ type: 'BODY', text: 'Dear {{1}}' }])}::jsonb)`.execute(server.rt.db);
  const note = { kind: 'template', name: 'note', language: 'en', parameters: ['{{ first_name }}'] };
  const found = await missing([named, nameless], 'Dear client', {
    channel_order: ['whatsapp'],
    channel_content: { whatsapp: note },
  });
  expect(found.people).toMatchObject([{ prospect_id: nameless, channel: 'whatsapp' }]);
});

it('counts all and lists the first fifty', async () => {
  const found = await missing(await people(Array.from({ length: 60 }, () => ({ name: null }))), '{{ name }}');
  expect(found).toMatchObject({ checked: 60, count: 60 });
  expect(found.people).toHaveLength(50);
});

it('is not told of another PM’s campaign', async () => {
  const payload = { name: 'Note', message_content: 'Hi', prospect_ids: await people([{}]) };
  const { id } = (await server.ask('POST', '/api/v1/campaigns', { token, payload })).json<{ id: string }>();
  const colleague = await createUser(server.rt, { workspace_id: pm.workspace_id });
  expect((await ask(id, await tokenFor(server.rt, colleague))).statusCode).toBe(404);
});
