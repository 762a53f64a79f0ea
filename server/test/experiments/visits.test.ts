// Experiments judged by visits of links: what counts, from when, and what has to be there before the launch.
import type { CampaignForecast, CampaignResource } from '@sampark/contracts/campaigns.ts';
import type {
  ConversionWay,
  ExperimentPlan,
  ExperimentResource,
  ExperimentResults,
} from '@sampark/contracts/experiments.ts';
import type { ProblemDocument } from '@sampark/contracts/problem.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManualClock } from '../support/manual-clock.ts';
import { tokenFor, type TestServer } from '../support/server.ts';
import { design, launched, newManager, startScene, write, type Asker } from './scene.ts';

let server: TestServer;
let clock: ManualClock;
let pm: Asker;
beforeAll(async () => {
  ({ server, clock } = await startScene());
  pm = await newManager(server);
});
afterAll(() => server.close());

const text = (words: string) => `${words} https://bank.example/offer`;
const counting = { message_content: text('Dear friend'), count_link_visits: true } as const;
const variants = (second = text('Hello!')) => [
  { name: 'Formal', share: 5_000, is_control: true },
  { name: 'Warm', share: 5_000, is_control: false, change: { message_content: second } },
];
async function ask(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  // The clock stands after the last token's end.
  pm.token = await tokenFor(server.rt, pm);
  return server.ask(method, `/api/v1${url}`, {
    ...{ token: pm.token, headers: { 'if-match': '"1"' } },
    ...(payload ? { payload } : {}),
  });
}

it.each<[ConversionWay, number[]]>([
  ['told', [1, 1]],
  ['visit', [1, 2]],
  ['either', [2, 2]],
])('%s', async (converted_by, expected) => {
  const judged = { metric: 'converted', converted_by, variants: variants() } as const;
  pm.token = await tokenFor(server.rt, pm);
  const one = await launched(server, pm, judged, counting);
  expect(one).toMatchObject({ metric: 'converted', converted_by });
  await write(server, pm, one, [
    ...[{ variant: 1, sent: 0, visited: 10 }],
    { variant: 1, sent: 0, converted: 20 },
    // After its time it does not count.
    { variant: 1, sent: 0, visited: 121 },
    { variant: 2, sent: 0, converted: 20, visited: 119 },
    { variant: 2, sent: 60, visited: 130 },
    { variant: 2, sent: 0 },
  ]);
  clock.advance(200 * 60_000);
  const results = (await ask('GET', `/experiments/${one.id}/results`)).json<ExperimentResults>();
  expect(results.variants.map((each) => each.successes)).toEqual(expected);
  expect(results.caveats.map((each) => [each.code, each.people])).toEqual(
    converted_by === 'told' ? [] : [['links_fetched_by_apps', 6]],
  );
  const report = await ask('GET', `/experiments/${one.id}/report?format=csv`);
  expect(report.body.split('\n')[1]?.trim().endsWith(`,${converted_by}`), report.body).toBe(true);
});

describe('before the launch', () => {
  async function problems(campaign: object, converted_by: ConversionWay, second?: string) {
    const made = await ask('POST', '/campaigns', { name: 'Letter', channel_order: ['signal'], ...campaign });
    const { id } = made.json<CampaignResource>();
    const payload = { ...design, metric: 'converted', converted_by, variants: variants(second) };
    const designed = await ask('PUT', `/campaigns/${id}/experiment`, payload);
    expect(designed.statusCode, designed.body).toBe(200);
    expect(designed.json<ExperimentResource>().converted_by).toBe(converted_by);
    const forecast = (await ask('GET', `/campaigns/${id}/forecast`)).json<CampaignForecast>();
    const launch = await ask('POST', `/campaigns/${id}/launch`);
    return {
      found: forecast.problems
        .filter((one) => /visits|without_link/.test(one.code))
        .map((one) => [one.code, one.whose ?? null, one.blocking]),
      launched: launch.statusCode < 300,
    };
  }

  it('visits have to be counted', async () => {
    const uncounted = { message_content: counting.message_content };
    for (const way of ['visit', 'either'] as const)
      expect(await problems(uncounted, way)).toEqual({
        ...{ found: [['visits_not_counted', null, true]], launched: false },
      });
    expect(await problems(uncounted, 'told')).toEqual({ found: [], launched: true });
  });

  it('every version needs a link that is the same for everybody', async () => {
    const bare = 'Hello https://bank.example/{{ first_name }}';
    expect(await problems(counting, 'visit', bare)).toEqual({
      ...{ found: [['version_without_link', 'Warm', true]], launched: false },
    });
    expect(await problems(counting, 'either', bare)).toEqual({
      ...{ found: [['version_without_link', 'Warm', false]], launched: true },
    });
    expect(await problems(counting, 'visit')).toEqual({ found: [], launched: true });
  });

  it('another metric has no way to convert', async () => {
    const made = await ask('POST', '/campaigns', { name: 'Letter', ...counting });
    const { id } = made.json<CampaignResource>();
    const answer = await ask('PUT', `/campaigns/${id}/experiment`, { ...design, converted_by: 'visit' });
    expect([answer.statusCode, answer.json<ProblemDocument>().errors?.[0]?.field]).toEqual([
      400,
      'body.converted_by',
    ]);
  });
});

it('a plan goes by the visits of the campaigns before', async () => {
  const plan = { metric: 'converted', expected_rate: 0.1, minimum_effect: 0.05, variants: 2 };
  for (const converted_by of ['told', 'visit', 'either']) {
    const answer = await ask('POST', '/experiments/plan', { ...plan, converted_by });
    expect(answer.statusCode, answer.body).toBe(200);
    // Too little was sent to say.
    expect(answer.json<ExperimentPlan>().suggested_rate).toBeNull();
  }
});
