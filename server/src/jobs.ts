// Table of contents: every background job.
import type { JobTable } from './jobs/jobs.ts';

export const jobs: JobTable = {};
