// What is decided, and what the "why" tool says would be: the same, for people in every state; and what no decision may do.
import type { Why } from '@sampark/contracts/explain.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { anotherProcess, openStage, type Stage } from '../delivery/stage.ts';
import { openSettings, type Person } from '../support/world.ts';

let stage: Stage;
let lanes: LaneSet;
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal', { per_second: 2_000, per_day: 100_000 });
  lanes = await stage.lanes();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage.settings(openSettings);
  await lanes.refresh();
  stage.clock.advance(1_000);
});

const hoursAgo = (hours: number) => new Date(stage.clock.now().getTime() - hours * 3_600_000);
async function why(id: string, body: object, status = 200): Promise<Why> {
  const token = await stage.token();
  const answer = await stage.server.ask('POST', `/api/v1/prospects/${id}/why`, { token, payload: body });
  expect(answer.statusCode, answer.body).toBe(status);
  return answer.json();
}
async function withdraw(id: string, purpose = 'marketing'): Promise<void> {
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at, evidence)
    values (${stage.pm.workspace_id}, ${id}, 'signal', ${purpose}, 'withdrawn', 'keyword', true, ${stage.clock.now()}, '{"text":"STOP"}')`.execute(
    stage.rt.db,
  );
}
async function stop(address: string, channel: string | null, purpose: string | null): Promise<void> {
  await sql`insert into suppressions (workspace_id, address_hash, channel, purpose, reason, source)
    values (${stage.pm.workspace_id}, ${stage.rt.keys.addressHash(address)}, ${channel}, ${purpose}, 'complaint', 'manual')`.execute(
    stage.rt.db,
  );
}
async function hadSends(id: string, at: readonly Date[]): Promise<void> {
  await sql`insert into contact_channels (prospect_id, workspace_id, channel, capped_sends)
    values (${id}, ${stage.pm.workspace_id}, 'signal', ${at}::timestamptz[])`.execute(stage.rt.db);
}

type Stop = [channel: string | null, purpose: string | null];
const stops: Stop[][] = [
  ...[[], [], []],
  ...[[[null, null]], [['signal', null]], [['whatsapp', null]], [[null, 'marketing']]],
  ...[[['signal', 'coaching']], [['telegram', null], [null, 'coaching']]],
] as Stop[][]; // prettier-ignore

const state = fc.record({
  withdrawn: fc.constantFrom([], [], ['marketing'], ['coaching'], ['marketing', 'coaching', 'service']),
  stops: fc.constantFrom(...stops),
  held: fc.constantFrom(null, null, null, 'reads like a refusal'),
  zone: fc.constantFrom(null, 'Asia/Dhaka', 'Pacific/Auckland', 'America/New_York'),
  country: fc.constantFrom(null, 'US', 'BD', 'BR', 'FR', 'GB'),
  sends: fc.constantFrom<number[]>([], [], [1], [1, 30], [1, 200], [5, 6, 7]),
}); // prettier-ignore
type State = typeof state extends fc.Arbitrary<infer T> ? T : never;

async function put(person: Person, given: State): Promise<void> {
  for (const purpose of given.withdrawn) await withdraw(person.id, purpose);
  for (const [channel, purpose] of given.stops) await stop(person.phone, channel, purpose);
  if (given.sends.length > 0) await hadSends(person.id, given.sends.map(hoursAgo));
  await sql`update prospects set held_reason = ${given.held}, time_zone = ${given.zone}, country = ${given.country}
    where id = ${person.id}`.execute(stage.rt.db);
}

describe('whatever is known of a person', () => {
  it.each(['marketing', 'coaching', 'service'] as const)(
    'the tool says what sending does, and nothing goes against their will: %s',
    async (purpose) => {
      const states = fc.sample(state, { seed: 20261121, numRuns: 40 });
      const people = await stage.people(states.length, ['signal']);
      for (const [at, person] of people.entries()) await put(person, states[at] as State);
      await stage.settings({ weekly_caps: { marketing: 2, coaching: 3 } }); // with nights and countries
      const campaign = await stage.campaign(people, { purpose });
      const told = await Promise.all(people.map((one) => why(one.id, { purpose, channel: 'signal' })));
      await stage.claim(lanes, campaign);
      const rows = await stage.rows(campaign);
      const seen = new Set<string>();
      for (const [at, person] of people.entries()) {
        const row = rows.find((one) => one.prospect_id === person.id);
        const [said] = told[at]?.channels ?? [];
        const { withdrawn, stops, held, sends } = states[at] as State;
        expect(said?.outcome, JSON.stringify(states[at])).toBe(row?.decision?.outcome);
        expect(said?.reasons.map((one) => one.code)).toEqual(row?.decision?.reasons.map((one) => one.code));
        if (row?.decision?.outcome === 'reschedule')
          expect(Date.parse(said?.allowed_at ?? '')).toBeGreaterThanOrEqual(row.due_at.getTime());
        seen.add(said?.reasons.at(-1)?.code ?? '');
        if (row?.delivery_status !== 'sending') continue;
        expect(withdrawn).not.toContain(purpose);
        expect(held).toBeNull();
        for (const [channel, of] of stops)
          expect((channel ?? 'signal') === 'signal' && (of ?? purpose) === purpose).toBe(false);
        if (purpose !== 'service')
          expect(sends.filter((hours) => hours < 168).length).toBeLessThan(purpose === 'marketing' ? 2 : 3);
      }
      expect(seen.size).toBeGreaterThan(purpose === 'service' ? 3 : 4);
      await stage.settings(openSettings);
    },
  );
});

describe('caps', () => {
  it('are each purpose’s own: coaching leaves room for marketing', async () => {
    await stage.settings({ ...openSettings, weekly_caps: { marketing: 1, coaching: 1 } });
    const [person] = (await stage.people(1, ['signal'])) as [Person];
    const send = async (purpose: string) => {
      const id = await stage.campaign([person], { purpose });
      const { intents } = await stage.claim(lanes, id);
      await stage.send(lanes, intents);
      stage.clock.advance(60_000);
      await lanes.refresh();
      stage.clock.advance(1_000);
      return intents.length;
    };
    expect([await send('coaching'), await send('marketing')]).toEqual([1, 1]);
    expect([await send('marketing'), await send('coaching')]).toEqual([0, 0]);
    const { cap, channels } = await why(person.id, { purpose: 'marketing', channel: 'signal' });
    expect(cap).toMatchObject({ limit: 1, country: null, used: [expect.any(String)] });
    expect(channels[0]).toMatchObject({ outcome: 'reschedule', reasons: [{ code: 'weekly_cap' }], allowed_at: cap?.frees_at });
  }); // prettier-ignore

  it('hold between two processes that claim for the same people at the same time', async () => {
    await stage.settings({ ...openSettings, weekly_caps: { marketing: 1, coaching: 1 } });
    const other = anotherProcess(stage.rt);
    const { id } = await stage.account('signal', { per_second: 2_000, per_day: 100_000 });
    // Both at work on one channel, before the plan hands it to one of them.
    await lanes.refresh();
    lanes.lanes.delete(id);
    await sql`update sender_accounts set lease_owner = ${other.instanceId}, lease_token = lease_token + 1,
      lease_expires_at = ${new Date(stage.clock.now().getTime() + 10_000)} where id = ${id}`.execute(stage.rt.db);
    const theirs = await stage.lanes(other);
    stage.clock.advance(1_000);
    const people = await stage.people(60, ['signal']);
    const campaigns = [await stage.campaign(people), await stage.campaign(people), await stage.campaign(people)];
    const claims = campaigns.flatMap((campaign) => [
      stage.claim(lanes, campaign, { take: 30 }),
      stage.claim(theirs, campaign, { take: 30, rt: other }),
    ]);
    const intents = (await Promise.all(claims)).flatMap((result) => result.intents);
    const reached = intents.map((one) => one.prospect_id);
    expect(new Set(reached).size).toBe(reached.length);
    expect(reached.length).toBe(60);
  }); // prettier-ignore
});

describe('why, and why not', () => {
  it('shows what it rests on: the consent, the stop, the hours and the rule of the country', async () => {
    await stage.settings({ weekly_caps: { marketing: 2, coaching: 3 } });
    const [person] = (await stage.people(1, ['signal'])) as [Person];
    await sql`update prospects set country = 'BR', time_zone = 'America/Sao_Paulo' where id = ${person.id}`.execute(stage.rt.db);
    const at = '2026-11-22T15:00:00.000Z'; // a Sunday at noon there
    const asked = await why(person.id, { purpose: 'marketing', at });
    expect(asked.channels.map((one) => [one.channel, one.outcome])).toEqual([
      ['whatsapp', 'skip'],
      ['telegram', 'skip'],
      ['signal', 'reschedule'],
      ['imessage', 'skip'],
    ]);
    expect(asked.channels[2]).toMatchObject({
      reasons: [{ code: 'country_hours', detail: 'BR, America/Sao_Paulo' }],
      allowed_at: '2026-11-23T12:00:00.000Z',
      consent: { action: 'granted', source: 'agreement', by_person: false },
    });
    expect(asked.channels[0]).toMatchObject({ reasons: [{ code: 'no_consent' }], consent: null, allowed_at: null });
    expect(asked.quiet).toMatchObject({
      zones: [{ zone: 'America/Sao_Paulo', local_time: '12:00' }],
      workspace: { start: '21:00', end: '09:00' },
      country: { country: 'BR', days: [0], source: expect.stringContaining('Brazil') as string },
    });
    await withdraw(person.id);
    await stop(person.phone, null, null);
    const [signal] = (await why(person.id, { purpose: 'marketing', channel: 'signal' })).channels;
    expect(signal).toMatchObject({
      outcome: 'skip',
      reasons: [{ code: 'suppressed' }],
      allowed_at: null,
      consent: { action: 'withdrawn', source: 'keyword', by_person: true, evidence: { text: 'STOP' } },
      stops: [{ channel: null, purpose: null, reason: 'complaint', source: 'manual' }],
    });
    await why(person.id, { purpose: 'marketing', at: '2026-01-01T00:00:00Z' }, 400);
  }); // prettier-ignore

  it('a country’s rules are changed by compliance, with an entry in the trail, and hold at once', async () => {
    const [person] = (await stage.people(1, ['signal'])) as [Person];
    await sql`update prospects set country = 'GB' where id = ${person.id}`.execute(stage.rt.db);
    const compliance = await stage.server.login('compliance');
    const ask = (method: 'GET' | 'PUT', more: object = {}) =>
      stage.server.ask(method, '/api/v1/compliance/countries', { token: compliance.token, ...more });
    const before = (await ask('GET')).json<{ items: object[]; defaults: object[]; version: number }>();
    expect(before.items).toEqual([]);
    const rule = {
      ...{ country: 'GB', purposes: ['marketing'], quiet_hours: { start: '08:00', end: '20:00' } },
      ...{ quiet_days: [], weekly_cap: null, source: 'The house rule' },
    };
    const headers = { 'if-match': `"${before.version}"` };
    const twice = await ask('PUT', { payload: { items: [rule, rule] }, headers });
    expect(twice.statusCode).toBe(400);
    expect((await ask('PUT', { payload: { items: [rule] }, headers })).statusCode).toBe(200);
    expect((await ask('PUT', { payload: { items: [] }, headers })).statusCode).toBe(412);
    const { channels } = await why(person.id, { purpose: 'marketing', channel: 'signal' });
    expect(channels[0]).toMatchObject({ outcome: 'reschedule', reasons: [{ code: 'country_hours' }] });
    const { rows } = await sql`select actor_id, data from events where type = 'settings.changed'
      and workspace_id = ${stage.pm.workspace_id} order by id desc limit 1`.execute(stage.rt.db);
    expect(rows).toMatchObject([{ actor_id: compliance.user.id, data: { after: { settings: { jurisdictions: [rule] } } } }]);
  }); // prettier-ignore
});
