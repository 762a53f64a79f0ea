// The real program in a process of its own, to be killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createKeys } from '../../src/security/seal.ts';

const keys = createKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2));
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const startWithinMs = 180_000;

export type Program = {
  /** Resolves when the process is gone, with the signal that ended it. */
  ended: Promise<string | null>;
  pid: number;
  isGone(): boolean;
  /** False: it ended before it was ready. */
  wasReady: boolean;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM: what is under way is finished. Resolves when the process is gone. */
  stop(): Promise<void>;
  /** SIGSTOP, as a machine that swaps or a debugger does: nothing runs, every connection stays open. */
  freeze(): void;
  /** SIGCONT: it goes on where it was, knowing nothing of the time that has passed. */
  thaw(): void;
  /** The last lines it wrote. */
  said(): string;
};

export type ProgramSettings = {
  databaseUrl: string;
  ownerUrl: string;
  /** Of the role `api`. */
  port: number;
  /** Default: all. */
  roles?: string;
  env?: Record<string, string>;
};

/** Starts `serve` with the keys of the test runtime and waits until it says it is ready, or has ended. */
export async function startProgram(settings: ProgramSettings): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sampark-program-'));
  const child = spawn(
    process.execPath,
    [main, 'serve', ...(settings.roles ? ['--roles', settings.roles] : [])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...{ PATH: process.env.PATH, TZ: 'UTC', SAMPARK_LOG: 'error', SAMPARK_DEMO: 'off' },
        SAMPARK_SENDER_NETWORKS: 'private,loopback',
        ...{ DATABASE_URL: settings.databaseUrl, DATABASE_OWNER_URL: settings.ownerUrl, DATABASE_POOL: '12' },
        ...{ PORT: String(settings.port), SAMPARK_DATA: dataDir, SAMPARK_LEASE_SECONDS: '3' },
        SAMPARK_SECRET: Buffer.alloc(32, 1).toString('base64'),
        SAMPARK_SUPPRESSION_KEY: Buffer.alloc(32, 2).toString('base64'),
        // Each has a folder of its own: keys made there would open nothing that another wrote.
        SAMPARK_PERSON_KEYS: `1:${keys.derive('person-keys').toString('base64')}`,
        // Many start in one test: what the first one compiled the others need not.
        NODE_COMPILE_CACHE: join(tmpdir(), 'sampark-compile-cache'),
        ...settings.env,
      },
    },
  );
  let gone = false;
  // A test that fails half-way must not leave processes behind, frozen ones least of all.
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  const ended = new Promise<string | null>((resolve) =>
    child.once('exit', (_code, signal) => {
      gone = true;
      process.off('exit', atExit);
      rmSync(dataDir, { recursive: true, force: true });
      resolve(signal);
    }),
  );
  const lines: string[] = [];
  const wasReady = await ready(child, lines);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    ended,
    pid: child.pid ?? 0,
    isGone: () => gone,
    wasReady,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    said: () => lines.join('\n'),
  };
}

const keptLines = 40;

function ready(child: ChildProcess, kept: string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('The program did not become ready in time'));
    }, startWithinMs);
    const done = (isReady: boolean) => {
      clearTimeout(timer);
      resolve(isReady);
    };
    child.once('exit', () => done(false));
    if (!child.stdout) throw new Error('The program has no output');
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (kept.push(line) > keptLines) kept.shift();
      if (line.includes('Ready:')) done(true);
    });
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
