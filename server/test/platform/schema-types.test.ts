import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateTypes } from '../../src/db/generated/generate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('drop schema graphile_worker cascade');
  await owner.end();
});
afterAll(() => database.drop());

it('the generated database types are those of the migrated schema', () => {
  expect(() => generateTypes(database.ownerUrl, true)).not.toThrow();
});
