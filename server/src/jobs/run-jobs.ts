// The jobs role: graphile-worker over the table in jobs.ts, with its worker ids told to this process's heartbeat.
import { Logger, run, runMigrations, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Runtime } from '../runtime.ts';
import type { JobTable } from './jobs.ts';

const concurrency = 4;

/** Creates or updates graphile-worker's own schema as the owner, and lets the application's role use it. */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => {}) });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
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
