// The daily removal, in the role `jobs`.
import type { JobTable } from '../jobs/jobs.ts';
import type { Runtime } from '../runtime.ts';
import { dropMonths } from './drop-months.ts';
import { removeExpired } from './remove-expired.ts';

export async function runRetention(rt: Runtime): Promise<void> {
  const workspaces = await rt.db.selectFrom('workspaces').select('id').orderBy('id').execute();
  for (const { id } of workspaces) {
    const removed = await removeExpired(rt, id);
    if (Object.keys(removed).length > 0)
      rt.log.info({ workspace_id: id, removed }, 'records that had run out were removed');
  }
  await dropMonths(rt);
}

export const retentionJobs: JobTable = {
  remove_expired: { cron: '20 3 * * *', queue: () => 'retention', run: (rt) => runRetention(rt) },
};
