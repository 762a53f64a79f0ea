// A person's copy of everything kept about them, made for an administrator or compliance officer to hand over. That it was
// made is an entry of the trail.
import type { CopyQuery } from '@sampark/contracts/privacy.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { gatherPerson } from './gather-person.ts';
import { personPage } from './person-page.ts';

/** Text of the file and its name. `not_found` unless the person is in the actor's workspace. */
export async function copyPerson(
  rt: Runtime,
  actor: Actor,
  id: string,
  { format = 'json', language = 'en' }: CopyQuery,
): Promise<{ text: string; fileName: string }> {
  const now = rt.clock.now();
  return rt.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const { rows } = await sql<{ workspace: string; time_zone: string }>`
        select w.name as workspace, coalesce(w.time_zone, 'UTC') as time_zone
        from prospects p join workspaces w on w.id = p.workspace_id
        where p.id = ${id} and p.workspace_id = ${actor.workspace_id}`.execute(tx);
      const found = rows[0];
      if (!found) throw new Problem('not_found');
      const copy = await gatherPerson(tx, rt.keys.people, actor.workspace_id, id);
      await appendEvents(tx, now, [
        {
          workspace_id: actor.workspace_id,
          type: 'export.made',
          occurred_at: now,
          actor_id: actor.user_id,
          prospect_id: id,
          data: { what: 'person', format },
        },
      ]);
      const text =
        format === 'html'
          ? personPage(copy, { workspace: found.workspace, timeZone: found.time_zone, language, now })
          : `${JSON.stringify({ format: 'sampark-person-1', workspace: found.workspace, made_at: now, ...copy }, null, 2)}\n`;
      return { text, fileName: `person-${id.slice(0, 8)}-${now.toISOString().slice(0, 10)}.${format}` };
    });
}
