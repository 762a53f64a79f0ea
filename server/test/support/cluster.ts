// One throwaway PostgreSQL per test worker: what a transaction sees, and what an open one holds back, is shared
// by a whole cluster, so files that run at the same time must not share one.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { startCluster } from '../../src/db/embedded/cluster.ts';
import { lockDataFolder, type FolderLock } from '../../src/db/embedded/folder-lock.ts';
import { choosePlace } from '../../src/db/embedded/place.ts';
import { isPostmasterOf, readPidFile, stopPostmaster } from '../../src/db/embedded/postmaster.ts';
import { asAdmin, ensureDatabase } from '../../src/db/embedded/roles.ts';
import { connectionUrl, loadSecrets, type Secrets } from '../../src/db/embedded/secrets.ts';
import { socketFolder } from '../../src/db/embedded/socket-folder.ts';
import { THROWAWAY_SETTINGS } from '../../src/db/embedded/settings.ts';
import { watchdog } from '../../src/db/embedded/watchdog.ts';
import { migrate } from '../../src/db/migrate.ts';
import { migrateJobs } from '../../src/jobs/run-jobs.ts';
import { scratchFolder } from './scratch.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** Stops every PostgreSQL of the run `$1` and removes it, when the test runner was killed. */
const CLEAN_UP = `for file in "$1"/worker-*/cluster/postmaster.pid; do
  read -r pid < "$file" || continue
  case "$(ps -o args= -p "$pid")" in *postgres*) kill -QUIT "$pid";; esac
done
sleep 1
rm -rf "$1"`;

/** Called by vitest before the first test; returns what to do after the last one. */
export function setup(): () => Promise<void> {
  const base = join(scratchFolder(), `sampark-test-${process.getuid?.() ?? 'user'}`);
  mkdirSync(base, { recursive: true, mode: 0o755 });
  const swept = sweep(base);
  const run = mkdtempSync(join(base, 'run-'));
  // Temporary folders are private to their maker, but as root PostgreSQL runs as somebody else.
  chmodSync(run, 0o755);
  const lock = lockDataFolder(run);
  const guard = watchdog(CLEAN_UP, [run], undefined);
  process.env.SAMPARK_TEST_RUN = run;
  return async () => {
    await swept;
    await removeRun(run, lock);
    guard.dismiss();
  };
}

/** Where the cluster of this worker is, or will be. */
export function workerFolder(): string {
  const run = process.env.SAMPARK_TEST_RUN;
  if (!run) throw new Error('Test databases exist only while vitest runs with our vitest.config.ts.');
  return join(run, `worker-${process.env.VITEST_POOL_ID ?? '0'}`);
}

/** The cluster of this worker, started by the first file that asks and used by all that follow. */
export async function workerCluster(): Promise<{
  secrets: Secrets;
  template: string;
  socket: string | undefined;
}> {
  const folder = workerFolder();
  const secrets = runningSecrets(folder) ?? (await startWorkerCluster(folder));
  const template = `template_${migrationsHash()}`;
  await ensureTemplate(secrets, template);
  return { secrets, template, socket: socketFolder(join(realpathSync(folder), 'cluster')) };
}

function runningSecrets(folder: string): Secrets | undefined {
  if (!existsSync(join(folder, 'cluster'))) return undefined;
  const real = realpathSync(folder);
  const running = readPidFile(join(real, 'cluster'));
  if (running?.status !== 'ready' || !isPostmasterOf({ cluster: join(real, 'cluster') }, running.pid))
    return undefined;
  return loadSecrets(folder);
}

async function startWorkerCluster(folder: string): Promise<Secrets> {
  const cluster = await startCluster(choosePlace(folder), { settings: THROWAWAY_SETTINGS, sync: false });
  return cluster.secrets;
}

/** Migrations run once per worker; the flag is set last, so a template that failed half-way is made again. */
async function ensureTemplate(secrets: Secrets, template: string): Promise<void> {
  const ready = await asAdmin(secrets, 'postgres', async (admin) => {
    const { rows } = await admin.query<{ done: boolean }>(
      'SELECT datistemplate AS done FROM pg_database WHERE datname = $1',
      [template],
    );
    if (rows[0] && !rows[0].done) await admin.query(`DROP DATABASE ${template} WITH (FORCE)`);
    return rows[0]?.done === true;
  });
  if (ready) return;
  await ensureDatabase(secrets, template);
  await migrate(connectionUrl(secrets, 'owner', template));
  await migrateJobs(connectionUrl(secrets, 'owner', template));
  await asAdmin(secrets, 'postgres', (admin) => admin.query(`ALTER DATABASE ${template} IS_TEMPLATE true`));
}

/** In watch mode a changed migration gets a new template. */
function migrationsHash(): string {
  const hash = createHash('sha256');
  if (existsSync(MIGRATIONS)) {
    for (const name of readdirSync(MIGRATIONS).toSorted()) {
      hash.update(name).update(readFileSync(join(MIGRATIONS, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

/** Removes what runs before this one left behind; one that still works holds its lock and is left alone. */
async function sweep(base: string): Promise<void> {
  for (const name of readdirSync(base)) {
    const run = join(base, name);
    try {
      // One that is only just starting may not have taken its lock yet.
      if (Date.now() - statSync(run).mtimeMs < 10_000) continue;
      await removeRun(run, lockDataFolder(run));
    } catch {
      // In use, or just being removed.
    }
  }
}

async function removeRun(run: string, lock: FolderLock): Promise<void> {
  const workers = readdirSync(run).filter((name) => name.startsWith('worker-'));
  await Promise.all(
    workers.map(async (name) => {
      const place = choosePlace(join(run, name));
      const running = readPidFile(place.cluster);
      if (running && isPostmasterOf(place, running.pid)) await stopPostmaster(place, running);
      rmSync(place.folder, { recursive: true, force: true });
    }),
  );
  rmSync(run, { recursive: true, force: true });
  lock.release();
}
