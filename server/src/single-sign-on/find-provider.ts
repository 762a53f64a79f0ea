// The provider of a workspace, and the one an e-mail address leads to. Those of the sample workspace end with the demo.
import type { Selectable } from 'kysely';
import type { SignInProviders } from '../db/generated/schema.ts';
import type { DbOrTx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { domainOf } from './password-allowed.ts';
import type { ProviderAccess } from './provider.ts';

export type ProviderRow = Selectable<SignInProviders>;

export async function providerOf(rt: Runtime, workspaceId: string): Promise<ProviderRow | undefined> {
  return enabledProviders(rt).where('p.workspace_id', '=', workspaceId).executeTakeFirst();
}

/** By the address's domain; without an address the only one there is. */
export async function providerFor(rt: Runtime, email: string | undefined): Promise<ProviderRow | undefined> {
  if (email !== undefined)
    return enabledProviders(rt)
      .innerJoin('sign_in_domains as d', 'd.workspace_id', 'p.workspace_id')
      .where('d.domain', '=', domainOf(email.trim()))
      .executeTakeFirst();
  const all = await enabledProviders(rt).limit(2).execute();
  return all.length === 1 ? all[0] : undefined;
}

/** What the sign-in page offers. */
export async function singleSignOnOffer(rt: Runtime): Promise<'none' | 'one' | 'by_email'> {
  const all = await enabledProviders(rt).limit(2).execute();
  return all.length === 0 ? 'none' : all.length === 1 ? 'one' : 'by_email';
}

export async function domainsOf(db: DbOrTx, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('sign_in_domains')
    .select('domain')
    .where('workspace_id', '=', workspaceId)
    .orderBy('domain')
    .execute();
  return rows.map((row) => row.domain);
}

export function accessOf(rt: Runtime, row: ProviderRow): ProviderAccess {
  return { issuer: row.issuer, client_id: row.client_id, client_secret: rt.keys.open(row.client_secret) };
}

/** To the letter what the provider compares with. One for each workspace: an answer of one is no answer of another. */
export function redirectUri(rt: Pick<Runtime, 'config'>, workspaceId: string): string {
  return `${rt.config.publicUrl}/sign-in/return/${workspaceId}`;
}

export function signedOutUri(rt: Pick<Runtime, 'config'>): string {
  return `${rt.config.publicUrl}/sign-in`;
}

function enabledProviders(rt: Runtime) {
  return rt.db
    .selectFrom('sign_in_providers as p')
    .innerJoin('workspaces as w', 'w.id', 'p.workspace_id')
    .selectAll('p')
    .where('p.enabled', '=', true)
    .$if(!rt.demo.enabled, (query) => query.where('w.is_demo', '=', false));
}
