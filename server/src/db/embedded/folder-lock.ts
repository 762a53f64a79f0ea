import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What the next one who wants the folder is told. */
export type LockInfo = { url?: string };

export type FolderLock = {
  /** Replaces what others are told, for example once the address is known. */
  update(info: LockInfo): void;
  release(): void;
};

export class FolderInUse extends Error {
  readonly pid: number | undefined;
  readonly url: string | undefined;
  constructor(holder: { pid?: number; url?: string }) {
    const details = [holder.pid && `process ${holder.pid}`, holder.url].filter(Boolean).join(', ');
    super(
      `Sampark is already running in this folder${details ? ` (${details})` : ''}. ` +
        'Stop it first, or set SAMPARK_DATA to another folder.',
    );
    this.name = 'FolderInUse';
    this.pid = holder.pid;
    this.url = holder.url;
  }
}

const SQLITE_BUSY = 5;
/** The kernel may need a moment to let go of what a killed process held. */
const WAIT_MS = 300;

/**
 * Takes the folder for this process until `release()` or the end of the process, however that comes:
 * the kernel lets go of the lock, so there is no stale lock file to judge.
 *
 * Node has no file locks of its own, but its built-in SQLite locks its files with them: an open exclusive
 * transaction on an empty database is exactly that, and it also holds between containers sharing the folder.
 */
export function lockDataFolder(dir: string, info: LockInfo = {}): FolderLock {
  const folder = resolve(dir);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const holderFile = join(folder, 'running.json');
  const database = open(join(folder, 'lock'), holderFile);
  const update = (next: LockInfo) => {
    const partial = `${holderFile}.${process.pid}`;
    writeFileSync(partial, `${JSON.stringify({ pid: process.pid, ...next })}\n`);
    inheritOwner(folder, partial);
    renameSync(partial, holderFile);
  };
  update(info);
  return {
    update,
    release() {
      if (!database.isOpen) return;
      // First the note, then the lock: nobody else can have written a new note in between.
      rmSync(holderFile, { force: true });
      database.close();
    },
  };
}

function open(path: string, holderFile: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: WAIT_MS });
  try {
    // Nothing is ever written, so there is nothing to roll back; a journal would stay behind after a kill.
    database.exec('PRAGMA journal_mode = OFF');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY)
      throw new FolderInUse(readHolder(holderFile));
    throw error;
  }
  inheritOwner(resolve(path, '..'), path);
  return database;
}

function readHolder(path: string): { pid?: number; url?: string } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid?: number; url?: string };
  } catch {
    return {}; // It is just being written, or the holder has not got that far.
  }
}

/** Root working in somebody's folder must not leave files there which that person cannot use afterwards. */
function inheritOwner(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  if (uid !== 0) chownSync(path, uid, gid);
}
