import { expect, it } from 'vitest';
import { predictAside } from './predict-aside.ts';
import { predictFinish } from './predict-finish.ts';
import type { Situation } from './situation.ts';

const sender = { channel: 'signal' as const, senders: 1, rate: 1, burst: 1, left_today: 1e5, per_day: 1e5 };
const situation = (count: number): Situation => ({
  ...{ start: 0, midnight: 43_200, stations: [{ ...sender, open_from: 0, tier: null }], tiers: [] },
  ...{ quiet: [[]], rivals: [], singles: {}, tries: { signal: { failed: 0, all: 1e6 } }, engine: 5_000 },
  own: { weight: 1, pace: null, waiting: [{ channel: 'signal', zone: 0, station: null, at: 0, count }] },
});

it('says what predictFinish says, each asker their own answer', async () => {
  const counts = [10, 1_000, 40, 500];
  const answers = await Promise.all(counts.map((count) => predictAside(situation(count))));
  expect(answers).toEqual(counts.map((count) => predictFinish(situation(count))));
});

it('goes on after a situation it cannot compute', async () => {
  const broken = { ...situation(1), own: undefined } as unknown as Situation;
  const failing = predictAside(broken);
  await expect(failing).rejects.toThrow();
  expect(await predictAside(situation(10))).toEqual(predictFinish(situation(10)));
});
