import type { CampaignForecast, CampaignResource } from '@sampark/contracts/campaigns.ts';
import { campaignStatuses, type CampaignStatus } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowedFrom } from '../../src/campaigns/change-state.ts';
import { expandNextChunk } from '../../src/campaigns/expand-audience.ts';
import {
  cancelChunk,
  completeCampaigns,
  fireSchedules,
  schedulerTick,
} from '../../src/campaigns/run-scheduler.ts';
import type { Person } from '../support/world.ts';
import { anotherProcess, openStage, type Stage } from './stage.ts';

let stage: Stage;
let people: Person[];
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal');
  people = await stage.people(3, ['signal']);
});
afterAll(() => stage?.close());
// Scheduler steps take whatever is due: nothing of an earlier test may be.
beforeEach(() =>
  sql`update campaigns set status = 'completed', completed_at = ${stage.clock.now()}`.execute(stage.rt.db),
);

/** A campaign, a forecast or a problem: each test knows which it asked for. */
type Body = CampaignResource & CampaignForecast & { code?: string };
async function ask(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  payload?: object,
): Promise<{ status: number; body: Body }> {
  const answer = await stage.server.ask(method, `/api/v1/campaigns${path}`, {
    token: await stage.token(),
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json<Body>() };
}
async function draft(more: object = {}): Promise<string> {
  const { body } = await ask('POST', '', {
    ...{ name: 'Note', message_content: 'Dear {{ first_name }}', channel_order: ['signal'] },
    ...{ prospect_ids: people.map((one) => one.id), ...more },
  });
  return body.id;
}
const show = async (id: string) => (await ask('GET', `/${id}`)).body;
const statuses = async (id: string) => (await stage.rows(id)).map((row) => row.delivery_status);
const hours = (n: number) => n * 3_600_000;

describe('the state machine, verb by verb', () => {
  const after: Record<keyof typeof allowedFrom, CampaignStatus> = {
    schedule: 'scheduled',
    launch: 'active',
    pause: 'paused',
    resume: 'active',
    cancel: 'cancelled',
  };
  const table = (Object.keys(after) as (keyof typeof after)[]).flatMap((verb) =>
    campaignStatuses.map((from) => [verb, from] as const),
  );
  it.each(table)('%s from %s', async (verb, from) => {
    const id = await draft();
    await sql`update campaigns set status = ${from}, launched_at = ${from === 'draft' || from === 'scheduled' ? null : stage.clock.now()}
      where id = ${id}`.execute(stage.rt.db);
    const launch_time = new Date(stage.clock.now().getTime() + hours(1)).toISOString();
    const { status, body } = await ask(
      'POST',
      `/${id}/${verb}`,
      verb === 'schedule' ? { launch_time } : undefined,
    );
    const events = await stage.events(id);
    if (allowedFrom[verb].includes(from)) {
      expect([status, body.status]).toEqual([200, after[verb]]);
      expect(events.at(-1)?.type).toBe(
        {
          schedule: 'campaign.scheduled',
          launch: 'campaign.launched',
          pause: 'campaign.paused',
          resume: 'campaign.resumed',
          cancel: 'campaign.cancelled',
        }[verb],
      );
    } else {
      expect([status, body.code]).toEqual([409, 'campaign_state']);
      expect((await show(id)).status).toBe(from);
      expect(events.map((one) => one.type)).toEqual(['campaign.created']);
    }
  });

  it('allows exactly the moves of the requirements', () => {
    expect(allowedFrom).toEqual({
      schedule: ['draft', 'scheduled'],
      launch: ['draft', 'scheduled'],
      pause: ['active'],
      resume: ['paused'],
      cancel: ['draft', 'scheduled', 'active', 'paused'],
    });
  });

  it('content is frozen once active', async () => {
    const id = await draft();
    await ask('POST', `/${id}/launch`);
    const { version } = await show(id);
    const answer = await stage.server.ask('PATCH', `/api/v1/campaigns/${id}`, {
      ...{ token: await stage.token(), payload: { message_content: 'Something else' } },
      headers: { 'if-match': `"${version}"` },
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: 'campaign_frozen' }]);
  });
});

