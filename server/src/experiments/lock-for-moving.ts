// Claims hold a campaign while they decide: whoever changes what its people are sent waits for them, and they for it.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

/** The campaign before its experiment, as everybody who locks both. */
export async function lockForMoving(tx: Tx, experiment_id: string): Promise<void> {
  await sql`
    select from campaigns where id = (select campaign_id from experiments where id = ${experiment_id}) for update`.execute(
    tx,
  );
}
