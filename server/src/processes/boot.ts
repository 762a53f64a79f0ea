// From settings to a runtime on a migrated database: the embedded PostgreSQL unless DATABASE_URL names another one.
import { mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { sweepRemovedDemo } from '../demo/remove-demo.ts';
import { closeRuntime, createRuntime, settleDemo } from '../create-runtime.ts';
import type { Config } from '../config.ts';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded/embedded-postgres.ts';
import { settleRowSecurity } from '../db/within-workspace.ts';
import { migrate } from '../db/migrate.ts';
import { migrateJobs } from '../jobs/run-jobs.ts';
import type { Runtime } from '../runtime.ts';
import { requireKnownKeys } from '../security/known-keys.ts';

export type Booted = {
  rt: Runtime;
  embedded: boolean;
  /** As the application's role, for threads with connections of their own. */
  databaseUrl: string;
  stop(): Promise<void>;
};

export type BootOptions = {
  /** Use a database that another process of ours runs in the same folder, rather than refuse. */
  join?: boolean;
  /** Go on with keys that are not the database's: to say so, or to give up what hangs on them. */
  anyKeys?: boolean;
  progress?: (line: string) => void;
  log?: Logger;
};

export async function boot(config: Config, options: BootOptions = {}): Promise<Booted> {
  const progress = options.progress ?? (() => {});
  mkdirSync(config.dataDir, { recursive: true });
  const database = await openDatabase(config, options);
  try {
    progress('Bringing the database up to date');
    await migrate(database.ownerUrl, { log: progress });
    await migrateJobs(database.ownerUrl);
    const rt = createRuntime(config, {
      databaseUrl: database.appUrl,
      ...(options.log ? { log: options.log } : {}),
    });
    try {
      if (!options.anyKeys) await requireKnownKeys(rt);
    } catch (error) {
      await closeRuntime(rt);
      throw error;
    }
    await settleRowSecurity(rt);
    await settleDemo(rt);
    await sweepRemovedDemo(rt);
    return {
      rt,
      embedded: config.databaseUrl === '',
      databaseUrl: database.appUrl,
      stop: async () => {
        await closeRuntime(rt);
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function openDatabase(
  config: Config,
  options: BootOptions,
): Promise<{ ownerUrl: string; appUrl: string; stop(): Promise<void> }> {
  if (config.databaseUrl !== '') {
    return { ownerUrl: config.databaseOwnerUrl, appUrl: config.databaseUrl, stop: async () => {} };
  }
  const running = options.join ? runningEmbeddedPostgres(config.dataDir) : undefined;
  if (running) return { ...running, stop: async () => {} };
  options.progress?.('Starting PostgreSQL');
  return startEmbeddedPostgres({
    dataDir: config.dataDir,
    url: config.publicUrl,
    ...(options.progress ? { log: options.progress } : {}),
  });
}
