// A new password ends every other session: whoever knew the old one is out.
import type { ChangePassword } from '@sampark/contracts/accounts.ts';
import { appendEvents } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import { forgetSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import { checkOwnPassword } from './check-own-password.ts';
import { revokeSessions } from './end-sessions.ts';
import { requireGoodPassword } from './password-rule.ts';
import { hashPassword } from './passwords.ts';
import { nextVersion } from './present-user.ts';

/** Throws `wrong_password`, `weak_password`, `login_throttled`. */
export async function changePassword(
  rt: Runtime,
  actor: Actor,
  input: ChangePassword,
  ip: string,
): Promise<void> {
  const user = await checkOwnPassword(rt, actor, input.current_password, ip, 'body.current_password');
  await requireGoodPassword(input.new_password, user.email, 'body.new_password');
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
