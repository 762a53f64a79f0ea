// A variant is not sent any more: whoever was drawn for it and has not been claimed goes to the winner, else the control, and is
// no part of the comparison from then on. Those already under way stay what they are.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { lockForMoving } from './lock-for-moving.ts';

export type StopReason = 'guardrail_opt_out' | 'guardrail_failure' | 'by_person';

/**
 * In the caller's transaction, which also says who did it. False: it was stopped before, is the last
 * one, or is no variant of a running experiment. When this has committed, no claim takes a message of the variant; `movePeople` does the rest in pieces.
 */
export async function stopVariant(
  tx: Tx,
  { experiment_id, variant, reason }: { experiment_id: string; variant: number; reason: StopReason },
  now: Date,
): Promise<boolean> {
  await lockForMoving(tx, experiment_id);
  const { rows } = await sql`
    update experiment_variants v set stopped_at = ${now}, stopped_reason = ${reason}
    from experiments e where e.id = v.experiment_id and e.status in ('running', 'decided') and e.rolled_out_at is null
      and v.experiment_id = ${experiment_id} and v.variant = ${variant} and v.stopped_at is null
      -- Somebody has to take its people.
      and exists (select from experiment_variants o
        where o.experiment_id = v.experiment_id and o.variant <> v.variant and o.stopped_at is null)
    returning v.variant`.execute(tx);
  if (rows.length === 0) return false;
  // A winner that was named and is stopped cannot win any more: what is said from now on is said of the others.
  await sql`
    update experiments e set shown_verdict = null, shown_at = null from experiment_variants v
    where e.id = ${experiment_id} and v.experiment_id = e.id and v.variant = ${variant} and e.status = 'running'
      and e.shown_verdict ->> 'winner' = v.key`.execute(tx);
  await sql`
    update experiments set moving_since = coalesce(moving_since, ${now}), version = version + 1, updated_at = ${now}
    where id = ${experiment_id}`.execute(tx);
  return true;
}
