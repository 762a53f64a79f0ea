// A PostgreSQL of the bench's own with the product's settings, synced to disk like the product's. Removed at the end.
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../../server/src/db/embedded/embedded-postgres.ts';
import { asAdmin } from '../../../server/src/db/embedded/roles.ts';
import { loadSecrets } from '../../../server/src/db/embedded/secrets.ts';
import { migrate } from '../../../server/src/db/migrate.ts';
import { treeCpuSeconds } from './programs.ts';
import { countStatements } from './statements.ts';
import { migrateJobs } from '../../../server/src/jobs/run-jobs.ts';

export type BenchDatabase = {
  /** Processor time of the server with all its backends. */
  cpuSeconds(): number;
  folder: string;
  ownerUrl: string;
  appUrl: string;
  stop(): Promise<void>;
};

/** `logMb`: as after some work: so much of the write-ahead log has files that are only written over, and all buffers were used. */
export async function startBenchDatabase(
  options: { statements?: boolean; logMb?: number } = {},
): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'sampark-bench-'));
  // As root, PostgreSQL runs as another account, which has to pass this folder.
  chmodSync(folder, 0o755);
  const remove = () => {
    const database = join(folder, 'postgres');
    if (existsSync(database)) rmSync(realpathSync(database), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const first = await startEmbeddedPostgres({ dataDir: folder });
    const database = options.statements ? await countStatements(folder, first) : first;
    await migrate(database.ownerUrl, { log: () => {} });
    await migrateJobs(database.ownerUrl);
    if (options.logMb) {
      await makeLogFiles(folder, options.logMb);
      await fillBuffers(folder);
    }
    return {
      folder,
      ownerUrl: database.ownerUrl,
      appUrl: database.appUrl,
      cpuSeconds: () =>
        treeCpuSeconds(
          Number(readFileSync(join(database.folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]),
        ),
      stop: async () => {
        await database.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * What every installation has that has been at work: of a new one each 16 MB of the log are filled with zeros and synced
 * first, and all commits wait for that.
 */
async function makeLogFiles(folder: string, megabytes: number): Promise<void> {
  const secrets = loadSecrets(join(folder, 'postgres'));
  if (!secrets) throw new Error(`The passwords of the database in ${folder} are gone.`);
  await asAdmin(secrets, 'sampark', async (admin) => {
    for (let made = 0; made < megabytes; made += 16)
      await admin.query(`select pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()`);
    await admin.query('checkpoint');
  });
}

/** A page of memory that PostgreSQL never used is zeroed by the kernel first, at its first use and never again. */
async function fillBuffers(folder: string): Promise<void> {
  const secrets = loadSecrets(join(folder, 'postgres'));
  if (!secrets) throw new Error(`The passwords of the database in ${folder} are gone.`);
  await asAdmin(secrets, 'sampark', async (admin) => {
    await admin.query('create unlogged table filling (row text)');
    await admin.query('alter table filling alter row set storage plain');
    await admin.query(`insert into filling select repeat('x', 8000)
      from generate_series(1, (select setting::int from pg_settings where name = 'shared_buffers'))`);
    await admin.query('drop table filling');
  });
}
