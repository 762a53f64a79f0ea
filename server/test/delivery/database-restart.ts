// PostgreSQL of this test worker taken away in the middle of everything, as a power cut or an impatient administrator
// does it, and started again on the same port and the same files.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { realpathSync } from 'node:fs';
import { choosePlace } from '../../src/db/embedded/place.ts';
import { isPostmasterOf, PortTaken, readPidFile, startPostmaster } from '../../src/db/embedded/postmaster.ts';
import { asAdmin } from '../../src/db/embedded/roles.ts';
import { workerCluster, workerFolder } from '../support/cluster.ts';

/**
 * Test databases commit without waiting for the log to be written, which a restart would punish. This one database waits,
 * as the product's does; connections it has already are replaced.
 */
export async function makeDurable(databaseUrl: string): Promise<void> {
  const { secrets } = await workerCluster();
  const name = new URL(databaseUrl).pathname.slice(1);
  await asAdmin(secrets, 'postgres', async (admin) => {
    await admin.query(`alter database ${name} set synchronous_commit = on`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  });
}

let restarts = 0;
let restarting: Promise<void> | undefined;
let needed = 0;

/** Restarts so far: worlds on one PostgreSQL all lose it. */
export const databaseRestarts = () => restarts;

/** What a test does for itself, such as making people, is not to be interrupted: a restart waits for it. */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  while (restarting) await restarting;
  needed++;
  try {
    return await work();
  } finally {
    needed--;
  }
}

/** Takes it away once nobody holds it by `withDatabase`. */
export async function restartDatabase(downMs = 0): Promise<void> {
  while (restarting || needed > 0) await sleep(5);
  restarting = restartNow(downMs).finally(() => (restarting = undefined));
  await restarting;
}

/** "Immediate": no transaction is finished, no connection is told goodbye; the next start recovers from the log. */
async function restartNow(downMs: number): Promise<void> {
  restarts++;
  const place = choosePlace(workerFolder());
  const running = readPidFile(place.cluster);
  if (!running) throw new Error('PostgreSQL does not run');
  process.kill(running.pid, 'SIGQUIT');
  while (isPostmasterOf({ cluster: realpathSync(place.cluster) }, running.pid)) await sleep(5);
  await sleep(downMs);
  const files = {
    config: join(place.folder, 'postgresql.conf'),
    access: join(place.folder, 'pg_hba.conf'),
  };
  for (let left = 50; ; left--) {
    try {
      await startPostmaster(place, files, running.port);
      return;
    } catch (error) {
      // Its children take a moment longer to go, and the port with them.
      const later = error instanceof PortTaken || /shared memory block|postmaster.pid/.test(String(error));
      if (!later || left === 0) throw error;
      await sleep(100);
    }
  }
}
