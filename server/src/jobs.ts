// Table of contents: every background job.
import { sql } from 'kysely';
import { importJobs } from './imports/jobs.ts';
import type { JobTable } from './jobs/jobs.ts';

export const jobs: JobTable = {
  ...importJobs,
  make_partitions: {
    cron: '10 2 * * *',
    run: async (rt) => {
      await sql`select ensure_month_partitions(${rt.clock.now()}, 4)`.execute(rt.db);
    },
  },
  forget_idempotency_keys: {
    cron: '40 * * * *',
    run: async (rt) => {
      await sql`delete from idempotency_keys where created_at < ${rt.clock.now()}::timestamptz - interval '24 hours'`.execute(
        rt.db,
      );
    },
  },
};
