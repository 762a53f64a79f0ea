// What an experiment shows, over HTTP and from messages on a real database: who is counted when, and that words match numbers.
import type { ExperimentResults, ExperimentSeries } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fisherExact } from '../../src/experiments/statistics/fisher.ts';
import { wilsonInterval } from '../../src/experiments/statistics/intervals.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { tokenFor, type TestServer } from '../support/server.ts';
import { launched, newManager, startScene, times, write, type Asker, type Sent } from './scene.ts';

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

async function get<T>(url: string): Promise<T> {
  pm.token = await tokenFor(server.rt, pm);
  const answer = await server.ask('GET', `/api/v1${url}`, { token: pm.token });
  expect([url, answer.statusCode, answer.statusCode > 299 ? answer.body : '']).toEqual([url, 200, '']);
  return answer.json<T>();
}
const results = (id: string) => get<ExperimentResults>(`/experiments/${id}/results`);
const minutes = (count: number) => clock.advance(count * 60_000);

it('counts people when their time is over, whatever they did', async () => {
  const one = await launched(server, pm);
  await write(server, pm, one, [
    { variant: 1, sent: 0, replied: 5 },
    { variant: 1, sent: 10 },
    { variant: 1, sent: 0, replied: 121 }, // too late
    { variant: 1, sent: null }, // waits
    { variant: 2, sent: 0, replied: 119 },
    { variant: 2, sent: 60, replied: 61 },
    { variant: 2, sent: null, status: 'failed', failed: 1, reason: 'not_on_channel' }, // its time began a minute later
    { variant: 2, sent: null, status: 'skipped', reason: 'variable_missing' }, // of the variant's making: counts
    { variant: 2, sent: null, status: 'skipped', reason: 'no_consent' }, // of the person's: does not
    { variant: 2, in_trial: false, sent: 0, replied: 1 }, // got it by a roll-out
    { variant: 0, sent: null, status: 'skipped', reason: 'held_out' },
  ]);
  minutes(119);
  expect((await results(one.id)).variants.map((each) => each.settled)).toEqual([0, 0]);
  minutes(1.5);
  const now = await results(one.id);
  expect(now.variants).toMatchObject([
    { key: 'A', assigned: 4, waiting: 1, left_out: 0, sent: 3, settled: 2, successes: 1, rate: 0.5 },
    { key: 'B', assigned: 5, waiting: 0, left_out: 1, sent: 2, settled: 2, successes: 1 },
  ]);
  const { low, high } = wilsonInterval({ people: 2, successes: 1 });
  expect(now.variants[0]).toMatchObject({ low, high });
  expect(now.classical.differences[0]).toMatchObject({
    test: 'fisher',
    p_fisher: fisherExact({ people: 2, successes: 1 }, { people: 2, successes: 1 }),
  });
  expect(now).toMatchObject({ holdout: 1, verdict: { kind: 'too_early', winner: null, may_stop: false } });
  expect(now.sample_ratio.variants).toEqual([
    { key: 'A', people: 4, expected: 4 },
    { key: 'B', people: 4, expected: 4 },
  ]);
  minutes(60);
  expect((await results(one.id)).variants.map((each) => [each.settled, each.successes])).toEqual([
    [3, 1],
    [4, 2],
  ]);
});

const arm = (variant: number, people: number, replies: number): Sent[] =>
  times(people, (index) => ({
    variant,
    sent: index % 60,
    ...(index < replies ? { replied: (index % 60) + 1 } : {}),
  }));

