import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../../src/delivery/attempt.ts';
import { LaneSet } from '../../src/delivery/lanes.ts';
import { recordOutcomes } from '../../src/delivery/record-outcomes.ts';
import type { Runtime } from '../../src/runtime.ts';
import { loadAccountAccess } from '../../src/webhooks/accounts.ts';
import { anotherProcess, openStage, type Stage } from './stage.ts';

const leaseMs = 12_000;
let stage: Stage;
let other: Runtime;
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage?.close();
  stage = await openStage();
  other = anotherProcess(stage.rt);
});

async function leases(): Promise<
  { lease_owner: string | null; lease_token: number; lease_expires_at: Date | null }[]
> {
  const { rows } = await sql<{
    lease_owner: string | null;
    lease_token: number;
    lease_expires_at: Date | null;
  }>`
    select lease_owner, lease_token, lease_expires_at from sender_accounts`.execute(stage.rt.db);
  return rows;
}
async function alive(rt: Runtime): Promise<void> {
  const now = stage.clock.now();
  await sql`insert into instances (id, roles, host, pid, started_at, heartbeat_at)
    values (${rt.instanceId}, '{dispatch}', 'test', 1, ${now}, ${now})`.execute(rt.db);
}

describe('leases', () => {
  it('a sender whose credentials do not open is left out, and the others go on', async () => {
    const [bad, good] = [await stage.account('signal'), await stage.account('signal')];
    await sql`update sender_accounts set credentials = set_byte(credentials, 30, get_byte(credentials, 30) # 1)
      where id = ${bad.id}`.execute(stage.rt.db);
    const lanes = await stage.lanes();
    expect([...lanes.lanes.keys()]).toEqual([good.id]);
    expect((await stage.rt.metrics.lanesUnreadable.get()).values[0]?.value).toBe(1);
    const campaign = await stage.campaign(await stage.people(3, ['signal']));
    await stage.send(lanes, (await stage.claim(lanes, campaign)).intents);
    expect((await stage.rows(campaign)).map((row) => row.delivery_status)).toEqual(['sent', 'sent', 'sent']);
    // Callbacks find the other one, too.
    expect([...(await loadAccountAccess(stage.rt, [bad.id, good.id])).keys()]).toEqual([good.id]);
  });

  it('one owner at a time: taken, renewed, left alone by others, free again in the end', async () => {
    await stage.account('signal');
    const ours = new LaneSet(stage.rt);
    const theirs = new LaneSet(other);
    await ours.refresh();
    const until = (ms: number) => new Date(stage.clock.now().getTime() + ms);
    expect(await leases()).toEqual([
      { lease_owner: stage.rt.instanceId, lease_token: 1, lease_expires_at: until(leaseMs) },
    ]);
    for (let third = 0; third < 5; third++) {
      stage.clock.advance(leaseMs / 3);
      await ours.refresh();
      await theirs.refresh();
      expect([ours.lanes.size, theirs.lanes.size]).toEqual([1, 0]);
    }
    expect((await leases())[0]).toMatchObject({ lease_token: 1, lease_expires_at: until(leaseMs) });
    await ours.release();
    await theirs.refresh();
    expect((await leases())[0]).toMatchObject({ lease_owner: other.instanceId, lease_token: 2 });
  });

  it('a lease that ran out is lost, even to its last owner: it comes back under a new token', async () => {
    await stage.account('signal');
    const ours = new LaneSet(stage.rt);
    await ours.refresh();
    const [before] = ours.lanes.values();
    stage.clock.advance(leaseMs);
    expect(before && ours.isOurs(before)).toBe(false);
    await ours.refresh();
    const [after] = ours.lanes.values();
    expect(after).not.toBe(before);
    expect(after?.lease_token).toBe(2);
    expect(after?.tokens.available(stage.clock.now().getTime())).toBe(0); // its predecessor's window first
  });

  it('stops using a lane a margin before the lease ends', async () => {
    await stage.account('signal');
    const ours = new LaneSet(stage.rt);
    await ours.refresh();
    stage.clock.advance(leaseMs - 1_001);
    expect(ours.facts(stage.clock.now())).toHaveLength(1);
    stage.clock.advance(1);
    expect(ours.facts(stage.clock.now())).toEqual([]);
  });

  it('live processes share the pool; one that was killed takes no part once its lease is over', async () => {
    for (let n = 0; n < 6; n++) await stage.account(n < 3 ? 'signal' : 'imessage');
    await alive(stage.rt);
    await alive(other);
    const [ours, theirs] = [new LaneSet(stage.rt), new LaneSet(other)];
    await ours.refresh();
    await theirs.refresh();
    expect([ours.lanes.size, theirs.lanes.size]).toEqual([3, 3]);
    // Whole channels: whoever claims a message owns every sender its person may know.
    for (const set of [ours, theirs])
      expect(new Set([...set.lanes.values()].map((lane) => lane.account.channel)).size).toBe(1);
    stage.clock.advance(leaseMs - 1); // theirs is silent from here on
    await ours.refresh();
    expect(ours.lanes.size).toBe(3);
    stage.clock.advance(1);
    await ours.refresh();
    expect(ours.lanes.size).toBe(6);
  });
});

