// The request to stop messaging an address. Anybody who may write to people may also stop that.
import type { NewSuppression } from '@sampark/contracts/consents.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { normalisePhone } from '../prospects/normalise-phone.ts';
import { workspaceCountry } from '../prospects/workspace-country.ts';
import type { Runtime } from '../runtime.ts';
import { addSuppression } from './add-suppression.ts';
import { findSuppression } from './show-suppressions.ts';

export async function suppressAddress(rt: Runtime, actor: Actor, given: NewSuppression) {
  const address = await addressOf(rt, actor, given);
  const id = await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from prospects where workspace_id = ${actor.workspace_id} and phone_number = ${address}
        and ${inBook(actor, 'prospects.id')}`.execute(tx); // whose book another person is in is not told
    const added = await addSuppression(rt, tx, {
      workspace_id: actor.workspace_id,
      address,
      channel: given.channel ?? null,
      purpose: given.purpose ?? null,
      reason: given.reason,
      note: given.note ?? null,
      source: 'dashboard',
      prospect_id: rows[0]?.id ?? null,
      created_by: actor.user_id,
    });
    return added;
  });
  return findSuppression(rt, actor, id);
}

async function addressOf(rt: Runtime, actor: Actor, given: NewSuppression): Promise<string> {
  const refuse = (field: string, reason: string) =>
    new Problem('invalid_request', { errors: [{ field, reason }] });
  if (given.phone !== undefined) {
    if (given.address !== undefined) throw refuse('body.address', 'cannot be given together with phone');
    const result = normalisePhone(given.phone, await workspaceCountry(rt.db, actor.workspace_id));
    if (!result.ok) throw new Problem('invalid_phone_number', { detail: result.reason, field: 'body.phone' });
    return result.phone;
  }
  if (given.address === undefined)
    throw refuse('body.phone', 'is missing: give phone, or channel and address');
  if (given.channel === undefined)
    throw refuse('body.channel', 'is missing: an address belongs to a channel');
  return given.address;
}
