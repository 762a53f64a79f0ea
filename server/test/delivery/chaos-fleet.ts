// The real programs of a chaos run: two places, each filled again as soon as its process is gone.
import { sql } from 'kysely';
import type { World } from '../support/world.ts';
import { databaseRestarts } from './database-restart.ts';
import { startProgram, type Program } from './program.ts';

/** Most sends one process has under way: small, so that "a kill leaves no more unknown than this" says something. */
export const inFlight = 16;
export const leaseSeconds = 3;

type Place = {
  roles: string | undefined;
  program: Promise<Program>;
  /** Told to die by itself at a named point. */
  armed: boolean;
};

export type Fleet = {
  places: number;
  kill(at: number, crashAt: string | undefined): Promise<void>;
  restart(at: number): Promise<void>;
  freeze(at: number, ms: number): Promise<void>;
  /** The place whose process owns most lanes. */
  busiest(): Promise<number>;
  /** Every place has a ready process. */
  whole(): Promise<void>;
  /** Kills so far, those at crash points included. */
  kills(): number;
  /** Processes that ended though nobody ended them: always a fault of the product. */
  surprises: string[];
  close(): Promise<void>;
};

export async function startFleet(world: World, port: number): Promise<Fleet> {
  const surprises: string[] = [];
  let kills = 0;
  let closing = false;
  const expected = new WeakSet<Program>();
  const boot = (roles: string | undefined, crashAt?: string): Promise<Program> =>
    startProgram({
      ...{ databaseUrl: world.rt.config.databaseUrl, ownerUrl: world.rt.ownerUrl, port },
      ...(roles ? { roles } : {}),
      env: {
        ...{ SAMPARK_IN_FLIGHT: String(inFlight), SAMPARK_LEASE_SECONDS: String(leaseSeconds) },
        ...{ SAMPARK_SEND_TIMEOUT: '1', ...(crashAt ? { SAMPARK_CRASH_AT: crashAt } : {}) },
      },
    });
  const places: Place[] = [undefined, 'dispatch,ingest,scheduler,jobs'].map((roles) => ({
    ...{ roles, armed: false },
    program: undefined as never,
  }));

  /** Starts a process in this place and watches for its end. */
  const fill = (place: Place, crashAt?: string): void => {
    place.armed = crashAt !== undefined;
    const restarts = databaseRestarts();
    place.program = boot(place.roles, crashAt);
    void place.program.then(async (program) => {
      const signal = await program.ended;
      if (closing || expected.has(program)) return;
      // Without a database there is nothing to start on: whoever supervises it tries again.
      const noDatabase = !program.wasReady && databaseRestarts() > restarts;
      if (place.armed && signal === 'SIGKILL') kills++;
      else if (!noDatabase)
        surprises.push(`a process ended by itself (${signal ?? 'without a signal'}): ${program.said()}`);
      fill(place);
    });
  };
  const placeAt = (at: number): Place => {
    const place = places[at];
    if (!place) throw new Error(`There is no place ${at}`);
    return place;
  };
  /** Its ready process, or undefined when it has just died by itself. */
  const running = async (place: Place): Promise<Program | undefined> => {
    const program = await place.program;
    return program.isGone() ? undefined : program;
  };
  for (const place of places) fill(place);
  await Promise.all(places.map((one) => one.program));

  const owned = async (): Promise<number[]> => {
    const pids = await Promise.all(places.map(async (one) => (await one.program).pid));
    const { rows } = await sql<{ pid: number; lanes: number }>`
      select i.pid, count(*)::int as lanes from sender_accounts a join instances i on i.id = a.lease_owner
      where a.lease_expires_at > ${world.rt.clock.now()} group by i.pid`.execute(world.rt.db);
    return pids.map((pid) => rows.find((row) => row.pid === pid)?.lanes ?? 0);
  };
  const end = async (at: number, how: 'kill' | 'stop', crashAt?: string) => {
    const place = placeAt(at);
    const program = await running(place);
    if (!program) return;
    expected.add(program);
    await program[how]();
    if (how === 'kill') kills++;
    fill(place, crashAt);
  };
  return {
    places: places.length,
    surprises,
    kills: () => kills,
    kill: (at, crashAt) => end(at, 'kill', crashAt),
    restart: (at) => end(at, 'stop'),
    freeze: async (at, ms) => {
      const program = await running(placeAt(at));
      if (!program) return;
      program.freeze();
      await new Promise((resolve) => setTimeout(resolve, ms));
      program.thaw();
    },
    busiest: async () => {
      const counts = await owned().catch(() => [0]);
      return counts.indexOf(Math.max(...counts));
    },
    whole: async () => {
      for (const place of places) while (!(await running(place))) await new Promise(setImmediate);
    },
    close: async () => {
      closing = true;
      await Promise.all(
        places.map(async (one) => {
          const program = await one.program;
          program.thaw();
          if (!program.isGone()) await program.kill();
        }),
      );
    },
  };
}