describe('schedules', () => {
  it.each([
    ['on time', hours(1), null],
    ['three hours late, after downtime', hours(4), 3 * 3_600],
  ])('fires once, %s, and says so', async (_, wait, late_seconds) => {
    const id = await draft();
    const launch_time = new Date(stage.clock.now().getTime() + hours(1)).toISOString();
    await ask('POST', `/${id}/schedule`, { launch_time });
    expect(await fireSchedules(stage.rt)).toBe(0);
    stage.clock.advance(wait);
    const fired = await Promise.all([stage.rt, anotherProcess(stage.rt), stage.rt].map(fireSchedules));
    expect(fired.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await show(id)).toMatchObject({
      ...{ status: 'active', late_seconds, launched_at: stage.clock.now().toISOString() },
    });
    expect(await stage.events(id, 'campaign.launched')).toHaveLength(1);
  });

  it('a local time means the clock on the wall there', async () => {
    const id = await draft();
    const { body } = await ask('POST', `/${id}/schedule`, {
      ...{ local_time: '2027-07-01T09:00', time_zone: 'Asia/Dhaka' },
    });
    expect(body).toMatchObject({ launch_time: '2027-07-01T03:00:00.000Z', time_zone: 'Asia/Dhaka' });
  });

  it('a time that has passed is refused', async () => {
    const launch_time = stage.clock.now().toISOString();
    expect(await ask('POST', `/${await draft()}/schedule`, { launch_time })).toMatchObject({ status: 400 });
  });
});

