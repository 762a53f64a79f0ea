// A newcomer sees at once what a verdict looks like: one experiment of the past with a winner, one that could show none.
import type { ExperimentResource, ExperimentResults } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { followAnalytics } from '../../src/analytics/follow-analytics.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { routes } from '../../src/routes.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ routes, clock: manualClock() });
  server.rt.demo.enabled = true;
  await seedDemo(server.rt);
  token = await tokenOf('pm@demo.sampark.test');
});
afterAll(() => server.close());

async function tokenOf(email: string): Promise<string> {
  const payload = { email, password: 'sampark-demo' };
  return (await server.ask('POST', '/api/v1/auth/login', { payload })).json<{ access_token: string }>()
    .access_token;
}
const get = async <T>(url: string): Promise<T> =>
  (await server.ask('GET', `/api/v1${url}`, { token })).json<T>();
async function past(name: string): Promise<{ experiment: ExperimentResource; results: ExperimentResults }> {
  const { items } = await get<{ items: ExperimentResource[] }>('/experiments');
  const experiment = items.find((one) => one.name === name);
  if (!experiment)
    throw new Error(`There is no experiment “${name}”: ${items.map((one) => one.name).join()}`);
  return { experiment, results: await get<ExperimentResults>(`/experiments/${experiment.id}/results`) };
}

it('one was decided for its winner, which everybody else was sent', async () => {
  const { experiment, results } = await past('Letter or question');
  expect(experiment).toMatchObject({
    ...{ status: 'decided', winner: 'B', decided_early: null, campaign_status: 'completed' },
    rolled_out_at: experiment.decided_at,
  });
  expect(results.verdict).toMatchObject({ kind: 'better', winner: 'B', may_stop: true });
  expect(results.verdict.difference).toBeGreaterThan(0.2);
  expect(results.sample_ratio.alarm).toBe(false);
  expect(results.holdout).toBeGreaterThan(10);
  const [a, b] = results.variants;
  expect([a?.settled === a?.sent, b?.settled === b?.sent, (a?.sent ?? 0) > 60]).toEqual([true, true, true]);
  const report = await server.ask('GET', `/api/v1/experiments/${experiment.id}/report?format=html`, {
    token,
  });
  expect([report.statusCode, report.body.includes('One question')]).toEqual([200, true]);
  const { rows } = await sql<{ variant: number; in_trial: boolean }>`
    select variant, in_trial from messages where campaign_id = ${experiment.campaign_id} and sent_at is not null
    group by 1, 2 order by 1, 2`.execute(server.rt.db);
  expect(rows).toEqual([
    { variant: 1, in_trial: true },
    { variant: 2, in_trial: false },
    { variant: 2, in_trial: true },
  ]);
});

it('one had too few people, and nobody is left to be asked', async () => {
  const { experiment, results } = await past('Two hours for an invitation');
  expect(experiment).toMatchObject({ status: 'running', campaign_status: 'completed', winner: null });
  expect(results.verdict).toMatchObject({ kind: 'too_early', winner: null, may_stop: false });
  expect(results.variants.every((one) => one.waiting === 0 && one.settled > 3)).toBe(true);
});

it('its messages are on record as real ones are: words, tries, answers, numbers', async () => {
  const { experiment } = await past('Letter or question');
  const { rows: answered } = await sql<{ id: string }>`
    select id from messages where campaign_id = ${experiment.campaign_id} and replied_at is not null limit 1`.execute(
    server.rt.db,
  );
  const shown = await get<{ content: string; attempts: unknown[] }>(`/messages/${answered[0]?.id ?? ''}`);
  expect(shown.content).toMatch(/^(Dear|Hello) \p{L}+, /u);
  expect(shown.attempts).toHaveLength(1);
  while ((await followAnalytics(server.rt)).more);
  const { rows } = await sql<{ same: boolean }>`
    select (select sum(count)::int from campaign_totals where campaign_id = ${experiment.campaign_id} and metric = 'replied')
      = (select count(replied_at)::int from messages where campaign_id = ${experiment.campaign_id}) as same`.execute(
    server.rt.db,
  );
  expect(rows).toEqual([{ same: true }]);
  // Nothing of it waits to be sent, and nobody finds old words unread.
  const left = await sql<{ queued: number; unread: number }>`
    select (select count(*)::int from message_queue) as queued,
      (select coalesce(sum(unread_count), 0)::int from conversations) as unread`.execute(server.rt.db);
  expect(left.rows).toEqual([{ queued: 0, unread: 0 }]);
});
