import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { openSettings, type Account, type Person } from '../support/world.ts';
import { anotherProcess, openStage, type Stage } from './stage.ts';

let stage: Stage;
let account: Account;
let lanes: LaneSet;
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage?.close();
  stage = await openStage();
  account = await stage.account('signal');
  lanes = await stage.lanes();
});

const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);
const onePerson = async () => (await stage.people(1, ['signal'])) as [Person];
const reasonsOf = async (campaign: string) =>
  (await stage.rows(campaign)).map((row) => [row.delivery_status, row.decision?.reasons.at(-1)?.code]);
const later = (ms: number) => new Date(stage.clock.now().getTime() + ms);
async function goTo(at: Date): Promise<void> {
  stage.clock.set(at);
  await lanes.refresh();
  stage.clock.advance(1_000);
}
async function sendAll(campaign: string): Promise<void> {
  await stage.send(lanes, (await stage.claim(lanes, campaign)).intents);
}
const waitingLocks = async () => {
  const { rows } = await sql<{ n: number }>`
    select count(distinct pid)::int as n from pg_locks where not granted`.execute(stage.rt.db);
  return rows[0]?.n ?? 0;
};

describe('policy at send time', () => {
  it('an opt-out between queueing and claiming is respected', async () => {
    const campaign = await stage.campaign(await stage.people(2, ['signal']));
    const [row] = await stage.rows(campaign);
    await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at)
      values (${stage.pm.workspace_id}, ${row?.prospect_id}, 'signal', 'marketing', 'withdrawn', 'keyword', true, ${stage.clock.now()})`.execute(
      stage.rt.db,
    );
    expect((await stage.claim(lanes, campaign)).intents).toHaveLength(1);
    expect((await reasonsOf(campaign)).toSorted(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['sending', 'consent_granted'],
      ['skipped', 'opted_out'],
    ]);
    expect(await stage.events(campaign, 'message.skipped')).toMatchObject([{ data: { code: 'opted_out' } }]);
  });

  it.each<
    [string, (person: Person) => { address: string; channel: string | null; purpose: string | null }, string]
  >([
    ['a number', ({ phone }) => ({ address: phone, channel: null, purpose: null }), 'suppressed'],
    ['one channel', ({ phone }) => ({ address: phone, channel: 'signal', purpose: null }), 'suppressed'],
    [
      'marketing',
      ({ phone }) => ({ address: phone, channel: 'signal', purpose: 'marketing' }),
      'marketing_stopped',
    ],
    [
      'a channel’s own address',
      () => ({ address: 'signal-uuid-1', channel: 'signal', purpose: null }),
      'suppressed',
    ],
  ])('a suppression of %s stops the message', async (_, of, code) => {
    const [person] = await onePerson();
    await sql`insert into channel_identities (workspace_id, prospect_id, channel, address, source)
      values (${stage.pm.workspace_id}, ${person.id}, 'signal', 'signal-uuid-1', 'inbound')`.execute(
      stage.rt.db,
    );
    const campaign = await stage.campaign([person]);
    const { address, channel, purpose } = of(person);
    await sql`insert into suppressions (workspace_id, address_hash, channel, purpose, reason, source)
      values (${stage.pm.workspace_id}, ${stage.rt.keys.addressHash(address)}, ${channel}, ${purpose}, 'complaint', 'manual')`.execute(
      stage.rt.db,
    );
    await stage.claim(lanes, campaign);
    expect(await reasonsOf(campaign)).toEqual([['skipped', code]]);
  });

  it('a suppression of coaching stops coaching', async () => {
    const [person] = await onePerson();
    const campaign = await stage.campaign([person], { purpose: 'coaching' });
    await sql`insert into suppressions (workspace_id, address_hash, purpose, reason, source)
      values (${stage.pm.workspace_id}, ${stage.rt.keys.addressHash(person.phone)}, 'coaching', 'complaint', 'manual')`.execute(
      stage.rt.db,
    );
    await stage.claim(lanes, campaign);
    expect(await reasonsOf(campaign)).toEqual([['skipped', 'suppressed']]);
  });

  it('two marketing messages a week over all campaigns; the third waits until the first leaves the week', async () => {
    await stage.settings({ ...openSettings, weekly_caps: { marketing: 2, coaching: 3 } });
    const [person] = await onePerson();
    const first = stage.clock.now();
    for (let n = 0; n < 2; n++) {
      await sendAll(await stage.campaign([person]));
      await goTo(later(3_600_000));
    }
    const third = await stage.campaign([person]);
    expect((await stage.claim(lanes, third)).intents).toEqual([]);
    const [row] = await stage.rows(third);
    expect(row).toMatchObject({
      delivery_status: 'pending',
      due_at: new Date(first.getTime() + 7 * 86_400_000),
    });
    expect(await stage.events(third, 'message.rescheduled')).toMatchObject([
      { data: { code: 'weekly_cap' } },
    ]);
    await goTo(row?.due_at ?? first);
    expect((await stage.claim(lanes, third)).intents).toHaveLength(1);
  });

  it('one message at a time to a person: the next waits for the pair limit, even in the same batch', async () => {
    await sql`update sender_accounts set pair_seconds = 6`.execute(stage.rt.db);
    await lanes.refresh();
    const [person] = await onePerson();
    const [a, b] = [await stage.campaign([person]), await stage.campaign([person])];
    const { intents } = await stage.claim(lanes, a);
    await stage.claim(lanes, b);
    // Nobody knows yet when the platform sees the first: its answer is waited for.
    expect((await stage.rows(b))[0]).toMatchObject({ due_at: later(1_000) });
    await stage.send(lanes, intents);
    await goTo(later(7_000));
    await sql`update message_queue set due_at = ${stage.clock.now()} where campaign_id = ${b}`.execute(
      stage.rt.db,
    );
    expect((await stage.claim(lanes, b)).intents).toHaveLength(1);
  });

  it('quiet hours move it to the morning, where the person lives', async () => {
    await stage.settings({ weekly_caps: openSettings.weekly_caps });
    await goTo(new Date('2026-11-20T20:30:00Z'));
    const [london, dhaka, rome] = (await stage.people(3, ['signal'])) as [Person, Person, Person];
    for (const [person, zone] of [
      [dhaka, 'Asia/Dhaka'],
      [rome, 'Europe/Rome'],
    ] as const)
      await sql`update prospects set time_zone = ${zone} where id = ${person.id}`.execute(stage.rt.db);
    const campaign = await stage.campaign([london, dhaka, rome]);
    await stage.claim(lanes, campaign);
    const rows = await stage.rows(campaign);
    const of = (person: Person) => rows.find((row) => row.prospect_id === person.id);
    expect(of(london)).toMatchObject({ delivery_status: 'sending' });
    expect(of(dhaka)).toMatchObject({ delivery_status: 'pending', due_at: new Date('2026-11-21T03:00:00Z') });
    expect(of(rome)).toMatchObject({ delivery_status: 'pending', due_at: new Date('2026-11-21T08:00:00Z') });
  });

  it('a value this person does not have is a reason to skip, not a blank', async () => {
    const people = await stage.people(1, ['signal']);
    await sql`update prospects set last_name = 'Rahman' where id = ${people[0]?.id}`.execute(stage.rt.db);
    const campaign = await stage.campaign(people, { message_content: 'Dear {{ last_name }}' });
    await sql`update prospects set last_name = null where id = ${people[0]?.id}`.execute(stage.rt.db);
    await stage.claim(lanes, campaign);
    expect(await reasonsOf(campaign)).toEqual([['skipped', 'variable_missing']]);
  });
});

describe('limits', () => {
  it('the daily limit is met exactly, and the rest waits for the next UTC day', async () => {
    await sql`update sender_accounts set per_day = 5`.execute(stage.rt.db);
    await lanes.refresh();
    const campaign = await stage.campaign(await stage.people(8, ['signal']));
    const { intents } = await stage.claim(lanes, campaign);
    expect(intents).toHaveLength(5);
    await stage.send(lanes, intents);
    const waiting = (await stage.rows(campaign)).filter((row) => row.delivery_status === 'pending');
    expect(waiting.map((row) => row.due_at)).toEqual(times(3, new Date('2026-11-21T00:00:00Z')));
    await goTo(new Date('2026-11-20T23:59:50Z'));
    expect((await stage.claim(lanes, campaign)).intents).toEqual([]);
    await goTo(new Date('2026-11-21T00:00:00Z'));
    expect((await stage.claim(lanes, campaign)).intents).toHaveLength(3);
  });

  it('the database has the last word: a count this process does not know of stops it', async () => {
    await sql`insert into account_days (account_id, workspace_id, day, claimed)
      values (${account.id}, ${stage.pm.workspace_id}, '2026-11-20', 9998)`.execute(stage.rt.db);
    const campaign = await stage.campaign(await stage.people(3, ['signal']));
    expect((await stage.claim(lanes, campaign)).intents).toEqual([]);
    const tokens = [...lanes.lanes.values()][0]?.tokens.available(stage.clock.now().getTime());
    expect(tokens).toBe(100);
    expect(await reasonsOf(campaign)).toEqual(times(3, ['pending', undefined]));
    // And the next claim knows.
    expect((await stage.claim(lanes, campaign)).intents).toHaveLength(2);
    expect((await reasonsOf(campaign)).flat()).toContain('sender_exhausted');
  });

  it('what is claimed right before midnight counts on both days: the call may come after it', async () => {
    await sql`update sender_accounts set per_day = 2`.execute(stage.rt.db);
    await goTo(new Date('2026-11-20T23:59:58Z'));
    const campaign = await stage.campaign(await stage.people(3, ['signal']));
    const { intents } = await stage.claim(lanes, campaign, { room: 1 });
    await goTo(new Date('2026-11-21T00:00:01Z'));
    await stage.send(lanes, intents);
    expect((await stage.claim(lanes, campaign)).intents).toHaveLength(1);
    expect((await stage.claim(lanes, campaign)).intents).toEqual([]);
  });

  it('no more intents than there is room in flight, nor than the lane has tokens', async () => {
    await sql`update sender_accounts set per_second = 7`.execute(stage.rt.db);
    await lanes.refresh();
    stage.clock.advance(1_000);
    const campaign = await stage.campaign(await stage.people(20, ['signal']));
    expect((await stage.claim(lanes, campaign, { room: 3 })).intents).toHaveLength(3);
    expect((await stage.claim(lanes, campaign)).intents).toHaveLength(4);
  });

  it('a limit changed while sends are under way makes no token out of nothing', async () => {
    const campaign = await stage.campaign(await stage.people(60, ['signal']));
    const { intents } = await stage.claim(lanes, campaign);
    await sql`update sender_accounts set per_second = 10`.execute(stage.rt.db);
    await lanes.refresh();
    await stage.send(lanes, intents);
    stage.clock.advance(3_000);
    expect(
      [...lanes.lanes.values()].map((lane) => lane.tokens.available(stage.clock.now().getTime())),
    ).toEqual([10]);
  });
});

describe('two processes', () => {
  it('on one database never claim the same message', async () => {
    const other = anotherProcess(stage.rt);
    const { id } = await stage.account('signal');
    // As while a channel changes hands: each holds a lane of it.
    await sql`update sender_accounts set lease_owner = ${other.instanceId}, lease_token = 1,
      lease_expires_at = ${later(10_000)} where id = ${id}`.execute(stage.rt.db);
    const theirs = await stage.lanes(other);
    stage.clock.advance(1_000);
    expect([lanes.lanes.size, theirs.lanes.size]).toEqual([1, 1]);
    const campaign = await stage.campaign(await stage.people(60, ['signal']));
    const rounds = Array.from({ length: 4 }, () => [
      stage.claim(lanes, campaign, { take: 10 }),
      stage.claim(theirs, campaign, { take: 10, rt: other }),
    ]).flat();
    const ids = (await Promise.all(rounds)).flatMap((result) => result.intents.map((one) => one.message_id));
    expect(new Set(ids).size).toBe(ids.length);
    const { rows } = await sql`select from intents`.execute(stage.rt.db);
    expect(rows).toHaveLength(ids.length);
    expect(ids.length).toBe(
      (await stage.rows(campaign)).filter((row) => row.delivery_status === 'sending').length,
    );
  });

  it('a lane lost since it was looked at sends nothing, and the messages wait for its next owner', async () => {
    const campaign = await stage.campaign(await stage.people(3, ['signal']));
    await sql`update sender_accounts set lease_owner = ${crypto.randomUUID()}, lease_token = lease_token + 1`.execute(
      stage.rt.db,
    );
    expect((await stage.claim(lanes, campaign)).intents).toEqual([]);
    expect(await reasonsOf(campaign)).toEqual(times(3, ['pending', undefined]));
  });
});

describe('races that a lock decides', () => {
  /** Holds the person's row as a STOP being applied does, until released. */
  async function holding(
    person: Person,
    write: (
      tx: Parameters<Parameters<ReturnType<Stage['rt']['db']['transaction']>['execute']>[0]>[0],
    ) => Promise<void>,
  ) {
    const gate = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const done = stage.rt.db.transaction().execute(async (tx) => {
      await sql`select from prospects where id = ${person.id} order by id for no key update`.execute(tx);
      await write(tx);
      held.resolve();
      await gate.promise;
    });
    await held.promise;
    return async () => {
      gate.resolve();
      await done;
    };
  }

  it('a STOP stored before the claim commits is respected, though the claim began earlier', async () => {
    const [person] = await onePerson();
    const campaign = await stage.campaign([person]);
    const release = await holding(person, async (tx) => {
      await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at)
        values (${stage.pm.workspace_id}, ${person.id}, 'signal', 'marketing', 'withdrawn', 'keyword', true, ${stage.clock.now()})`.execute(
        tx,
      );
    });
    const claiming = stage.claim(lanes, campaign);
    await expect.poll(waitingLocks).toBe(1);
    await release();
    expect((await claiming).intents).toEqual([]);
    expect(await reasonsOf(campaign)).toEqual([['skipped', 'opted_out']]);
  });

  it('a pause waits for a claim under way, so that its count of what may still leave is whole', async () => {
    const people = await stage.people(4, ['signal']);
    const campaign = await stage.campaign(people);
    const release = await holding(people[0] as Person, async () => {});
    const claiming = stage.claim(lanes, campaign);
    await expect.poll(waitingLocks).toBe(1);
    const pausing = stage.server.ask('POST', `/api/v1/campaigns/${campaign}/pause`, {
      token: await stage.token(),
    });
    await expect.poll(waitingLocks).toBe(2);
    await release();
    expect((await claiming).intents).toHaveLength(4);
    expect((await pausing).json()).toMatchObject({ status: 'paused', may_still_leave: 4 });
    expect((await stage.claim(lanes, campaign)).taken.size).toBe(0);
  });
});

describe('what somebody else settled meanwhile', () => {
  it('is not sent again, and leaves the queue', async () => {
    const people = await stage.people(3, ['signal']);
    const campaign = await stage.campaign(people);
    // A late receipt moved it while a claim held its place in the queue.
    const [settled] = await stage.rows(campaign);
    await sql`update messages set delivery_status = 'delivered' where id = ${settled?.id}`.execute(
      stage.rt.db,
    );
    const { intents } = await stage.claim(lanes, campaign);
    expect(intents.map((one) => one.message_id)).not.toContain(settled?.id);
    expect(intents).toHaveLength(2);
    const { rows } = await sql`select from message_queue where campaign_id = ${campaign}`.execute(
      stage.rt.db,
    );
    expect(rows).toEqual([]);
  });
});
