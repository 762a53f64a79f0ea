// What somebody in a hurry does with an experiment: designs that cannot be, and actions in an order nobody planned.
import type {
  Declared,
  ExperimentDesign,
  ExperimentPlan,
  ExperimentResource,
  ExperimentResults,
} from '@sampark/contracts/experiments.ts';
import type { ProblemDocument } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManualClock } from '../support/manual-clock.ts';
import { tokenFor, type TestServer } from '../support/server.ts';
import { addPeople } from '../support/world.ts';
import { design, launched, newManager, startScene, times, write, type Asker, type Sent } from './scene.ts';

let server: TestServer;
let clock: ManualClock;
let pm: Asker;
beforeAll(async () => {
  ({ server, clock } = await startScene());
});
afterAll(() => server.close());
beforeEach(async () => {
  pm = await newManager(server);
});

type Answer<T> = { status: number; body: T & Omit<ProblemDocument, 'status'> };
async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, payload?: object, version = 1): Promise<Answer<T>> {
  const token = await tokenFor(server.rt, pm);
  const headers = { 'if-match': `"${version}"` };
  const answer = await server.ask(method, `/api/v1${url}`, { token, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json<Answer<T>['body']>() };
} // prettier-ignore

const arm = (variant: number, people: number, replies: number, more: Partial<Sent> = {}): Sent[] =>
  times(people, (index) => ({ variant, sent: 0, ...(index < replies ? { replied: 1 } : {}), ...more }));
const results = async (id: string) =>
  (await ask<ExperimentResults>('GET', `/experiments/${id}/results`)).body;
const declare = (id: string, payload: object) => ask<Declared>('POST', `/experiments/${id}/declare`, payload);
const stop = (id: string, variant: string) =>
  ask<ExperimentResource>('POST', `/experiments/${id}/stop-variant`, { variant });

async function refusal(change: Partial<ExperimentDesign>): Promise<string[]> {
  const { body } = await ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'Spring letter', message_content: 'Dear friend', channel_order: ['signal'] },
  });
  const refused = await ask('PUT', `/campaigns/${body.id}/experiment`, { ...design, ...change });
  expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request']);
  return (refused.body.errors ?? []).map((one) => one.field);
}
const variants = (count: number, change: object = {}) =>
  times(count, (index) => ({
    ...{ name: `Way ${index}`, share: 10_000 / count, is_control: index === 0 },
    change: index === 0 ? {} : { message_content: `Hello ${index}`, ...change },
  }));

describe('a design that cannot be is refused by the field that is wrong', () => {
  it.each<[string, Partial<ExperimentDesign>, string[]]>([
    ['one variant', { variants: variants(1) }, ['body.variants.0.share', 'body.variants']],
    ['ten variants', { variants: variants(10) }, ['body.variants']],
    ['everybody held out', { holdout_share: 10_000 }, ['body.holdout_share']],
    ['nobody tried', { trial_share: 0 }, ['body.trial_share']],
    ['no difference', { minimum_effect: 0 }, ['body.minimum_effect']],
    ['a difference nothing shows', { expected_rate: 0.5, minimum_effect: 1e-7 }, ['body.minimum_effect']],
    ['a difference past 100 %', { expected_rate: 0.5, minimum_effect: 0.9 }, ['body.minimum_effect']],
    [
      'names of blanks',
      { variants: variants(2).map((one) => ({ ...one, name: ' ' })) },
      ['body.variants.0.name', 'body.variants.1.name'],
    ],
    [
      'an empty text',
      { variants: variants(2, { message_content: ' ' }) },
      ['body.variants.1.change.message_content'],
    ],
  ])('%s', async (_, change, fields) => {
    expect(await refusal(change)).toEqual(fields);
  });

  it('so is a plan for a difference that nothing shows, at once', async () => {
    const plan = { metric: 'replied', expected_rate: 0.5, minimum_effect: 1e-6, variants: 8 };
    const { status, body } = await ask('POST', '/experiments/plan', plan);
    expect([status, body.errors?.map((one) => one.field)]).toEqual([400, ['body.minimum_effect']]);
  });
});

it('a plan with unequal shares is as good as its smallest variant', async () => {
  const plan = { metric: 'replied', expected_rate: 0.2, minimum_effect: 0.1, variants: 2 };
  const people = await addPeople(server.rt, pm, 98, { channels: ['signal'] });
  expect(people).toHaveLength(98);
  const { body } = await ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'Spring letter', message_content: 'Dear friend', channel_order: ['signal'] },
  });
  const of = async (more: object) =>
    (await ask<ExperimentPlan>('POST', '/experiments/plan', { ...plan, campaign_id: body.id, ...more })).body;
  const [equal, unequal] = [await of({}), await of({ smallest_share: 1_000 })];
  expect([equal.audience?.per_variant, unequal.audience?.per_variant]).toEqual([50, 10]);
  expect(unequal.any_time).toEqual({
    per_variant: equal.any_time.per_variant,
    total: equal.any_time.per_variant * 10,
  });
});

