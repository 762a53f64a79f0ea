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
    /* prepared */ select c.id, c.name, c.status from campaigns c
    where c.id = ${id} and c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}
  `.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return row;
}

/** `grain`: the coarsest rollup whose buckets this zone's hours are made of (Kathmandu is at +5:45). */
export type Zone = { name: string; grain: 'hour' | 'quarter' };

export async function zoneOf(db: DbOrTx, workspace_id: string): Promise<Zone> {
  const { rows } = await sql<{ name: string; whole: boolean }>`
    /* prepared */ select time_zone as name,
           extract(minute from timestamptz '2026-01-01 00:00Z' at time zone time_zone) = 0
             and extract(minute from timestamptz '2026-07-01 00:00Z' at time zone time_zone) = 0 as whole
    from workspaces where id = ${workspace_id}`.execute(db);
  const row = rows[0];
  return row ? { name: row.name, grain: row.whole ? 'hour' : 'quarter' } : { name: 'UTC', grain: 'hour' };
}
