// Table of contents: every background job.
import { sql } from 'kysely';
import { activityJob } from './devices/sender-activity.ts';
import { wakeWaitingJob } from './devices/wake-waiting.ts';
import { dropOldKeys } from './http/idempotency.ts';
import { experimentJobs } from './experiments/watch-experiments.ts';
import { importJobs } from './imports/jobs.ts';
import type { JobTable } from './jobs/jobs.ts';
import { supervisionJobs } from './supervision/draw-samples.ts';
import { retentionJobs } from './retention/jobs.ts';
import { dropOldNotifications } from './notifications/drop-old-notifications.ts';
import { passwordMailJob } from './sign-in/mail-password-link.ts';
import { dropOldTickets } from './sign-in/tickets.ts';
import { dropOldFlows } from './single-sign-on/flows.ts';
import { warnOfRequests } from './privacy/requests/warn-of-requests.ts';
import { checkKeys } from './privacy/keys/check-keys.ts';
import { keepErased } from './privacy/erase/keep-erased.ts';
import { sealOldWords } from './privacy/seal-old-words.ts';
import { templateJobs } from './templates/synchronise-jobs.ts';
import { dropOldFailures } from './users/throttle-login.ts';

export const jobs: JobTable = {
  ...importJobs,
  ...experimentJobs,
  ...activityJob,
  ...wakeWaitingJob,
  ...retentionJobs,
  ...passwordMailJob,
  ...supervisionJobs,
  ...templateJobs,
  make_partitions: {
    cron: '10 2 * * *',
    run: async (rt) => {
      await sql`select ensure_month_partitions(${rt.clock.now()}, 4)`.execute(rt.db);
    },
  },
  warn_of_privacy_requests: {
    cron: '20 * * * *',
    run: async (rt) => {
      await warnOfRequests(rt);
    },
  },
  check_unusable_keys: {
    cron: '*/10 * * * *',
    run: async (rt) => {
      await checkKeys(rt, 'unusable');
    },
  },
  check_person_keys: {
    cron: '50 3 * * *',
    run: async (rt) => {
      await checkKeys(rt, 'all');
    },
  },
  keep_erased: { cron: '*/10 * * * *', run: keepErased },
  seal_old_words: { cron: '25 3 * * *', run: sealOldWords },
  forget_short_lived_rows: {
    cron: '40 * * * *',
    run: async (rt) => {
      await dropOldKeys(rt);
      await dropOldFailures(rt);
      await dropOldTickets(rt);
      await dropOldFlows(rt);
      await dropOldNotifications(rt);
    },
  },
};
