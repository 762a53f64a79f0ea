// This process in the table of processes: its heartbeat says which lanes and jobs are whose, and frees a dead one's.
import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { ServerRole } from '../config.ts';
import type { Runtime } from '../runtime.ts';

const everyMs = 5_000;
const deadAfterSeconds = 30;

export type Instance = { workers: string[]; stop(): Promise<void> };

export async function startInstance(rt: Runtime, roles: readonly ServerRole[]): Promise<Instance> {
  const now = rt.clock.now();
  const workers: string[] = [];
  await sql`insert into instances (id, roles, host, pid, started_at, heartbeat_at)
    values (${rt.instanceId}, ${[...roles]}::text[], ${hostname()}, ${process.pid}, ${now}, ${now})`.execute(
    rt.db,
  );
  const stopping = new AbortController();
  const beat = async () => {
    while (!stopping.signal.aborted) {
      await rt.clock.sleep(everyMs, stopping.signal);
      try {
        await sql`update instances set heartbeat_at = ${rt.clock.now()}, workers = ${workers}::text[] where id = ${rt.instanceId}`.execute(
          rt.db,
        );
        await freeDeadWorkers(rt, workers);
      } catch (error) {
        rt.log.error({ err: error }, 'heartbeat could not be written');
      }
    }
  };
  const beating = beat();
  return {
    workers,
    stop: async () => {
      stopping.abort();
      await beating;
      await sql`update instances set stopped_at = ${rt.clock.now()} where id = ${rt.instanceId}`.execute(
        rt.db,
      );
    },
  };
}

/**
 * Jobs locked by a worker of a process that is gone would wait four hours for graphile-worker's own expiry. A lock
 * younger than the dead line is left alone: its process may not have written its first heartbeat yet.
 */
export async function freeDeadWorkers(rt: Runtime, own: readonly string[]): Promise<void> {
  const now = rt.clock.now();
  await sql`
    select graphile_worker.force_unlock_workers(array(
      select distinct j.locked_by from graphile_worker._private_jobs j
      where j.locked_by is not null and j.locked_at < ${now}::timestamptz - make_interval(secs => ${deadAfterSeconds})
        and j.locked_by <> all(${[...own]}::text[])
        and not exists (select from instances i where j.locked_by = any(i.workers) and i.stopped_at is null
          and i.heartbeat_at > ${now}::timestamptz - make_interval(secs => ${deadAfterSeconds}))))`.execute(
    rt.db,
  );
}
