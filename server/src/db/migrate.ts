// Enters: the owner's connection and server/migrations/NNNN-name.sql. Leaves: a schema at the newest number.
// Guaranteed: each file runs once, in one transaction, under a lock that makes concurrent starts wait;
// a file that changed after it ran stops the start with its name.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { lockKeys } from './lock-keys.ts';

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));

export type MigrationResult = { applied: string[]; version: string };

export async function migrate(
  ownerUrl: string,
  options: { log?: (line: string) => void } = {},
): Promise<MigrationResult> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sampark migrate' });
  await client.connect();
  try {
    await requireVersion(client);
    await client.query('select pg_advisory_lock($1)', [lockKeys.migrate]);
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
    // Tables that a migration added come under row-level security by themselves.
    await client.query('select scope_tables()');
    return { applied, version: files.at(-1) ?? 'none' };
  } finally {
    await client.end();
  }
}

/** Older ones lack what the schema uses, and some of them show rows that a policy hides (CVE-2024-10976, CVE-2025-8713). */
async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
  );
  const refusal = rows[0] && oldServer(rows[0].number, rows[0].version);
  if (refusal !== undefined) throw new Error(refusal);
}

/** Why this server is not to be used; undefined when it may be. */
export function oldServer(number: number, version: string): string | undefined {
  if (number >= 180_000) return undefined;
  return `This is PostgreSQL ${version}; Sampark needs 18 or later. Name another one in DATABASE_URL, or leave it empty.`;
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
