// The request to erase somebody. Asking again for one who was erased gives the same proof.
import type { ErasePerson, Erasure } from '@sampark/contracts/privacy.ts';
import { sql } from 'kysely';
import { acrossWorkspaces } from '../../db/within-workspace.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import { noteErased } from './erased-list.ts';
import { erasePeople } from './erase-people.ts';
import { readErasure } from './read-erasure.ts';

export async function erasePerson(
  request: Runtime,
  actor: Actor,
  id: string,
  { reason }: ErasePerson,
): Promise<Erasure> {
  const { workspace_id } = actor;
  const rt = acrossWorkspaces(request, 'consents are emptied by their owner');
  const erased = await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      select 1 from prospects where id = ${id} and workspace_id = ${workspace_id}`.execute(tx);
    if (rows.length === 0) throw new Problem('not_found');
    return erasePeople(rt, tx, workspace_id, [id], { reason, actor_id: actor.user_id });
  });
  await noteErased(rt, workspace_id, erased);
  const proof = await readErasure(rt.db, workspace_id, id, rt.clock.now());
  if (!proof) throw new Error('An erasure that was committed has no proof');
  return proof;
}
