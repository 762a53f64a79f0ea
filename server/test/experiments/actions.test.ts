// What people and the watch do with a running experiment: declare, roll out, stop, be told, take a report.
import type { Declared, ExperimentResource, ExperimentResults } from '@sampark/contracts/experiments.ts';
import type { ProblemDocument } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockForMoving } from '../../src/experiments/lock-for-moving.ts';
import { stopVariant } from '../../src/experiments/stop-variant.ts';
import { watchExperiments } from '../../src/experiments/watch-experiments.ts';
import { followNotifications } from '../../src/notifications/follow-notifications.ts';
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

type Answer<T> = { status: number; text: string; body: T & Omit<ProblemDocument, 'status'> };
async function ask<T>(method: 'GET' | 'POST', url: string, payload?: object): Promise<Answer<T>> {
  const token = await tokenFor(server.rt, pm);
  const answer = await server.ask(method, `/api/v1${url}`, { token, ...(payload ? { payload } : {}) });
  const json = answer.headers['content-type']?.includes('json') === true;
  return { status: answer.statusCode, text: answer.body, body: (json ? answer.json() : {}) as Answer<T>['body'] };
} // prettier-ignore

const arm = (variant: number, people: number, replies: number, more: Partial<Sent> = {}): Sent[] =>
  times(people, (index) => ({ variant, sent: 0, ...(index < replies ? { replied: 1 } : {}), ...more }));

async function trail(campaign_id: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const { rows } = await sql<{ type: string; data: Record<string, unknown>; actor_id: string | null }>`
    select type, data, actor_id from events where campaign_id = ${campaign_id} and type like 'experiment.%'
      and type not in ('experiment.created', 'experiment.started') order by id`.execute(server.rt.db);
  return rows;
}

describe('declaring a winner', () => {
  it('is refused while it is too early, in the words of the verdict, unless a reason is given', async () => {
    const one = await launched(server, pm);
    await write(server, pm, one, [...arm(1, 10, 2), ...arm(2, 10, 3)]);
    clock.advance(3 * 3_600_000);
    const declare = (payload: object) => ask<Declared>('POST', `/experiments/${one.id}/declare`, payload);
    const refused = await declare({ winner: 'B', roll_out: false });
    expect([refused.status, refused.body.code, refused.body.field]).toEqual([409, 'experiment_too_early', 'body.reason']); // prettier-ignore
    const { body: results } = await ask<ExperimentResults>('GET', `/experiments/${one.id}/results`);
    expect(refused.body.detail).toBe(results.verdict.text);
    expect((await declare({ winner: 'X', roll_out: false })).body.field).toBe('body.winner');

    const reason = 'The law on greetings changed this morning';
    const { status, body } = await declare({ winner: 'B', roll_out: false, reason });
    expect([status, body.rolled_out]).toEqual([200, null]);
    expect(body.experiment).toMatchObject({ status: 'decided', winner: 'B', decided_early: reason, decided_by_name: pm.name }); // prettier-ignore
    expect(await trail(one.campaign_id)).toMatchObject([
      { type: 'experiment.decided', data: { winner: 'B', early: true, reason, verdict: 'too_early' } },
    ]);
    const other = await declare({ winner: 'A', roll_out: false, reason });
    expect([other.status, other.body.code]).toEqual([409, 'experiment_state']);
    expect(other.body.detail).toMatch(/decided for B/);
  });

  it('rolls the winner out to everybody who has got nothing yet, at once or later, and once', async () => {
    const one = await launched(server, pm, { trial_share: 5_000 });
    await write(server, pm, one, [...arm(1, 200, 10), ...arm(2, 200, 80), ...arm(1, 7, 0, { sent: null })]);
    const waiting = sql`
      insert into message_queue (message_id, created_at, workspace_id, campaign_id, platform, due_at)
      select id, created_at, workspace_id, campaign_id, platform, due_at from messages
      where campaign_id = ${one.campaign_id} and delivery_status = 'pending'`;
    await waiting.execute(server.rt.db);
    await sql`update campaigns set people_waiting = 400 where id = ${one.campaign_id}`.execute(server.rt.db);
    clock.advance(3 * 3_600_000);
    const shown = await ask<ExperimentResults>('GET', `/experiments/${one.id}/results`);
    expect(shown.body).toMatchObject({ verdict: { kind: 'better', winner: 'B' }, waiting_for_winner: 400 });

    const declare = (winner: string, roll_out: boolean) =>
      ask<Declared>('POST', `/experiments/${one.id}/declare`, { winner, roll_out });
    // The verdict names B: A needs a reason.
    expect((await declare('A', true)).body.code).toBe('experiment_too_early');
    expect((await declare('B', false)).body).toMatchObject({ rolled_out: null, experiment: { decided_early: null } }); // prettier-ignore
    const { body } = await declare('B', true);
    expect(body).toMatchObject({
      rolled_out: { moved: 7, waiting: 400 },
      experiment: { rolled_out_at: clock.now().toISOString() },
    });
    expect((await declare('B', true)).body.code).toBe('experiment_state');
    expect((await trail(one.campaign_id)).map((each) => each.type)).toEqual([
      ...['experiment.winner_found', 'experiment.decided', 'experiment.rolled_out'],
    ]);
    // What is sent from now on is sent for the winner's sake, and changes no number.
    await write(server, pm, one, arm(2, 50, 0, { sent: 200 }));
    clock.advance(24 * 3_600_000);
    const after = await ask<ExperimentResults>('GET', `/experiments/${one.id}/results`);
    expect(after.body.verdict).toEqual(shown.body.verdict);
    expect(after.body.variants.map((each) => each.settled)).toEqual([200, 200]);
  });
});

