// Who carries a campaign and what its waiting messages wait for, over the API.
import type { CampaignSenders, CampaignWaiting } from '@sampark/contracts/campaign-work.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitingFor } from '../../src/analytics/waiting-for.ts';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import type { Account } from '../support/world.ts';
import { openSettings } from '../support/world.ts';
import { openStage, type Stage } from '../delivery/stage.ts';

let stage: Stage;
let accounts: Account[];
let lanes: LaneSet;
beforeAll(async () => {
  stage = await openStage();
  accounts = [];
  for (let n = 0; n < 7; n++) accounts.push(await stage.account('signal', { per_day: 50 }));
  await stage.account('telegram');
  lanes = await stage.lanes();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  stage.answer = () => ({ kind: 'accepted', external_id: crypto.randomUUID() });
  await stage.settings(openSettings);
  await sql`update sender_accounts set policy_hold = null, paused_until = null, health_status = 'healthy'`.execute(
    stage.rt.db,
  );
  await sql`update devices set maintenance = false`.execute(stage.rt.db);
  stage.clock.advance(120_000); // past what is kept of the last answer, and past the minute of being at work
  await lanes.refresh();
  stage.clock.advance(1_000);
});

async function ask<Body>(id: string, what: 'senders' | 'waiting'): Promise<Body> {
  const answer = await stage.server.ask('GET', `/api/v1/campaigns/${id}/${what}`, {
    token: await stage.token(),
  });
  expect(answer.statusCode).toBe(200);
  return answer.json<Body>();
}

describe('senders', () => {
  it('at work are those that carried this campaign in the last minute, at the pace it has now', async () => {
    const id = await stage.campaign(await stage.people(12, ['signal']));
    const other = await stage.campaign(await stage.people(3, ['signal']));
    const { intents } = await stage.claim(lanes, id, { take: 10 });
    await stage.send(lanes, intents.slice(0, 8));
    const used = new Set(intents.map((one) => one.lane.account.id)).size;
    const { channels } = await ask<CampaignSenders>(id, 'senders');
    expect(channels).toEqual([
      {
        ...{ platform: 'signal', senders: 7, at_work: used, per_minute: 8, ready: 7, stopped: [] },
        ...{ paused: 0, exhausted: 0, offline: 0, maintenance: 0, held: 0 },
      },
    ]);
    expect((await ask<CampaignSenders>(other, 'senders')).channels).toMatchObject([
      { at_work: 0, per_minute: 0 },
    ]);
    // Answers that came are known; what never came back is recovered by its lane's next owner.
    await stage.send(lanes, intents.slice(8));
    stage.clock.advance(61_000);
    expect((await ask<CampaignSenders>(id, 'senders')).channels).toMatchObject([
      { at_work: 0, per_minute: 0 },
    ]);
  });

  it('stopped ones: each in one state, with why and until when', async () => {
    const { rt, clock } = stage;
    const [held, resting, gone, paused, spent] = accounts as [Account, Account, Account, Account, Account];
    const until = new Date(clock.now().getTime() + 90_000);
    const day = clock.now().toISOString().slice(0, 10);
    await sql`update sender_accounts set policy_hold = 'account_banned', paused_until = ${until} where id = ${held.id}`.execute(
      rt.db,
    );
    await sql`update devices set maintenance = true where id = ${resting.device_id}`.execute(rt.db);
    await sql`update sender_accounts set health_status = 'offline', health_reason = 'network' where id = ${gone.id}`.execute(
      rt.db,
    );
    await sql`update sender_accounts set paused_until = ${until}, pause_reason = 'account_rate' where id = ${paused.id}`.execute(
      rt.db,
    );
    await sql`insert into account_days (account_id, workspace_id, day, claimed) values (${spent.id}, ${stage.pm.workspace_id}, ${day}, 50)
      on conflict (account_id, day) do update set claimed = 50`.execute(rt.db);
    const id = await stage.campaign(await stage.people(1, ['signal']));
    const { channels } = await ask<CampaignSenders>(id, 'senders');
    expect(channels).toMatchObject([
      { senders: 7, ready: 2, held: 1, offline: 1, paused: 1, exhausted: 1, maintenance: 1 },
    ]);
    expect(channels[0]?.stopped.map(({ name: _name, ...one }) => one)).toEqual([
      { state: 'held', reason: 'account_banned', until: null },
      { state: 'offline', reason: 'network', until: null },
      { state: 'paused', reason: 'account_rate', until: until.toISOString() },
      { state: 'exhausted', reason: null, until: '2026-11-21T00:00:00.000Z' },
      { state: 'maintenance', reason: null, until: null },
    ]);
  });
});

