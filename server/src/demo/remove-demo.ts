// The end of the demo: its workspace with everybody in it, its simulators and its logins, for good.
import { sql } from 'kysely';
import { acrossWorkspaces } from '../db/within-workspace.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { requireDemo } from './panel.ts';

const mostTries = 5;
/** PostgreSQL: a deadlock with a worker in the middle of its last send. */
const deadlock = '40P01';

/**
 * Guaranteed: real workspaces are not touched; the demo does not come back by itself (SAMPARK_DEMO=on asks for a new
 * one). Throws `demo_only` elsewhere.
 */
export async function removeDemo(rt: Runtime, actor: Actor): Promise<void> {
  await requireDemo(rt, actor);
  // From here on nobody signs in to it and nothing new goes out.
  rt.demo.enabled = false;
  await sql`update campaigns set status = 'cancelled' where workspace_id = ${actor.workspace_id}
    and status not in ('completed', 'cancelled')`.execute(rt.db);
  await rt.demo.stop?.();
  rt.demo.simulators = {};
  await removeData(rt);
  rt.log.info({ workspace_id: actor.workspace_id }, 'the sample data was removed');
}

/** On a later start: what workers had still written while the demo was being removed. */
export async function sweepRemovedDemo(rt: Runtime): Promise<void> {
  const { rows } =
    await sql`select from installation where demo_removed_at is not null and swept_at is null`.execute(rt.db);
  if (rows.length > 0) await removeData(rt);
}

async function removeData(rt: Runtime): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await sql`select remove_demo_data(${rt.clock.now()})`.execute(
        acrossWorkspaces(rt, 'the demo goes with everything in it, append-only tables too').db,
      );
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== deadlock || tries === mostTries) throw error;
    }
  }
}
