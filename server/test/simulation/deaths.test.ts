// Each named point of the code is where a process dies in some seed, and every promise is kept all the same.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { doubtPoints } from '../../src/processes/crash-points.ts';
import { deaths as usual } from './coverage.ts';
import { createSimulationDatabase, type SimulationDatabase } from './open-for-test.ts';
import { describeFailure, openSimulation, type Simulation } from './simulation.ts';
import type { Bias } from './world.ts';

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

/** Doubts need an answer that was lost: no ordinary seed is told to die there. */
const deaths = [...usual, ...doubtPoints];

/** What leads to the point, where ordinary seeds seldom pass it. */
const ways: Record<string, Bias> = {
  'before-cancel-commit': { cancels: 1 },
  'before-recovery-commit': { kills: 2, pauses: 2 },
  'before-leftovers-commit': { trouble: 2, lateReceipts: true },
  'unknowns-noticed': { trouble: 2 },
  'account-stopped': { bans: true },
  'before-doubts-commit': { lostCommits: 'intents', resets: 6 },
  'after-doubts-commit': { lostCommits: 'intents', resets: 6 },
};
const mostSeeds = 25;

it.runIf(!process.env['SAMPARK_SEED']).each(deaths)('died at %s', { timeout: 600_000 }, async (point) => {
  const died = () => simulation.coverage.of(`died at ${point}`);
  const before = died();
  const first = 20_000 + deaths.indexOf(point) * mostSeeds;
  for (let seed = first; seed < first + mostSeeds && died() === before; seed++) {
    const result = await simulation.run(seed, { ...ways[point], crashAt: point });
    expect(result.violations, describeFailure(result)).toEqual([]);
  }
  expect(died()).toBeGreaterThan(before);
});
