// A platform's ban or spam signal, and the administrator's decision about it: what stops, what waits, what goes on.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { HoldWaiting } from '@sampark/contracts/fleet.ts';
import type { PortfolioResource } from '@sampark/contracts/portfolios.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/channels/channel.ts';
import { startDispatch } from '../../src/delivery/dispatch.ts';
import { heldCampaignChannels, holdAccount } from '../../src/devices/hold-account.ts';
import { wakeWaitingJob } from '../../src/devices/wake-waiting.ts';
import { applyAccountEvents } from '../../src/webhooks/apply-account.ts';
import { applyInbound } from '../../src/webhooks/apply-inbound.ts';
import { createUser, tokenFor } from '../support/server.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import type { Account, Person } from '../support/world.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
beforeEach(async () => {
  // Each test its own pool and campaigns.
  await sql`delete from devices`.execute(stage.rt.db);
  await sql`delete from campaign_channel_holds`.execute(stage.rt.db);
  await sql`delete from graphile_worker._private_jobs`.execute(stage.rt.db);
  await sql`update campaigns set status = 'cancelled', completed_at = ${stage.clock.now()}`.execute(
    stage.rt.db,
  );
  stage.clock.advance(1_000);
  stage.answer = () => ({ kind: 'accepted', external_id: crypto.randomUUID() });
});
afterAll(() => stage.close());

const spam: SendOutcome = { kind: 'rejected', code: 'account_spam', blame: 'account', hold: true };

const hold = ({ id, device_id }: Account, reason = 'account_spam') =>
  stage.rt.db.transaction().execute((tx) =>
    holdAccount(tx, stage.clock.now(), {
      ...{ workspace_id: stage.pm.workspace_id, account_id: id, device_id, channel: 'signal' as const },
      ...{ reason, code: 'account_spam' },
    }),
  );

async function decide(
  account: Account,
  decision: string,
  reason = 'The platform lifted it after our appeal.',
) {
  const admin = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'admin' });
  const answer = await stage.server.ask('POST', `/api/v1/accounts/${account.id}/decision`, {
    token: await tokenFor(stage.rt, admin),
    payload: { decision, reason },
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), admin };
}

const eventsOf = async (type: string, { id }: Account) =>
  (
    await sql<{ campaign_id: string | null; actor_id: string | null; data: Record<string, unknown> }>`
      select campaign_id, actor_id, data from events where type = ${type} and account_id = ${id} order by id`.execute(
      stage.rt.db,
    )
  ).rows;

/** Two senders, and a campaign whose people know the first: one message each sent, the next campaign's ones waiting. */
async function knownPeople(count: number) {
  const first = await stage.account('signal', { per_day: 1_000 });
  const people = await stage.people(count, ['signal']);
  const earlier = await stage.campaign(people);
  let lanes = await stage.lanes();
  await stage.send(lanes, (await stage.claim(lanes, earlier)).intents);
  const second = await stage.account('signal', { per_day: 1_000 });
  const campaign = await stage.campaign(people);
  lanes = await stage.lanes();
  return { first, second, people, campaign, lanes };
}

