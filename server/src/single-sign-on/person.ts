// Who has come from the provider. A known subject is its person; a new one becomes the person with that e-mail address, once and
// only where the provider has verified it; whoever was invited joins; others only where the workspace says as what.
import type { Role } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { createUser } from '../users/create-user.ts';
import type { UserRow } from '../users/present-user.ts';
import { domainsOf, type ProviderRow } from './find-provider.ts';
import { addLink, linkOf } from './links.ts';
import { domainOf } from './password-allowed.ts';

export type Presented = {
  subject: string;
  /** Absent where the provider names none. */
  email: string | undefined;
  email_verified: boolean;
  name: string | undefined;
};

/** Throws a Problem for each reason not to let somebody in. */
export async function personFor(rt: Runtime, tx: Tx, provider: ProviderRow, who: Presented): Promise<UserRow> {
  const { workspace_id, issuer } = provider;
  // Two windows of one new person make one account.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${workspace_id} ${issuer} ${who.subject}`}, 0))`.execute(tx);
  const domains = await domainsOf(tx, workspace_id);
  const known = await tx
    .selectFrom('sign_in_links as l')
    .innerJoin('users as u', 'u.id', 'l.user_id')
    .selectAll('u')
    .where('l.workspace_id', '=', workspace_id)
    .where('l.issuer', '=', issuer)
    .where('l.subject', '=', who.subject)
    .executeTakeFirst();
  if (known) {
    requireDomain(domains, known.email);
    return active(known);
  }
  const email = who.email?.trim().toLowerCase();
  // First of all: an address nobody has verified must not tell whether somebody here has it.
  if (email === undefined || !who.email_verified) throw new Problem('provider_email_unverified');
  requireDomain(domains, email);
  const there = await tx
    .selectFrom('users')
    .selectAll()
    .where((eb) => eb(eb.fn('lower', ['email']), '=', email))
    .where('workspace_id', '=', workspace_id)
    .forUpdate()
    .executeTakeFirst();
  const user = there ? active(there) : await join(rt, tx, provider, email, who.name);
  // The provider gave the address to somebody else since.
  if (await linkOf(tx, user.id, issuer)) throw new Problem('provider_account_changed');
  await addLink(rt, tx, user, { issuer, subject: who.subject });
  return user;
} // prettier-ignore

async function join(
  rt: Runtime,
  tx: Tx,
  { workspace_id, default_role }: ProviderRow,
  email: string,
  given: string | undefined,
): Promise<UserRow> {
  const now = rt.clock.now();
  const invitation = await tx
    .updateTable('invitations')
    .set({ accepted_at: now })
    .where('workspace_id', '=', workspace_id)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  const role = (invitation?.role ?? default_role) as Role | null;
  if (role === null) throw new Problem('not_invited');
  const name = given?.trim().slice(0, 120) || invitation?.name || email.slice(0, email.indexOf('@'));
  try {
    return await createUser(
      tx,
      now,
      // No hash looks like this: there is no password that fits.
      { workspace_id, email, name, role, password_hash: '!' },
      { how: 'single sign-on', ...(invitation ? { invitation_id: invitation.id } : {}) },
    );
  } catch (cause) {
    // It belongs to a person of another workspace, which is nobody's business here.
    if (cause instanceof Problem && cause.code === 'email_taken') throw new Problem('not_invited');
    throw cause;
  }
}

function requireDomain(domains: readonly string[], email: string): void {
  if (!domains.includes(domainOf(email))) throw new Problem('provider_domain_foreign');
}

function active(user: UserRow): UserRow {
  if (user.status !== 'active') throw new Problem('account_disabled');
  return user;
}
