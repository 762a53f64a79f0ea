// Enters: what a device, or an administrator for it, says about its state. Leaves: the last report on the device. An
// administrator's word about its health counts at once; an agent's is judged with everything else (monitor-health.ts).
import type { Heartbeat } from '@sampark/contracts/devices.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { wakeForDevices } from './wake-waiting.ts';

export async function recordHeartbeat(rt: Runtime, actor: Actor, id: string, beat: Heartbeat): Promise<void> {
  const now = rt.clock.now();
  const byAgent = actor.device_id !== undefined;
  const said = byAgent ? undefined : beat.health_status;
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ was: string; now: string }>`
      update devices set last_health_check = ${now},
        ${byAgent ? sql`last_heartbeat_at = ${now}, heartbeat = ${JSON.stringify(beat)}::jsonb,` : sql``}
        health_status = coalesce(${said ?? null}, health_status),
        health_reason = case when ${said ?? null}::text is null then health_reason else ${beat.reason ?? null} end
      where id = ${id} and workspace_id = ${actor.workspace_id}
      returning old.health_status as was, health_status as now`.execute(tx);
    const row = rows[0];
    if (!row) throw new Problem('not_found');
    if (row.was === row.now) return;
    if (row.was === 'offline') await wakeForDevices(rt, tx, now, [id]);
    await sql`insert into device_health_history (workspace_id, device_id, health_status, reason, at)
      values (${actor.workspace_id}, ${id}, ${row.now}, ${beat.reason ?? null}, ${now})`.execute(tx);
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'device.health_changed',
        occurred_at: now,
        actor_id: actor.user_id,
        device_id: id,
        data: { from: row.was, to: row.now, reason: beat.reason },
      },
    ]);
  });
}
