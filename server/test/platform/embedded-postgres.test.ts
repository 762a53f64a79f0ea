import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts';
import { scratchFolder } from '../support/scratch.ts';
import { isGoneWithin, query, spawnDatabase } from './spawn-database.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(scratchFolder(), 'sampark-embedded-'));
  chmodSync(dataDir, 0o755);
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a data folder', () => {
  it('keeps its rows, passwords and port over a restart', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first.ownerUrl, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)');
    await first.stop();
    const started = performance.now();
    const second = await startEmbeddedPostgres({ dataDir });
    expect(performance.now() - started).toBeLessThan(8_000);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await query(second.ownerUrl, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
    await second.stop();
  });

  it('is in UTF-8, listens on this machine only and asks for a password', async () => {
    const database = await startEmbeddedPostgres({ dataDir });
    expect(
      await query(
        database.appUrl,
        `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding,
                current_setting('listen_addresses') AS listens,
                current_setting('synchronous_commit') AS sync, datlocprovider::text || ' ' || datlocale AS locale
           FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual([{ version: 18, encoding: 'UTF8', listens: '127.0.0.1', sync: 'on', locale: 'b C.UTF-8' }]);
    await expect(query(database.appUrl.replace(/:[0-9a-f]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password',
    );
    expect(statSync(join(database.folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    await database.stop();
  });

  it('lets the owner migrate and the application only what it is granted', async () => {
    const database = await startEmbeddedPostgres({ dataDir });
    const { ownerUrl, appUrl } = database;
    await query(ownerUrl, 'CREATE EXTENSION pg_trgm; CREATE SCHEMA jobs; CREATE TABLE granted (id int)');
    await query(ownerUrl, 'GRANT SELECT ON granted TO sampark_app');
    expect(await query(appUrl, 'SELECT id FROM granted')).toEqual([]);
    await expect(query(appUrl, 'INSERT INTO granted VALUES (1)')).rejects.toThrow('permission denied');
    await expect(query(appUrl, 'CREATE SCHEMA mine')).rejects.toThrow('permission denied');
    await database.stop();
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
    const second = await startEmbeddedPostgres({ dataDir });
    expect(second.port).not.toBe(first.port);
    expect(await query(second.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    squatter.close();
  });

  it('refuses a second process politely and tells commands how to connect', async () => {
    const other = await spawnDatabase(dataDir);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      `Sampark is already running in this folder (process ${other.said.pid}, http://127.0.0.1:4400). ` +
        'Stop it first, or set SAMPARK_DATA to another folder.',
    );
    expect(runningEmbeddedPostgres(dataDir)).toEqual({
      ownerUrl: other.said.ownerUrl,
      appUrl: other.said.appUrl,
    });
    await other.end('SIGTERM');
    expect(runningEmbeddedPostgres(dataDir)).toBeUndefined();
    await (await startEmbeddedPostgres({ dataDir })).stop();
  });
});

describe('after a crash', () => {
  it('of our process, PostgreSQL ends by itself and every committed row is there', async () => {
    const killed = await spawnDatabase(dataDir);
    await query(killed.said.ownerUrl, 'CREATE TABLE kept AS SELECT generate_series(1, 10000) AS id');
    await killed.end('SIGKILL');
    expect(await isGoneWithin(killed.said.postmaster, 10_000)).toBe(true);
    await expectRows(10_000);
  });

  it('of our process, a start at once does not wait for that', async () => {
    const killed = await spawnDatabase(dataDir);
    await query(killed.said.ownerUrl, 'CREATE TABLE kept AS SELECT generate_series(1, 10) AS id');
    await killed.end('SIGKILL');
    await expectRows(10);
  });

  it('of our process and its watchdog, the PostgreSQL left running is stopped first', async () => {
    await (await startEmbeddedPostgres({ dataDir })).stop();
    const killed = await spawnDatabase(dataDir, { mode: 'unguarded' });
    await killed.end('SIGKILL');
    expect(await isGoneWithin(killed.said.postmaster, 500)).toBe(false);
    const lines: string[] = [];
    const database = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line) });
    expect(lines).toContain('Stopped a PostgreSQL that was left running');
    await database.stop();
  });

  it('of PostgreSQL itself, the next start recovers', async () => {
    const killed = await spawnDatabase(dataDir);
    await query(killed.said.ownerUrl, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id');
    process.kill(killed.said.postmaster, 'SIGKILL');
    await killed.end('SIGKILL');
    await expectRows(1_000);
  });

  it('a pid file whose number now belongs to somebody else is no obstacle', async () => {
    await (await startEmbeddedPostgres({ dataDir })).stop();
    const cluster = join(dataDir, 'postgres', 'cluster');
    writeFileSync(
      join(cluster, 'postmaster.pid'),
      `${process.pid}\n${cluster}\n1700000000\n5432\n\n127.0.0.1\n`,
    );
    await expectStart();
  });

  it('half-way through its creation, it is created again', async () => {
    mkdirSync(join(dataDir, 'postgres', 'cluster.draft'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'cluster.draft', 'PG_VERSION'), '18\n');
    await expectStart();
    expect(existsSync(join(dataDir, 'postgres', 'cluster.draft'))).toBe(false);
  });

  async function expectRows(count: number): Promise<void> {
    const database = await startEmbeddedPostgres({ dataDir });
    expect(await query(database.ownerUrl, 'SELECT count(*)::int AS count FROM kept')).toEqual([{ count }]);
    await database.stop();
  }

  async function expectStart(): Promise<void> {
    const database = await startEmbeddedPostgres({ dataDir });
    expect(await query(database.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.stop();
  }
});

it('says what to do when the passwords are gone', async () => {
  await (await startEmbeddedPostgres({ dataDir })).stop();
  const file = join(dataDir, 'postgres', 'secrets.json');
  expect(readFileSync(file, 'utf8')).toContain('"owner"');
  rmSync(file);
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('Restore that file');
});
