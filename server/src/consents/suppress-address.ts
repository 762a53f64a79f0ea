// The request to stop messaging an address. Anybody who may write to people may also stop that.
import type { NewSuppression } from '@sampark/contracts/consents.ts';
import { channels, purposes } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { normalisePhone } from '../prospects/normalise-phone.ts';
import { workspaceCountry } from '../prospects/workspace-country.ts';
import type { Runtime } from '../runtime.ts';
import { addSuppression } from './add-suppression.ts';
import { findPerson } from './find-person.ts';
import { lockPerson } from './queries.ts';
import { recordConsents } from './record-consents.ts';
import { answerTo } from './show-suppressions.ts';

/** What the person wanted stands in their ledger too: were the stop ever lifted, their own word still holds. */
const wanted: ReadonlySet<string> = new Set(['opted_out', 'person_request', 'complaint']);

export async function suppressAddress(rt: Runtime, actor: Actor, given: NewSuppression) {
  const address = await addressOf(rt, actor, given);
  const id = await rt.db.transaction().execute((tx) => suppress(rt, tx, actor, { ...given, address }));
  return answerTo(rt, actor, id, { ...given, address });
}

export type Stop = Pick<NewSuppression, 'channel' | 'purpose' | 'reason' | 'note'> & { address: string };

/** One address, in the caller's transaction. */
export async function suppress(rt: Runtime, tx: Tx, actor: Actor, given: Stop): Promise<string> {
  const { address } = given;
  const person = await findPerson(tx, actor.workspace_id, { address, channel: given.channel });
  if (person) await lockPerson(tx, person);
  const { rows } = await sql<{ id: string }>`
    select id from prospects where id = ${person ?? null} and ${inBook(actor, 'prospects.id')}`.execute(tx); // whose book another person is in is not told
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
  if (person && wanted.has(given.reason)) {
    await recordConsents(rt, tx, rt.clock.now(), {
      workspace_id: actor.workspace_id,
      prospect_id: person,
      channels: given.channel ? [given.channel] : channels,
      purposes: given.purpose ? [given.purpose] : purposes,
      action: 'withdrawn',
      source: given.reason,
      evidence: { suppression_id: added, ...(given.note ? { note: given.note } : {}) },
      occurred_at: rt.clock.now(),
      recorded_by: actor.user_id,
    });
  }
  return added;
}

/** A number in one form, or a channel's own address. */
export async function addressOf(
  rt: Runtime,
  actor: Actor,
  given: { phone?: string; channel?: NewSuppression['channel']; address?: string },
): Promise<string> {
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
