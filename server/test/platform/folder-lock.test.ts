import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderInUse, lockDataFolder } from '../../src/db/embedded/folder-lock.ts';
import { spawnDatabase } from './spawn-database.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sampark-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is held once, says by whom, and can be taken again after its release', () => {
  const lock = lockDataFolder(folder);
  lock.update({ url: 'http://127.0.0.1:4400' });
  expect(() => lockDataFolder(folder)).toThrow(FolderInUse);
  expect(() => lockDataFolder(folder)).toThrow(`(process ${process.pid}, http://127.0.0.1:4400)`);
  lock.release();
  lock.release();
  lockDataFolder(folder).release();
});

it('ends with its process, even by kill -9', async () => {
  const other = await spawnDatabase(folder, { mode: 'lock' });
  expect(() => lockDataFolder(folder)).toThrow(`(process ${other.said.pid}, http://127.0.0.1:4400)`);
  await other.end('SIGKILL');
  lockDataFolder(folder).release();
});
