// A seed that does not end fails and names itself: nobody finds out which of ten thousand it was otherwise.
import pg from 'pg';
import { expect, it } from 'vitest';
import { createSimulationDatabase } from './open-for-test.ts';
import { openSimulation } from './simulation.ts';

it('a seed that hangs fails with its number', async () => {
  const database = await createSimulationDatabase();
  const simulation = await openSimulation(database.adminUrl, database.appUrl);
  const stranger = new pg.Client({ connectionString: database.adminUrl });
  try {
    await stranger.connect();
    await stranger.query('begin; lock table campaigns');
    await expect(simulation.run(7, {}, 1)).rejects.toThrow(/^Seed 7 hangs/);
  } finally {
    await stranger.end();
    await simulation.close();
    await database.drop();
  }
});

it('a seed that only ever waits fails after its last turn', async () => {
  const database = await createSimulationDatabase();
  const simulation = await openSimulation(database.adminUrl, database.appUrl);
  try {
    const { violations, turns } = await simulation.run(7, { mostTurns: 50 });
    expect(violations[0]).toMatch(/not completed after 51 turns/);
    expect(turns).toBe(51);
  } finally {
    await simulation.close();
    await database.drop();
  }
});
