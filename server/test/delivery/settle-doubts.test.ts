// A commit that landed although its answer was lost: what it claimed was never called, and must not stay in flight.
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let lanes: LaneSet;
let campaign: string;
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage?.close();
  stage = await openStage();
  await stage.account('signal');
  lanes = await stage.lanes();
  campaign = await stage.campaign(await stage.people(2, ['signal']));
});
const statuses = async () => (await stage.rows(campaign)).map((row) => [row.delivery_status, row.attempt]);

it('goes back to the queue with its attempt, and is sent once', async () => {
  const { intents } = await stage.claim(lanes, campaign, { take: 2 });
  lanes.doubts.push(...intents);
  await lanes.refresh();
  expect(await statuses()).toEqual([
    ['retrying', 1],
    ['retrying', 1],
  ]);
  expect(lanes.doubts).toEqual([]);
  await stage.send(lanes, (await stage.claim(lanes, campaign)).intents);
  expect(await statuses()).toEqual([
    ['sent', 2],
    ['sent', 2],
  ]);
});

it('counts on its sender’s day, also where only the database knows of it', async () => {
  const [lane] = lanes.lanes.values();
  const left = () => lanes.facts(stage.clock.now())[0]?.left_today;
  const before = left() ?? 0;
  await stage.claim(lanes, campaign, { take: 2 });
  lane?.claimed.clear(); // as after a commit that nobody answered
  await lanes.refresh();
  expect(left()).toBe(before - 2);
});

it('leaves a later claim of the same message alone', async () => {
  const { intents } = await stage.claim(lanes, campaign, { take: 2 });
  const earlier = intents.map((one) => ({ ...one, intent_at: new Date(one.intent_at.getTime() - 500) }));
  lanes.doubts.push(...earlier);
  await lanes.refresh();
  expect(await statuses()).toEqual([
    ['sending', 1],
    ['sending', 1],
  ]);
  // It asks again for a minute, in case the commit still lands, and then no more.
  expect(lanes.doubts).toHaveLength(2);
  stage.clock.advance(61_000);
  await lanes.refresh();
  expect(lanes.doubts).toEqual([]);
});
