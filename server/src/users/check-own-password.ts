// Somebody who is signed in shows the password again. A stolen session must not become a place to guess it at full speed.
import { appendEvents } from '../events/append.ts';
import { networkOf } from '../http/network.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { checkPassword } from './passwords.ts';
import type { UserRow } from './present-user.ts';
import { clearFailures, countFailure, enterLogin } from './throttle-login.ts';

/** Throws `wrong_password` at `field`, `login_throttled`. */
export async function checkOwnPassword(
  rt: Runtime,
  actor: Actor,
  password: string,
  ip: string,
  field: string,
): Promise<UserRow> {
  const user = await rt.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', actor.user_id)
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirstOrThrow();
  const attempt = {
    email: user.email.toLowerCase(),
    network: networkOf(ip),
    device: `session ${actor.session_id}`,
    knownNetwork: true,
  };
  await enterLogin(rt, attempt);
  if (!(await checkPassword(user.password_hash, password))) {
    await countFailure(rt, attempt);
    const now = rt.clock.now();
    await appendEvents(rt.db, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'user.login_failed',
        occurred_at: now,
        actor_id: user.id,
        data: { network: attempt.network, session_id: actor.session_id },
      },
    ]);
    // Not 401: that would tell clients that their token is bad.
    throw new Problem('wrong_password', { field });
  }
  await clearFailures(rt, attempt);
  return user;
}
