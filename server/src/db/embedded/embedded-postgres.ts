// Enters: the folder where everything of this installation is kept.
// Leaves: two addresses of a running PostgreSQL 18, one for migrations and one for the application.
// Guarantees: one server per folder; nothing committed is lost, however this process ends.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from './cluster.ts';
import { lockDataFolder } from './folder-lock.ts';
import { choosePlace } from './place.ts';
import { isPostmasterOf, readPidFile, stopPostmaster } from './postmaster.ts';
import { ensureDatabase } from './roles.ts';
import { connectionUrl, loadSecrets, type Secrets } from './secrets.ts';
import { socketFolder } from './socket-folder.ts';
import { STOP_POSTMASTER, watchdog } from './watchdog.ts';

const DATABASE = 'sampark';

export type EmbeddedPostgres = {
  /** For migrations: owns the schema. */
  ownerUrl: string;
  /** For everything else. */
  appUrl: string;
  port: number;
  /** Where the data really is; elsewhere than asked for when root's folder is out of PostgreSQL's reach. */
  folder: string;
  stop(): Promise<void>;
};

type Options = {
  /** `$SAMPARK_DATA`; the database goes to `postgres` in it. */
  dataDir: string;
  log?: (line: string) => void;
  /** What somebody else who wants this database is told. */
  url?: string;
  /** Where to go when root's folder is out of reach; for tests. */
  sharedFolders?: string[];
};

/**
 * Starts the database of a data folder, creating it the first time. Throws `FolderInUse` when another
 * process runs it.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const wanted = join(options.dataDir, 'postgres');
  const place = choosePlace(wanted, options.sharedFolders);
  if (place.folder !== realpathSync(options.dataDir) + '/postgres') {
    options.log?.(`The database is kept in ${place.folder}`);
  }
  // Locked where the data is, not where it was asked for: copies of a data folder may share one link.
  const lock = lockDataFolder(place.folder, options.url === undefined ? {} : { url: options.url });
  try {
    const cluster = await startCluster(place, options.log ? { log: options.log } : {});
    const { postmaster, secrets } = cluster;
    const guard = watchdog(STOP_POSTMASTER, [String(postmaster.pid), place.cluster], place.account);
    try {
      await ensureDatabase(secrets, DATABASE);
    } catch (error) {
      guard.dismiss();
      await stopPostmaster(place, postmaster);
      throw error;
    }
    return {
      ...addresses(secrets, place.cluster),
      port: postmaster.port,
      folder: place.folder,
      async stop() {
        await stopPostmaster(place, postmaster);
        guard.dismiss();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * The addresses of a database that another process of ours runs in this folder, for commands given while the
 * server works; `undefined` when none runs.
 */
export function runningEmbeddedPostgres(
  dataDir: string,
): Pick<EmbeddedPostgres, 'ownerUrl' | 'appUrl'> | undefined {
  const folder = join(dataDir, 'postgres');
  const running = readPidFile(join(folder, 'cluster'));
  const secrets = loadSecrets(folder);
  if (!running || !secrets || running.status !== 'ready') return undefined;
  const cluster = join(realpathSync(folder), 'cluster');
  if (!isPostmasterOf({ cluster }, running.pid)) return undefined;
  return addresses(secrets, cluster);
}

function addresses(secrets: Secrets, cluster: string): Pick<EmbeddedPostgres, 'ownerUrl' | 'appUrl'> {
  const socket = socketFolder(cluster);
  return {
    ownerUrl: connectionUrl(secrets, 'owner', DATABASE, socket),
    appUrl: connectionUrl(secrets, 'app', DATABASE, socket),
  };
}