it('declares no variant the winner that is stopped in that moment', async () => {
  const { rt } = server;
  const one = await launched(server, pm);
  await write(server, pm, one, [...arm(1, 100, 10), ...arm(2, 100, 60)]);
  clock.advance(3 * 3_600_000);
  const declared = await rt.db.transaction().execute(async (tx) => {
    await lockForMoving(tx, one.id);
    const asked = ask<Declared>('POST', `/experiments/${one.id}/declare`, { winner: 'B', roll_out: true });
    await vi.waitFor(async () => {
      const { rows } = await sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%from campaigns where id = (select%'`.execute(
        rt.db,
      );
      expect(rows).toHaveLength(1);
    }, 20_000);
    await stopVariant(tx, { experiment_id: one.id, variant: 2, reason: 'guardrail_opt_out' }, clock.now());
    return { asked };
  });
  const { status, body } = await declared.asked;
  expect([status, body.field, body.detail]).toEqual([
    400,
    'body.winner',
    'Variant B was stopped. Choose another.',
  ]);
  const { body: after } = await ask<ExperimentResource>('GET', `/experiments/${one.id}`);
  expect(after).toMatchObject({ status: 'running', winner: null, rolled_out_at: null });
});

describe('stopping a variant', () => {
  it('is done by a person, but not to the control, and only once', async () => {
    const one = await launched(server, pm);
    const stop = (variant: string) =>
      ask<ExperimentResource>('POST', `/experiments/${one.id}/stop-variant`, { variant });
    expect((await stop('A')).body).toMatchObject({ field: 'body.variant', code: 'invalid_request' });
    const { body } = await stop('B');
    expect(body.variants[1]).toMatchObject({ stopped_at: clock.now().toISOString(), stopped_reason: 'by_person' }); // prettier-ignore
    expect((await stop('B')).body.code).toBe('invalid_request');
    const { body: results } = await ask<ExperimentResults>('GET', `/experiments/${one.id}/results`);
    expect(results.verdict).toMatchObject({ kind: 'stopped_by_guardrail', winner: 'A', stopped: ['B'] });
    const declared = await ask('POST', `/experiments/${one.id}/declare`, { winner: 'B', roll_out: false });
    expect(declared.body.field).toBe('body.winner');
  });

  it('is done by the watch where a guardrail breaks, which tells the portfolio manager, once', async () => {
    const one = await launched(server, pm, { settle_minutes: 4_320 });
    await write(server, pm, one, [...arm(1, 60, 0), ...arm(2, 40, 0), ...arm(2, 20, 0, { opted_out: 20 })]);
    await followAll();
    clock.advance(59 * 60_000);
    await watchExperiments(server.rt);
    expect(await trail(one.campaign_id)).toEqual([]);
    clock.advance(2 * 60_000);
    await watchExperiments(server.rt);
    await watchExperiments(server.rt);
    expect(await trail(one.campaign_id)).toMatchObject([
      {
        type: 'experiment.variant_stopped',
        actor_id: null,
        data: { variant: 'B', name: 'Warm', reason: 'guardrail_opt_out', margin: 0.02, difference: 20 / 60 },
      },
    ]);
    await followAll();
    const { body } = await ask<{ items: { kind: string; campaign: { id: string } | null; count: number }[] }>('GET', '/notifications'); // prettier-ignore
    expect(body.items).toMatchObject([
      { kind: 'experiment_stopped', campaign: { id: one.campaign_id }, count: 1 },
    ]);
  });

  it('does not happen to a variant that does no harm, or whose guardrail is off', async () => {
    const off = await launched(server, pm, {
      guardrails: { opt_out: { on: false, margin: 0 }, failure: { on: true, margin: 0.05 } },
    });
    await write(server, pm, off, [...arm(1, 60, 0), ...arm(2, 40, 0), ...arm(2, 20, 0, { opted_out: 20 })]);
    const calm = await launched(server, pm);
    await write(server, pm, calm, [...arm(1, 60, 0, { opted_out: 5 }), ...arm(2, 60, 0, { opted_out: 6 })]);
    clock.advance(61 * 60_000);
    await watchExperiments(server.rt);
    expect([...(await trail(off.campaign_id)), ...(await trail(calm.campaign_id))]).toEqual([]);
  });

  it('keeps a winner that nobody looked at', async () => {
    const one = await launched(server, pm);
    await write(server, pm, one, [...arm(1, 300, 30), ...arm(2, 300, 120)]);
    clock.advance(3 * 3_600_000);
    await watchExperiments(server.rt);
    expect(await trail(one.campaign_id)).toMatchObject([{ type: 'experiment.winner_found', data: { winner: 'B' } }]); // prettier-ignore
    await followAll();
    const { body } = await ask<{ items: { kind: string }[] }>('GET', '/notifications');
    expect(body.items.map((each) => each.kind)).toEqual(['experiment_found']);
  });
});