describe('a hold', () => {
  it('stops the account and holds the campaigns of its channel that have something left', async () => {
    const account = await stage.account('signal', { per_day: 3 });
    const people = await stage.people(4, ['signal']);
    const going = await stage.campaign(people);
    await stage.account('imessage');
    const elsewhere = await stage.campaign(await stage.people(2, ['imessage']), {
      channel_order: ['imessage'],
    });
    expect(await hold(account)).toBe(true);
    const held = await heldCampaignChannels(stage.rt.db);
    expect(held).toEqual(new Set([`${going}/signal`]));
    expect(held.has(`${elsewhere}/imessage`)).toBe(false);
    const [event] = await eventsOf('account.held', account);
    expect(event?.data).toMatchObject({ code: 'account_spam', campaigns: 1 });
    expect((await eventsOf('campaign.channel_held', account)).map((one) => one.campaign_id)).toEqual([going]);
    // A second signal changes nothing.
    expect(await hold(account, 'account_banned')).toBe(false);
    expect(await eventsOf('campaign.channel_held', account)).toHaveLength(1);
  });

  it('holds a paused campaign, and one it has sent for, but no ended one', async () => {
    const account = await stage.account('signal');
    const people = await stage.people(2, ['signal']);
    const ended = await stage.campaign(people);
    const paused = await stage.campaign(people);
    const sentFor = await stage.campaign(people);
    const lanes = await stage.lanes();
    await stage.send(lanes, (await stage.claim(lanes, sentFor)).intents);
    expect((await stage.rows(sentFor)).map((row) => row.delivery_status)).toEqual(['sent', 'sent']);
    await sql`update campaigns set status = 'cancelled' where id = ${ended}`.execute(stage.rt.db);
    await sql`update campaigns set status = 'paused' where id = ${paused}`.execute(stage.rt.db);
    await hold(account);
    expect(await heldCampaignChannels(stage.rt.db)).toEqual(
      new Set([`${sentFor}/signal`, `${paused}/signal`]),
    );
  });

  it('comes with a platform’s own notice too', async () => {
    const account = await stage.account('signal');
    const campaign = await stage.campaign(await stage.people(1, ['signal']));
    await stage.rt.db.transaction().execute((tx) =>
      applyAccountEvents(stage.rt, tx, stage.clock.now(), [
        {
          ...{ webhook_id: 1, account_id: account.id, workspace_id: stage.pm.workspace_id },
          ...{ channel: 'signal' as const, received_at: stage.clock.now() },
          event: { kind: 'account', scope: 'account', hold: 'banned', health: 'offline', detail: 'banned' },
        },
      ]),
    );
    expect(await heldCampaignChannels(stage.rt.db)).toEqual(new Set([`${campaign}/signal`]));
    const { body } = await decide(account, 'release');
    expect(body).toMatchObject({ health_status: 'healthy', policy_hold: null, hold: null });
  });
});

