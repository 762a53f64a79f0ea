// `sampark retention --dry-run`: what the next daily removal would take, in words.
import { sql } from 'kysely';
import { retentionReport } from '../retention/report.ts';
import { runRetention } from '../retention/jobs.ts';
import type { Runtime } from '../runtime.ts';

export async function showRetention(
  rt: Runtime,
  { dryRun, workspace }: { dryRun: boolean; workspace?: string },
  print: (line: string) => void,
): Promise<number> {
  const { rows } = await sql<{ id: string; slug: string }>`
    select id, slug from workspaces ${workspace === undefined ? sql`` : sql`where slug = ${workspace}`} order by slug`.execute(
    rt.db,
  );
  if (rows.length === 0) {
    print(workspace === undefined ? 'No workspace yet.' : `There is no workspace "${workspace}".`);
    return 2;
  }
  for (const { id, slug } of rows) {
    const { classes, regimes, chosen } = await retentionReport(rt.db, id, rt.clock.now());
    print(
      `${slug}: ${regimes.join(', ') || 'no rules'}${chosen ? '' : ' (nobody has chosen: all that may apply)'}`,
    );
    for (const one of classes) {
      const held = one.held > 0 ? `, ${one.held} kept by a legal hold` : '';
      const next = one.next_at ? `, next on ${one.next_at.slice(0, 10)}` : '';
      print(
        `  ${one.data_class.padEnd(10)} ${String(one.due).padStart(8)} would go${held}; ${one.source}${next}`,
      );
    }
  }
  if (dryRun) print('Nothing was removed.');
  else {
    await runRetention(rt);
    print('Removed.');
  }
  return 0;
}
