// A person's copy of everything kept about them, made for an administrator or compliance officer to hand over. That it was
// made is an entry of the trail.
import type { CopyQuery } from '@sampark/contracts/privacy.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { gatherPerson } from './gather-person.ts';
import { personPage } from './page/person-page.ts';

/** Text of the file and its name. `not_found` unless the person is in the actor's workspace. */
export async function copyPerson(
  rt: Runtime,
  actor: Actor,
  id: string,
  { format = 'json', language }: CopyQuery,
): Promise<{ text: string; fileName: string }> {
  const now = rt.clock.now();
  return rt.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const { rows } = await sql<{
        workspace: string;
        own_zone: string | null;
        time_zone: string;
        language: string | null;
      }>`
        select w.name as workspace, p.time_zone as own_zone, coalesce(w.time_zone, 'UTC') as time_zone, p.language
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
          ? personPage(copy, {
              ...{ workspace: found.workspace, timeZone: knownZone(found.own_zone) ?? found.time_zone, now },
              language: language ?? (found.language?.startsWith('bn') ? 'bn' : 'en'),
              reference: id.slice(0, 8).toUpperCase(),
            })
          : `${JSON.stringify({ format: 'sampark-person-1', workspace: found.workspace, made_at: now, ...copy }, null, 2)}\n`;
      return { text, fileName: `person-${id.slice(0, 8)}-${now.toISOString().slice(0, 10)}.${format}` };
    });
}

/** A person's zone may be anything a file said. */
function knownZone(zone: string | null): string | undefined {
  if (zone === null) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
