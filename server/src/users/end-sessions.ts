// Sessions end: one, all, or all but the present one. Their access tokens stop working at once.
import { appendEvents, type DbOrTx } from '../events/append.ts';
import { forgetSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import { tokenHash } from './start-session.ts';

/** Returns how many ended. Call forgetSessions after the transaction commits. */
export async function revokeSessions(
  tx: DbOrTx,
  now: Date,
  which: { user_id: string; session_id?: string; except?: string },
  reason: string,
): Promise<number> {
  let update = tx
    .updateTable('sessions')
    .set({ revoked_at: now, revoked_reason: reason })
    .where('user_id', '=', which.user_id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
  if (which.session_id !== undefined) update = update.where('id', '=', which.session_id);
  if (which.except !== undefined) update = update.where('id', '<>', which.except);
  const ended = await update.returning('provider_session').execute();
  const kept = ended.flatMap((one) => one.provider_session ?? []);
  if (kept.length > 0) await tx.deleteFrom('provider_sessions').where('id', 'in', kept).execute();
  return ended.length;
}

/** Ends the sessions and writes it down. Returns how many ended. */
export async function endSessions(
  rt: Runtime,
  user: { user_id: string; workspace_id: string },
  which: { session_id?: string; except?: string },
  reason: string,
): Promise<number> {
  const ended = await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const count = await revokeSessions(tx, now, { user_id: user.user_id, ...which }, reason);
    if (count > 0) {
      await appendEvents(tx, now, [
        {
          workspace_id: user.workspace_id,
          type: 'user.logged_out',
          occurred_at: now,
          actor_id: user.user_id,
          data: { sessions: count, reason, ...which },
        },
      ]);
    }
    return count;
  });
  forgetSessions(rt);
  return ended;
}

export type EndedSession = { workspace_id: string; id_token: Buffer | null };

/** Signing out with the refresh cookie, whatever became of the access token. An unknown token changes nothing. */
export async function logOutByToken(rt: Runtime, token: string): Promise<EndedSession | undefined> {
  const session = await rt.db
    .selectFrom('refresh_tokens as t')
    .innerJoin('sessions as s', 's.id', 't.session_id')
    .leftJoin('provider_sessions as p', 'p.id', 's.provider_session')
    .select(['s.id', 's.user_id', 's.workspace_id', 'p.id_token'])
    .where('t.token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (session) await endSessions(rt, session, { session_id: session.id }, 'signed out');
  return session;
}
