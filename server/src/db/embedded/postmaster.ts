import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { binary } from './binaries.ts';
import type { Place } from './place.ts';

/** PostgreSQL's main process: it starts all others, and they end with it. */
export type Postmaster = { pid: number; port: number };

/** Crash recovery after a power cut replays at most `max_wal_size`; a slow disk needs its time for that. */
const READY_WITHIN_MS = 120_000;
const POLL_MS = 20;
const LOG_LIMIT_BYTES = 10_000_000;

export class PortTaken extends Error {}

/** Starts PostgreSQL and waits until it takes connections. */
export async function startPostmaster(
  place: Place,
  files: { config: string; access: string },
  port: number,
): Promise<Postmaster> {
  const logFile = join(place.folder, 'postgres.log');
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES)
    renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  const logStart = statSync(logFile).size;
  const child = spawn(
    binary(place.binaries, 'postgres'),
    [
      '-D',
      place.cluster,
      '-p',
      String(port),
      '-c',
      `config_file=${files.config}`,
      '-c',
      `hba_file=${files.access}`,
    ],
    {
      ...place.account,
      cwd: '/',
      env: postgresEnvironment(),
      // A session of its own: Ctrl-C in the terminal is for us, and we end PostgreSQL when the work is done.
      detached: true,
      // A file, not a pipe to us: PostgreSQL must be able to write its last lines after we were killed.
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended ??= `it ended with ${signal ?? `code ${code}`}`));
  child.unref();

  const deadline = Date.now() + READY_WITHIN_MS;
  while (ended === undefined && Date.now() < deadline) {
    const found = readPidFile(place.cluster);
    if (found?.pid === child.pid && found?.status === 'ready') return { pid: found.pid, port };
    await sleep(POLL_MS);
  }
  if (ended === undefined) child.kill('SIGQUIT');
  const said = readFileSync(logFile, 'utf8').slice(logStart).trim();
  if (said.includes('could not bind')) throw new PortTaken(`Port ${port} was taken meanwhile.`);
  throw new Error(`PostgreSQL did not start: ${ended ?? 'it was not ready in time'}.\n${said}\n(${logFile})`);
}

/** Ends it the "fast" way: open transactions are rolled back, everything committed is written out. */
export async function stopPostmaster(place: Place, { pid }: { pid: number }, within = 60_000): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', within],
    // Not even that corrupts anything: the next start recovers from the write-ahead log.
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    const deadline = Date.now() + patience;
    if (!signalProcess(pid, signal)) return;
    while (Date.now() < deadline) {
      if (!isPostmasterOf(place, pid)) return;
      await sleep(POLL_MS);
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) in ${place.cluster} cannot be stopped.`);
}

/**
 * Deals with what a killed predecessor left behind. The caller holds the folder's lock, so a postmaster found
 * here has no Sampark any more: it is stopped, and the usual start follows. What one left behind that was killed goes:
 * PostgreSQL refuses to start when the number in it meanwhile belongs to somebody else.
 */
export async function clearLeftovers(place: Place): Promise<'none' | 'stopped' | 'stale'> {
  const found = readPidFile(place.cluster);
  if (!found) return 'none';
  if (isPostmasterOf(place, found.pid)) {
    await stopPostmaster(place, found);
    return 'stopped';
  }
  for (const name of readdirSync(place.cluster))
    if (name === 'postmaster.pid' || name.startsWith('.s.PGSQL.'))
      rmSync(join(place.cluster, name), { force: true });
  return 'stale';
}

/** `postmaster.pid`: line 1 is the process, 2 the data folder, 4 the port, 8 the state. */
export function readPidFile(cluster: string): { pid: number; port: number; status: string } | undefined {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
}

/** Whether that process is alive and really serves this data folder; process numbers are used again. */
export function isPostmasterOf(place: Pick<Place, 'cluster'>, pid: number): boolean {
  const command = commandLine(pid);
  return command !== undefined && command.includes('postgres') && command.includes(place.cluster);
}

function commandLine(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8'); // Empty for a zombie, which serves nobody.
    } catch {
      return undefined;
    }
  }
  if (process.platform === 'win32') {
    const list = spawnSync('tasklist', ['/fi', `pid eq ${pid}`, '/nh'], { encoding: 'utf8' }).stdout ?? '';
    // The data folder cannot be seen there; the folder's lock has to do.
    return list.includes('postgres') ? list : undefined;
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout || undefined;
}

function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Nothing of our environment (a PGDATA or LC_ALL of the host) shall change how the database behaves. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C', TMPDIR: process.env.TMPDIR };
}
