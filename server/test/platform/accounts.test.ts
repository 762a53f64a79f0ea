import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canRun, chooseAccount, isRoot } from '../../src/db/embedded/account.ts';
import { binary, copyBinaries, locateBinaries } from '../../src/db/embedded/binaries.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts';
import { query, spawnDatabase } from './spawn-database.ts';

const SOMEBODY = { uid: 65534, gid: 65534 };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sampark-accounts-'));
  chmodSync(folder, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(isRoot())('as root', () => {
  it('runs PostgreSQL as somebody else', async () => {
    const database = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
    expect(database.folder).toBe(join(folder, 'data', 'postgres'));
    expect(statSync(join(database.folder, 'cluster')).uid).not.toBe(0);
    expect(statSync(join(database.folder, 'secrets.json')).uid).toBe(0);
    await database.stop();
  });

  it('keeps the data elsewhere when nobody else can reach the folder, and finds it again', async () => {
    const home = join(folder, 'private');
    mkdirSync(home, { mode: 0o700 });
    const dataDir = join(home, '.sampark');
    const sharedFolders = ['/proc/sampark', join(folder, 'shared')];
    const first = await startEmbeddedPostgres({ dataDir, sharedFolders });
    expect(dirname(first.folder)).toBe(join(folder, 'shared'));
    expect(lstatSync(join(dataDir, 'postgres')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(first.folder, 'belongs-to'), 'utf8')).toBe(`${join(dataDir, 'postgres')}\n`);
    await query(first.ownerUrl, 'CREATE TABLE kept (id int)');
    await first.stop();

    const second = await startEmbeddedPostgres({ dataDir, sharedFolders });
    expect(second.folder).toBe(first.folder);
    expect(await query(second.ownerUrl, 'SELECT id FROM kept')).toEqual([]);
    await second.stop();

    rmSync(first.folder, { recursive: true });
    await expect(startEmbeddedPostgres({ dataDir, sharedFolders })).rejects.toThrow('which is gone');
  });

  it('says what to do when there is no place at all', async () => {
    const home = join(folder, 'private');
    mkdirSync(home, { mode: 0o700 });
    await expect(startEmbeddedPostgres({ dataDir: home, sharedFolders: ['/proc/sampark'] })).rejects.toThrow(
      'Start Sampark as an ordinary user',
    );
  });

  it('does not trust a shared folder that belongs to somebody else', async () => {
    const shared = join(folder, 'shared');
    mkdirSync(shared);
    chownSync(shared, SOMEBODY.uid, SOMEBODY.gid);
    const home = join(folder, 'private');
    mkdirSync(home, { mode: 0o700 });
    await expect(startEmbeddedPostgres({ dataDir: home, sharedFolders: [shared] })).rejects.toThrow(
      'without success',
    );
  });

  it('copies binaries that run from their new place', () => {
    const account = chooseAccount(undefined);
    const copy = copyBinaries(locateBinaries(), join(folder, 'shared'));
    expect(canRun(account, '"$1" --version', [binary(copy, 'postgres')])).toBe(true);
    expect(lstatSync(join(copy.root, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
    expect(copyBinaries(locateBinaries(), join(folder, 'shared'))).toEqual(copy);
  });

  // The project itself may be out of that user's reach (a checkout in root's home).
  const reachable =
    isRoot() &&
    canRun(SOMEBODY, '"$1" "$2" /', [
      process.execPath,
      new URL('database-process.ts', import.meta.url).pathname,
    ]);

  it.runIf(reachable)('leaves the folder of an ordinary user usable for that user', async () => {
    const dataDir = join(folder, 'theirs');
    mkdirSync(dataDir);
    chownSync(dataDir, SOMEBODY.uid, SOMEBODY.gid);

    const first = await spawnDatabase(dataDir, SOMEBODY);
    expect(first.said.error).toBeUndefined();
    await query(first.said.ownerUrl, 'CREATE TABLE kept (id int)');
    await first.end('SIGTERM');

    const asRoot = await startEmbeddedPostgres({ dataDir });
    expect(await query(asRoot.ownerUrl, 'SELECT id FROM kept')).toEqual([]);
    await asRoot.stop();

    const again = await spawnDatabase(dataDir, SOMEBODY);
    expect(again.said.error).toBeUndefined();
    expect(again.said.ownerUrl).toBe(first.said.ownerUrl);
    await again.end('SIGTERM');
    expect(existsSync(join(dataDir, 'postgres', 'running.json'))).toBe(false);
  });
});
