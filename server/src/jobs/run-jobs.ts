// The jobs role: graphile-worker over the table in jobs.ts, with its worker ids told to this process's heartbeat.
import { Logger, run, runMigrations, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { lockKeys } from '../db/lock-keys.ts';
import type { Runtime } from '../runtime.ts';
import type { JobTable } from './jobs.ts';

const concurrency = 4;

/**
 * Creates or updates graphile-worker's own schema as the owner, and lets the application's role use it. Processes that
 * start together take turns: rights granted by two at once are refused to one of them.
 */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKeys.migrateJobs]);
    await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => {}) });
    // graphile-worker switches row security on and leaves the policies to its owner.
    await client.query(`do $$ declare t text; begin
      if exists (select from pg_roles where rolname = 'sampark_app') and current_user <> 'sampark_app' then
        grant usage on schema graphile_worker to sampark_app;
        grant select, insert, update, delete on all tables in schema graphile_worker to sampark_app;
        grant usage, select on all sequences in schema graphile_worker to sampark_app;
        grant execute on all functions in schema graphile_worker to sampark_app;
        for t in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity
          and not exists (select from pg_policies p where p.schemaname = 'graphile_worker' and p.tablename = pg_tables.tablename
            and p.policyname = 'sampark_app')
        loop
          execute format('create policy sampark_app on graphile_worker.%I for all to sampark_app using (true) with check (true)', t);
        end loop;
      end if;
    end $$`);
    // Whoever answers a request may add a job and nothing else: jobs are of every workspace.
    await client.query(`create or replace function add_job(name text, payload json, queue text, run_at timestamptz, job_key text)
      returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
        select graphile_worker.add_job(name, payload := payload, queue_name := queue, run_at := run_at, job_key := job_key, max_attempts := 25)
      $$`);
  } finally {
    await client.end();
  }
}

export type RunningJobs = { stop(): Promise<void> };

export async function startJobs(rt: Runtime, table: JobTable, workers: string[]): Promise<RunningJobs> {
  const taskList: TaskList = {};
  for (const [name, job] of Object.entries(table)) {
    taskList[name] = async (payload) => job.run(rt, payload);
  }
  const crontab = Object.entries(table)
    .flatMap(([name, job]) => (job.cron ? [`${job.cron} ${name} ?fill=1d`] : []))
    .join('\n');
  const log = rt.log.child({ part: 'jobs' });
  const runner = await run({
    pgPool: rt.pool,
    taskList,
    crontab,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: new Logger(() => (level, message, meta) => {
      if (level === 'error') log.error({ meta }, message);
      else log.debug(message);
    }),
  });
  runner.events.on('worker:create', ({ worker }) => workers.push(worker.workerId));
  runner.events.on('job:failed', ({ job, error }) =>
    log.error({ err: error, job: job.task_identifier }, 'a job failed for good'),
  );
  return { stop: () => runner.stop() };
}
