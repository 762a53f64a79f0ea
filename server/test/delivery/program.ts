// The real program in a process of its own, to be killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const startWithinMs = 30_000;

export type Program = {
  /** Resolves when the process is gone, with the signal that ended it. */
  ended: Promise<string | null>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, as an operator stops it. */
  stop(): Promise<void>;
};

export type ProgramSettings = {
  databaseUrl: string;
  ownerUrl: string;
  port: number;
  env?: Record<string, string>;
};

/** Starts `serve` with the keys of the test runtime and waits until it says it is ready, or has ended. */
export async function startProgram(settings: ProgramSettings): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sampark-program-'));
  const child = spawn(process.execPath, [main, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, TZ: 'UTC', SAMPARK_LOG: 'silent', SAMPARK_DEMO: 'off' },
      ...{ DATABASE_URL: settings.databaseUrl, DATABASE_OWNER_URL: settings.ownerUrl, DATABASE_POOL: '12' },
      ...{ PORT: String(settings.port), SAMPARK_DATA: dataDir, SAMPARK_LEASE_SECONDS: '3' },
      SAMPARK_SECRET: Buffer.alloc(32, 1).toString('base64'),
      SAMPARK_SUPPRESSION_KEY: Buffer.alloc(32, 2).toString('base64'),
      ...settings.env,
    },
  });
  const ended = new Promise<string | null>((resolve) =>
    child.once('exit', (_code, signal) => {
      rmSync(dataDir, { recursive: true, force: true });
      resolve(signal);
    }),
  );
  await ready(child);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return { ended, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('The program did not become ready in time'));
    }, startWithinMs);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    child.once('exit', done);
    if (!child.stdout) throw new Error('The program has no output');
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (line.includes('Ready:')) done();
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