async function followAll(): Promise<void> {
  while ((await followNotifications(server.rt)).more);
}

it('writes a report to keep, and that it was taken', async () => {
  const one = await launched(server, pm, { name: '=cmd <b>' });
  await write(server, pm, one, [...arm(1, 300, 45), ...arm(2, 300, 105)]);
  clock.advance(3 * 3_600_000);
  const { body: results } = await ask<ExperimentResults>('GET', `/experiments/${one.id}/results`);
  const page = await ask('GET', `/experiments/${one.id}/report`);
  expect(page.text).toContain(results.verdict.text);
  expect(page.text).toMatch(/"verdict">On \d+ \w+ \d{4}, [\d:]+: Warm is better/);
  expect(page.text).toContain('=cmd &lt;b&gt;');
  expect(page.text).not.toContain('<b>');
  expect(page.text).toContain('35.0 %');
  const csv = await ask('GET', `/experiments/${one.id}/report?format=csv`);
  const [head = '', a = '', b = ''] = csv.text.split('\r\n');
  const column = (line: string, name: string) => line.split(',')[head.split(',').indexOf(name)];
  expect([column(a, 'experiment'), column(a, 'control'), column(b, 'successes'), column(b, 'rate')]).toEqual([
    ...["'=cmd <b>", 'yes', '105', '0.35'],
  ]);
  expect(Number(column(b, 'difference_low'))).toBe(results.verdict.low);
  const { rows } = await sql<{ data: unknown }>`
    select data from events where type = 'export.made' and campaign_id = ${one.campaign_id} order by id`.execute(
    server.rt.db,
  );
  expect(rows.map((row) => row.data)).toEqual(
    ['html', 'csv'].map((format) => ({ what: 'experiment', experiment_id: one.id, format })),
  );
});
