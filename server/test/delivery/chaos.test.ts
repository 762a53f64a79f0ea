// Crash safety against real processes, at random: every run is seeded, and a failure names its seed. Repeat it with
// npm run bench -- chaos --size 1 --seed SEED
import { expect, it } from 'vitest';
import { runChaos } from './chaos-summary.ts';

const runs = process.env.SAMPARK_LONG ? 200 : 10;

it(
  `${runs} campaigns survive kills, zombies, restarts and a lossy network: nothing lost, nothing twice`,
  async () => {
    const { summary, problems } = await runChaos(runs, 1);
    console.log(JSON.stringify(summary));
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ runs, lost: 0, doubled: 0 });
    // Something did happen, or the runs prove nothing.
    expect(summary.kills).toBeGreaterThanOrEqual(runs / 2);
    expect(summary.unknown).toBeGreaterThan(0);
    expect(summary.settled).toBeGreaterThan(0);
  },
  runs * 30_000,
);
