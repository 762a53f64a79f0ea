import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { migrateJobs } from '../../src/jobs/run-jobs.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database.drop());

it('processes that start at the same moment bring the database up to date in turn', async () => {
  const boots = Array.from({ length: 6 }, async () => {
    await migrate(database.ownerUrl);
    await migrateJobs(database.ownerUrl);
  });
  const ends = await Promise.allSettled(boots);
  expect(ends.filter((end) => end.status === 'rejected')).toEqual([]);
});
