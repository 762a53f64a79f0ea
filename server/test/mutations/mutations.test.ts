// Each safeguard removed in turn, in a copy of the source: the simulation must then fail, and name a promise. A suite that
// passes without a safeguard would not notice its loss.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulationDatabase, type SimulationDatabase } from '../simulation/open-for-test.ts';
import { describeFailure, openSimulation, type Simulation } from '../simulation/simulation.ts';
import { copySource, mutate, remove, removeCopy, runSeeds } from './mutant.ts';
import { mutations } from './mutations.ts';

const long = process.env['SAMPARK_LONG'] === '1';
let folder: string;
let database: SimulationDatabase;
/** With every safeguard in place, in this process. */
let intact: Simulation;

beforeAll(async () => {
  folder = copySource();
  database = await createSimulationDatabase();
  intact = await openSimulation(database.adminUrl, database.appUrl);
});
afterAll(async () => {
  await intact?.close();
  await database?.drop();
  removeCopy(folder);
});

it('each safeguard of the table is found exactly once', () => {
  for (const mutation of mutations) expect(() => mutate(folder, mutation, { write: false })).not.toThrow();
});

// Minutes for all: six in every run, the others in `npm run test:long`.
describe('without a safeguard the simulation fails', () => {
  it.each(mutations.filter((one) => long || one.quick))('$name', { timeout: 3_600_000 }, async (mutation) => {
    const putBack = remove(folder, mutation);
    try {
      const { code, output } = await runSeeds(
        folder,
        database,
        mutation.first ?? 1,
        mutation.seeds ?? 200,
        mutation.bias,
      );
      expect(code, output).toBe(1);
      expect(output).toMatch(mutation.breaks);
      // The same seed holds with the safeguard in place: it is the safeguard that was missed.
      const seed = Number(/Seed (\d+) broke/.exec(output)?.[1]);
      const result = await intact.run(seed, mutation.bias);
      expect(result.violations, describeFailure(result)).toEqual([]);
      process.stdout.write(`${mutation.name}: noticed by seed ${seed}\n`);
    } finally {
      putBack();
    }
  });
});