describe('waiting', () => {
  it('by reason, with when the next and the last go on; those due are next in line', async () => {
    const people = await stage.people(6, ['signal']);
    await stage.settings({ weekly_caps: { marketing: 10_000 } });
    await sql`update prospects set time_zone = 'Asia/Tokyo' where id = any(${people.slice(0, 2).map((one) => one.id)}::uuid[])`.execute(
      stage.rt.db,
    );
    const id = await stage.campaign(people);
    expect(await ask<CampaignWaiting>(id, 'waiting')).toMatchObject({
      ...{ waiting: 6, estimated: false },
      groups: [{ platform: 'signal', code: 'turn', count: 6, next_at: null }],
    });
    stage.clock.advance(3_000);
    stage.answer = () => ({ kind: 'retry', code: 'network' });
    const { intents } = await stage.claim(lanes, id, { take: 4 });
    await stage.send(lanes, intents);
    stage.clock.advance(3_000);
    const { groups, waiting } = await ask<CampaignWaiting>(id, 'waiting');
    const asleep = groups.find((one) => one.code === 'quiet_hours')?.count ?? 0;
    expect(waiting).toBe(6);
    expect(groups.reduce((sum, one) => sum + one.count, 0)).toBe(6);
    expect(groups.find((one) => one.code === 'network')).toMatchObject({
      retrying: true,
      count: intents.length,
    });
    expect(intents.length + asleep + (groups.find((one) => one.code === 'turn')?.count ?? 0)).toBe(6);
  });

  it('on a channel held with a sender: for the administrator, not for their turn', async () => {
    const account = await stage.account('imessage');
    const id = await stage.campaign(await stage.people(3, ['imessage']), { channel_order: ['imessage'] });
    await sql`insert into campaign_channel_holds (workspace_id, campaign_id, channel, account_id, reason, held_at)
      values (${stage.pm.workspace_id}, ${id}, 'imessage', ${account.id}, 'account_spam', ${stage.clock.now()})`.execute(
      stage.rt.db,
    );
    const { groups } = await waitingFor(stage.rt.db, id, stage.clock.now());
    expect(groups).toEqual([
      ...[
        {
          platform: 'imessage',
          code: 'sender_held',
          retrying: false,
          count: 3,
          next_at: null,
          last_at: null,
        },
      ],
    ]);
  });

  it('for the next day, where every sender had its day’s messages; until when is said', async () => {
    await sql`delete from sender_accounts where channel = 'imessage'`.execute(stage.rt.db);
    const [first, second] = [
      await stage.account('imessage', { per_day: 2 }),
      await stage.account('imessage', { per_day: 1 }),
    ];
    const id = await stage.campaign(await stage.people(5, ['imessage']), { channel_order: ['imessage'] });
    const groups = async () => (await waitingFor(stage.rt.db, id, stage.clock.now())).groups;
    const group = (code: string, count: number, at: string | null) => ({
      ...{ platform: 'imessage', code, retrying: false, count, next_at: at, last_at: at },
    });
    expect(await groups()).toEqual([group('turn', 5, null)]);
    const lanes = await stage.lanes();
    stage.answer = () => ({ kind: 'accepted', external_id: crypto.randomUUID() });
    const { intents } = await stage.claim(lanes, id, { platform: 'imessage' });
    await stage.send(lanes, intents);
    expect(intents).toHaveLength(3);
    // Some were looked at and know it, the others are not looked at any more.
    const now = stage.clock.now();
    const midnight = new Date(
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1),
    ).toISOString();
    expect(await groups()).toEqual([group('sender_exhausted', 2, midnight)]);
    await sql`update message_queue set due_at = ${now} where campaign_id = ${id}
      and message_id = (select message_id from message_queue where campaign_id = ${id} limit 1)`.execute(
      stage.rt.db,
    );
    expect(await groups()).toEqual([group('sender_exhausted', 2, midnight)]);
    // One that cannot send anyway does not count; one with room does.
    await sql`update sender_accounts set health_status = 'offline', per_day = 100 where id = ${first.id}`.execute(stage.rt.db); // prettier-ignore
    await sql`update message_queue set due_at = ${now} where campaign_id = ${id}`.execute(stage.rt.db);
    expect(await groups()).toEqual([group('sender_exhausted', 2, midnight)]);
    await sql`update sender_accounts set per_day = 100 where id = ${second.id}`.execute(stage.rt.db);
    expect(await groups()).toEqual([group('turn', 2, null)]);
  });

  it('of many, reasons are sampled; their number is exact', async () => {
    const people = await stage.people(200, ['signal']);
    const id = await stage.campaign(people);
    const later = new Date(stage.clock.now().getTime() + 3_600_000);
    await sql`update message_queue set due_at = ${later} where campaign_id = ${id}`.execute(stage.rt.db);
    await sql`update messages set decision = jsonb_build_object('reasons', jsonb_build_array(jsonb_build_object('code',
      case when right(id::text, 1) < '4' then 'weekly_cap' else 'quiet_hours' end))) where campaign_id = ${id}`.execute(
      stage.rt.db,
    );
    const counted = await waitingFor(stage.rt.db, id, stage.clock.now());
    const sampled = await waitingFor(stage.rt.db, id, stage.clock.now(), 100);
    expect([counted.estimated, sampled.estimated]).toEqual([false, true]);
    for (const { groups, waiting } of [counted, sampled]) {
      expect(waiting).toBe(200);
      expect(groups.reduce((sum, one) => sum + one.count, 0)).toBe(200);
      expect(groups.map((one) => one.code)).toEqual(['quiet_hours', 'weekly_cap']);
      expect(groups[0]).toMatchObject({ next_at: later.toISOString(), last_at: later.toISOString() });
    }
  });
});
