// How users are shown. The one place that decides which columns leave the house.
import type { Me, User } from '@sampark/contracts/accounts.ts';
import type { Selectable } from 'kysely';
import type { Users } from '../db/generated/schema.ts';
import type { DbOrTx } from '../events/append.ts';

export type UserRow = Selectable<Users>;

export function presentUser(row: UserRow): User {
  return {
    id: row.id,
    workspace_id: row.workspace_id,
    email: row.email,
    name: row.name,
    role: row.role as User['role'],
    lead_score_threshold: row.lead_score_threshold,
    language: row.language as User['language'],
    theme: row.theme as User['theme'],
    status: row.status as User['status'],
    last_login: row.last_login?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    version: row.updated_at.getTime(),
  };
}

export async function presentMe(db: DbOrTx, row: UserRow, sessionId: string): Promise<Me> {
  const workspace = await db
    .selectFrom('workspaces')
    .select(['id', 'name', 'product', 'is_demo', 'default_country', 'time_zone', 'language'])
    .where('id', '=', row.workspace_id)
    .executeTakeFirstOrThrow();
  return {
    ...presentUser(row),
    session_id: sessionId,
    workspace: { ...workspace, product: workspace.product as Me['workspace']['product'] },
  };
}

/** The version of the next write: later than the last even when the clock stands still. */
export function nextVersion(now: Date, last: Date): Date {
  return new Date(Math.max(now.getTime(), last.getTime() + 1));
}
