// Enters: the owner's connection and server/migrations/NNNN-name.sql. Leaves: a schema at the newest number.
// Guaranteed: each file runs once, in one transaction, under a lock that makes concurrent starts wait;
// a file that changed after it ran stops the start with its name.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));
const lockKey = 7_236_114; // any constant; shared by all Sampark processes on one database

export type MigrationResult = { applied: string[]; version: string };

export async function migrate(
  ownerUrl: string,
  options: { log?: (line: string) => void } = {},
): Promise<MigrationResult> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sampark migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(
      'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const done = new Map(
      (
        await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migrations')
      ).rows.map((row) => [row.name, row.checksum]),
    );
    const files = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
    const applied: string[] = [];
    for (const name of files) {
      const sql = await readFile(folder + name, 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const known = done.get(name);
      if (known === checksum) continue;
      if (known !== undefined) {
        throw new Error(
          `Migration ${name} was changed after it ran. Restore it and write a new migration instead.`,
        );
      }
      options.log?.(`migrating ${name}`);
      await applyFile(client, name, sql, checksum);
      applied.push(name);
    }
    return { applied, version: files.at(-1) ?? 'none' };
  } finally {
    await client.end();
  }
}

async function applyFile(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`Migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