it('names a winner in words that are its numbers, and does not take it back', async () => {
  const one = await launched(server, pm);
  await write(server, pm, one, [...arm(1, 300, 45), ...arm(2, 300, 105)]);
  minutes(180);
  const { verdict, comparisons, sample_ratio } = await results(one.id);
  expect(verdict).toMatchObject({ kind: 'better', winner: 'B', variant: 'B', may_stop: true, shown_at: clock.now().toISOString() }); // prettier-ignore
  expect(verdict.difference).toBeCloseTo(0.2, 10);
  const points = (share: number | null) => `+${(Math.round((share ?? 0) * 1_000) / 10).toFixed(1)}`;
  expect(verdict.low).toBeGreaterThan(0);
  expect(verdict.text).toBe(
    `Warm is better: +20.0 points, between ${points(verdict.low)} and ${points(verdict.high)}; you may stop.`,
  );
  expect(comparisons[0]).toMatchObject({ finding: 'better', low: verdict.low, high: verdict.high });
  expect(comparisons[0]?.always_valid_p).toBeLessThanOrEqual(comparisons[0]?.boundary ?? 0);
  expect(sample_ratio.alarm).toBe(false);

  // Later replies say otherwise; what was shown stays, the numbers of now stand beside it.
  await write(server, pm, one, [...arm(1, 300, 150), ...arm(2, 300, 60)]);
  minutes(1);
  const later = await results(one.id);
  expect(later.verdict).toEqual(verdict);
  expect(later.comparisons[0]?.finding).not.toBe('better');
  const { rows } = await sql<{ data: unknown }>`
    select data from events where campaign_id = ${one.campaign_id} and type = 'experiment.winner_found'`.execute(
    server.rt.db,
  );
  expect(rows).toEqual([
    {
      data: {
        ...{ experiment_id: one.id, winner: 'B', verdict: 'better' },
        ...{ difference: verdict.difference, low: verdict.low, high: verdict.high },
      },
    },
  ]);
});

it('names nobody while the variants do not have their numbers of people', async () => {
  const one = await launched(server, pm);
  await write(server, pm, one, [...arm(1, 400, 40), ...arm(2, 200, 100)]);
  minutes(180);
  const { verdict, sample_ratio } = await results(one.id);
  expect(verdict).toMatchObject({ kind: 'sample_ratio', winner: null, may_stop: false, shown_at: null });
  expect(verdict.text).toMatch(/find out why/);
  expect(sample_ratio).toMatchObject({
    alarm: true,
    variants: [{ people: 400, expected: 300 }, { people: 200 }],
  });
  expect(sample_ratio.causes.length).toBeGreaterThan(2);
});

it('counts opt-outs and failures within the hour, without waiting for replies', async () => {
  const one = await launched(server, pm, { settle_minutes: 2_880 });
  await write(server, pm, one, [
    ...times(40, () => ({ variant: 1, sent: 0 })),
    ...times(38, (index) => ({ variant: 2, sent: 0, ...(index < 12 ? { opted_out: 30 } : {}) })),
    { variant: 2, sent: 0, opted_out: 61 }, // later than the hour
    { variant: 2, sent: null, status: 'failed', failed: 2, reason: 'unreachable' },
  ]);
  minutes(62.5);
  const { variants, comparisons, verdict } = await results(one.id);
  expect(variants.map((each) => each.guardrails)).toEqual([
    { opt_out: { people: 40, count: 0 }, failure: { people: 40, count: 0 } },
    { opt_out: { people: 39, count: 12 }, failure: { people: 40, count: 1 } },
  ]);
  expect(comparisons[0]).toMatchObject({
    stopped: true,
    guardrails: [
      { name: 'opt_out', margin: 0.02, stopped: true },
      { name: 'failure', margin: 0.05, stopped: false },
    ],
  });
  expect(verdict).toMatchObject({ kind: 'stopped_by_guardrail', winner: 'A', stopped: ['B'] });
});

it('says plainly what Telegram does not tell', async () => {
  const one = await launched(server, pm, { metric: 'read' });
  await write(server, pm, one, [
    { variant: 1, sent: 0, read: 3 },
    { variant: 1, sent: 0, platform: 'telegram', replied: 3 },
    { variant: 2, sent: 0, replied: 4 }, // who replied has read
    { variant: 2, sent: 0, platform: 'telegram' },
  ]);
  minutes(130);
  const { variants, caveats } = await results(one.id);
  expect(variants.map((each) => [each.sent, each.settled, each.successes])).toEqual([
    [2, 1, 1],
    [2, 1, 1],
  ]);
  expect(caveats.map((each) => [each.code, each.channel, each.people])).toEqual([
    ['read_receipts_optional', 'signal', 2],
    ['no_read_receipts', 'telegram', 2],
  ]);
});

it('counts conversions', async () => {
  const one = await launched(server, pm, { metric: 'converted' });
  await write(server, pm, one, [
    { variant: 1, sent: 0, converted: 121 },
    { variant: 2, sent: 0, converted: 100 },
  ]);
  minutes(130);
  expect((await results(one.id)).variants.map((each) => [each.settled, each.successes])).toEqual([[1, 0], [1, 1]]); // prettier-ignore
});

