// An experiment's report as a file. That it was taken is recorded, as of every export.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { present, readExperiment } from './queries.ts';
import { reportCsv } from './report-csv.ts';
import { reportPage } from './report-page.ts';
import { experimentResults } from './results.ts';

export type ReportFormat = 'csv' | 'html';

export async function writeReport(
  rt: Runtime,
  actor: Actor,
  id: string,
  format: ReportFormat,
): Promise<string> {
  const record = await readExperiment(rt.db, actor, id);
  const results = await experimentResults(rt, record);
  const experiment = present(record);
  const { rows } = await sql<{ by: string; time_zone: string; workspace: string }>`
    select u.name as by, w.time_zone, w.name as workspace from users u join workspaces w on w.id = u.workspace_id
    where u.id = ${actor.user_id} and w.id = ${actor.workspace_id}`.execute(rt.db);
  const now = rt.clock.now();
  await appendEvents(rt.db, now, [
    {
      ...{ workspace_id: actor.workspace_id, type: 'export.made', occurred_at: now, actor_id: actor.user_id },
      ...{ campaign_id: record.campaign_id, data: { what: 'experiment', experiment_id: id, format } },
    },
  ]);
  if (format === 'csv') return reportCsv(experiment, results);
  return reportPage(experiment, results, rows[0] ?? { by: '', time_zone: 'UTC', workspace: '' });
}
