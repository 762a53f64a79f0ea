import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { requireProspect } from '../prospects/require-prospect.ts';
import type { Runtime } from '../runtime.ts';

export async function revokeLinks(rt: Runtime, actor: Actor, prospectId: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    await requireProspect(tx, actor, prospectId);
    await sql`
      update prospects set preferences_version = preferences_version + 1, updated_at = ${now} where id = ${prospectId}`.execute(
      tx,
    );
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'preferences.revoked',
        occurred_at: now,
        actor_id: actor.user_id,
        prospect_id: prospectId,
      },
    ]);
  });
}
