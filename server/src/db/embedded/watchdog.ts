import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

export type Watchdog = { pid: number | undefined; dismiss(): void };

/**
 * Runs `script` in a shell when this process ends without having called `dismiss()`, even by `kill -9`:
 * the shell waits at a pipe from us, which the kernel closes with us. It costs one idle shell (about 1 MB).
 */
export function watchdog(script: string, args: string[], account: Account): Watchdog {
  if (process.platform === 'win32') return { pid: undefined, dismiss() {} };
  const child = spawn(
    '/bin/sh',
    ['-c', `read -r word && [ "$word" = dismissed ] && exit 0\n${script}`, 'sh', ...args],
    {
      ...account,
      cwd: '/',
      env: { PATH: process.env.PATH },
      // Its own session: it has to survive the Ctrl-C or hang-up that ends us.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  child.on('error', () => {}); // No shell, no watchdog: the next start clears up instead.
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return {
    pid: child.pid,
    dismiss() {
      child.stdin.end('dismissed\n');
    },
  };
}

/** Stops the postmaster `$1` of the data folder `$2`, if it is still the one that runs there. */
export const STOP_POSTMASTER = 'read -r pid < "$2/postmaster.pid" && [ "$pid" = "$1" ] && kill -INT "$1"';
