// Somebody follows an invitation link: the user is made and signed in (or led to a second
// factor), in one transaction that uses the link up.
import type { Join } from '@sampark/contracts/accounts.ts';
import type { Role } from '@sampark/contracts/domain.ts';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { requirePasswordAllowed } from '../single-sign-on/password-allowed.ts';
import { createUser } from './create-user.ts';
import { openOrAsk } from './open-session.ts';
import { requireGoodPassword } from './password-rule.ts';
import { hashPassword } from './passwords.ts';
import { clientOf, tokenHash } from './start-session.ts';

/** Throws `invitation_invalid`, `single_sign_on_required`, `weak_password`, `email_taken`. */
export async function joinWorkspace(rt: Runtime, input: Join, request: FastifyRequest) {
  const hash = tokenHash(input.token);
  const open = await openInvitation(rt, hash);
  await requirePasswordAllowed(rt.db, open);
  await requireGoodPassword(input.password, open.email, 'body.password');
  const passwordHash = await hashPassword(input.password);
  return rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    // Taken in the update itself: the link makes one user however often it is sent.
    const taken = await tx
      .updateTable('invitations')
      .set({ accepted_at: now })
      .where('token_hash', '=', hash)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst();
    if (!taken) throw new Problem('invitation_invalid');
    const user = await createUser(
      tx,
      now,
      {
        workspace_id: taken.workspace_id,
        email: taken.email,
        name: input.name,
        role: taken.role as Role,
        password_hash: passwordHash,
      },
      { invitation_id: taken.id },
    );
    return openOrAsk(rt, tx, user, clientOf(request), 'invitation');
  });
}

async function openInvitation(rt: Runtime, hash: Buffer) {
  const row = await rt.db
    .selectFrom('invitations as i')
    .innerJoin('workspaces as w', 'w.id', 'i.workspace_id')
    .select(['i.workspace_id', 'i.email', 'i.role', 'w.is_demo'])
    .where('i.token_hash', '=', hash)
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', rt.clock.now())
    .executeTakeFirst();
  if (!row) throw new Problem('invitation_invalid');
  if (row.is_demo && !rt.demo.enabled) throw new Problem('demo_disabled');
  return row;
}
