import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.ts';

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('gives every caller a database of its own, in UTF-8 and UTC', async () => {
  const one = await createTestDatabase();
  const two = await createTestDatabase();
  try {
    await query(one.ownerUrl, 'CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE TABLE only_in_one (id int)');
    expect(await query(one.ownerUrl, "SELECT to_regclass('only_in_one')::text AS found")).toEqual([
      { found: 'only_in_one' },
    ]);
    expect(await query(two.ownerUrl, "SELECT to_regclass('only_in_one')::text AS found")).toEqual([
      { found: null },
    ]);
    expect(
      await query(
        two.appUrl,
        "SELECT current_setting('server_encoding') AS encoding, current_setting('timezone') AS tz",
      ),
    ).toEqual([{ encoding: 'UTF8', tz: 'UTC' }]);
    await expect(query(two.appUrl, 'CREATE TABLE forbidden (id int)')).rejects.toThrow('permission denied');
  } finally {
    await one.drop();
    await two.drop();
  }
});
