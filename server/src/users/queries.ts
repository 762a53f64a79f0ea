// Reads of the users room. Every one names the workspace.
import type { UserQuery } from '@sampark/contracts/accounts.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import { pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { presentUser, type UserRow } from './present-user.ts';
import { presentInvitation } from './invite-user.ts';

/** Throws `not_found` outside the workspace. */
export async function getUser(rt: Runtime, workspaceId: string, id: string): Promise<UserRow> {
  const row = await rt.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  if (!row) throw new Problem('not_found');
  return row;
}

export async function listUsers(rt: Runtime, actor: Actor, query: UserQuery) {
  const limit = query.limit ?? 50;
  const after = readCursor('users', query.cursor);
  let select = rt.db
    .selectFrom('users')
    .selectAll()
    // As text: a Date would cut the microseconds off and repeat rows on the next page.
    .select(sql<string>`created_at::text`.as('sort_key'))
    .where('workspace_id', '=', actor.workspace_id);
  if (query.role !== undefined) select = select.where('role', '=', query.role);
  if (query.status !== undefined) select = select.where('status', '=', query.status);
  if (query.q !== undefined && query.q.trim() !== '') {
    const like = `%${query.q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    select = select.where((eb) => eb.or([eb('name', 'ilike', like), eb('email', 'ilike', like)]));
  }
  if (after) {
    select = select.where(sql<boolean>`(created_at, id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  }
  const rows = await select
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = pageOf('users', rows, limit, (row) => [row.sort_key, row.id]);
  return { items: page.items.map(presentUser), next_cursor: page.next_cursor };
}

export async function listInvitations(rt: Runtime, actor: Actor, query: { limit?: number; cursor?: string }) {
  const limit = query.limit ?? 50;
  const after = readCursor('invitations', query.cursor);
  let select = rt.db
    .selectFrom('invitations')
    .selectAll()
    .select(sql<string>`created_at::text`.as('sort_key'))
    .where('workspace_id', '=', actor.workspace_id);
  if (after) {
    select = select.where(sql<boolean>`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  }
  const rows = await select
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf('invitations', rows, limit, (row) => [row.sort_key, row.id]);
  const now = rt.clock.now();
  return {
    items: page.items.map((row) => presentInvitation(row, now)),
    next_cursor: page.next_cursor,
  };
}

export async function listSessions(rt: Runtime, actor: Actor) {
  const rows = await rt.db
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'ip', 'created_at', 'last_used_at', 'expires_at'])
    .where('user_id', '=', actor.user_id)
    .where('workspace_id', '=', actor.workspace_id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', rt.clock.now())
    .orderBy('last_used_at', 'desc')
    .limit(200)
    .execute();
  return {
    items: rows.map((row) => ({ ...row, current: row.id === actor.session_id })),
    next_cursor: null,
  };
}
