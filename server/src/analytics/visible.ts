// What an actor sees of the numbers: the workspace, or a PM's own work.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';

export type Scope = { workspace_id: string; scope_id: string };

type Who = Pick<Actor, 'workspace_id' | 'user_id' | 'role'>;

export function scopeOf(actor: Who): Scope {
  return {
    workspace_id: actor.workspace_id,
    scope_id: actor.role === 'standard' ? actor.user_id : actor.workspace_id,
  };
}

export type VisibleCampaign = { id: string; name: string; status: string };

/** Throws `not_found` for what the actor may not see, as for what does not exist. */
export async function visibleCampaign(db: DbOrTx, actor: Actor, id: string): Promise<VisibleCampaign> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new Problem('not_found');
  const { rows } = await sql<VisibleCampaign>`
    select c.id, c.name, c.status from campaigns c
    where c.id = ${id} and c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}
  `.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return row;
}

export async function zoneOf(db: DbOrTx, workspace_id: string): Promise<string> {
  const { rows } = await sql<{ time_zone: string }>`
    select time_zone from workspaces where id = ${workspace_id}`.execute(db);
  return rows[0]?.time_zone ?? 'UTC';
}
