// Runs a range of seeds as tests of one file. The ranges are split over files so that they run side by side, each on a
// database cluster of its own: what one transaction of a cluster holds back, all others wait for.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulationDatabase, type SimulationDatabase } from './open-for-test.ts';
import { describeFailure, openSimulation, type Simulation } from './simulation.ts';

const long = process.env['SAMPARK_LONG'] === '1';
const asked = process.env['SAMPARK_SEED'];
const shards = 4;
const inCi = 320;
const inLong = 10_000;
/** From the start of a file: a busy machine stops early in the quick run, and what it did is printed. */
const quickMs = 36_000;

export function seedsOf(shard: number): void {
  const began = performance.now();
  let database: SimulationDatabase;
  let simulation: Simulation;
  beforeAll(async () => {
    database = await createSimulationDatabase();
    simulation = await openSimulation(database.adminUrl, database.appUrl);
  });
  afterAll(async () => {
    await simulation?.close();
    await database?.drop();
  });

  if (asked) {
    // One seed is enough for one file.
    it.runIf(shard === 1)(`seed ${asked} keeps every promise`, { timeout: 600_000 }, async () => {
      const result = await simulation.run(Number(asked));
      if (result.violations.length > 0) process.stdout.write(`${result.tail.join('\n')}\n`);
      expect(result.violations, describeFailure(result)).toEqual([]);
    });
    return;
  }

  it.runIf(shard === 1)('the same seed is the same run, turn by turn', async () => {
    for (const seed of [1, 5]) {
      const [first, second] = [await simulation.run(seed), await simulation.run(seed)];
      expect(second.digest).toBe(first.digest);
      expect(second.tail).toEqual(first.tail);
    }
  });

  const total = long ? inLong : inCi;
  it(`its part of ${total} seeds keeps every promise`, { timeout: 6 * 3_600_000 }, async () => {
    const seen = { seeds: 0, messages: 0, interruptions: 0, turns: 0, deadlocks: 0 };
    const until = long ? Infinity : began + quickMs;
    const started = performance.now();
    // Its part, and further seeds, at most as many again, while something that goes wrong at times has not gone wrong yet.
    const enough = (seed: number) => seed > (simulation.coverage.missing().length > 0 ? 2 * total : total);
    for (let seed = shard; !enough(seed); seed += shards) {
      if (seen.seeds > 0 && performance.now() > until) break;
      const result = await simulation.run(seed);
      expect(result.violations, describeFailure(result)).toEqual([]);
      seen.seeds++;
      seen.messages += result.messages;
      seen.interruptions += result.interruptions;
      seen.turns += result.turns;
      seen.deadlocks += result.deadlocks;
    }
    const rate = seen.seeds / ((performance.now() - started) / 1_000);
    process.stdout.write(
      `simulation ${shard}/${shards}: ${seen.seeds} of ${total / shards} seeds, ${rate.toFixed(2)}/s, ${JSON.stringify(seen)}\n  ${simulation.coverage.toString()}\n`,
    );
    expect(seen.interruptions).toBeGreaterThanOrEqual(seen.seeds / 4);
    // What never went wrong was not tested. A machine that stopped early has not seen everything.
    if (seen.seeds * shards >= (long ? total : 2 * total)) expect(simulation.coverage.missing()).toEqual([]);
  });
}
