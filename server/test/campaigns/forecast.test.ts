// The forecast: counted like policy decides, stored once at the launch, compared with what happened.
import type { CampaignForecast, CampaignProgress } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeNextForecast } from '../../src/campaigns/forecast/store-forecast.ts';
import { completeCampaigns } from '../../src/campaigns/run-scheduler.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import type { Person } from '../support/world.ts';

let stage: Stage;
let people: Person[];
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal', { per_second: 1 });
  people = await stage.people(40, ['signal']);
});
afterAll(() => stage?.close());

async function ask<T>(method: 'GET' | 'POST', path: string, payload?: object): Promise<T> {
  const answer = await stage.server.ask(method, `/api/v1/campaigns${path}`, {
    token: await stage.token(),
    ...(payload ? { payload } : {}),
  });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.json<T>();
}
const draft = async (more: object = {}) =>
  (
    await ask<{ id: string }>('POST', '', {
      ...{ name: 'Note', message_content: 'Hello', channel_order: ['signal'] },
      ...{ prospect_ids: people.map((one) => one.id), ...more },
    })
  ).id;
const seconds = (from: string, to: string) => (new Date(to).getTime() - new Date(from).getTime()) / 1000;

describe('before the launch', () => {
  it('says when it ends: likely, at the earliest, at the latest; and over time', async () => {
    const forecast = await ask<CampaignForecast>('GET', `/${await draft()}/forecast`);
    expect(forecast).toMatchObject({ audience: 40, reachable: 40, finish: { coverage: 0.9 } });
    const { finish, starts_at } = forecast;
    if (!finish) throw new Error('no band');
    expect(finish.earliest <= finish.likely && finish.likely <= finish.latest).toBe(true);
    expect(seconds(starts_at, finish.likely)).toBeGreaterThan(38);
    expect(seconds(starts_at, finish.likely)).toBeLessThan(70);
    expect(forecast.finish_at).toBe(finish.likely);
    expect(forecast.by_channel[0]).toMatchObject({ channel: 'signal', recipients: 40, senders: 1 });
    expect(forecast.curve.at(-1)?.likely).toBe(40);
  });

  it('the same question gets the same answer', async () => {
    const id = await draft();
    const [one, two] = [await ask('GET', `/${id}/forecast`), await ask('GET', `/${id}/forecast`)];
    expect(one).toEqual(two);
  });

  it('a night ahead, a cap reached and a later start move the end, and the first two are said', async () => {
    await stage.settings({
      quiet_hours: { enabled: true, start: '11:00', end: '15:00' },
      weekly_caps: { marketing: 1, coaching: 1 },
    });
    const id = await draft();
    const asleep = await ask<CampaignForecast>('GET', `/${id}/forecast`);
    expect(asleep.problems).toMatchObject([{ code: 'quiet_hours', count: 40, blocking: false }]);
    // The workspace lives in London: 15:00 there.
    expect(asleep.finish?.likely.slice(0, 13)).toBe('2026-11-20T15');
    const later = await ask<CampaignForecast>('GET', `/${id}/forecast?start=2026-11-20T16:00:00Z`);
    expect(later.starts_at).toBe('2026-11-20T16:00:00.000Z');
    expect(later.finish?.likely.slice(0, 13)).toBe('2026-11-20T16');
    expect(later.seconds).toBeLessThan(120);
    // The same moment as a schedule would name it.
    const planned = await ask('GET', `/${id}/forecast?local_time=2026-11-20T22:00&time_zone=Asia/Dhaka`);
    expect(planned).toEqual(later);
    await expect(ask('GET', `/${id}/forecast?local_time=2026-11-20T22:00&time_zone=Moon`)).rejects.toThrow(
      'query.time_zone',
    );
    await sql`insert into contact_channels (prospect_id, workspace_id, channel, capped_sends)
      values (${people[0]?.id}, ${stage.pm.workspace_id}, 'signal', array[${new Date('2026-11-19T18:20:00Z')}::timestamptz])`.execute(
      stage.rt.db,
    );
    const capped = await ask<CampaignForecast>('GET', `/${id}/forecast`);
    expect(capped.problems.map((one) => [one.code, one.count])).toContainEqual(['weekly_cap', 1]);
    expect(capped.finish?.likely.slice(0, 13)).toMatch(/2026-11-26T1[89]/);
    await sql`delete from contact_channels`.execute(stage.rt.db);
    await stage.settings({
      quiet_hours: { enabled: false },
      weekly_caps: { marketing: 10_000, coaching: 10_000 },
    });
  });

  it('a quota moves the rest to the next days; a channel whose senders are all held has no end', async () => {
    await sql`update sender_accounts set per_day = 15`.execute(stage.rt.db);
    const id = await draft();
    const days = await ask<CampaignForecast>('GET', `/${id}/forecast`);
    expect(days.finish?.likely.slice(0, 10)).toBe('2026-11-22');
    expect(days.problems.map((one) => one.code)).toEqual(['sender_exhausted', 'takes_days']);
    await sql`update sender_accounts set per_day = 10000, policy_hold = 'spam'`.execute(stage.rt.db);
    const held = await ask<CampaignForecast>('GET', `/${id}/forecast`);
    expect(held).toMatchObject({ finish: null, seconds: null, finish_at: null });
    expect(held.problems.map((one) => one.code)).toEqual(['sender_held', 'no_end']);
    await sql`update sender_accounts set policy_hold = null`.execute(stage.rt.db);
  });
});

