// Enters: a business account of a workspace. Leaves: its templates as the platform has them, each change told, and when it was
// asked or what the asking met. Guaranteed: only a whole list changes anything; what is gone is marked, never deleted, because
// messages point to it; two at once do the same work twice and write it once.
import { sql } from 'kysely';
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import type { TemplateListing } from '../channels/channel.ts';
import type { Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { loadAccountAccess } from '../webhooks/accounts.ts';
import { compareListing, type KeptTemplate } from './compare-listing.ts';
import { tellTemplateChanges, type TemplateChange, type TemplateState } from './template-changes.ts';

export type BusinessAccount = { workspace_id: string; waba_id: string };

/** Asks with the access of one of its senders after the other until one is let in. Never throws for what the platform says. */
export async function synchroniseTemplates(rt: Runtime, account: BusinessAccount): Promise<void> {
  const began = rt.clock.now();
  const listing = await askFor(rt, account);
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`templates/${account.workspace_id}/${account.waba_id}`}, 0))`.execute(
      tx,
    );
    if (listing.ok) await applyListing(tx, now, account, listing.templates, began);
    await noteSync(tx, now, account, listing.ok ? undefined : listing);
  });
}

async function askFor(rt: Runtime, { workspace_id, waba_id }: BusinessAccount): Promise<TemplateListing> {
  const senders = await rt.db
    .selectFrom('sender_accounts')
    .select('id')
    .where('workspace_id', '=', workspace_id)
    .where('channel', '=', 'whatsapp')
    .where(sql<boolean>`settings ->> 'waba_id' = ${waba_id}`)
    .orderBy(sql`health_status = 'offline'`)
    .orderBy('id')
    .limit(3)
    .execute();
  const access = await loadAccountAccess(
    rt,
    senders.map((one) => one.id),
  );
  let met: TemplateListing = unusable('account_credentials', 'No sender of this business account has access');
  for (const account of access.values()) {
    if (account.workspace_id !== workspace_id) continue;
    met =
      (await rt.channels.whatsapp.listTemplates?.(rt.http, account.access)) ??
      unusable('account_configuration', 'This channel has no templates');
    // Another sender's access helps where this one's is the fault, and only there.
    if (met.ok || met.code !== 'account_credentials') return met;
  }
  return met;
}

function unusable(code: SendCode, detail: string): TemplateListing {
  return { ok: false, code, detail };
}

async function applyListing(
  tx: Tx,
  now: Date,
  { workspace_id, waba_id }: BusinessAccount,
  listed: Extract<TemplateListing, { ok: true }>['templates'],
  began: Date,
): Promise<void> {
  const { rows: kept } = await sql<KeptTemplate>`
    select id, external_id, name, language, category, status, quality, rejected_reason, parameter_format, components, removed_at, updated_at
    from channel_templates where workspace_id = ${workspace_id} and waba_id = ${waba_id} and channel = 'whatsapp'
    order by id for update`.execute(tx);
  const { added, changed, gone } = compareListing(kept, listed, began);
  const before = new Map(kept.map((one) => [one.id, stateOf(one)]));
  const rows = [...added, ...changed.map((one) => one.found)];
  const { rows: written } = await sql<TemplateState>`
    insert into channel_templates as t (workspace_id, waba_id, external_id, name, language, category, status, quality, rejected_reason,
      parameter_format, components, created_at, updated_at)
    select ${workspace_id}, ${waba_id}, g.external_id, g.name, g.language, g.category, g.status, g.quality, g.rejected_reason,
      g.parameter_format, g.components, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(external_id text, name text, language text, category text, status text,
      quality text, rejected_reason text, parameter_format text, components jsonb)
    on conflict (workspace_id, waba_id, name, language) do update set external_id = excluded.external_id, category = excluded.category,
      status = excluded.status, quality = coalesce(excluded.quality, t.quality), rejected_reason = excluded.rejected_reason,
      parameter_format = excluded.parameter_format, components = excluded.components, removed_at = null, updated_at = ${now}
    returning id, name, language, status, category, false as removed`.execute(tx);
  const { rows: removed } = await sql<TemplateState>`
    update channel_templates set removed_at = ${now}, updated_at = ${now} where id = any(${gone.map((one) => one.id)}::uuid[])
    returning id, name, language, status, category, true as removed`.execute(tx);
  const changes = [...written, ...removed].map((after): TemplateChange => ({
    after,
    before: before.get(after.id) ?? null,
  }));
  await tellTemplateChanges(tx, now, workspace_id, changes);
}

function stateOf({ id, name, language, status, category, removed_at }: KeptTemplate): TemplateState {
  return { id, name, language, status, category, removed: removed_at !== null };
}

async function noteSync(
  tx: Tx,
  now: Date,
  { workspace_id, waba_id }: BusinessAccount,
  fault: { code: SendCode; detail: string } | undefined,
): Promise<void> {
  await sql`
    insert into template_syncs as s (workspace_id, waba_id, tried_at, synchronised_at, error, detail)
    values (${workspace_id}, ${waba_id}, ${now}, ${fault ? null : now}, ${fault?.code ?? null}, ${fault?.detail.slice(0, 300) ?? null})
    on conflict (workspace_id, waba_id) do update set tried_at = excluded.tried_at, error = excluded.error, detail = excluded.detail,
      synchronised_at = coalesce(excluded.synchronised_at, s.synchronised_at)`.execute(tx);
}

/** Of the workspace, or of every one: those with a sender. */
export async function businessAccounts(rt: Runtime, workspace_id?: string): Promise<BusinessAccount[]> {
  const { rows } = await sql<BusinessAccount>`
    select distinct workspace_id, settings ->> 'waba_id' as waba_id from sender_accounts
    where channel = 'whatsapp' and coalesce(settings ->> 'waba_id', '') <> ''
      ${workspace_id === undefined ? sql`` : sql`and workspace_id = ${workspace_id}`}
    order by 1, 2`.execute(rt.db);
  return rows;
}
