// Work nobody waits for gives way to answering people and to sending: counting, sealing and forecasts come in bursts, and what
// runs beside them would stand still for as long. Enters: the connections of a process that does only such work. Leaves: this
// process and PostgreSQL's at the other end of them with a lower priority, where both are on this machine, it is Linux, and
// we may. Nothing depends on it.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setPriority } from 'node:os';
import type pg from 'pg';
import type { ServerRole } from '../config.ts';

/** A third of the share of the others when there is not enough for all. */
const niceness = 5;

/** Who receives callbacks for others to apply is not waited for; who answers, and who sends, is. */
export function givesWay(roles: readonly ServerRole[]): boolean {
  return roles.includes('jobs') && !roles.includes('api') && !roles.includes('dispatch');
}

export function giveWay(pool: pg.Pool): void {
  if (process.platform !== 'linux') return;
  lower(process.pid);
  const lowered = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (lowered.has(client)) return;
    lowered.add(client);
    const known = client as unknown as Known;
    if (isServerOf(known)) lower(known.processID);
  });
}

type Known = { processID: number; user: string; database: string; connection: { stream: Socket } };

/**
 * The number may be that of a process on another machine: PostgreSQL's title names who is connected, to what, and the port
 * they come from. Through a socket file they come from none, and are on this machine.
 */
function isServerOf({ processID, user, database, connection }: Known): boolean {
  const { localPort } = connection.stream;
  const from = localPort === undefined ? '[local]' : `(${localPort})`;
  const title = read(`/proc/${processID}/cmdline`);
  return title !== undefined && title.startsWith(`postgres: ${user} ${database} `) && title.includes(from);
}

function lower(pid: number): void {
  try {
    setPriority(pid, niceness);
    // Linux shares out by session first: one that is not ours alone is left as it is.
    if (isSessionOf(pid)) writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch {
    // Another account's, or a kernel that does it otherwise.
  }
}

function isSessionOf(pid: number): boolean {
  // The name of the program, in brackets, may hold anything.
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ');
  return fields?.[3] === String(pid);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
