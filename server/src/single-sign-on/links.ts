// Who somebody is at a provider: by its subject, which is never given to another person, as e-mail addresses are.
import { appendEvents, type DbOrTx, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { forgetSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import { requireProof } from '../sign-in/prove.ts';
import { revokeSessions } from '../users/end-sessions.ts';
import { getUser } from '../users/queries.ts';

export async function linkOf(db: DbOrTx, userId: string, issuer: string) {
  return db
    .selectFrom('sign_in_links')
    .selectAll()
    .where('user_id', '=', userId)
    .where('issuer', '=', issuer)
    .executeTakeFirst();
}

export async function addLink(
  rt: Runtime,
  tx: Tx,
  user: { id: string; workspace_id: string },
  { issuer, subject }: { issuer: string; subject: string },
): Promise<void> {
  const now = rt.clock.now();
  const { id: user_id, workspace_id } = user;
  await tx
    .insertInto('sign_in_links')
    .values({ workspace_id, issuer, subject, user_id, linked_at: now })
    .execute();
  await appendEvents(tx, now, [
    {
      ...{ workspace_id, type: 'single_sign_on.linked', occurred_at: now, actor_id: user_id },
      data: { user_id, issuer },
    },
  ]);
}

/** For an address that another person has now: the next verified sign-in with it makes a new link. Ends the person's sessions. */
export async function removeLinks(rt: Runtime, actor: Actor, userId: string): Promise<void> {
  await requireProof(rt, actor);
  const user = await getUser(rt, actor.workspace_id, userId);
  await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const removed = await tx
      .deleteFrom('sign_in_links')
      .where('user_id', '=', user.id)
      .where('workspace_id', '=', user.workspace_id)
      .returning('issuer')
      .execute();
    if (removed.length === 0) throw new Problem('single_sign_on_unlinked');
    const ended = await revokeSessions(tx, now, { user_id: user.id }, 'single sign-on removed');
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: user.workspace_id, type: 'single_sign_on.unlinked', occurred_at: now },
        ...{ actor_id: actor.user_id, data: { user_id: user.id, sessions_ended: ended } },
      },
    ]);
  });
  forgetSessions(rt);
}