describe('the end of a campaign', () => {
  it('completes when nothing is left to send; what is unknown stays open and does not block it', async () => {
    stage.answer = () => ({ kind: 'unknown', code: 'timeout' });
    const id = await draft();
    await ask('POST', `/${id}/launch`);
    expect(await completeCampaigns(stage.rt)).toBe(0); // its audience is not in the queue yet
    await expandNextChunk(stage.rt);
    expect(await completeCampaigns(stage.rt)).toBe(0);
    const lanes = await stage.lanes();
    const { intents } = await stage.claim(lanes, id);
    expect(await completeCampaigns(stage.rt)).toBe(0); // under way
    await stage.send(lanes, intents);
    await lanes.release();
    expect(await completeCampaigns(stage.rt)).toBe(1);
    expect(await show(id)).toMatchObject({
      status: 'completed',
      completed_at: stage.clock.now().toISOString(),
    });
    expect(await statuses(id)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await stage.events(id, 'campaign.completed')).toHaveLength(1);
  });

  it('a cancelled one cancels what waits, keeps what left, and ends when the last is settled', async () => {
    stage.answer = () => ({ kind: 'accepted', external_id: 'x' });
    const id = await draft();
    await ask('POST', `/${id}/launch`);
    await expandNextChunk(stage.rt);
    const lanes = await stage.lanes();
    const { intents } = await stage.claim(lanes, id, { room: 1 });
    await ask('POST', `/${id}/cancel`);
    expect(await cancelChunk(stage.rt)).toBe(2);
    expect(await cancelChunk(stage.rt)).toBe(0);
    expect((await show(id)).completed_at).toBeNull(); // one is under way
    await stage.send(lanes, intents);
    await lanes.release();
    await cancelChunk(stage.rt);
    expect((await show(id)).completed_at).toBe(stage.clock.now().toISOString());
    expect((await statuses(id)).toSorted()).toEqual(['cancelled', 'cancelled', 'sent']);
  });

  it('one that waits for a send under way holds up no other', async () => {
    const [first, second] = [await draft(), await draft()].toSorted() as [string, string];
    for (const id of [first, second]) await ask('POST', `/${id}/launch`);
    await expandNextChunk(stage.rt);
    await expandNextChunk(stage.rt);
    const lanes = await stage.lanes();
    await stage.claim(lanes, first, { room: 1 });
    for (const id of [first, second]) await ask('POST', `/${id}/cancel`);
    while ((await cancelChunk(stage.rt)) > 0);
    await lanes.release();
    expect((await statuses(first)).toSorted()).toEqual(['cancelled', 'cancelled', 'sending']);
    expect(await statuses(second)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('expansion', () => {
  let crowd: Person[];
  beforeAll(async () => {
    crowd = await stage.people(12_000, ['signal']);
  });
  const everyone = { prospect_ids: [], target_segment: {} };
  const count = async (id: string) => {
    const { rows } = await sql<{ n: number; ids: number }>`
      select count(*)::int as n, count(distinct prospect_id)::int as ids from messages where campaign_id = ${id}`.execute(
      stage.rt.db,
    );
    return rows[0];
  };

  it('goes on where a killed process stopped, and a second time changes nothing', async () => {
    const id = await draft(everyone);
    await ask('POST', `/${id}/launch`);
    expect(await expandNextChunk(stage.rt)).toBe(5_000);
    // A kill in the middle of a chunk is a transaction that never commits.
    await expect(
      stage.rt.db.transaction().execute(async (tx) => {
        const within = {
          ...stage.rt,
          db: { transaction: () => ({ execute: (work: (t: typeof tx) => unknown) => work(tx) }) },
        };
        await expandNextChunk(within as unknown as typeof stage.rt);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await count(id)).toEqual({ n: 5_000, ids: 5_000 });
    while ((await expandNextChunk(anotherProcess(stage.rt))) !== undefined);
    const total = crowd.length + people.length;
    expect(await count(id)).toEqual({ n: total, ids: total });
    await sql`update campaigns set expanded_at = null, expand_cursor = null where id = ${id}`.execute(
      stage.rt.db,
    );
    while ((await expandNextChunk(stage.rt)) !== undefined);
    expect(await count(id)).toEqual({ n: total, ids: total });
    expect((await show(id)).total_recipients).toBe(total);
    const made = await stage.events(id, 'campaign.expanded');
    expect(made.reduce((sum, one) => sum + Number(one.data['count']), 0)).toBe(total);
  });

  it('a small campaign does not wait for a large one to be expanded', async () => {
    const large = await draft(everyone);
    await ask('POST', `/${large}/launch`);
    stage.clock.advance(10);
    expect(await expandNextChunk(stage.rt)).toBe(5_000);
    const small = await draft();
    await ask('POST', `/${small}/launch`);
    stage.clock.advance(10);
    await expandNextChunk(stage.rt);
    await expandNextChunk(stage.rt);
    expect(await count(small)).toEqual({ n: 3, ids: 3 });
  });

  it('two schedulers at once make each message once', async () => {
    const id = await draft(everyone);
    await ask('POST', `/${id}/launch`);
    const work = async () => {
      for (let round = 0; round < 8; round++) await schedulerTick(stage.rt);
    };
    await Promise.all([work(), work()]);
    const total = crowd.length + people.length;
    expect(await count(id)).toEqual({ n: total, ids: total });
    expect((await show(id)).total_recipients).toBe(total);
  });
});

describe('forecast', () => {
  it('every person of the audience is counted once: reachable, or excluded for a reason', async () => {
    const mixed = await stage.people(40, ['signal', 'imessage', 'whatsapp', 'telegram']);
    const ids = mixed.map((one) => one.id);
    await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
      select ${stage.pm.workspace_id}, id, 'signal', 'marketing', 'withdrawn', 'keyword', ${stage.clock.now()}
      from prospects where id = any(${ids.slice(0, 9)}::uuid[])`.execute(stage.rt.db);
    await sql`update prospects set held_reason = 'please look' where id = ${ids[12]}`.execute(stage.rt.db);
    const [phone] = mixed.filter((one) => one.channel === 'signal').slice(-1);
    await sql`insert into suppressions (workspace_id, address_hash, reason, source)
      values (${stage.pm.workspace_id}, ${stage.rt.keys.addressHash(phone?.phone ?? '')}, 'complaint', 'manual')`.execute(
      stage.rt.db,
    );
    for (const channel_order of [
      ['signal'],
      ['signal', 'imessage'],
      ['telegram', 'imessage'],
      ['whatsapp'],
    ]) {
      const id = await draft({ prospect_ids: ids, channel_order });
      const { body } = await ask('GET', `/${id}/forecast`);
      const excluded = body.excluded.reduce((sum, one) => sum + one.count, 0);
      expect(body.audience).toBe(40);
      expect(body.reachable + excluded, channel_order.join()).toBe(40);
      expect(body.by_channel.reduce((sum, one) => sum + one.recipients, 0)).toBe(body.reachable);
      for (const one of body.excluded) expect(one.text).toMatch(/^[A-Z]/);
    }
  });
});
