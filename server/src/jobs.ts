// Table of contents: every background job.
import { sql } from 'kysely';
import { dropOldKeys } from './http/idempotency.ts';
import { importJobs } from './imports/jobs.ts';
import type { JobTable } from './jobs/jobs.ts';
import { dropOldFailures } from './users/throttle-login.ts';

export const jobs: JobTable = {
  ...importJobs,
  make_partitions: {
    cron: '10 2 * * *',
    run: async (rt) => {
      await sql`select ensure_month_partitions(${rt.clock.now()}, 4)`.execute(rt.db);
    },
  },
  forget_short_lived_rows: {
    cron: '40 * * * *',
    run: async (rt) => {
      await dropOldKeys(rt);
      await dropOldFailures(rt);
    },
  },
};
