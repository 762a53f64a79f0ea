// Variants that nobody new is sent: stopped ones, and after a roll-out all but the winner.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

/** `campaign/variant`, of those among these campaigns whose people are still being taken elsewhere. */
export async function leavingVariants(
  db: DbOrTx,
  campaign_ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ campaign_id: string; variant: number }>`/* prepared */
    select e.campaign_id, v.variant from experiments e join experiment_variants v on v.experiment_id = e.id
    where e.campaign_id = any(${campaign_ids}::uuid[]) and e.moving_since is not null
      and case when e.rolled_out_at is null then v.stopped_at is not null else v.variant <> e.winner end`.execute(
    db,
  );
  return new Set(rows.map((row) => `${row.campaign_id}/${row.variant}`));
}
