// A user comes into being: by invitation, as a workspace's first administrator, or from the demo's data.
import type { Role } from '@sampark/contracts/domain.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { UserRow } from './present-user.ts';

export type NewUser = {
  workspace_id: string;
  email: string;
  name: string;
  role: Role;
  /** From hashPassword, made before the transaction: it takes long. */
  password_hash: string;
  language?: 'en' | 'bn';
};

/** Throws `email_taken`: an address signs in to one workspace only. */
export async function createUser(
  tx: Tx,
  now: Date,
  given: NewUser,
  data: Record<string, unknown> = {},
): Promise<UserRow> {
  const row = await tx
    .insertInto('users')
    .values({
      ...given,
      email: given.email.trim().toLowerCase(),
      name: given.name.trim(),
      password_changed_at: now,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new Problem('email_taken', { field: 'body.email' });
  await appendEvents(tx, now, [
    {
      workspace_id: row.workspace_id,
      type: 'user.joined',
      occurred_at: now,
      actor_id: row.id,
      data: { user_id: row.id, role: row.role, ...data },
    },
  ]);
  return row;
}
