// Maintenance is a drain: dispatchers give the device nothing new, what is in flight finishes, its people are served by
// others meanwhile. Many devices at once, all or none.
import { sql } from 'kysely';
import type { DeviceBulk } from '@sampark/contracts/devices.ts';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { wakeForDevices } from './wake-waiting.ts';

/** Returns how many changed; an id that is not of this workspace refuses the whole request. */
export async function setMaintenance(rt: Runtime, actor: Actor, given: DeviceBulk): Promise<number> {
  const now = rt.clock.now();
  const ids = [...new Set(given.ids)];
  return rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; maintenance: boolean }>`
      select id, maintenance from devices where id = any(${ids}::uuid[]) and workspace_id = ${actor.workspace_id}
      order by id for no key update`.execute(tx);
    if (rows.length < ids.length) {
      const known = new Set(rows.map((row) => row.id));
      const missing = ids.find((id) => !known.has(id.toLowerCase()));
      if (missing !== undefined)
        throw new Problem('invalid_request', {
          field: 'body.ids',
          detail: `There is no device ${missing} here.`,
        });
    }
    const changing = rows.filter((row) => row.maintenance !== given.maintenance).map((row) => row.id);
    await sql`update devices set maintenance = ${given.maintenance}, updated_at = ${now}
      where id = any(${changing}::uuid[])`.execute(tx);
    if (!given.maintenance) await wakeForDevices(rt, tx, now, changing);
    await appendEvents(
      tx,
      now,
      changing.map((device_id) => ({
        workspace_id: actor.workspace_id,
        type: 'device.changed',
        occurred_at: now,
        actor_id: actor.user_id,
        device_id,
        data: { maintenance: given.maintenance },
      })),
    );
    return changing.length;
  });
}
