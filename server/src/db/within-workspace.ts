// Whose data a piece of work may see. Requests work on a view of the runtime that has one workspace's rows; what is done before
// a workspace is known, or for all of them, says so and why.
import { sql } from 'kysely';
import type pg from 'pg';
import type { Runtime } from '../runtime.ts';
import { API_ROLE as apiRole } from './embedded/secrets.ts';

/** The same runtime with one workspace's data. */
export function withinWorkspace(rt: Runtime, workspace_id: string): Runtime {
  const { db, pool } = rt.scoped.of(workspace_id);
  // What the smaller pool lacks (`on`, `end`) is for whoever owns the connections.
  return { ...rt, db, pool: pool as unknown as pg.Pool, core: coreOf(rt) };
}

/** The runtime without the limit. `reason` is for whoever reads the call; a test lists all of them. */
export function acrossWorkspaces(rt: Runtime, reason: string): Runtime {
  void reason;
  return coreOf(rt);
}

/** What all views of one process share: what is remembered is remembered by it. */
export function coreOf<T extends object>(rt: T & { core?: T }): T {
  return rt.core ?? rt;
}

/** Whether requests can take on their role here. Ends with a warning where they cannot: nothing else would tell. */
export async function settleRowSecurity(rt: Runtime): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select coalesce((select pg_has_role(current_user, oid, 'set') from pg_roles where rolname = ${apiRole}), false) as may`.execute(
    rt.db,
  );
  if (rows[0]?.may === true) return;
  rt.scoped.withoutRole();
  rt.log.warn(
    `Row-level security is not in force: this database has no role ${apiRole} that we may take on (docs/configuration.md)`,
  );
}
