// Processes of a bench: started, waited for until they say they are ready, stopped at the end.
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';

export type Program = {
  pid: number;
  /** The line that said it was ready. */
  ready: string;
  onLine(each: (line: string) => void): void;
  write(text: string): void;
  /** Highest resident memory so far, in MB. */
  peakMb(): number;
  /** Resident memory now, in MB. */
  rssMb(): number;
  /** Seconds of processor time so far. */
  cpuSeconds(): number;
  stop(): Promise<void>;
};

export async function startProgram(
  file: string,
  args: readonly string[],
  options: { env?: Record<string, string>; ready: RegExp; flags?: readonly string[] },
): Promise<Program> {
  const child = spawn(process.execPath, [...(options.flags ?? []), file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // In a session of its own, as a service manager starts it: Linux shares processors out by session, each connection of
    // PostgreSQL is one, and all of these together would get no more than one of those.
    detached: true,
    env: { ...process.env, ...options.env },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  endOnSignals();
  let listener = (_line: string): void => {};
  const ready = await new Promise<string>((resolve, reject) => {
    const said: string[] = [];
    child.once('exit', (code) =>
      reject(new Error(`${file} ended with ${code} before it was ready: ${said.join('\n')}`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (options.ready.test(line)) resolve(line);
      else {
        if (said.length < 20) said.push(line);
        listener(line);
      }
    });
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    ready,
    onLine: (each) => (listener = each),
    write: (text) => void child.stdin.write(text),
    peakMb: () => field(pid, 'VmHWM') / 1024,
    rssMb: () => field(pid, 'VmRSS') / 1024,
    cpuSeconds: () => cpuSeconds(pid),
    stop: () => stop(child),
  };
}

/** Ctrl-C reaches only this session: its end is theirs. */
function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(1));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(late);
}

/** Processor time of everything on this machine: a bench beside other work measures that work too. */
export function machineBusySeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1_000;
}

/** Linux only: elsewhere there is no number, and none is made up. */
function field(pid: number, name: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

/** Processor time of a process, its children and whatever of them has ended: PostgreSQL with its backends. */
export function treeCpuSeconds(root: number): number {
  let sum = cpuSeconds(root) + ended(root);
  try {
    for (const name of readdirSync('/proc')) {
      if (/^\d+$/.test(name) && statOf(Number(name))[1] === String(root)) sum += cpuSeconds(Number(name));
    }
  } catch {
    return Number.NaN;
  }
  return sum;
}

function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return hundredths(fields[11]) + hundredths(fields[12]);
}

function ended(pid: number): number {
  const fields = statOf(pid);
  return hundredths(fields[13]) + hundredths(fields[14]);
}

/** As on every Linux that Node runs on. */
function hundredths(field: string | undefined): number {
  return Number(field) / 100;
}

/** Fields from the state on: 1 is the parent, 11 to 14 the times. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
