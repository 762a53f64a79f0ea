// Conversions over HTTP: counted for the message they followed, once, and only for people and campaigns one may see.
import type { ConversionResource, NewConversion } from '@sampark/contracts/experiments.ts';
import type { ProblemDocument } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';
import { addAccount, addPeople, type Person } from '../support/world.ts';
import { launched, write, type Asker } from './scene.ts';

let server: TestServer;
let clock: ManualClock;
let pm: Asker;
let people: Person[];
beforeAll(async () => {
  clock = manualClock();
  server = await startTestServer({ clock });
  await addAccount(server.rt, server.workspace.id, 'signal');
  const user = await createUser(server.rt, { workspace_id: server.workspace.id });
  people = await addPeople(server.rt, user, 2, { channels: ['signal'] });
  pm = { ...user, token: await tokenFor(server.rt, user) };
});
afterAll(() => server.close());

async function tell(payload: NewConversion, who = pm) {
  const token = await tokenFor(server.rt, who);
  const answer = await server.ask('POST', '/api/v1/conversions', { token, payload });
  return { status: answer.statusCode, body: answer.json<ConversionResource & Partial<ProblemDocument>>() };
}

const messages = async (campaign_id: string) => {
  const { rows } = await sql<{ id: string; prospect_id: string }>`
    select id, prospect_id from messages where campaign_id = ${campaign_id} order by sent_at`.execute(server.rt.db);
  return rows;
}; // prettier-ignore

it('belongs to the newest message of the month before, and is counted once', async () => {
  const one = await launched(server, pm, { metric: 'converted' });
  await write(server, pm, one, [{ variant: 1, sent: 0 }]);
  const [message] = await messages(one.campaign_id);
  clock.advance(3_600_000);
  const told = { prospect_id: message?.prospect_id ?? '', kind: 'meeting_held', reference: 'crm-1', value: 1_200, currency: 'AED' }; // prettier-ignore
  const first = await tell(told);
  expect([first.status, first.body]).toEqual([201, first.body]);
  expect(first.body).toMatchObject({
    ...{ prospect_id: message?.prospect_id, message_id: message?.id, campaign_id: one.campaign_id },
    ...{ kind: 'meeting_held', occurred_at: clock.now().toISOString() },
  });
  const again = await tell(told);
  expect([again.status, again.body]).toEqual([200, first.body]);
  const { rows } = await sql<{
    message_id: string;
    campaign_id: string;
    channel: string;
    data: { value: string };
  }>`
    select message_id, campaign_id, channel, data from events where type = 'conversion.recorded' and prospect_id = ${message?.prospect_id}`.execute(
    server.rt.db,
  );
  expect(rows).toMatchObject([{ message_id: message?.id, campaign_id: one.campaign_id, channel: 'signal' }]);
  // What it was worth is sealed with the person's key.
  expect(JSON.stringify(rows[0]?.data)).not.toMatch(/1200|AED/);

  const mistaken = await tell({ ...told, prospect_id: people[1]?.id ?? '' });
  expect([mistaken.status, mistaken.body.field]).toEqual([400, 'body.reference']);

  // Without a message in the time allowed it belongs to none.
  const late = new Date(clock.now().getTime() + 1_000);
  clock.advance(31 * 86_400_000);
  const lone = await tell({ prospect_id: told.prospect_id, kind: 'signed' });
  expect(lone.body).toMatchObject({ message_id: null, campaign_id: null });
  // Told late, it counts by when it happened.
  const early = await tell({ ...told, reference: 'crm-2', occurred_at: late.toISOString() });
  expect(early.body.message_id).toBe(message?.id);
});

it('finds the person by number, in the teller’s own book alone', async () => {
  const phone_number = people[0]?.phone ?? '';
  expect((await tell({ phone_number, kind: 'called' })).body.prospect_id).toBe(people[0]?.id);
  const stranger = await createUser(server.rt, { workspace_id: server.workspace.id });
  const other = { ...stranger, token: '' };
  expect((await tell({ phone_number, kind: 'called' }, other)).status).toBe(404);
  expect((await tell({ prospect_id: people[0]?.id ?? '', kind: 'called' }, other)).status).toBe(404);
});

it.each<[string, NewConversion, number, string]>([
  ['nobody named', { kind: 'called' }, 400, 'body.prospect_id'],
  ['a number without country', { kind: 'called', phone_number: '01711 22' }, 422, 'body.phone_number'],
  ['what has not happened', { kind: 'called', phone_number: '+447400000001', occurred_at: '2999-01-01T00:00:00Z' }, 400, 'body.occurred_at'],
])('refuses %s', async (_, payload, status, field) => {
  const answer = await tell(payload);
  expect([answer.status, answer.body.field]).toEqual([status, field]);
}); // prettier-ignore
