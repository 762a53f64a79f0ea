// Enters: a refresh token. Leaves: its successor and a new access token. Guaranteed: a token works once; one that comes
// back later means that somebody copied it, and the whole session ends.
//
// Two tabs that wake together send the same token. The browser keeps one cookie for both, so for ten seconds the second
// gets an access token and no successor: nothing a thief could carry on with is handed out twice.
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import { forgetSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import type { UserRow } from './present-user.ts';
import { addRefreshToken, tokenHash } from './start-session.ts';

const graceMs = 10_000;

export type Refreshed = {
  user: UserRow;
  session_id: string;
  successor: { refresh_token: string; refresh_expires: Date } | undefined;
};

/** Throws `session_ended`. */
export async function refreshSession(rt: Runtime, token: string): Promise<Refreshed> {
  const result = await rt.db.transaction().execute((tx) => rotate(rt, tx, token));
  if (result) return result;
  forgetSessions(rt);
  throw new Problem('session_ended');
}

async function rotate(rt: Runtime, tx: Tx, token: string): Promise<Refreshed | undefined> {
  const now = rt.clock.now();
  // Locked, so that of two requests with one token exactly one finds it unused.
  const row = await tx
    .selectFrom('refresh_tokens as t')
    .innerJoin('sessions as s', 's.id', 't.session_id')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .innerJoin('workspaces as w', 'w.id', 'u.workspace_id')
    .selectAll('u')
    .select([
      't.id as token_id',
      't.used_at',
      't.expires_at as token_expires_at',
      's.id as session_id',
      's.expires_at as session_expires_at',
      's.revoked_at',
      'w.is_demo',
    ])
    .where('t.token_hash', '=', tokenHash(token))
    .forUpdate(['t', 's'])
    .executeTakeFirst();
  if (!row || row.revoked_at || row.status !== 'active' || row.token_expires_at <= now) return undefined;
  if (row.session_expires_at <= now || (row.is_demo && !rt.demo.enabled)) return undefined;
  if (row.used_at) {
    if (now.getTime() - row.used_at.getTime() <= graceMs) {
      return { user: row, session_id: row.session_id, successor: undefined };
    }
    await endStolenSession(tx, now, row);
    return undefined;
  }
  await tx.updateTable('refresh_tokens').set({ used_at: now }).where('id', '=', row.token_id).execute();
  await tx.updateTable('sessions').set({ last_used_at: now }).where('id', '=', row.session_id).execute();
  const successor = await addRefreshToken(rt, tx, {
    id: row.session_id,
    expires_at: row.session_expires_at,
  });
  return { user: row, session_id: row.session_id, successor };
}

async function endStolenSession(
  tx: Tx,
  now: Date,
  row: { id: string; workspace_id: string; session_id: string },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now, revoked_reason: 'refresh token used twice' })
    .where('id', '=', row.session_id)
    .execute();
  await appendEvents(tx, now, [
    {
      workspace_id: row.workspace_id,
      type: 'session.reuse_detected',
      occurred_at: now,
      actor_id: row.id,
      data: { session_id: row.session_id },
    },
  ]);
}