it('nothing is said of a variant that nobody was counted of', async () => {
  const one = await launched(server, pm);
  expect((await results(one.id)).verdict).toMatchObject({ kind: 'too_early', difference: null, low: null });
  await write(server, pm, one, [...arm(1, 6, 2), ...arm(2, 6, 0, { sent: null })]);
  clock.advance(3 * 3_600_000);
  const { verdict, variants: counted } = await results(one.id);
  expect(verdict).toMatchObject({ kind: 'too_early', variant: 'B', difference: null, may_stop: false });
  expect(verdict.text).not.toContain('points');
  expect(counted.map((each) => each.rate)).toEqual([2 / 6, null]);
});

it('a campaign that is under way keeps its shares and its channels, and a paused one can be decided and rolled out once', async () => {
  const one = await launched(server, pm, { trial_share: 5_000 });
  const design_again = await ask('PUT', `/campaigns/${one.campaign_id}/experiment`, design, 3);
  expect([design_again.status, design_again.body.code]).toEqual([409, 'campaign_frozen']);
  const channels = await ask('PATCH', `/campaigns/${one.campaign_id}`, { channel_order: ['imessage'] }, 3);
  expect([channels.status, channels.body.code]).toEqual([409, 'campaign_frozen']);
  expect((await ask('POST', `/campaigns/${one.campaign_id}/pause`)).status).toBe(200);
  const reason = 'The fair begins today';
  const blank = await declare(one.id, { winner: 'B', roll_out: true, reason: ' '.repeat(12) });
  expect([blank.body.code, blank.body.field]).toEqual(['experiment_too_early', 'body.reason']);
  expect((await declare(one.id, { winner: 'B', roll_out: true, reason })).status).toBe(200);
  for (const again of [
    { winner: 'B', roll_out: true },
    { winner: 'A', roll_out: true, reason },
  ])
    expect((await declare(one.id, again)).body.code).toBe('experiment_state');
  expect((await stop(one.id, 'A')).body.code).toBe('experiment_state');
  expect((await ask('POST', `/campaigns/${one.campaign_id}/resume`)).status).toBe(200);
});

it('a winner that is stopped is none: what is said from then on is said of the others', async () => {
  const one = await launched(server, pm, { variants: variants(4) });
  const sent = [...arm(1, 200, 10), ...arm(2, 200, 80), ...arm(3, 200, 60), ...arm(4, 200, 10)];
  await write(server, pm, one, sent);
  clock.advance(3 * 3_600_000);
  expect((await results(one.id)).verdict).toMatchObject({ kind: 'better', winner: 'B' });
  expect((await stop(one.id, 'B')).status).toBe(200);
  expect((await results(one.id)).verdict).toMatchObject({ kind: 'better', winner: 'C', stopped: ['B'] });
  expect((await declare(one.id, { winner: 'B', roll_out: false })).body.field).toBe('body.winner');
  const { body } = await declare(one.id, { winner: 'C', roll_out: false });
  expect(body.experiment).toMatchObject({ winner: 'C', decided_early: null });
});

it('a winner is not to be had for nothing once the variants have lost people', async () => {
  const one = await launched(server, pm);
  await write(server, pm, one, [...arm(1, 200, 10), ...arm(2, 200, 80)]);
  clock.advance(3 * 3_600_000);
  const found = (await results(one.id)).verdict;
  expect(found).toMatchObject({ kind: 'better', winner: 'B' });
  await write(server, pm, one, arm(2, 300, 20));
  clock.advance(10_000);
  expect((await results(one.id)).verdict).toMatchObject({
    kind: 'sample_ratio',
    winner: null,
    shown_at: null,
  });
  expect((await declare(one.id, { winner: 'B', roll_out: false })).body.code).toBe('experiment_too_early');
  // The reason is found and mended: what was named before stands.
  await sql`delete from messages where campaign_id = ${one.campaign_id} and variant = 2
    and id in (select id from messages where campaign_id = ${one.campaign_id} and variant = 2 order by (replied_at is null), id offset 200)`.execute(
    server.rt.db,
  );
  clock.advance(10_000);
  expect((await results(one.id)).verdict).toEqual(found);
});
