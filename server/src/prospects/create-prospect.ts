// Puts a person into the actor's book. A number somebody else looks after is neither overwritten nor revealed: the answer
// is `needs_sharing`, and an administrator decides. One in nobody's book joins this one, as it is.
import type { NewProspect, ProspectDetail } from '@sampark/contracts/prospects.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { checkTimeZone } from './check-time-zone.ts';
import { normalisePhone } from './normalise-phone.ts';
import { refuseErased } from './refuse-erased.ts';
import { findProspect } from './show-prospect.ts';
import { timeZoneOf } from './time-zone-of.ts';
import { workspaceCountry } from './workspace-country.ts';

export async function createProspect(rt: Runtime, actor: Actor, given: NewProspect): Promise<ProspectDetail> {
  const phone = normalisePhone(given.phone_number, await workspaceCountry(rt.db, actor.workspace_id));
  if (!phone.ok)
    throw new Problem('invalid_phone_number', { detail: phone.reason, field: 'body.phone_number' });
  const timeZone = checkTimeZone(given.time_zone);
  const country = given.country ?? phone.country;
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const name = given.name ?? ([given.first_name, given.last_name].filter(Boolean).join(' ') || null);
    const { rows } = await sql<{ id: string }>`
      insert into prospects (workspace_id, phone_number, phone_hash, email, name, first_name, last_name, language, country,
        time_zone, demographics, asset_class_interests, attributes, created_at, updated_at)
      values (${actor.workspace_id}, ${phone.phone}, ${rt.keys.addressHash(phone.phone)}, ${given.email ?? null}, ${name},
        ${given.first_name ?? null}, ${given.last_name ?? null}, ${given.language ?? null}, ${country},
        ${timeZone ?? timeZoneOf(country)}, ${JSON.stringify(given.demographics ?? {})},
        ${JSON.stringify(given.asset_class_interests ?? [])}, ${JSON.stringify(given.attributes ?? {})}, ${now}, ${now})
      on conflict (workspace_id, phone_number) do nothing returning id`.execute(tx);
    const id = rows[0]?.id ?? (await adopt(rt, tx, actor, phone.phone));
    // After the row is ours: an erasure of this number that was under way has been waited for.
    await refuseErased(rt, tx, actor.workspace_id, phone.phone);
    await sql`
      insert into relationships (workspace_id, user_id, prospect_id, created_at)
      values (${actor.workspace_id}, ${actor.user_id}, ${id}, ${now}) on conflict do nothing`.execute(tx);
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: rows[0] ? 'prospect.created' : 'prospect.shared',
        occurred_at: now,
        actor_id: actor.user_id,
        prospect_id: id,
        portfolio_manager_id: actor.user_id,
        data: rows[0] ? { source: 'api' } : { user_id: actor.user_id },
      },
    ]);
    return findProspect(tx, actor, id);
  });
}

/** The id of a person in nobody's book; a Problem when somebody looks after them. */
async function adopt(rt: Runtime, tx: Tx, actor: Actor, phone: string): Promise<string> {
  const { rows } = await sql<{ id: string; owners: string[] }>`
    select p.id, array(select r.user_id from relationships r where r.prospect_id = p.id) as owners
    from prospects p where p.workspace_id = ${actor.workspace_id} and p.phone_number = ${phone} for update of p`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) await refuseErased(rt, tx, actor.workspace_id, phone);
  if (!row || row.owners.includes(actor.user_id)) throw new Problem('prospect_exists');
  if (row.owners.length === 0) return row.id;
  throw new Problem(actor.role === 'standard' ? 'needs_sharing' : 'prospect_exists');
}
