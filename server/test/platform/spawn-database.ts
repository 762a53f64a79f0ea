import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export type DatabaseProcess = {
  said: {
    pid: number;
    postmaster: number;
    ownerUrl: string;
    appUrl: string;
    folder: string;
    port: number;
    error?: string;
  };
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

/** Runs database-process.ts and returns what it reported once it was ready or had failed. */
export async function spawnDatabase(
  dataDir: string,
  options: { mode?: 'lock' | 'unguarded'; uid?: number; gid?: number } = {},
): Promise<DatabaseProcess> {
  const { mode, ...account } = options;
  const script = new URL('database-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, dataDir, ...(mode ? [mode] : [])], {
    ...account,
    cwd: '/',
    // No HOME, as under a service manager.
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const first = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  if (typeof first[0] !== 'string') throw new Error('The process ended without a word.');
  return {
    said: JSON.parse(first[0]) as DatabaseProcess['said'],
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows ?? [];
  } finally {
    await client.end();
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether the process is gone within `milliseconds`. */
export async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid) && Date.now() < deadline) await sleep(20);
  return !isAlive(pid);
}
