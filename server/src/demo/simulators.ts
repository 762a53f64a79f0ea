// The simulators as a process of their own, as the platforms would be. They end with us, however we end.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { Logger } from 'pino';

export type SimulatorProcess = { urls: Record<Channel, string>; stop(): Promise<void> };

const program = fileURLToPath(new URL('../../../simulators/src/main.ts', import.meta.url));
const startTimeoutMs = 20_000;
/** They have their whole past on disk; at rest they need little, and the demo's few messages a second no more. */
const lean = ['--optimize-for-size', '--max-semi-space-size=4'];

export async function startSimulatorProcess(dataDir: string, log: Logger): Promise<SimulatorProcess> {
  const child = spawn(
    process.execPath,
    [...lean, program, '--data', join(dataDir, 'simulators'), '--exit-with-parent'],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  createInterface({ input: child.stderr }).on('line', (line) => log.warn({ part: 'simulators' }, line));
  const urls = await readUrls(child);
  child.on('exit', (code, signal) => {
    if (!stopping) log.error({ code, signal }, 'the simulators ended; sends to them will be retried');
  });
  let stopping = false;
  return {
    urls,
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readUrls(child: ChildProcess): Promise<Record<Channel, string>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The simulators did not start in time')), startTimeoutMs);
    const fail = (code: number | null) => {
      clearTimeout(timer);
      reject(new Error(`The simulators ended at once (exit code ${code})`));
    };
    child.once('exit', fail);
    if (!child.stdout) return fail(null);
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      child.off('exit', fail);
      const said = JSON.parse(line) as { urls: Record<Channel, string> };
      resolve(
        Object.fromEntries(channels.map((channel) => [channel, said.urls[channel]])) as Record<
          Channel,
          string
        >,
      );
    });
  });
}

/** The simulator said no: it does not know what was named, or the values make no sense to it. */
export class ControlRefused extends Error {}

/** One call to a simulator's control API. */
export async function control<T = unknown>(
  url: string,
  method: string,
  name: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${url}/_control/${name}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) {
    const Refusal = response.status < 500 ? ControlRefused : Error;
    throw new Refusal(`Simulator control ${method} ${name}: ${response.status} ${text.slice(0, 300)}`);
  }
  return JSON.parse(text) as T;
}
