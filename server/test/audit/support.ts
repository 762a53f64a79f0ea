import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { sealLog } from '../../src/audit/seal-log.ts';
import type { Database } from '../../src/db/connect.ts';
import { appendEvents } from '../../src/events/append.ts';
import type { Runtime } from '../../src/runtime.ts';
import { createWorkspace } from '../support/server.ts';

/** A workspace with so many sealed entries, written by several transactions. */
export async function trailOf(rt: Runtime, count: number): Promise<{ id: string; slug: string }> {
  const workspace = await createWorkspace(rt);
  for (let from = 0; from < count; from += 7)
    await appendEvents(
      rt.db,
      rt.clock.now(),
      Array.from({ length: Math.min(7, count - from) }, (_, index) => ({
        workspace_id: workspace.id,
        type: 'settings.changed' as const,
        occurred_at: new Date(),
        actor_id: randomUUID(),
        data: { number: from + index, 'বাংলা "x"\n\u2028': [null, 1.5] },
      })),
    );
  while ((await sealed(rt)) > 0);
  return workspace;
}

export async function sealed(rt: Runtime, most?: number): Promise<number> {
  const done = await sealLog(rt, { most });
  return done.kind === 'sealed' ? done.entries : 0;
}

/** What an owner can do who switches the triggers off first. */
export async function tamper(owner: Database, work: (db: Database) => Promise<unknown>): Promise<void> {
  const triggers = (state: 'disable' | 'enable') =>
    sql`alter table events ${sql.raw(state)} trigger append_only;
      alter table audit_segments ${sql.raw(state)} trigger append_only`.execute(owner);
  await triggers('disable');
  await work(owner);
  await triggers('enable');
}

/** The event sealed at that place. */
export async function eventAt(rt: Runtime, workspaceId: string, seq: number): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`select ids[${seq}::bigint - first_seq + 1] as id from audit_segments
    where workspace_id = ${workspaceId} and ${seq} between first_seq and last_seq`.execute(rt.db);
  return rows[0]?.id ?? -1;
}
