// Changes what is named and nothing else; refused when somebody changed the person since the version given.
import type { ProspectChange, ProspectDetail } from '@sampark/contracts/prospects.ts';
import { sql } from 'kysely';
import { refuseErased } from './refuse-erased.ts';
import { keepOptOuts } from '../consents/keep-opt-outs.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';
import { checkTimeZone } from './check-time-zone.ts';
import { normalisePhone } from './normalise-phone.ts';
import { findProspect } from './show-prospect.ts';
import { workspaceCountry } from './workspace-country.ts';

const jsonFields = ['demographics', 'asset_class_interests', 'attributes'];

export async function changeProspect(
  rt: Runtime,
  actor: Actor,
  id: string,
  version: number,
  change: ProspectChange,
): Promise<ProspectDetail> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ version: number; phone_number: string | null }>`
      select p.version, p.phone_number from prospects p
      where p.id = ${id} and p.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'p.id')} and p.erased_at is null for update`.execute(
      tx,
    );
    const present = rows[0];
    if (!present) throw new Problem('not_found');
    if (present.version !== version) throw new Problem('version_conflict');
    const values = await valuesOf(rt, tx, actor, id, change, present.phone_number);
    const phone = present.phone_number;
    if (phone !== null && values.phone_number !== undefined && values.phone_number !== phone) {
      await keepOptOuts(rt, tx, actor, { prospect_id: id, phone, source: 'number_changed' });
    }
    await tx
      .updateTable('prospects')
      .set({ ...values, version: version + 1, updated_at: now })
      .where('id', '=', id)
      .execute();
    await appendEvents(tx, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'prospect.updated',
        occurred_at: now,
        actor_id: actor.user_id,
        prospect_id: id,
        data: { fields: Object.keys(change) },
      },
    ]);
    return findProspect(tx, actor, id);
  });
}

async function valuesOf(
  rt: Runtime,
  tx: Tx,
  actor: Actor,
  id: string,
  change: ProspectChange,
  present: string | null,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(change)) {
    values[field] = jsonFields.includes(field) ? JSON.stringify(value) : value;
  }
  if (change.time_zone !== undefined) values.time_zone = checkTimeZone(change.time_zone);
  if (change.phone_number !== undefined) {
    const phone = normalisePhone(change.phone_number, await workspaceCountry(tx, actor.workspace_id));
    if (!phone.ok)
      throw new Problem('invalid_phone_number', { detail: phone.reason, field: 'body.phone_number' });
    await refuseTaken(tx, actor, id, phone.phone);
    if (phone.phone !== present) await refuseErased(rt, tx, actor.workspace_id, phone.phone);
    values.phone_number = phone.phone;
    values.phone_hash = rt.keys.addressHash(phone.phone);
    // Links that went to the other number open nothing any more.
    if (phone.phone !== present) values.preferences_version = sql`preferences_version + 1`;
  }
  return values;
}

async function refuseTaken(tx: Tx, actor: Actor, id: string, phone: string): Promise<void> {
  const { rows } = await sql<{ mine: boolean }>`
    select ${inBook(actor, 'p.id')} as mine from prospects p
    where p.workspace_id = ${actor.workspace_id} and p.phone_number = ${phone} and p.id <> ${id}`.execute(tx);
  if (rows[0]) throw new Problem(rows[0].mine ? 'prospect_exists' : 'needs_sharing');
}