it('people who know a held sender wait for a decision: no end, although others could write', async () => {
  const held = await stage.account('signal', { per_second: 1 });
  await sql`update sender_accounts set policy_hold = 'spam' where id = ${held.id}`.execute(stage.rt.db);
  await sql`insert into contact_channels (prospect_id, workspace_id, channel, account_id)
    values (${people[0]?.id}, ${stage.pm.workspace_id}, 'signal', ${held.id})`.execute(stage.rt.db);
  const forecast = await ask<CampaignForecast>('GET', `/${await draft()}/forecast`);
  expect(forecast).toMatchObject({ reachable: 40, finish: null });
  expect(forecast.problems.map((one) => one.code)).toContain('no_end');
  await sql`delete from contact_channels`.execute(stage.rt.db);
  await sql`delete from sender_accounts where id = ${held.id}`.execute(stage.rt.db);
});

it('is stored once at the launch with its person, asked again while it runs, and judged at the end', async () => {
  const id = await draft();
  const before = await ask<CampaignForecast>('GET', `/${id}/forecast`);
  const launched_at = stage.clock.now();
  await ask('POST', `/${id}/launch`);
  expect(await storeNextForecast(stage.rt)).toBe(true);
  expect(await storeNextForecast(stage.rt)).toBe(false);
  const { expandNextChunk } = await import('../../src/campaigns/expand-audience.ts');
  while ((await expandNextChunk(stage.rt)) !== undefined);
  const running = await ask<CampaignProgress>('GET', `/${id}/progress`);
  expect(running).toMatchObject({
    ...{ status: 'active', left: 40, verdict: null, completed_at: null },
    forecast: {
      made_at: launched_at.toISOString(),
      made_by: stage.pm.name,
      reachable: 40,
      finish: before.finish,
    },
    by_channel: [{ channel: 'signal', forecast: 40, accepted: 0 }],
  });
  expect(running.finish).not.toBeNull();
  const lanes = await stage.lanes();
  for (let round = 0; round < 40; round++) {
    await stage.send(lanes, (await stage.claim(lanes, id, { take: 5 })).intents);
    await lanes.refresh();
    stage.clock.advance(1_300);
  }
  await completeCampaigns(stage.rt);
  const ended = await ask<CampaignProgress>('GET', `/${id}/progress`);
  expect(ended).toMatchObject({ status: 'completed', left: 0, finish: null, verdict: 'within' });
  await expect(sql`update campaign_forecasts set made_by = null`.execute(stage.rt.db)).rejects.toThrow(
    /permission denied/,
  );
});

it('says how many messages of others will be ahead when it starts, not how many are now', async () => {
  await stage.campaign(people);
  const id = await draft();
  const ahead = async (start: string) =>
    (await ask<CampaignForecast>('GET', `/${id}/forecast${start}`)).problems.filter(
      (one) => one.code === 'other_campaigns',
    );
  expect(await ahead('')).toMatchObject([{ count: 40 }]);
  const [soon] = await ahead(`?start=${new Date(stage.clock.now().getTime() + 20_000).toISOString()}`);
  expect(soon?.count).toBeGreaterThan(10);
  expect(soon?.count).toBeLessThan(30);
  expect(await ahead(`?start=${new Date(stage.clock.now().getTime() + 3_600_000).toISOString()}`)).toEqual(
    [],
  );
});
