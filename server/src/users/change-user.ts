// An administrator edits somebody; or somebody their own name, language, theme and threshold.
import type { ChangeMe, ChangeUser } from '@sampark/contracts/accounts.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { forgetSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import { revokeSessions } from './end-sessions.ts';
import { nextVersion, type UserRow } from './present-user.ts';

export type UserEdit = ChangeUser & ChangeMe;

/**
 * `check` sees the row under its lock and may refuse. Throws `not_found` outside the actor's workspace and
 * `last_admin`. Disabling ends the person's sessions in the same transaction.
 */
export async function changeUser(
  rt: Runtime,
  actor: Actor,
  userId: string,
  edit: UserEdit,
  check: (row: UserRow) => void = () => {},
): Promise<UserRow> {
  const changed = await rt.db.transaction().execute(async (tx) => {
    // Every administrator's row, in id order: two who demote each other at the same time must not both succeed.
    if (edit.role !== undefined || edit.status !== undefined) await lockAdmins(tx, actor.workspace_id);
    const row = await tx
      .selectFrom('users')
      .selectAll()
      .where('id', '=', userId)
      .where('workspace_id', '=', actor.workspace_id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Problem('not_found');
    check(row);
    await keepAnAdmin(tx, row, edit);
    return write(rt, tx, actor, row, edit);
  });
  forgetSessions(rt);
  return changed;
}

async function write(rt: Runtime, tx: Tx, actor: Actor, row: UserRow, edit: UserEdit): Promise<UserRow> {
  const names = (Object.keys(edit) as (keyof UserEdit)[]).filter((name) => edit[name] !== row[name]);
  if (names.length === 0) return row;
  const now = rt.clock.now();
  const updated = await tx
    .updateTable('users')
    .set({ ...edit, updated_at: nextVersion(now, row.updated_at) })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const ended =
    edit.status === 'disabled' ? await revokeSessions(tx, now, { user_id: row.id }, 'user disabled') : 0;
  await appendEvents(tx, now, [
    {
      workspace_id: row.workspace_id,
      type: 'user.changed',
      occurred_at: now,
      actor_id: actor.user_id,
      data: {
        user_id: row.id,
        before: Object.fromEntries(names.map((name) => [name, row[name]])),
        after: Object.fromEntries(names.map((name) => [name, edit[name]])),
        sessions_ended: ended,
      },
    },
  ]);
  return updated;
}

async function lockAdmins(tx: Tx, workspaceId: string): Promise<void> {
  await tx
    .selectFrom('users')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'admin')
    .orderBy('id')
    .forUpdate()
    .execute();
}

async function keepAnAdmin(tx: Tx, row: UserRow, edit: UserEdit): Promise<void> {
  const stays = (edit.role ?? row.role) === 'admin' && (edit.status ?? row.status) === 'active';
  if (row.role !== 'admin' || row.status !== 'active' || stays) return;
  const other = await tx
    .selectFrom('users')
    .select('id')
    .where('workspace_id', '=', row.workspace_id)
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .where('id', '<>', row.id)
    .limit(1)
    .executeTakeFirst();
  if (!other) throw new Problem('last_admin');
}
