// Whom of a segment a message would reach: sums that add up, the same as the forecast of a campaign aimed at it, and never
// anybody of a colleague's book.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { SegmentReach, SegmentResource } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../src/http/route.ts';
import { countReach } from '../../src/segments/count-reach.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount, addPeople } from '../support/world.ts';

let server: TestServer;
let admin: TestUser & { token: string };
let pm: typeof admin;
beforeAll(async () => {
  server = await startTestServer();
  for (const channel of ['whatsapp', 'signal'] as const)
    await addAccount(server.rt, server.workspace.id, channel);
  const person = async (role: 'admin' | 'standard') => {
    const user = await createUser(server.rt, { workspace_id: server.workspace.id, role });
    return { ...user, token: await tokenFor(server.rt, user) };
  };
  [admin, pm] = [await person('admin'), await person('standard')];
  await addPeople(server.rt, pm, 6, { channels: ['signal'] });
  await addPeople(server.rt, pm, 4, { channels: ['whatsapp'] });
  await addPeople(server.rt, pm, 3, { channels: ['signal'], purposes: ['service'] });
  const [stopped] = await addPeople(server.rt, pm, 1, { channels: ['signal'] });
  await sql`insert into suppressions (workspace_id, address_hash, reason, source)
    values (${server.workspace.id}, ${server.rt.keys.addressHash(stopped?.phone ?? '')}, 'complaint', 'manual')`.execute(
    server.rt.db,
  );
  await addPeople(server.rt, admin, 5, { channels: ['signal'] });
});
afterAll(() => server.close());

const everybody = { not: { field: 'lead_score', op: 'more_than', value: 100 } };
const anyone = { field: 'lead_score', op: 'at_least', value: 0 };
const ask = (who: typeof admin, payload: object) =>
  server.ask('POST', '/api/v1/segments/reach', { token: who.token, payload });

function adds(reach: SegmentReach): void {
  const sum = (parts: { people: number }[]) => parts.reduce((total, one) => total + one.people, 0);
  expect(sum(reach.by_channel)).toBe(reach.reachable);
  expect(reach.reachable + sum(reach.excluded)).toBe(reach.audience);
}

it('counts everybody of the book once, by the first open channel or the gravest reason', async () => {
  const reach = (await ask(pm, { condition: anyone })).json<SegmentReach>();
  adds(reach);
  expect(reach).toMatchObject({
    ...{ audience: 14, reachable: 10, purpose: 'marketing' },
    by_channel: [
      { channel: 'whatsapp', people: 4 },
      { channel: 'telegram', people: 0 },
      { channel: 'signal', people: 6 },
      { channel: 'imessage', people: 0 },
    ],
    excluded: [
      { code: 'no_consent', people: 3 },
      { code: 'suppressed', people: 1 },
    ],
  });
  const service = (await ask(pm, { condition: anyone, purpose: 'service' })).json<SegmentReach>();
  adds(service);
  expect(service.reachable).toBe(13);
  const whole = (await ask(admin, { condition: anyone })).json<SegmentReach>();
  adds(whole);
  expect(whole.audience).toBe(19);
});

it('says the same as the forecast of a campaign that is aimed at the segment', async () => {
  const made = await server.ask('POST', '/api/v1/segments', {
    token: pm.token,
    payload: { name: 'All of them', condition: everybody },
  });
  const { id } = made.json<SegmentResource>();
  const reach = (await ask(pm, { segment_id: id })).json<SegmentReach>();
  const draft = await server.ask('POST', '/api/v1/campaigns', {
    token: pm.token,
    payload: {
      ...{ name: 'To all', target_segment: { segment_id: id }, message_content: 'Hello' },
      ...{ channel_order: ['whatsapp', 'telegram', 'signal', 'imessage'], channel_content: {} },
    },
  });
  const forecast = (
    await server.ask('GET', `/api/v1/campaigns/${draft.json<{ id: string }>().id}/forecast`, {
      token: pm.token,
    })
  ).json<CampaignForecast>();
  expect(forecast.audience).toBe(reach.audience);
  const on = (channel: string) => reach.by_channel.find((one) => one.channel === channel)?.people;
  const forecastOn = (channel: string) =>
    forecast.by_channel.find((one) => one.channel === channel)?.recipients;
  expect(forecastOn('signal')).toBe(on('signal'));
});

it('names the campaigns that are aimed at a segment, the asker’s own alone', async () => {
  const payload = { name: 'Shared', condition: everybody, shared: true };
  const made = await server.ask('POST', '/api/v1/segments', { token: admin.token, payload });
  const { id } = made.json<SegmentResource>();
  for (const [who, name] of [[admin, 'Of the office'], [pm, 'Of mine']] as const)
    await server.ask('POST', '/api/v1/campaigns', {
      token: who.token,
      payload: { name, target_segment: { segment_id: id }, message_content: 'Hello' },
    }); // prettier-ignore
  const seen = async (who: typeof admin) =>
    (await server.ask('GET', `/api/v1/segments/${id}`, { token: who.token })).json<SegmentResource>();
  expect(await seen(pm)).toMatchObject({ used_by_count: 1, used_by: [{ name: 'Of mine', status: 'draft' }] });
  expect((await seen(admin)).used_by.map((one) => one.name)).toEqual(['Of mine', 'Of the office']);
  const list = await server.ask('GET', '/api/v1/segments', { token: pm.token });
  const { items } = list.json<{ items: SegmentResource[] }>();
  expect(items.find((one) => one.id === id)).toMatchObject({ used_by_count: 1 });
  expect(items.find((one) => one.name === 'All of them')).toMatchObject({ used_by_count: 1 });
});

it('refuses to count nothing, a faulty condition and a colleague’s segment', async () => {
  expect((await ask(pm, {})).statusCode).toBe(400);
  expect((await ask(pm, { purpose: 'service' })).statusCode).toBe(400);
  expect((await ask(pm, { condition: { field: 'mood' } })).statusCode).toBe(400);
  const foreign = await server.ask('POST', '/api/v1/segments', {
    token: admin.token,
    payload: { name: 'Not shared', condition: everybody },
  });
  expect((await ask(pm, { segment_id: foreign.json<SegmentResource>().id })).statusCode).toBe(404);
});

it('is cut off when it takes too long', async () => {
  const actor = { user_id: pm.id, workspace_id: pm.workspace_id, role: 'standard' } as Actor;
  await server.rt.db.transaction().execute(async (tx) => {
    await sql`lock table contact_channels in access exclusive mode`.execute(tx);
    await expect(
      countReach(server.rt, actor, { condition: { field: 'lead_score', op: 'at_least', value: 0 } }, 0.05),
    ).rejects.toMatchObject({ code: 'segment_too_slow' });
  });
});
