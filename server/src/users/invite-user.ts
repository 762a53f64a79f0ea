// Other people join by invitation link: an administrator makes it, hands it over, and may withdraw it. Only the hash of
// its token is kept; it works once, for seven days.
import type { NewInvitation } from '@sampark/contracts/accounts.ts';
import type { Selectable } from 'kysely';
import type { Invitations } from '../db/generated/schema.ts';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { newToken, tokenHash } from './start-session.ts';

const validMs = 7 * 86_400_000;

export type InvitationRow = Selectable<Invitations>;

/** Throws `email_taken`. An earlier open invitation of the same address is withdrawn. */
export async function inviteUser(
  rt: Runtime,
  actor: Actor,
  input: NewInvitation,
): Promise<{ row: InvitationRow; link: string }> {
  const email = input.email.trim().toLowerCase();
  const token = newToken();
  const row = await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const taken = await tx
      .selectFrom('users')
      .select('id')
      .where((eb) => eb(eb.fn('lower', ['email']), '=', email))
      .executeTakeFirst();
    if (taken) throw new Problem('email_taken', { field: 'body.email' });
    await tx
      .updateTable('invitations')
      .set({ revoked_at: now })
      .where('workspace_id', '=', actor.workspace_id)
      .where('email', '=', email)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute();
    const made = await tx
      .insertInto('invitations')
      .values({
        workspace_id: actor.workspace_id,
        email,
        name: input.name ?? null,
        role: input.role,
        token_hash: tokenHash(token),
        invited_by: actor.user_id,
        created_at: now,
        expires_at: new Date(now.getTime() + validMs),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'user.invited',
        occurred_at: now,
        actor_id: actor.user_id,
        data: { invitation_id: made.id, role: made.role },
      },
    ]);
    return made;
  });
  return { row, link: `${rt.config.publicUrl}/join?token=${token}` };
}

/** Throws `not_found` outside the workspace, `invitation_invalid` when it was used or withdrawn before. */
export async function withdrawInvitation(rt: Runtime, actor: Actor, id: string): Promise<void> {
  await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const row = await tx
      .selectFrom('invitations')
      .selectAll()
      .where('id', '=', id)
      .where('workspace_id', '=', actor.workspace_id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Problem('not_found');
    if (row.accepted_at || row.revoked_at) throw new Problem('invitation_invalid');
    await tx.updateTable('invitations').set({ revoked_at: now }).where('id', '=', id).execute();
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'user.invited',
        occurred_at: now,
        actor_id: actor.user_id,
        data: { invitation_id: id, withdrawn: true },
      },
    ]);
  });
}

export function presentInvitation(row: InvitationRow, now: Date) {
  const status = row.accepted_at
    ? ('accepted' as const)
    : row.revoked_at
      ? ('withdrawn' as const)
      : row.expires_at <= now
        ? ('expired' as const)
        : ('open' as const);
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    invited_by: row.invited_by,
    status,
    created_at: row.created_at,
    expires_at: row.expires_at,
    accepted_at: row.accepted_at,
  };
}
