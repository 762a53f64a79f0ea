// What works once and for one purpose: the second step of signing in, and a link to choose a new password. Only the hash is
// kept. A ticket is never a session, and a ticket of one purpose is nothing to another.
import type { Selectable } from 'kysely';
import type { SignInTickets } from '../db/generated/schema.ts';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import type { UserRow } from '../users/present-user.ts';
import { newToken, tokenHash } from '../users/start-session.ts';

export type TicketPurpose = 'code' | 'enrol' | 'password';
export type TicketRow = Selectable<SignInTickets>;

const hourMs = 3_600_000;

export async function makeTicket(
  rt: Runtime,
  tx: DbOrTx,
  user: { id: string; workspace_id: string },
  given: {
    purpose: TicketPurpose;
    after: string;
    seconds: number;
    made_by?: string;
    /** Of the session it may become. */
    provider_session?: string | undefined;
  },
): Promise<{ token: string; expires_at: Date }> {
  const token = newToken();
  const now = rt.clock.now();
  const expires_at = new Date(now.getTime() + given.seconds * 1000);
  await tx
    .insertInto('sign_in_tickets')
    .values({
      token_hash: tokenHash(token),
      workspace_id: user.workspace_id,
      user_id: user.id,
      purpose: given.purpose,
      after: given.after,
      made_by: given.made_by ?? null,
      provider_session: given.provider_session ?? null,
      created_at: now,
      expires_at,
    })
    .execute();
  return { token, expires_at };
}

/** Locked until the transaction ends. Throws `ticket_invalid`: used, run out, of another purpose, or its person is gone. */
export async function lockTicket(
  rt: Runtime,
  tx: DbOrTx,
  token: string,
  purpose: TicketPurpose,
): Promise<{ ticket: TicketRow; user: UserRow }> {
  const ticket = await tx
    .selectFrom('sign_in_tickets')
    .selectAll()
    .where('token_hash', '=', tokenHash(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', rt.clock.now())
    .forUpdate()
    .executeTakeFirst();
  const user =
    ticket &&
    (await tx
      .selectFrom('users as u')
      .innerJoin('workspaces as w', 'w.id', 'u.workspace_id')
      .selectAll('u')
      .select('w.is_demo')
      .where('u.id', '=', ticket.user_id)
      .where('u.status', '=', 'active')
      .executeTakeFirst());
  if (!ticket || !user || (user.is_demo && !rt.demo.enabled)) throw new Problem('ticket_invalid');
  const { is_demo: _, ...row } = user;
  return { ticket, user: row };
}

/** With it every other ticket of the person for the same purpose. */
export async function spendTicket(rt: Runtime, tx: DbOrTx, ticket: TicketRow): Promise<void> {
  await tx
    .updateTable('sign_in_tickets')
    .set({ used_at: rt.clock.now() })
    .where('user_id', '=', ticket.user_id)
    .where('purpose', '=', ticket.purpose)
    .where('used_at', 'is', null)
    .execute();
}

/** For the hourly clean-up. */
export async function dropOldTickets(rt: Runtime): Promise<void> {
  const before = new Date(rt.clock.now().getTime() - hourMs);
  await rt.db.deleteFrom('sign_in_tickets').where('expires_at', '<', before).execute();
}
