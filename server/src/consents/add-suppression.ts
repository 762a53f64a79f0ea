// Enters: an address that must not be messaged, and why. Leaves: its keyed hash and the last digits; the address itself is
// not kept, so that the stop outlives the person's data. Adding the same stop twice keeps the first, unless only the second is
// the person's own: nobody here may take that one back.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { operational } from './reason-kind.ts';

export type NewSuppressionEntry = {
  workspace_id: string;
  /** E.164, or a channel identity when `channel` is given. */
  address: string;
  channel?: Channel | null;
  purpose?: Purpose | null;
  reason: string;
  source: string;
  note?: string | null;
  prospect_id?: string | null;
  created_by?: string | null;
};

/** The end of every insert of a stop. */
export const keepTheGraver = sql`
  on conflict (workspace_id, address_hash, coalesce(channel, ''), coalesce(purpose, '')) where lifted_at is null
  do update set reason = excluded.reason, note = excluded.note, source = excluded.source, created_by = excluded.created_by,
    created_at = excluded.created_at, prospect_id = coalesce(excluded.prospect_id, suppressions.prospect_id)
  where suppressions.reason = any(${operational}::text[]) and excluded.reason <> all(${operational}::text[])`;

/** The id of the suppression in force, new or old. */
export async function addSuppression(rt: Runtime, tx: Tx, given: NewSuppressionEntry): Promise<string> {
  const now = rt.clock.now();
  const hash = rt.keys.addressHash(given.address);
  const { rows } = await sql<{ id: string; replaced: string | null }>`
    insert into suppressions (workspace_id, address_hash, channel, purpose, reason, note, source, hint, prospect_id, created_by, created_at)
    values (${given.workspace_id}, ${hash}, ${given.channel ?? null}, ${given.purpose ?? null}, ${given.reason},
      ${given.note ?? null}, ${given.source}, ${given.address.slice(-4)}, ${given.prospect_id ?? null}, ${given.created_by ?? null}, ${now})
    ${keepTheGraver} returning id, old.reason as replaced`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) {
    const { rows: present } = await sql<{ id: string }>`
      select id from suppressions where workspace_id = ${given.workspace_id} and address_hash = ${hash} and lifted_at is null
        and channel is not distinct from ${given.channel ?? null} and purpose is not distinct from ${given.purpose ?? null}`.execute(
      tx,
    );
    if (!present[0]) throw new Error('A suppression that conflicts was not found');
    return present[0].id;
  }
  await appendEvents(tx, now, [
    {
      workspace_id: given.workspace_id,
      type: 'suppression.added',
      occurred_at: now,
      actor_id: given.created_by ?? null,
      prospect_id: given.prospect_id ?? null,
      channel: given.channel ?? null,
      data: {
        suppression_id: id,
        reason: given.reason,
        source: given.source,
        purpose: given.purpose ?? null,
        ...(rows[0]?.replaced ? { replaced: rows[0].replaced } : {}),
      },
    },
  ]);
  return id;
}