describe('a process that comes later', () => {
  it('is given its part of the lanes: whole channels, and each lane when it is idle', async () => {
    for (let n = 0; n < 6; n++) await stage.account(n < 3 ? 'signal' : 'imessage');
    await alive(stage.rt);
    const ours = new LaneSet(stage.rt);
    await ours.refresh();
    expect(ours.lanes.size).toBe(6);
    const busy = [...ours.lanes.values()].filter((_, n) => n % 2 === 0);
    for (const lane of busy) lane.in_flight = 1;
    await alive(other);
    await ours.refresh();
    const theirs = new LaneSet(other);
    await theirs.refresh();
    for (const lane of busy) expect(ours.isOurs(lane)).toBe(true);
    expect(ours.lanes.size + theirs.lanes.size).toBeLessThanOrEqual(6);
    for (const lane of busy) lane.in_flight = 0;
    for (let round = 0; round < 3; round++) {
      await ours.refresh();
      await theirs.refresh();
    }
    expect([ours.lanes.size, theirs.lanes.size]).toEqual([3, 3]);
    // And there it stays: nobody passes lanes back and forth.
    await ours.refresh();
    await theirs.refresh();
    expect([ours.lanes.size, theirs.lanes.size]).toEqual([3, 3]);
  });
});

it('a lane is not idle while a claim under way has planned with it: it would leave with what the claim commits', async () => {
  await stage.account('signal');
  const campaign = await stage.campaign(await stage.people(3, ['signal']));
  const ours = await stage.lanes();
  const busy = () => [...ours.lanes.values()].map((lane) => lane.in_flight);
  let seen: number[] = [];
  const watched = (fails: boolean): Runtime => ({
    ...stage.rt,
    crashPoint: (point) => {
      if (point !== 'before-intent-commit') return;
      seen = busy();
      if (fails) throw new Error('lost');
    },
  });
  await expect(stage.claim(ours, campaign, { rt: watched(true) })).rejects.toThrow('lost');
  expect([seen, busy()]).toEqual([[3], [0]]);
  await stage.claim(ours, campaign, { rt: watched(false) });
  expect([seen, busy()]).toEqual([[3], [3]]);
});

describe('a lane that changes hands', () => {
  async function inFlight() {
    await stage.account('signal');
    const campaign = await stage.campaign(await stage.people(3, ['signal']));
    const ours = await stage.lanes();
    const { intents } = await stage.claim(ours, campaign);
    expect(intents).toHaveLength(3);
    return { campaign, ours, intents };
  }
  const takeOver = async () => {
    stage.clock.advance(leaseMs);
    const theirs = new LaneSet(other);
    await theirs.refresh();
    return theirs;
  };
  const statuses = async (campaign: string) => (await stage.rows(campaign)).map((row) => row.delivery_status);

  it('turns what its last owner had in flight unknown, before anything else', async () => {
    const { campaign } = await inFlight();
    const theirs = await takeOver();
    expect(await statuses(campaign)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await stage.events(campaign, 'message.unknown')).toHaveLength(3);
    const { rows } = await sql`select distinct state, code from attempts`.execute(stage.rt.db);
    expect(rows).toEqual([{ state: 'unknown', code: 'crashed' }]);
    expect((await stage.claim(theirs, campaign, { rt: other })).intents).toEqual([]);
  });

  it('a zombie’s late answers change nothing', async () => {
    const { campaign, intents } = await inFlight();
    await takeOver();
    const before = await stage.rows(campaign);
    const at = stage.clock.now();
    await recordOutcomes(stage.rt, [
      { intent: intents[0]!, outcome: { kind: 'retry', code: 'network' }, at },
      { intent: intents[1]!, outcome: { kind: 'rejected', code: 'content_invalid', blame: 'content' }, at },
      { intent: intents[2]!, outcome: { kind: 'accepted', external_id: 'late' }, at },
    ]);
    expect(await stage.rows(campaign)).toEqual(before);
    expect(await stage.events(campaign, 'message.retrying')).toEqual([]);
  });

  it('a process that slept through its lease does not call', async () => {
    const { ours, intents } = await inFlight();
    let calls = 0;
    stage.answer = () => ({ kind: 'accepted', external_id: `c${++calls}` });
    stage.clock.advance(leaseMs);
    const answers = await Promise.all(intents.map((intent) => attempt(stage.rt, ours, intent)));
    expect(answers.map((one) => one.outcome.kind)).toEqual(['retry', 'retry', 'retry']);
    expect(calls).toBe(0);
  });

  it('what was decided more than ten seconds ago is decided again, under a lease as good as ever', async () => {
    const { ours, intents, campaign } = await inFlight();
    let calls = 0;
    stage.answer = () => ({ kind: 'accepted', external_id: `d${++calls}` });
    for (let passed = 0; passed <= 10_000; passed += leaseMs / 3) {
      stage.clock.advance(leaseMs / 3);
      await ours.refresh();
    }
    const answers = await Promise.all(intents.map((intent) => attempt(stage.rt, ours, intent)));
    expect(calls).toBe(0);
    await recordOutcomes(stage.rt, answers);
    expect(await statuses(campaign)).toEqual(['retrying', 'retrying', 'retrying']);
  });

  it('a recovery cut short is finished by the next round', async () => {
    const { campaign } = await inFlight();
    // A process that died right after it took the lanes, and before it looked at what was in flight.
    stage.clock.advance(leaseMs);
    await sql`update sender_accounts set lease_owner = ${other.instanceId}, lease_token = lease_token + 1,
      lease_expires_at = ${new Date(stage.clock.now().getTime() + leaseMs)}`.execute(stage.rt.db);
    const theirs = new LaneSet(other);
    await theirs.refresh();
    expect(theirs.lanes.size).toBe(1);
    expect(await statuses(campaign)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('leaves the present owner’s own sends alone', async () => {
    const { campaign, ours } = await inFlight();
    stage.clock.advance(leaseMs / 3);
    await ours.refresh();
    expect(await statuses(campaign)).toEqual(['sending', 'sending', 'sending']);
  });
});
