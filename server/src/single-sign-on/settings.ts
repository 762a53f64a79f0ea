// The provider of a workspace, as administrators see and change it. The secret goes in and never comes out; a new issuer or
// client needs its own, or whoever changes the address would be sent the kept one.
import type { ChangeProvider, Provider, ProviderSettings } from '@sampark/contracts/single-sign-on.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { requireProof } from '../sign-in/prove.ts';
import { domainsOf, redirectUri, signedOutUri, type ProviderRow } from './find-provider.ts';
import { issuerAddress, ProviderFault } from './provider-address.ts';

export async function readProvider(rt: Runtime, actor: Actor): Promise<ProviderSettings> {
  const row = await rt.db
    .selectFrom('sign_in_providers')
    .selectAll()
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirst();
  return {
    provider: row ? await present(rt, row) : null,
    redirect_uri: redirectUri(rt, actor.workspace_id),
    signed_out_uri: signedOutUri(rt),
  };
}

/** Throws `proof_needed`, `invalid_request` for what cannot be an issuer, `provider_untried`, `domain_taken`. */
export async function changeProvider(
  rt: Runtime,
  actor: Actor,
  given: ChangeProvider,
): Promise<ProviderSettings> {
  await requireProof(rt, actor);
  requireIssuer(given.issuer);
  await rt.db.transaction().execute(async (tx) => {
    const before = await lockProvider(tx, actor.workspace_id);
    const { client_secret: secret, domains, ...plain } = given;
    const client_secret = secretFor(rt, before, given);
    if (!given.password_allowed) await requireTried(tx, actor.workspace_id, given.issuer);
    const now = rt.clock.now();
    const values = { ...plain, client_secret, updated_at: now };
    await tx
      .insertInto('sign_in_providers')
      .values({ ...values, workspace_id: actor.workspace_id, created_at: now })
      .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(values))
      .execute();
    const earlier = before && { ...words(before), domains: await domainsOf(tx, actor.workspace_id) };
    await writeDomains(tx, actor.workspace_id, domains);
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'single_sign_on.changed', occurred_at: now },
        ...{ actor_id: actor.user_id },
        data: { before: earlier ?? null, after: { ...plain, domains }, secret_changed: secret !== undefined },
      },
    ]);
  });
  return readProvider(rt, actor);
}

/** People who have no password ask for a link to one, or an administrator makes it. Throws `proof_needed`, `not_found`. */
export async function removeProvider(rt: Runtime, actor: Actor): Promise<void> {
  await requireProof(rt, actor);
  await rt.db.transaction().execute(async (tx) => {
    const before = await lockProvider(tx, actor.workspace_id);
    if (!before) throw new Problem('not_found');
    const domains = await domainsOf(tx, actor.workspace_id);
    await tx.deleteFrom('sign_in_providers').where('workspace_id', '=', actor.workspace_id).execute();
    await tx.deleteFrom('sign_in_links').where('workspace_id', '=', actor.workspace_id).execute();
    const now = rt.clock.now();
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'single_sign_on.changed', occurred_at: now },
        ...{ actor_id: actor.user_id, data: { before: { ...words(before), domains }, after: null } },
      },
    ]);
  });
}

/** The one given, or the kept one where it belongs to the same client of the same issuer. */
export function secretFor(
  rt: Runtime,
  kept: ProviderRow | undefined,
  given: { issuer: string; client_id: string; client_secret?: string },
): Buffer {
  if (given.client_secret !== undefined) return rt.keys.seal(given.client_secret);
  if (kept && kept.issuer === given.issuer && kept.client_id === given.client_id) return kept.client_secret;
  throw new Problem('invalid_request', {
    field: 'body.client_secret',
    detail: 'Enter the client secret: the kept one belongs to another issuer or client.',
  });
}

function requireIssuer(issuer: string): void {
  try {
    issuerAddress(issuer);
  } catch (fault) {
    if (!(fault instanceof ProviderFault)) throw fault;
    const detail =
      fault.finding === 'not_https'
        ? 'The issuer has to begin with https://.'
        : 'Enter the issuer as the provider’s documents call it, such as https://login.example.com, without ? and #.';
    throw new Problem('invalid_request', { field: 'body.issuer', detail });
  }
}

/** Nobody is sent to a provider that has never let anybody in. */
async function requireTried(tx: Tx, workspaceId: string, issuer: string): Promise<void> {
  const tried = await tx
    .selectFrom('sign_in_links')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .where('issuer', '=', issuer)
    .limit(1)
    .executeTakeFirst();
  if (!tried) throw new Problem('provider_untried', { field: 'body.password_allowed' });
}

async function lockProvider(tx: Tx, workspaceId: string): Promise<ProviderRow | undefined> {
  return tx
    .selectFrom('sign_in_providers')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .forUpdate()
    .executeTakeFirst();
}

async function writeDomains(tx: Tx, workspaceId: string, domains: readonly string[]): Promise<void> {
  await tx.deleteFrom('sign_in_domains').where('workspace_id', '=', workspaceId).execute();
  // One of another workspace is there without being seen.
  const { rows } = await sql<{ domain: string }>`
    insert into sign_in_domains (domain, workspace_id) select d, ${workspaceId} from unnest(${domains}::text[]) d
    on conflict (domain) do nothing returning domain`.execute(tx);
  const written = new Set(rows.map((row) => row.domain));
  const taken = domains.find((domain) => !written.has(domain));
  if (taken !== undefined) throw new Problem('domain_taken', { field: 'body.domains', detail: taken });
}

/** Without the secret, for the trail and the page. */
function words(row: ProviderRow) {
  const { issuer, client_id, enabled, password_allowed, two_step_acr } = row;
  const default_role = row.default_role as Provider['default_role'];
  return { issuer, client_id, enabled, password_allowed, default_role, two_step_acr };
}

async function present(rt: Runtime, row: ProviderRow): Promise<Provider> {
  const { people } = await rt.db
    .selectFrom('sign_in_links')
    .select((eb) => eb.fn.countAll<string>().as('people'))
    .where('workspace_id', '=', row.workspace_id)
    .where('issuer', '=', row.issuer)
    .executeTakeFirstOrThrow();
  return {
    ...words(row),
    domains: await domainsOf(rt.db, row.workspace_id),
    client_secret_set: true,
    people: Number(people),
    updated_at: row.updated_at.toISOString(),
  };
}
