import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync, statSync } from 'node:fs';

/**
 * PostgreSQL refuses to run as root, so as root its processes are started as somebody else.
 * `undefined` means: as ourselves.
 */
export type Account = { uid: number; gid: number } | undefined;

const NOBODY = 65534;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether `account` can run `script` successfully; asks the kernel instead of guessing from modes. */
export function canRun(account: Account, script: string, args: string[]): boolean {
  const result = spawnSync('/bin/sh', ['-c', script, 'sh', ...args], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
    timeout: 20_000,
  });
  return result.status === 0;
}

/**
 * Who runs PostgreSQL. An existing data folder decides for itself: its owner must be the one that starts it
 * (a folder made by an ordinary user stays theirs when root starts it later).
 */
export function chooseAccount(existingData: string | undefined): Account {
  if (!isRoot()) return undefined;
  if (existingData) {
    const { uid, gid } = statSync(existingData);
    if (uid !== 0) return { uid, gid };
  }
  for (const candidate of [...namedAccounts(['postgres', 'nobody']), { uid: NOBODY, gid: NOBODY }]) {
    if (canRun(candidate, ':', [])) return candidate;
  }
  throw new Error(
    'PostgreSQL does not run as root, and no other account can be used here. ' +
      'Start Sampark as an ordinary user, or set DATABASE_URL to a PostgreSQL 18 of your own.',
  );
}

function namedAccounts(names: string[]): { uid: number; gid: number }[] {
  let lines: string[] = [];
  try {
    lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    // Minimal containers have no such file; the numeric fallback needs none.
  }
  return names.flatMap((name) => {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    const uid = Number(fields?.[2]);
    const gid = Number(fields?.[3]);
    return Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 ? [{ uid, gid }] : [];
  });
}

/** Gives `path` to the account, or, when there is none, leaves it ours. */
export function giveTo(account: Account, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}