it('draws the way there, each point a look that could have been taken', async () => {
  const one = await launched(server, pm);
  await write(server, pm, one, [...arm(1, 240, 36), ...arm(2, 240, 84)]);
  minutes(150);
  const series = await get<ExperimentSeries>(`/experiments/${one.id}/series`);
  expect(series.points.length).toBeGreaterThan(20);
  expect(series.points.length).toBeLessThanOrEqual(40);
  let before = { at: '', people: [0, 0] };
  for (const { at, variants } of series.points) {
    expect(at > before.at).toBe(true);
    const people = variants.map((each) => each.people);
    people.forEach((count, index) => expect(count).toBeGreaterThanOrEqual(before.people[index] ?? 0));
    expect(variants[0]).toMatchObject({ key: 'A', difference: null, difference_low: null });
    expect(variants[1]?.difference_low).toBeLessThanOrEqual(variants[1]?.difference ?? -1);
    expect(variants[1]?.difference_high).toBeGreaterThanOrEqual(variants[1]?.difference ?? 1);
    before = { at, people };
  }
  // Half an hour of them is still open; what is counted is what the results count.
  const { variants, comparisons } = await results(one.id);
  const last = series.points.at(-1)?.variants ?? [];
  expect(last.map((each) => [each.people, each.successes])).toEqual(
    variants.map((each) => [each.settled, each.successes]),
  );
  expect(last[1]?.difference_low).toBeCloseTo(comparisons[0]?.low ?? 0, 9);
});

it('counts after the decision what it counted before: those who could not be sent their variant among them', async () => {
  const one = await launched(server, pm);
  const kept: Sent[] = [
    ...arm(1, 20, 4),
    ...arm(2, 20, 9),
    ...times(7, () => ({ variant: 2, sent: null, status: 'skipped', reason: 'variable_missing' })),
    ...times(3, () => ({ variant: 2, sent: null, status: 'unknown' })),
    ...times(5, () => ({ variant: 1, sent: null, status: 'skipped', reason: 'no_consent' })),
  ];
  await write(server, pm, one, kept);
  minutes(200);
  const countsOf = async () =>
    (await results(one.id)).variants.map((each) => [each.assigned, each.left_out, each.settled, each.rate]);
  const before = await countsOf();
  expect(before).toEqual([
    [25, 5, 20, 0.2],
    [30, 0, 30, 0.3],
  ]);
  const declared = await server.ask('POST', `/api/v1/experiments/${one.id}/declare`, {
    token: pm.token,
    payload: { winner: 'B', roll_out: false, reason: 'It has to go out today' },
  });
  expect(declared.statusCode).toBe(200);
  // Sent, and skipped, for the decision's sake.
  await write(server, pm, one, [...arm(2, 4, 4).map((each) => ({ ...each, sent: 201 }))]);
  minutes(400);
  expect(await countsOf()).toEqual(before);
});

it('raises no alarm because one variant is sent hours after the other', async () => {
  const send_times = [60, 600].map((after_minutes, at) => ({
    ...{ name: `Time ${at}`, share: 5_000, is_control: at === 0, change: { send_time: { after_minutes } } },
  }));
  const one = await launched(server, pm, { varies: 'send_time', variants: send_times });
  await write(server, pm, one, [
    ...times(300, () => ({ variant: 1, sent: 60 })),
    ...times(100, () => ({ variant: 1, sent: null, status: 'skipped', reason: 'no_consent' })),
    ...times(400, () => ({ variant: 2, sent: null })),
  ]);
  minutes(70);
  const { sample_ratio, verdict } = await results(one.id);
  expect(sample_ratio).toMatchObject({ alarm: false, variants: [{ people: 400 }, { people: 400 }] });
  expect(verdict.kind).toBe('too_early');
});

it('answers before anything was sent', async () => {
  const one = await launched(server, pm);
  expect(await results(one.id)).toMatchObject({
    variants: [{ assigned: 0, rate: null, low: 0, high: 1 }, { assigned: 0 }],
    verdict: { kind: 'too_early', text: expect.stringContaining('Too early') as string },
  });
  expect((await get<ExperimentSeries>(`/experiments/${one.id}/series`)).points).toEqual([]);
});
