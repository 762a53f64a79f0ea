// What is sensitive (a second factor, a key, how one signs in) asks again who is there when that was not shown for ten minutes:
// an unattended screen or a copied token does not suffice.
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { requirePasswordAllowed } from '../single-sign-on/password-allowed.ts';
import { checkOwnPassword } from '../users/check-own-password.ts';

const holdsMs = 10 * 60_000;

/** Throws `proof_needed`. */
export async function requireProof(rt: Runtime, actor: Actor): Promise<void> {
  const row = await rt.db
    .selectFrom('sessions')
    .select((eb) => eb.fn.coalesce('proved_at', 'created_at').as('at'))
    .where('id', '=', actor.session_id)
    .where('user_id', '=', actor.user_id)
    .executeTakeFirst();
  if (!row || rt.clock.now().getTime() - row.at.getTime() > holdsMs) throw new Problem('proof_needed');
}

/** Throws `wrong_password`, `single_sign_on_required`, `login_throttled`. */
export async function prove(rt: Runtime, actor: Actor, password: string, ip: string): Promise<void> {
  await requirePasswordAllowed(rt.db, await checkOwnPassword(rt, actor, password, ip, 'body.password'));
  await rt.db.transaction().execute((tx) => noteProof(rt, tx, actor, 'password'));
}

/** The session has shown who is there, now. */
export async function noteProof(
  rt: Runtime,
  tx: Tx,
  session: { session_id: string; user_id: string; workspace_id: string },
  how: string,
): Promise<void> {
  const now = rt.clock.now();
  const { session_id, user_id: actor_id, workspace_id } = session;
  await tx.updateTable('sessions').set({ proved_at: now }).where('id', '=', session_id).execute();
  await appendEvents(tx, now, [
    { workspace_id, type: 'user.proved', occurred_at: now, actor_id, data: { session_id, how } },
  ]);
}
