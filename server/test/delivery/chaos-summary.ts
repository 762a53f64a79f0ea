// Many runs of chaos and what they come to; for the test and for `npm run bench -- chaos`. Much of a run is waiting for a
// lease to end, so several go on side by side: each in a world of its own, all on one PostgreSQL.
import { checkAll, chaosRun, startChaosWorld, type ChaosWorld, type RunResult } from './chaos-run.ts';

export type ChaosSummary = {
  bench: 'chaos';
  runs: number;
  kills: number;
  freezes: number;
  database_restarts: number;
  messages: number;
  lost: number;
  doubled: number;
  unknown: number;
  settled: number;
  seconds: number;
};

export type Chaos = { summary: ChaosSummary; problems: string[] };

/** Runs with seeds `first`, `first + 1`, …; `each` hears of every run as it ends. */
export async function runChaos(
  runs: number,
  first: number,
  each: (result: RunResult) => void = () => {},
  sideBySide = 2,
): Promise<Chaos> {
  const worlds: ChaosWorld[] = [];
  const began = performance.now();
  try {
    // One after the other: they make databases from one template.
    while (worlds.length < Math.min(runs, sideBySide)) worlds.push(await startChaosWorld());
    const results: RunResult[] = [];
    let next = first;
    await Promise.all(
      worlds.map(async (world) => {
        while (next < first + runs) {
          const result = await chaosRun(world, next++);
          results.push(result);
          each(result);
        }
      }),
    );
    const ends = await Promise.all(worlds.map(checkAll));
    const total = (name: 'messages' | 'lost' | 'doubled' | 'unknown' | 'settled') =>
      ends.reduce((sum, one) => sum + one[name], 0);
    const blows = (name: 'kills' | 'freezes' | 'database_restarts') =>
      results.reduce((sum, one) => sum + one[name], 0);
    return {
      summary: {
        ...{ bench: 'chaos', runs, kills: blows('kills'), freezes: blows('freezes') },
        ...{ database_restarts: blows('database_restarts'), messages: total('messages') },
        ...{ lost: total('lost'), doubled: total('doubled') },
        ...{ unknown: total('unknown'), settled: total('settled') },
        seconds: Math.round((performance.now() - began) / 100) / 10,
      },
      problems: [
        ...results.flatMap((one) => one.problems.map((problem) => `seed ${one.seed}: ${problem}`)),
        ...ends.flatMap((one) => one.problems),
      ],
    };
  } finally {
    await Promise.all(worlds.map((one) => one.close()));
  }
}
