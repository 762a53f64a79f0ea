import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canRun, chooseAccount, type Account } from './account.ts';
import { binary, copyBinaries, locateBinaries, type Binaries } from './binaries.ts';

/**
 * Where one database lives and who runs it.
 * `folder` holds our own files (settings, passwords, log); `cluster` inside it is PostgreSQL's data folder.
 */
export type Place = { folder: string; cluster: string; account: Account; binaries: Binaries };

/** Folders that every account can usually reach, best first: the last ones may be emptied by the system. */
const SHARED_FOLDERS = ['/var/lib/sampark', '/opt/sampark', '/var/tmp/sampark', join(tmpdir(), 'sampark')];

/**
 * Decides where the database of `wanted` (usually `$SAMPARK_DATA/postgres`) lives.
 *
 * Normally exactly there. As root, PostgreSQL runs as another account which often cannot pass the folders
 * above (a root-owned 0700 home): then the data goes to a shared folder and `wanted` becomes a symbolic link
 * to it, and the binaries are copied next to it when they are out of reach too.
 */
export function choosePlace(wanted: string, sharedFolders: string[] = SHARED_FOLDERS): Place {
  const path = resolve(wanted);
  refuseDanglingLink(path);
  const existing = existsSync(join(path, 'cluster')) ? realpathSync(path) : undefined;
  const account = chooseAccount(existing && join(existing, 'cluster'));
  if (existing && account && !reachable(account, join(existing, 'cluster'))) {
    throw new Error(
      `The account that runs PostgreSQL (uid ${account.uid}) can no longer reach ${existing}. ` +
        'Allow it to pass the folders above (chmod o+x), or move the data folder and set SAMPARK_DATA.',
    );
  }
  const folder = existing ?? createFolder(path, account, sharedFolders);
  return {
    folder,
    cluster: join(folder, 'cluster'),
    account,
    binaries: reachableBinaries(account, sharedFolders),
  };
}

function refuseDanglingLink(path: string): void {
  if (existsSync(path) || !lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new Error(
    `The database of this folder was kept in ${readlinkSync(path)}, which is gone. ` +
      `Bring that folder back, or delete ${path} to start with an empty database.`,
  );
}

function createFolder(path: string, account: Account, sharedFolders: string[]): string {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  const folder = realpathSync(path);
  if (!account || reachable(account, folder)) return folder;
  // A start that was interrupted before there was any data already moved it: `path` is the link.
  const [shared] = usable(sharedFolders, account);
  if (!shared) throw noSharedFolder(sharedFolders);
  // The name is random, not derived from the path: a fresh checkout in the same place starts empty.
  const home = join(shared, `database-${randomBytes(6).toString('hex')}`);
  mkdirSync(home, { mode: 0o755 });
  writeFileSync(join(home, 'belongs-to'), `${folder}\n`);
  // Refuses anything but an empty folder, so no file can get lost here.
  rmdirSync(path);
  symlinkSync(home, path);
  return home;
}

function reachableBinaries(account: Account, sharedFolders: string[]): Binaries {
  const installed = locateBinaries();
  const runs = (binaries: Binaries) => canRun(account, '"$1" --version', [binary(binaries, 'postgres')]);
  if (!account || runs(installed)) return installed;
  for (const parent of usable(sharedFolders, account)) {
    const copy = copyBinaries(installed, parent);
    if (runs(copy)) return copy;
  }
  throw noSharedFolder(sharedFolders);
}

/** The shared folders that we can write and `account` can reach. */
function* usable(folders: string[], account: Account): Generator<string> {
  for (const folder of folders) {
    try {
      // Not with its parents: those exist on every real system, or this is no place for lasting data.
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o755 });
      const found = lstatSync(folder);
      // Below a world-writable parent somebody else may have made this folder first: never trust that one.
      if (!found.isDirectory() || found.uid !== process.getuid?.()) continue;
      chmodSync(folder, 0o755);
    } catch {
      continue; // Read-only or forbidden: try the next.
    }
    if (reachable(account, folder)) yield folder;
  }
}

/** Whether `account` can pass every folder down to this one. */
function reachable(account: Account, folder: string): boolean {
  return canRun(account, 'cd "$1"', [folder]);
}

function noSharedFolder(tried: string[]): Error {
  const parents = [...new Set(tried.map((folder) => dirname(folder)))].join(', ');
  return new Error(
    'PostgreSQL does not run as root, and the account it would run as cannot reach this folder. ' +
      `A place for it was looked for in ${parents}, without success. ` +
      'Start Sampark as an ordinary user, move it to a folder others can pass, or set DATABASE_URL.',
  );
}
