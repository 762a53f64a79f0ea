// A person's record goes, or gets another number: what they had stopped stays with the number they stopped it on, so that
// nobody brings it back by recording the number anew. The person can, as they could before (lift-own-stops.ts).
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { addSuppression } from './add-suppression.ts';

export async function keepOptOuts(
  rt: Runtime,
  tx: Tx,
  actor: Actor,
  given: { prospect_id: string; phone: string; source: 'deletion' | 'number_changed' },
): Promise<void> {
  const { rows } = await sql<{ channel: Channel; purpose: Purpose }>`
    select distinct channel, purpose from consents
    where prospect_id = ${given.prospect_id} and action = 'withdrawn' order by channel, purpose`.execute(tx);
  for (const stop of rows) {
    await addSuppression(rt, tx, {
      workspace_id: actor.workspace_id,
      address: given.phone,
      ...stop,
      reason: 'opted_out',
      source: given.source,
      created_by: actor.user_id,
    });
  }
}
