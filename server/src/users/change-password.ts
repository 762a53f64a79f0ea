// A new password ends every other session: whoever knew the old one is out.
import type { ChangePassword } from '@sampark/contracts/accounts.ts';
import { appendEvents } from '../events/append.ts';
import { networkOf } from '../http/network.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { forgetSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import { revokeSessions } from './end-sessions.ts';
import { requireGoodPassword } from './password-rule.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { nextVersion } from './present-user.ts';
import { clearFailures, countFailure, enterLogin } from './throttle-login.ts';

/** Throws `wrong_password`, `weak_password`, `login_throttled`. */
export async function changePassword(
  rt: Runtime,
  actor: Actor,
  input: ChangePassword,
  ip: string,
): Promise<void> {
  const user = await rt.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', actor.user_id)
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirstOrThrow();
  // A stolen session must not become a place to guess the password at full speed.
  const attempt = {
    email: user.email.toLowerCase(),
    network: networkOf(ip),
    device: `session ${actor.session_id}`,
    knownNetwork: true,
  };
  await enterLogin(rt, attempt);
  if (!(await checkPassword(user.password_hash, input.current_password))) {
    await countFailure(rt, attempt);
    // Not 401: that would tell clients that their token is bad.
    throw new Problem('wrong_password', { field: 'body.current_password' });
  }
  await clearFailures(rt, attempt);
  requireGoodPassword(input.new_password, user.email, 'body.new_password');
  const hash = await hashPassword(input.new_password);
  await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    await tx
      .updateTable('users')
      .set({
        password_hash: hash,
        password_changed_at: now,
        updated_at: nextVersion(now, user.updated_at),
      })
      .where('id', '=', user.id)
      .execute();
    const ended = await revokeSessions(
      tx,
      now,
      { user_id: user.id, except: actor.session_id },
      'password changed',
    );
    await appendEvents(tx, now, [
      {
        workspace_id: user.workspace_id,
        type: 'user.changed',
        occurred_at: now,
        actor_id: user.id,
        data: { user_id: user.id, changed: ['password'], sessions_ended: ended },
      },
    ]);
  });
  forgetSessions(rt);
}
