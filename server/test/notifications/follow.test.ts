// Events in, notifications out: who is told of what, in one notification each, exactly once.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEvents } from '../../src/events/append.ts';
import { eventTypes } from '@sampark/contracts/event-types.ts';
import { followNotifications, notableCondition } from '../../src/notifications/follow-notifications.ts';
import { notableTypes } from '../../src/notifications/rules.ts';
import { tellFullPortfolios } from '../../src/notifications/tell-full-portfolios.ts';
import { manualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../support/server.ts';
import { addAccount } from '../support/world.ts';
import { failure, notificationTools, settle } from './helpers.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let workspace_id: string;
let pm: TestUser;
let admin: TestUser;
const { happen, of, campaign } = notificationTools(() => server);

beforeAll(async () => (server = await startTestServer({ clock })));
afterAll(() => server.close());
beforeEach(async () => {
  clock.advance(3_600_000);
  workspace_id = (await createWorkspace(server.rt)).id;
  pm = await createUser(server.rt, { workspace_id });
  admin = await createUser(server.rt, { workspace_id, role: 'admin' });
});

const read = (user: TestUser) =>
  sql`update notifications set read_at = ${clock.now()}, closed_at = ${clock.now()} where user_id = ${user.id}`.execute(
    server.rt.db,
  );

describe('messages that failed for good', () => {
  it('are one notification of their portfolio manager that grows, with reasons', async () => {
    const id = await campaign(pm);
    const failures = [
      ...Array.from({ length: 21 }, () => failure(pm, id)),
      ...Array.from({ length: 16 }, () => failure(pm, id, 'retries_exhausted')),
    ];
    await happen(workspace_id, ...failures.slice(0, 5));
    await happen(workspace_id, ...failures.slice(5));
    const [one, ...others] = await of(pm);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      kind: 'messages_failed',
      count: 37,
      campaign: { id, name: 'Spring review' },
      reasons: [
        { code: 'not_on_channel', count: 21 },
        { code: 'retries_exhausted', count: 16 },
      ],
      channels: ['whatsapp'],
      read_at: null,
    });
    expect(await of(admin)).toEqual([]);
  });

  it('after it was read are a new one', async () => {
    const id = await campaign(pm);
    await happen(workspace_id, failure(pm, id));
    await read(pm);
    clock.advance(1_000);
    await happen(workspace_id, failure(pm, id), failure(pm, id));
    expect((await of(pm)).map((one) => [one.count, one.read_at === null])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('of single sends go together by the hour', async () => {
    await happen(workspace_id, failure(pm, null), failure(pm, null));
    clock.advance(3_600_000);
    await happen(workspace_id, failure(pm, null));
    expect((await of(pm)).map((one) => [one.kind, one.count, one.campaign])).toEqual([
      ['messages_failed', 1, null],
      ['messages_failed', 2, null],
    ]);
  });

  it('of single sends name the people the reader may see, with the way to each', async () => {
    const [talked, silent, foreign] = [
      await resourceMakers.prospect(server.rt, pm),
      await resourceMakers.prospect(server.rt, pm),
      await resourceMakers.prospect(server.rt, await createUser(server.rt, { workspace_id })),
    ];
    const { rows } = await sql<{ id: string }>`
      insert into conversations (workspace_id, prospect_id, channel, last_message_at)
      values (${workspace_id}, ${talked}, 'signal', ${clock.now()}) returning id`.execute(server.rt.db);
    const to = (prospect_id: string) => ({ ...failure(pm, null), prospect_id });
    await happen(workspace_id, to(talked), to(silent), to(talked), to(foreign));
    // Of a campaign nobody is named: it has a list of its own. (Later, so that the order is told by time.)
    clock.advance(1_000);
    await happen(workspace_id, { ...failure(pm, await campaign(pm)), prospect_id: talked });
    const [ofCampaign, single] = await of(pm);
    expect(ofCampaign?.people).toEqual([]);
    expect(single).toMatchObject({ count: 4, campaign: null });
    expect(single?.people.map(({ id, conversation_id }) => [id, conversation_id])).toEqual([
      [talked, rows[0]?.id],
      [silent, null],
    ]);
  });

  it('count once whatever dies: nothing of a broken batch is kept, nothing is counted again', async () => {
    const id = await campaign(pm);
    const now = clock.now();
    await appendEvents(
      server.rt.db,
      now,
      Array.from({ length: 10 }, () => ({ ...failure(pm, id), workspace_id, occurred_at: now })),
    );
    const dying = {
      ...server.rt,
      crashPoint: (name: string) => {
        if (name === 'follow.notifications.handled') throw new Error('killed');
      },
    };
    await expect(followNotifications(dying, 4)).rejects.toThrow('killed');
    expect(await of(pm)).toEqual([]);
    while ((await followNotifications(server.rt, 4)).more);
    await settle(server.rt);
    expect((await of(pm)).map((one) => one.count)).toEqual([10]);
  });

  it('are told to nobody whose account is disabled', async () => {
    await server.rt.db.updateTable('users').set({ status: 'disabled' }).where('id', '=', pm.id).execute();
    await happen(workspace_id, failure(pm, await campaign(pm)));
    const { rows } = await sql`select from notifications where user_id = ${pm.id}`.execute(server.rt.db);
    expect(rows).toEqual([]);
  });
});

describe('messages whose outcome is not known', () => {
  const unknownMessage = async (campaign_id: string) => {
    const id = await resourceMakers.message(server.rt, pm);
    await sql`update messages set campaign_id = ${campaign_id}, delivery_status = 'unknown' where id = ${id}`.execute(
      server.rt.db,
    );
    await sql`insert into open_messages select id, created_at, workspace_id, campaign_id, 'unknown', created_at
      from messages where id = ${id}`.execute(server.rt.db);
    return {
      type: 'message.unknown' as const,
      portfolio_manager_id: pm.id,
      campaign_id,
      message_id: id,
      channel: 'telegram',
      data: { code: 'timeout' },
    };
  };

  it('are told after five minutes, and only those that are still open', async () => {
    const id = await campaign(pm);
    const events = [await unknownMessage(id), await unknownMessage(id)];
    await happen(workspace_id, ...events);
    expect(await of(pm)).toEqual([]);
    // A receipt settles one of them.
    await sql`delete from open_messages where message_id = ${events[0]?.message_id}`.execute(server.rt.db);
    clock.advance(5 * 60_000);
    await settle(server.rt);
    expect((await of(pm)).map((one) => [one.kind, one.count, one.open])).toEqual([
      ['messages_unknown', 1, 1],
    ]);
    // Decided later: what is shown is what is true now.
    await sql`delete from open_messages where campaign_id = ${id}`.execute(server.rt.db);
    expect((await of(pm)).map((one) => one.open)).toEqual([0]);
  });

  it('are not told at all when receipts settle them first', async () => {
    const id = await campaign(pm);
    await happen(workspace_id, await unknownMessage(id));
    await sql`delete from open_messages where campaign_id = ${id}`.execute(server.rt.db);
    clock.advance(5 * 60_000);
    await settle(server.rt);
    expect(await of(pm)).toEqual([]);
  });
});

describe('a campaign', () => {
  it('that is complete, late or was paused by a platform is told to its owner', async () => {
    const id = await campaign(pm);
    await sql`insert into campaign_totals (campaign_id, workspace_id, channel, metric, count)
      values (${id}, ${workspace_id}, 'signal', 'sent', 90), (${id}, ${workspace_id}, 'signal', 'failed', 10)`.execute(
      server.rt.db,
    );
    const about = { campaign_id: id, portfolio_manager_id: pm.id };
    await happen(
      workspace_id,
      { type: 'campaign.launched', ...about, data: { by: 'schedule', late_seconds: 7_260 } },
      // As the delivery path writes it: without the owner.
      { type: 'campaign.paused', campaign_id: id, data: { reason: 'template_paused' } },
      { type: 'campaign.completed', ...about },
    );
    const told = await of(pm);
    expect(told.find((one) => one.kind === 'campaign_late')?.late_seconds).toBe(7_260);
    expect(told.find((one) => one.kind === 'campaign_paused')?.reasons).toEqual([
      { code: 'template_paused', count: 1 },
    ]);
    expect(told.find((one) => one.kind === 'campaign_completed')?.numbers).toMatchObject({
      sent: 90,
      failed: 10,
    });
    expect(told).toHaveLength(3);
  });

  it('that its person paused, or that began in time, is no news', async () => {
    const about = { campaign_id: await campaign(pm), portfolio_manager_id: pm.id };
    await happen(
      workspace_id,
      { type: 'campaign.launched', ...about, data: { by: 'person' } },
      { type: 'campaign.paused', ...about, actor_id: pm.id, data: { may_still_leave: 0 } },
    );
    expect(await of(pm)).toEqual([]);
  });
});

describe('a sender held by a platform', () => {
  it('is told to every administrator, with who waits, until one decides', async () => {
    const second = await createUser(server.rt, { workspace_id, role: 'admin' });
    const account = await addAccount(server.rt, workspace_id, 'whatsapp');
    const id = await campaign(pm, 'Autumn letter');
    await sql`update campaigns set status = 'active' where id = ${id}`.execute(server.rt.db);
    for (let n = 0; n < 3; n++) {
      const message = await resourceMakers.message(server.rt, pm);
      await sql`update messages set campaign_id = ${id}, platform = 'whatsapp', delivery_status = 'pending' where id = ${message}`.execute(
        server.rt.db,
      );
      await sql`insert into contact_channels (prospect_id, workspace_id, channel, account_id)
        select prospect_id, workspace_id, 'whatsapp', ${account.id} from messages where id = ${message}`.execute(
        server.rt.db,
      );
      await sql`insert into message_queue select id, created_at, workspace_id, campaign_id, platform, due_at
        from messages where id = ${message}`.execute(server.rt.db);
    }
    const held = { account_id: account.id, device_id: account.device_id, channel: 'whatsapp' };
    await happen(workspace_id, {
      type: 'account.held',
      ...held,
      data: { code: 'account_banned', reason: 'DISABLED' },
    });
    for (const one of [admin, second]) {
      expect(await of(one)).toMatchObject([
        {
          kind: 'account_held',
          device: { id: account.device_id },
          channels: ['whatsapp'],
          reasons: [{ code: 'account_banned', count: 1 }],
          waiting: { people: 3, campaigns: [{ id, name: 'Autumn letter' }], more_campaigns: 0 },
          settled_at: null,
        },
      ]);
    }
    expect(await of(pm)).toEqual([]);
    clock.advance(60_000);
    await happen(workspace_id, {
      type: 'account.released',
      ...held,
      actor_id: admin.id,
      data: { reason: 'appeal' },
    });
    expect((await of(second)).map((one) => one.settled_at)).toEqual([clock.now().toISOString()]);
    // Held again: another notification.
    await happen(workspace_id, { type: 'account.held', ...held, data: { code: 'account_spam' } });
    expect(await of(second)).toHaveLength(2);
  });
});

describe('a business banned with all its numbers', () => {
  it('is one notification, open until the last number is decided about', async () => {
    const portfolio = await resourceMakers.portfolio(server.rt, admin);
    const accounts = await Promise.all(
      Array.from({ length: 50 }, () => addAccount(server.rt, workspace_id, 'whatsapp')),
    );
    const of50 = (type: 'account.held' | 'account.released', from = 0, to = 50) =>
      accounts.slice(from, to).map(({ id, device_id }) => ({
        ...{ type, account_id: id, device_id, channel: 'whatsapp' as const },
        data:
          type === 'account.held'
            ? { code: 'account_banned', portfolio_id: portfolio }
            : { reason: 'appeal' },
      }));
    const told = async () => (await of(admin)).filter((one) => one.kind === 'account_held');
    const before = (await told()).length;
    await happen(workspace_id, ...of50('account.held'));
    expect((await told()).length).toBe(before + 1);
    const one = async () => (await told())[0];
    expect(await one()).toMatchObject({
      ...{ count: 50, settled_at: null, channels: ['whatsapp'], portfolio: { limit: null } },
      reasons: [{ code: 'account_banned', count: 50 }],
    });
    await happen(workspace_id, ...of50('account.released', 0, 49));
    expect(await one()).toMatchObject({ count: 50, settled_at: null });
    await happen(workspace_id, ...of50('account.released', 49));
    expect((await one())?.settled_at).toBe(clock.now().toISOString());
    // Banned again: another matter.
    clock.advance(1_000);
    await happen(workspace_id, ...of50('account.held', 0, 2));
    expect((await told()).length).toBe(before + 2);
    expect(await one()).toMatchObject({ count: 2, settled_at: null });
  });
});

describe('senders that go and come back', () => {
  const change = (device_id: string, to: string, from = to === 'offline' ? 'healthy' : 'offline') => ({
    type: 'device.health_changed' as const,
    device_id,
    data: { from, to, reason: 'no heartbeat' },
  });

  it('thirty offline within a minute are one notification, and their return is told in it', async () => {
    const devices = await Promise.all(
      Array.from({ length: 30 }, () => resourceMakers.device(server.rt, admin)),
    );
    await happen(workspace_id, ...devices.map((id) => change(id, 'offline')));
    await happen(workspace_id, ...devices.slice(0, 3).map((id) => change(id, 'offline')));
    expect(await of(admin)).toMatchObject([
      {
        kind: 'senders_offline',
        count: 30,
        senders: { offline: 30, back: 0, names: ['Phone', 'Phone', 'Phone'] },
      },
    ]);
    await happen(workspace_id, ...devices.slice(0, 29).map((id) => change(id, 'healthy')));
    expect(await of(admin)).toMatchObject([{ count: 30, senders: { offline: 1, back: 29 } }]);
    expect(await of(pm)).toEqual([]);
  });

  it('whoever read of the absence is told of the return, nobody else', async () => {
    const second = await createUser(server.rt, { workspace_id, role: 'admin' });
    const device = await resourceMakers.device(server.rt, admin);
    await happen(workspace_id, change(device, 'offline'));
    await read(admin);
    clock.advance(1_000);
    await happen(workspace_id, {
      type: 'device.health_changed',
      device_id: device,
      data: { from: 'offline', health: 'healthy' },
    });
    expect((await of(admin)).map((one) => one.kind)).toEqual(['senders_back', 'senders_offline']);
    expect((await of(second)).map((one) => one.kind)).toEqual(['senders_offline']);
  });

  it('a device is back with the last of its accounts, and what was never away does not bring it back', async () => {
    const device = await resourceMakers.device(server.rt, admin);
    const [bot, number] = [randomUUID(), randomUUID()];
    const on = (account_id: string, ...states: [string, string?]) => ({
      ...change(device, ...states),
      account_id,
    });
    await happen(workspace_id, on(bot, 'offline'), on(number, 'offline'));
    await happen(workspace_id, on(number, 'degraded', 'healthy'), change(device, 'degraded', 'healthy'));
    expect(await of(admin)).toMatchObject([{ count: 1, senders: { offline: 1, back: 0, names: ['Phone'] } }]);
    await happen(workspace_id, on(number, 'healthy'));
    expect(await of(admin)).toMatchObject([{ count: 1, senders: { offline: 1, back: 0 } }]);
    await happen(workspace_id, on(bot, 'degraded'));
    expect(await of(admin)).toMatchObject([{ count: 1, senders: { offline: 0, back: 1, names: ['Phone'] } }]);
  });

  it('one that was never missed comes back unnoticed, also within one batch', async () => {
    const devices = [
      await resourceMakers.device(server.rt, admin),
      await resourceMakers.device(server.rt, admin),
    ];
    await happen(workspace_id, change(devices[0] ?? '', 'healthy'));
    expect(await of(admin)).toEqual([]);
    await happen(workspace_id, change(devices[1] ?? '', 'offline'), change(devices[1] ?? '', 'healthy'));
    expect(await of(admin)).toMatchObject([{ senders: { offline: 0, back: 1 } }]);
  });
});

describe('further matters', () => {
  it('a full portfolio is told once in 24 hours', async () => {
    const { id } = await server.rt.db
      .insertInto('portfolios')
      .values({ workspace_id, name: 'Meghna', tier_limit: 2 })
      .returning('id')
      .executeTakeFirstOrThrow();
    const open = () =>
      sql`insert into portfolio_recipients (portfolio_id, workspace_id, prospect_id, last_at)
        values (${id}, ${workspace_id}, ${randomUUID()}, ${clock.now()})`.execute(server.rt.db);
    await open();
    expect(await tellFullPortfolios(server.rt)).toBe(0);
    await open();
    await tellFullPortfolios(server.rt);
    await tellFullPortfolios(server.rt);
    await settle(server.rt);
    expect(await of(admin)).toMatchObject([
      { kind: 'portfolio_exhausted', count: 1, portfolio: { name: 'Meghna', limit: 2 } },
    ]);
  });

  it('a refusal in other words goes to those whose book the person is in, and to compliance', async () => {
    const compliance = await createUser(server.rt, { workspace_id, role: 'compliance' });
    const other = await createUser(server.rt, { workspace_id });
    const prospect_id = await resourceMakers.prospect(server.rt, pm);
    await happen(workspace_id, {
      type: 'prospect.held',
      prospect_id,
      channel: 'signal',
      data: { reason: 'refusal' },
    });
    for (const [user, kinds] of [
      [pm, ['people_held']],
      [compliance, ['people_held']],
      [other, []],
      [admin, []],
    ] as const)
      expect((await of(user)).map((one) => one.kind)).toEqual(kinds);
  });

  it('the follower reads none of the frequent events', async () => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select id from events where (xid, id) > ((select xid from event_cursors where follower = 'notifications'), 0)
        and type = any(${['message.failed', 'campaign.completed']}::text[]) and ${sql.raw(notableCondition)}
      order by events.xid, events.id limit 1000`.execute(server.rt.db);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('_xid_id_idx1');
    const kept = await sql<{ type: string }>`select type from unnest(${[...eventTypes]}::text[]) as t(type)
      where ${sql.raw(notableCondition)}`.execute(server.rt.db);
    const read = kept.rows.map((row) => row.type);
    expect(read).toEqual(expect.arrayContaining([...notableTypes]));
    expect(
      read.filter((type) => ['message.sent', 'message.flagged', 'prospect.created'].includes(type)),
    ).toEqual([]);
  });
});
