// A PostgreSQL of the bench's own with the product's settings, synced to disk like the product's. Removed at the end.
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../../server/src/db/embedded/embedded-postgres.ts';
import { migrate } from '../../../server/src/db/migrate.ts';
import { migrateJobs } from '../../../server/src/jobs/run-jobs.ts';

export type BenchDatabase = { folder: string; ownerUrl: string; appUrl: string; stop(): Promise<void> };

export async function startBenchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'sampark-bench-'));
  // As root, PostgreSQL runs as another account, which has to pass this folder.
  chmodSync(folder, 0o755);
  const remove = () => {
    const database = join(folder, 'postgres');
    if (existsSync(database)) rmSync(realpathSync(database), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const database = await startEmbeddedPostgres({ dataDir: folder });
    await migrate(database.ownerUrl, { log: () => {} });
    await migrateJobs(database.ownerUrl);
    return {
      folder,
      ownerUrl: database.ownerUrl,
      appUrl: database.appUrl,
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