describe('release', () => {
  it('lets account and campaigns go on, and its people’s messages are due at once', async () => {
    const { first, campaign, lanes } = await knownPeople(3);
    await hold(first);
    await lanes.refresh();
    stage.clock.advance(1_000);
    expect((await stage.claim(lanes, campaign)).intents).toEqual([]);
    const waiting = await stage.rows(campaign);
    expect(waiting.every((row) => row.decision?.reasons.at(-1)?.code === 'sender_held')).toBe(true);
    expect(waiting.every((row) => row.due_at.getTime() > stage.clock.now().getTime() + 14 * 60_000)).toBe(
      true,
    );

    const { status, body, admin } = await decide(first, 'release');
    expect([status, body.policy_hold, body.health_status]).toEqual([200, null, 'healthy']);
    expect((await heldCampaignChannels(stage.rt.db)).size).toBe(0);
    const [event] = await eventsOf('account.released', first);
    expect(event).toMatchObject({ actor_id: admin.id, data: { held_for: 'account_spam' } });
    const { rows } = await sql<{ decision: string; decided_by: string }>`
      select decision, decided_by from campaign_channel_holds where campaign_id = ${campaign}`.execute(
      stage.rt.db,
    );
    expect(rows).toEqual([{ decision: 'release', decided_by: admin.id }]);

    await lanes.refresh();
    const { intents } = await stage.claim(lanes, campaign);
    expect(intents.map((one) => one.lane.account.id)).toEqual([first.id, first.id, first.id]);
  });

  it('wakes what the account itself sent back with the signal', async () => {
    const account = await stage.account('signal');
    const campaign = await stage.campaign(await stage.people(1, ['signal']));
    const lanes = await stage.lanes();
    stage.answer = () => spam;
    await stage.send(lanes, (await stage.claim(lanes, campaign)).intents);
    expect((await stage.rows(campaign))[0]).toMatchObject({ delivery_status: 'retrying' });
    expect((await decide(account, 'release')).status).toBe(200);
    const [row] = await stage.rows(campaign);
    expect(row?.due_at).toEqual(stage.clock.now());
  });

  it('leaves what waits for another reason or another workspace where it is', async () => {
    const { first, campaign } = await knownPeople(2);
    await hold(first);
    const later = new Date(stage.clock.now().getTime() + 3_600_000);
    await sql`update message_queue set due_at = ${later} where campaign_id = ${campaign}`.execute(
      stage.rt.db,
    );
    await sql`update messages set due_at = ${later}, decision = '{"outcome":"reschedule","reasons":[{"code":"quiet_hours"}]}'
      where campaign_id = ${campaign}`.execute(stage.rt.db);
    await decide(first, 'release');
    expect((await stage.rows(campaign)).map((row) => row.due_at)).toEqual([later, later]);
    const { rows } = await sql<{ due_at: Date }>`select due_at from message_queue where campaign_id = ${campaign}`.execute(stage.rt.db); // prettier-ignore
    expect(rows.map((row) => row.due_at)).toEqual([later, later]);
  });

  it('more than one chunk of waiting messages is finished by a job', async () => {
    const account = await stage.account('signal');
    await hold(account);
    const later = new Date(stage.clock.now().getTime() + 900_000);
    await sql`
      with made as (
        insert into messages (id, created_at, updated_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose,
          due_at, decision)
        select gen_random_uuid(), ${stage.clock.now()}, ${stage.clock.now()}, ${stage.pm.workspace_id}, gen_random_uuid(),
          ${stage.pm.id}, 'signal', 'marketing', ${later}, '{"outcome":"reschedule","reasons":[{"code":"sender_held"}]}'
        from generate_series(1, 5100) returning id, created_at)
      insert into message_queue (message_id, created_at, workspace_id, platform, due_at)
      select id, created_at, ${stage.pm.workspace_id}, 'signal', ${later} from made`.execute(stage.rt.db);
    const waiting = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from message_queue where due_at = ${later}`.execute(stage.rt.db)).rows[0]?.n; // prettier-ignore
    await decide(account, 'release');
    expect(await waiting()).toBe(100);
    const { rows } = await sql<{ payload: unknown }>`
      select payload from graphile_worker._private_jobs`.execute(stage.rt.db);
    expect(rows).toHaveLength(1);
    await wakeWaitingJob['wake_waiting_messages']?.run(stage.rt, rows[0]?.payload);
    expect(await waiting()).toBe(0);
  });
});

describe('continuing without it', () => {
  it('keeps the account stopped and gives its people to others', async () => {
    const { first, second, people, campaign, lanes } = await knownPeople(3);
    await hold(first);
    await lanes.refresh();
    stage.clock.advance(1_000);
    await stage.claim(lanes, campaign);
    const { status, body } = await decide(first, 'continue_without');
    // Somebody writes to the number that stays stopped: it is not theirs again by that.
    const at = stage.clock.now();
    await stage.rt.db.transaction().execute((tx) =>
      applyInbound(stage.rt, tx, at, [
        {
          ...{ webhook_id: 1, account_id: first.id, workspace_id: stage.pm.workspace_id },
          ...{ channel: 'signal' as const, received_at: at },
          event: {
            ...{ kind: 'inbound', external_id: crypto.randomUUID(), from: people[0]?.phone ?? '' },
            ...{ text: 'Are you there?', message_kind: 'text', at },
          },
        },
      ]),
    );
    expect([status, body.policy_hold]).toEqual([200, 'account_spam']);
    expect(body.hold).toMatchObject({ decision: 'continue_without', campaigns: 0 });
    expect((await heldCampaignChannels(stage.rt.db)).size).toBe(0);
    expect(await eventsOf('account.continued_without', first)).toHaveLength(1);
    await lanes.refresh();
    const { intents } = await stage.claim(lanes, campaign);
    expect(intents.map((one) => one.lane.account.id)).toEqual([second.id, second.id, second.id]);
    // It may still be released later; continuing without it twice is no decision.
    expect((await decide(first, 'continue_without')).status).toBe(409);
    expect((await decide(first, 'release')).body).toMatchObject({ policy_hold: null, hold: null });
  });
});

describe('continuing without the only sender somebody can be reached by', () => {
  const waiting = async (account: Account) => {
    const admin = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'admin' });
    const answer = await stage.server.ask('GET', `/api/v1/accounts/${account.id}/waiting`, {
      token: await tokenFor(stage.rt, admin),
    });
    return answer.json<HoldWaiting>();
  };
  const holdOn = (channel: Channel, { id, device_id }: Account) =>
    stage.rt.db.transaction().execute((tx) =>
      holdAccount(tx, stage.clock.now(), {
        ...{ workspace_id: stage.pm.workspace_id, account_id: id, device_id, channel },
        ...{ reason: 'account_spam', code: 'account_spam' },
      }),
    );
  const chats = (people: readonly Person[], { id }: Account) =>
    stage.rt.db
      .insertInto('channel_identities')
      .values(
        people.map((person, index) => ({
          ...{ workspace_id: stage.pm.workspace_id, prospect_id: person.id, channel: 'telegram' as const },
          ...{ address: `${id.slice(0, 8)}${index}`, account_id: id, source: 'start link' },
        })),
      )
      .execute();
  const consent = (people: readonly Person[], channel: Channel) => sql`
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
    select ${stage.pm.workspace_id}, id, ${channel}, purpose, 'granted', 'agreement', ${stage.clock.now()}, ${stage.clock.now()}
    from unnest(${people.map((one) => one.id)}::uuid[]) id cross join unnest(array['marketing', 'service', 'coaching']) purpose`.execute(stage.rt.db); // prettier-ignore
  const claimAll = async (campaign: string, platform: Channel) => {
    const lanes = await stage.lanes();
    return (await stage.claim(lanes, campaign, { platform })).intents;
  };

  it('a Telegram chat belongs to its bot: its people go to the next channel of their order, or are skipped and told why', async () => {
    const [bot, other] = [await stage.account('telegram'), await stage.account('telegram')];
    await stage.account('signal');
    const people = await stage.people(4, ['telegram']);
    const [theirs, both, elsewhere] = [people.slice(0, 2), people.slice(2, 3), people.slice(3)];
    await chats([...theirs, ...both], bot);
    await chats([...both, ...elsewhere], other);
    await consent(theirs.slice(0, 1), 'signal');
    const campaign = await stage.campaign(people, { channel_order: ['telegram', 'signal'] });
    await holdOn('telegram', bot);
    // Two can be reached through nobody else; the third has opened another bot too.
    expect(await waiting(bot)).toMatchObject({ unreachable: 2, campaigns: [{ id: campaign, waiting: 4 }] });
    expect((await decide(bot, 'continue_without')).status).toBe(200);
    const onTelegram = await claimAll(campaign, 'telegram');
    const sent = new Map(onTelegram.map((one) => [one.prospect_id, `${one.channel} ${one.lane.account.id}`]));
    const of = (ones: readonly Person[]) => ones.map((one) => sent.get(one.id));
    expect(of([...both, ...elsewhere])).toEqual([`telegram ${other.id}`, `telegram ${other.id}`]);
    for (const intent of await claimAll(campaign, 'signal')) sent.set(intent.prospect_id, intent.channel);
    const rows = await stage.rows(campaign);
    const rowOf = (person: Person | undefined) => rows.find((row) => row.prospect_id === person?.id);
    expect(rowOf(theirs[0])).toMatchObject({ delivery_status: 'sending', platform: 'signal' });
    expect(rowOf(theirs[0])?.decision?.reasons[0]).toEqual({ code: 'sender_gone', channel: 'telegram' });
    expect(rowOf(theirs[1])).toMatchObject({ delivery_status: 'skipped' });
    expect(rowOf(theirs[1])?.decision?.reasons).toContainEqual({ code: 'sender_gone', channel: 'telegram' });
    // Released later, it is their bot again.
    await decide(bot, 'release');
    const again = await stage.campaign(theirs, { channel_order: ['telegram'] });
    expect((await claimAll(again, 'telegram')).map((one) => one.lane.account.id)).toEqual([bot.id, bot.id]);
  });

  it('a channel whose only sender stays stopped has none: nobody waits for it for ever', async () => {
    await sql`delete from message_queue`.execute(stage.rt.db);
    const only = await stage.account('imessage');
    await stage.account('signal');
    const people = await stage.people(2, ['imessage']);
    await consent(people.slice(0, 1), 'signal');
    const campaign = await stage.campaign(people, { channel_order: ['imessage', 'signal'] });
    await holdOn('imessage', only);
    expect(await waiting(only)).toMatchObject({ unreachable: 2 });
    await decide(only, 'continue_without');
    // The whole dispatcher: a channel without a sender has no lane that would make it look.
    const dispatch = await startDispatch(stage.rt);
    try {
      const moved = async () => {
        stage.clock.advance(250);
        const rows = await stage.rows(campaign);
        return people.map((one) => rows.find((row) => row.prospect_id === one.id)?.delivery_status);
      };
      await expect.poll(moved, { timeout: 45_000, interval: 20 }).toEqual(['sent', 'skipped']);
    } finally {
      const stopping = dispatch.stop();
      let stopped = false;
      void stopping.then(() => (stopped = true));
      await expect
        .poll(() => (stage.clock.advance(250), stopped), { timeout: 45_000, interval: 20 })
        .toBe(true);
    }
    const [first, left] = people.map((one) => one.id);
    const rows = new Map((await stage.rows(campaign)).map((row) => [row.prospect_id, row]));
    expect(rows.get(first ?? '')).toMatchObject({ platform: 'signal' });
    expect(rows.get(left ?? '')?.decision?.reasons).toContainEqual({
      code: 'no_sender',
      channel: 'imessage',
    });
  });

  it('says that nobody is lost where others can take over', async () => {
    const { first, campaign } = await knownPeople(3);
    await hold(first);
    expect(await waiting(first)).toMatchObject({ people: 3, unreachable: 0, campaigns: [{ id: campaign }] });
  });
});

describe('a whole business', () => {
  /** Fifty numbers of one portfolio, one of another, and a campaign. */
  async function banned(count: number) {
    const { rt, pm } = stage;
    const portfolio = async (external_id: string) =>
      (
        await rt.db
          .insertInto('portfolios')
          .values({ workspace_id: pm.workspace_id, name: external_id, external_id })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id;
    const [theirs, other] = [await portfolio(crypto.randomUUID()), await portfolio(crypto.randomUUID())];
    const accounts = await Promise.all(Array.from({ length: count }, () => stage.account('whatsapp')));
    const apart = await stage.account('whatsapp');
    await sql`update sender_accounts set portfolio_id = ${theirs} where id = any(${accounts.map((one) => one.id)}::uuid[])`.execute(rt.db); // prettier-ignore
    await sql`update sender_accounts set portfolio_id = ${other} where id = ${apart.id}`.execute(rt.db);
    await sql`insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
      values (${pm.workspace_id}, '1', 'review', 'en', 'MARKETING', 'APPROVED', '[]') on conflict do nothing`.execute(
      rt.db,
    );
    const campaign = await stage.campaign(await stage.people(3, ['whatsapp']), {
      ...{ channel_order: ['whatsapp'], message_content: 'x' },
      channel_content: { whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: [] } },
    });
    await rt.db.transaction().execute((tx) =>
      applyAccountEvents(stage.rt, tx, stage.clock.now(), [
        {
          ...{ webhook_id: 1, account_id: accounts[7 % count]?.id ?? '', workspace_id: pm.workspace_id },
          ...{ channel: 'whatsapp' as const, received_at: stage.clock.now() },
          event: { kind: 'account', scope: 'portfolio', hold: 'banned', health: 'offline', detail: 'banned' },
        },
      ]),
    );
    return { theirs, other, accounts, apart, campaign };
  }
  const decideAll = async (portfolio: string, decision: string, role: 'admin' | 'standard' = 'admin') => {
    const user = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role });
    const answer = await stage.server.ask('POST', `/api/v1/portfolios/${portfolio}/decision`, {
      token: await tokenFor(stage.rt, user),
      payload: { decision, reason: 'Meta lifted it after our appeal.' },
    });
    return { status: answer.statusCode, body: answer.json<PortfolioResource & { code?: string }>(), user };
  };
  const count = async (type: string, ids: readonly string[]) =>
    (
      await sql<{
        n: number;
        actors: number;
      }>`select count(*)::int as n, count(distinct actor_id)::int as actors
        from events where type = ${type} and account_id = any(${ids}::uuid[])`.execute(stage.rt.db)
    ).rows[0];

  it('is stopped by one signal and goes on by one decision, recorded with each of its fifty numbers', async () => {
    const { theirs, other, accounts, apart, campaign } = await banned(50);
    const ids = accounts.map((one) => one.id);
    expect(await count('account.held', ids)).toMatchObject({ n: 50 });
    expect((await decideAll(theirs, 'release', 'standard')).status).toBe(403);
    expect((await decideAll(other, 'release')).body).toMatchObject({ code: 'account_not_held' });
    expect(await heldCampaignChannels(stage.rt.db)).toEqual(new Set([`${campaign}/whatsapp`]));
    const { status, body, user } = await decideAll(theirs, 'release');
    expect(status).toBe(200);
    expect(body.accounts.filter((one) => one.policy_hold !== null)).toEqual([]);
    expect((await heldCampaignChannels(stage.rt.db)).size).toBe(0);
    expect(await count('account.released', ids)).toEqual({ n: 50, actors: 1 });
    expect(await count('campaign.channel_released', ids)).toEqual({ n: 1, actors: 1 });
    const { rows } = await sql<{ decided_by: string; n: number }>`
      select decided_by, count(*)::int as n from campaign_channel_holds where campaign_id = ${campaign} group by 1`.execute(
      stage.rt.db,
    );
    expect(rows).toEqual([{ decided_by: user.id, n: 50 }]);
    expect((await decideAll(theirs, 'release')).body).toMatchObject({ code: 'account_not_held' });
    expect(await count('account.released', [apart.id])).toMatchObject({ n: 0 });
  });

  it('may be gone on without, but for the numbers decided about one by one', async () => {
    const { theirs, accounts } = await banned(3);
    const [first, second, third] = accounts as [Account, Account, Account];
    await decide(first, 'release');
    await decide(second, 'continue_without');
    expect((await decideAll(theirs, 'continue_without')).status).toBe(200);
    expect(await count('account.continued_without', [second.id])).toMatchObject({ n: 1 });
    expect(await count('account.continued_without', [first.id])).toMatchObject({ n: 0 });
    const { body } = await decideAll(theirs, 'release');
    const held = new Map(body.accounts.map((one) => [one.id, one.policy_hold]));
    expect([first, second, third].map((one) => held.get(one.id))).toEqual([null, null, null]);
  });
});

describe('the decision', () => {
  it('needs a hold, a reason and an administrator', async () => {
    const account = await stage.account('signal');
    expect((await decide(account, 'release')).body).toMatchObject({ code: 'account_not_held' });
    await hold(account);
    expect((await decide(account, 'release', 'short')).status).toBe(400);
    expect((await decide(account, 'forget')).status).toBe(400);
    const token = await stage.token();
    const refused = await stage.server.ask('POST', `/api/v1/accounts/${account.id}/decision`, {
      token,
      payload: { decision: 'release', reason: 'I would like to go on.' },
    });
    expect(refused.statusCode).toBe(403);
  });

  it('two administrators at once: one decides, the other is told', async () => {
    const account = await stage.account('signal');
    await hold(account);
    const both = await Promise.all([decide(account, 'release'), decide(account, 'release')]);
    expect(both.map((one) => String(one.status)).toSorted()).toEqual(['200', '409']);
    expect(await eventsOf('account.released', account)).toHaveLength(1);
  });

  it('release_hold of the account’s PATCH is the same decision', async () => {
    const account = await stage.account('signal');
    const campaign = await stage.campaign(await stage.people(1, ['signal']));
    await hold(account);
    const admin = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'admin' });
    const answer = await stage.server.ask('PATCH', `/api/v1/accounts/${account.id}`, {
      token: await tokenFor(stage.rt, admin),
      payload: { release_hold: 'The platform lifted it after our appeal.' },
    });
    expect(answer.json()).toMatchObject({ policy_hold: null, health_status: 'healthy' });
    expect((await eventsOf('campaign.channel_released', account)).map((one) => one.campaign_id)).toEqual([
      campaign,
    ]);
    expect((await heldCampaignChannels(stage.rt.db)).size).toBe(0);
  });

  it('a campaign held with two accounts waits for both decisions', async () => {
    const [a, b] = [await stage.account('signal'), await stage.account('signal')];
    const campaign = await stage.campaign(await stage.people(1, ['signal']));
    await hold(a);
    await hold(b);
    await decide(a, 'release');
    expect(await heldCampaignChannels(stage.rt.db)).toEqual(new Set([`${campaign}/signal`]));
    await decide(b, 'continue_without');
    expect((await heldCampaignChannels(stage.rt.db)).size).toBe(0);
  });
});
