// `npm start` as a user gives it, on a data folder of its own: seconds until it is ready, and the memory of all its processes
// together (proportional set size, from Linux), npm's own included; the first start and one after a stop. The installation
// is there already. We are one more Node beside them and share its program text: they have some 12 MB more without us.
// Run: npm run bench -- start --json [--seconds N, of watching each; 60 unless told]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../server/src/db/embedded/free-port.ts';
import { benchArguments, result, say } from './support/arguments.ts';

const args = benchArguments([]);
const watchSeconds = args.number('seconds') ?? 60;
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sampark-bench-start-'));
// The user's own Node runs npm, not the one that npm puts in front for us.
const path = (process.env['PATH'] ?? '').split(delimiter).filter((one) => !one.includes('node_modules'));
const env = {
  ...process.env,
  PATH: path.join(delimiter),
  SAMPARK_DATA: folder,
  PORT: String(await freePort()),
};

type Measured = { ready_s: number; ready_mb: number; most_mb: number; end_mb: number };

try {
  const first = await measure('first start');
  const again = await measure('started again');
  result({
    bench: 'start',
    ...named('first', first),
    ...named('again', again),
    watched_s: watchSeconds,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(what: string): Promise<Measured> {
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(npm, 'exit');
  const kill = () => process.kill(-(npm.pid ?? 0), 'SIGKILL');
  process.once('exit', kill);
  try {
    const ready_s = await untilReady(npm.stdout);
    const ready_mb = memoryOf(npm.pid ?? 0);
    let most_mb = ready_mb;
    let end_mb = ready_mb;
    for (let second = 0; second < watchSeconds; second += 1) {
      await sleep(1_000);
      end_mb = memoryOf(npm.pid ?? 0);
      most_mb = Math.max(most_mb, end_mb);
    }
    say(
      `${what}: ready after ${ready_s.toFixed(1)} s with ${ready_mb.toFixed(0)} MB, then at most ${most_mb.toFixed(0)} MB, ` +
        `after ${watchSeconds} s ${end_mb.toFixed(0)} MB`,
    );
    return { ready_s, ready_mb, most_mb, end_mb };
  } finally {
    npm.kill('SIGTERM');
    await ended;
    process.off('exit', kill);
  }
}

/** By the program's own watch, which begins after npm and the launcher have looked at the installation. */
async function untilReady(output: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface({ input: output })) {
    const ready = /^\s*([\d.]+) s\s+Ready:/.exec(line);
    if (!ready) continue;
    output.resume();
    return Number(ready[1]);
  }
  throw new Error('npm start ended before it was ready');
}

/** Proportional set size of a process and all below it, in MB. */
function memoryOf(top: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined;
    // The name in brackets may hold anything; the parent is the second word after it.
    if (stat) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const below = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = parents.get(at)) if (at === top) return true;
    return false;
  };
  const kb = [...parents.keys()]
    .filter(below)
    .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0));
  return kb.reduce((sum, one) => sum + one, 0) / 1_024;
}

/** Undefined: the process is gone. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function named(prefix: string, measured: Measured): Record<string, number> {
  return Object.fromEntries(
    Object.entries(measured).map(([name, value]) => [`${prefix}_${name}`, Number(value.toFixed(1))]),
  );
}
