// A forgotten password. Enters: an e-mail address, or a colleague an administrator names. Leaves: a link that works once.
// Guaranteed: the answer is the same whether the address is known or not; the link says nothing of a second factor, which is
// asked for afterwards as always; with the new password every session of the person ends.
import type { ResetPassword } from '@sampark/contracts/sign-in.ts';
import { createHmac } from 'node:crypto';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { forgetSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import { revokeSessions } from '../users/end-sessions.ts';
import { requireGoodPassword } from '../users/password-rule.ts';
import { hashPassword } from '../users/passwords.ts';
import { nextVersion } from '../users/present-user.ts';
import { getUser } from '../users/queries.ts';
import { requireProof } from './prove.ts';
import { lockTicket, makeTicket, spendTicket } from './tickets.ts';

const handedOverSeconds = 24 * 3_600;

/** Known or not: one job is written, and it alone looks. */
export async function askForPassword(rt: Runtime, given: string): Promise<void> {
  if (!rt.config.mail) return;
  const email = given.trim().toLowerCase();
  const key = createHmac('sha256', rt.keys.derive('login-throttle')).update(`mail ${email}`);
  await rt.jobs.add(
    rt.db,
    'mail_password_link',
    { email, asked_at: rt.clock.now().toISOString() },
    { key: `password ${key.digest('base64url')}` },
  );
}

export function passwordAddress(rt: Pick<Runtime, 'config'>, token: string): string {
  return `${rt.config.publicUrl}/new-password?token=${token}`;
}

/** Throws `proof_needed`, `not_found`, `forbidden` for oneself and for who is switched off. */
export async function makePasswordLink(rt: Runtime, actor: Actor, userId: string) {
  const user = await getUser(rt, actor.workspace_id, userId);
  if (user.id === actor.user_id)
    throw new Problem('forbidden', { detail: 'Your own password is changed in Settings.' });
  if (user.status !== 'active') throw new Problem('forbidden', { detail: 'Switch this person on first.' });
  await requireProof(rt, actor);
  return rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const { token, expires_at } = await makeTicket(rt, tx, user, {
      ...{ purpose: 'password', after: 'administrator', seconds: handedOverSeconds, made_by: actor.user_id },
    });
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: user.workspace_id, type: 'user.password_link_made', occurred_at: now },
        ...{ actor_id: actor.user_id, data: { user_id: user.id } },
      },
    ]);
    return { link: passwordAddress(rt, token), expires_at };
  });
}

/** Throws `ticket_invalid`, `weak_password`. */
export async function resetPassword(rt: Runtime, given: ResetPassword): Promise<void> {
  const { user } = await rt.db.transaction().execute((tx) => lockTicket(rt, tx, given.token, 'password'));
  await requireGoodPassword(given.password, user.email, 'body.password');
  const hash = await hashPassword(given.password);
  await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const locked = await lockTicket(rt, tx, given.token, 'password');
    await spendTicket(rt, tx, locked.ticket);
    await tx
      .updateTable('users')
      .set({
        password_hash: hash,
        password_changed_at: now,
        updated_at: nextVersion(now, locked.user.updated_at),
      })
      .where('id', '=', user.id)
      .execute();
    const ended = await revokeSessions(tx, now, { user_id: user.id }, 'password reset');
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: user.workspace_id, type: 'user.password_reset', occurred_at: now },
        ...{ actor_id: user.id, data: { user_id: user.id, by: locked.ticket.after, sessions_ended: ended } },
      },
    ]);
  });
  forgetSessions(rt);
}
