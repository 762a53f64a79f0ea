import type { JobTable } from '../jobs/jobs.ts';
import { removeOldUploads } from './remove-uploads.ts';
import { runImport } from './run-import.ts';
import { runUndo } from './run-undo.ts';

export const importJobs: JobTable = {
  run_import: { run: runImport },
  undo_import: { run: runUndo },
  remove_old_uploads: { run: removeOldUploads, cron: '20 3 * * *' },
};
