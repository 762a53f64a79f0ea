// A copied campaign tries what its original tried: the design alone, as of a draft.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

/** Does nothing where the original tries nothing. Variants that were stopped there run again. */
export async function copyExperiment(
  tx: Tx,
  from: string,
  { campaign_id, user_id }: { campaign_id: string; user_id: string },
  now: Date,
): Promise<void> {
  await sql`
    with made as (
      insert into experiments (workspace_id, campaign_id, name, varies, metric, converted_by, expected_rate, minimum_effect, power, alpha,
        trial_share, holdout_share, settle_minutes, guardrails, people_planned, created_by, created_at, updated_at)
      select workspace_id, ${campaign_id}, name, varies, metric, converted_by, expected_rate, minimum_effect, power, alpha, trial_share,
        holdout_share, settle_minutes, guardrails, people_planned, ${user_id}, ${now}, ${now}
      from experiments where campaign_id = ${from}
      returning id)
    insert into experiment_variants (experiment_id, workspace_id, variant, name, share, is_control, change)
    select made.id, v.workspace_id, v.variant, v.name, v.share, v.is_control, v.change
    from made, experiments e join experiment_variants v on v.experiment_id = e.id where e.campaign_id = ${from}`.execute(
    tx,
  );
}
