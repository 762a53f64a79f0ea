// Two experiments through the simulated Signal, whose people reply as the words of a message make them: one whose versions are the
// same, and one with a true difference of ten points. Looked at ten times each, as people would.
import type { ExperimentResource } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Actor } from '../../src/http/route.ts';
import { experimentSeries } from '../../src/experiments/series.ts';
import { experimentResults } from '../../src/experiments/results.ts';
import { readExperiment } from '../../src/experiments/queries.ts';
import type { Runtime } from '../../src/runtime.ts';
import { startWorld, type World } from '../support/world.ts';

// By the plan, 1,200 people a version show ten points above 5 % with a probability of 0.9999 at this alpha.
const people = 2_400;
const alpha = 0.001;
const words = {
  plain: 'Dear {{ first_name }}, a word about your portfolio.',
  warm: 'Hello {{ first_name }}!',
};

let world: World;
let serving: { stop(): Promise<void> };
beforeAll(async () => {
  world = await startWorld({ limits: { signal: { per_second: 2_000, per_day: 20_000, pair_seconds: 0 } } });
  await world.behave({
    people: { reply_ms: { min: 5, max: 50 } },
    texts: { 'a word about your portfolio': { reply: 0.05 }, 'Hello Amina!': { reply: 0.15 } },
  });
  serving = await world.serve(['dispatch', 'ingest', 'scheduler']);
});
afterAll(async () => {
  await serving.stop();
  await world.close();
});

async function run(name: string, second: string): Promise<ExperimentResource> {
  const { server, pm } = world;
  const on = await world.people(people, ['signal']);
  const campaign = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ name, message_content: words.plain, channel_order: ['signal'] },
    prospect_ids: on.map((one) => one.id),
  });
  const made = await server.ask('PUT', `/api/v1/campaigns/${campaign.id}/experiment`, {
    ...{ token: (await server.login('admin')).token, headers: { 'if-match': '"1"' } },
    payload: {
      ...{ varies: 'message', metric: 'replied', expected_rate: 0.05, minimum_effect: 0.1, alpha },
      settle_minutes: 10,
      variants: [
        { name: 'Plain', share: 5_000, is_control: true },
        { name: 'Second', share: 5_000, is_control: false, change: { message_content: second } },
      ],
    },
  });
  expect([made.statusCode, made.body]).toEqual([200, made.body]);
  expect(pm.workspace_id).toBe(server.workspace.id);
  await world.ask('POST', `/campaigns/${campaign.id}/launch`);
  await allRead(campaign.id);
  await allReplied(campaign.id);
  return made.json<ExperimentResource>();
}

const count = async (query: ReturnType<typeof sql<{ n: number }>>) =>
  (await query.execute(world.rt.db)).rows[0]?.n ?? 0;

async function allRead(id: string): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(
        await count(
          sql`select count(*)::int as n from messages where campaign_id = ${id} and delivery_status = 'read'`,
        ),
      ).toBe(people),
    { timeout: 120_000, interval: 250 },
  );
}

/** Nobody replies later than a tenth of a second after reading: when no reply comes for a while, all have come. */
async function allReplied(id: string): Promise<void> {
  let seen = [-3, -2, -1];
  await vi.waitFor(
    async () => {
      const now = await count(
        sql`select count(*)::int as n from messages where campaign_id = ${id} and replied_at is not null`,
      );
      seen = [...seen.slice(1), now];
      expect(new Set(seen).size).toBe(1);
    },
    { timeout: 60_000, interval: 500 },
  );
}

/** The runtime so many minutes after now: what people would see then. */
function later(minutes: number): Runtime {
  const { rt } = world;
  const now = () => new Date(rt.clock.now().getTime() + minutes * 60_000);
  return { ...rt, clock: { ...rt.clock, now } };
}

async function seen(id: string, minutes: number) {
  const rt = later(minutes);
  const { workspace_id } = world.pm;
  const actor: Actor = { user_id: world.pm.id, workspace_id, role: 'admin', session_id: '', request_id: '' };
  const experiment = await readExperiment(rt.db, actor, id);
  return { results: await experimentResults(rt, experiment), series: await experimentSeries(rt, experiment) };
}

it('sees no winner between two versions that are the same', { timeout: 240_000 }, async () => {
  const one = await run('Two that are the same', words.plain);
  const { results, series } = await seen(one.id, 11);
  expect(results.variants.map((each) => each.settled).reduce((sum, each) => sum + each, 0)).toBe(people);
  expect(results.sample_ratio.alarm).toBe(false);
  expect(results.verdict.winner).toBeNull();
  expect(['no_relevant_difference', 'no_difference_seen', 'too_early']).toContain(results.verdict.kind);
  // At no look on the way would anybody have been told otherwise.
  for (const { variants } of series.points) {
    expect(variants[1]?.difference_low ?? -1).toBeLessThanOrEqual(0);
    expect(variants[1]?.difference_high ?? 1).toBeGreaterThanOrEqual(0);
  }
});

it('finds a true difference of ten points, in words that are its numbers', { timeout: 240_000 }, async () => {
  const one = await run('Two that differ', words.warm);
  expect((await seen(one.id, 1)).results.verdict).toMatchObject({ kind: 'too_early', winner: null });
  const { results } = await seen(one.id, 11);
  const [a, b] = results.variants;
  const { rows } = await sql<{ variant: number; replied: number; people: number }>`
    select variant, count(distinct i.prospect_id)::int as replied, count(distinct m.prospect_id)::int as people
    from messages m left join inbound_messages i on i.reply_to = m.id where m.campaign_id = ${one.campaign_id}
    group by variant order by variant`.execute(world.rt.db);
  expect(rows).toEqual([
    { variant: 1, replied: a?.successes, people: a?.settled },
    { variant: 2, replied: b?.successes, people: b?.settled },
  ]);
  const { verdict } = results;
  expect(verdict).toMatchObject({ kind: 'better', winner: 'B', may_stop: true });
  expect(verdict.difference).toBe((b?.rate ?? 0) - (a?.rate ?? 0));
  expect(verdict.low).toBeLessThanOrEqual(0.1);
  expect(verdict.high).toBeGreaterThanOrEqual(0.1);
  const points = (share: number | null) => `+${(Math.round((share ?? 0) * 1_000) / 10).toFixed(1)}`;
  expect(verdict.text).toBe(
    `Second is better: ${points(verdict.difference)} points, between ${points(verdict.low)} and ${points(verdict.high)}; you may stop.`,
  );
});
