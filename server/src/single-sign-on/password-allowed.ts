// Whether a password may be used at all. An administrator's always may: whatever becomes of the provider or its settings, nobody
// who could mend them is locked out.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';

type Whose = { workspace_id: string; email: string; role: string };

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

export async function passwordAllowed(db: DbOrTx, { workspace_id, email, role }: Whose): Promise<boolean> {
  if (role === 'admin') return true;
  const { rows } = await sql`
    select from sign_in_providers p join sign_in_domains d on d.workspace_id = p.workspace_id
    where p.workspace_id = ${workspace_id} and p.enabled and not p.password_allowed and d.domain = ${domainOf(email)}`.execute(db);
  return rows.length === 0;
} // prettier-ignore

/** Throws `single_sign_on_required`. */
export async function requirePasswordAllowed(db: DbOrTx, whose: Whose): Promise<void> {
  if (!(await passwordAllowed(db, whose))) throw new Problem('single_sign_on_required');
}
