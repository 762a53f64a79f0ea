// What the live stream looks at once a second for each workspace with an open dashboard.
import type { StreamEvents } from '@sampark/contracts/analytics.ts';
import type { Role } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

export type Change = { kind: 'workspace' | 'pm' | 'campaign'; id: string; revision: number };

export async function changesSince(db: DbOrTx, workspace_id: string, revision: number): Promise<Change[]> {
  const { rows } = await sql<Change>`
    /* prepared */ select kind, id, revision from analytics_changes
    where workspace_id = ${workspace_id} and revision > ${revision} order by revision limit 2000
  `.execute(db);
  return rows;
}

export async function latestRevision(db: DbOrTx, workspace_id: string): Promise<number> {
  const { rows } = await sql<{ revision: number | null }>`
    /* prepared */ select max(revision) as revision from analytics_changes where workspace_id = ${workspace_id}
  `.execute(db);
  return rows[0]?.revision ?? 0;
}

export async function ownersOf(
  db: DbOrTx,
  workspace_id: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; owner: string }>`
    /* prepared */ select id, portfolio_manager_id as owner from campaigns
    where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])
  `.execute(db);
  return new Map(rows.map((row) => [row.id, row.owner]));
}

export type ImportState = { user_id: string; state: StreamEvents['import'] };

export async function latestImports(db: DbOrTx, workspace_id: string): Promise<ImportState[]> {
  const { rows } = await sql<StreamEvents['import'] & { user_id: string }>`
    /* prepared */ select user_id, id, status, rows_total, rows_done, rows_imported, rows_updated, rows_rejected
    from imports where workspace_id = ${workspace_id} order by created_at desc, id limit 20
  `.execute(db);
  return rows.map(({ user_id, ...state }) => ({ user_id, state }));
}

/** Which of these sessions still stand, and as which role. */
export async function standingSessions(
  db: DbOrTx,
  ids: readonly string[],
  now: Date,
  demo: boolean,
): Promise<Map<string, Role>> {
  const { rows } = await sql<{ id: string; role: Role }>`
    /* prepared */ select s.id, u.role from sessions s join users u on u.id = s.user_id join workspaces w on w.id = u.workspace_id
    where s.id = any(${ids}::uuid[]) and s.revoked_at is null and s.expires_at > ${now} and u.status = 'active'
      and (${demo} or not w.is_demo)
  `.execute(db);
  return new Map(rows.map((row) => [row.id, row.role]));
}
