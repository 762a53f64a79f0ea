// A variant ends before the experiment does: by a guardrail, or by a person. Those already sent stay what they are; who waited for it
// is sent another, and is no part of the comparison.
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { readExperiment, type ExperimentRecord } from './queries.ts';
import { stopVariant, type StopReason } from './stop-variant.ts';

/** Throws `experiment_state` when it does not run, `invalid_request` for the control and for what is no running variant. */
export async function endVariant(rt: Runtime, actor: Actor, id: string, key: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const experiment = await readExperiment(tx, actor, id);
    if (experiment.status !== 'running')
      throw new Problem('experiment_state', { detail: `It is ${experiment.status}: no variant of it runs.` });
    const variant = experiment.variants.find((each) => each.key === key);
    const refuse = (detail: string) => new Problem('invalid_request', { field: 'body.variant', detail });
    if (!variant) throw refuse(`There is no variant ${key}.`);
    if (variant.is_control)
      throw refuse('The others are compared with the control. Declare a winner, or pause the campaign.');
    if (!(await noteStop(tx, now, experiment, variant, 'by_person', { actor_id: actor.user_id })))
      throw refuse(`Variant ${key} was stopped before.`);
  });
}

/** With its event, in the caller's transaction. False: it was stopped before. */
export async function noteStop(
  tx: Tx,
  now: Date,
  experiment: ExperimentRecord,
  { variant, key, name }: { variant: number; key: string; name: string },
  reason: StopReason,
  more: { actor_id?: string; data?: Record<string, unknown> },
): Promise<boolean> {
  if (!(await stopVariant(tx, { experiment_id: experiment.id, variant, reason }, now))) return false;
  await appendEvents(tx, now, [
    {
      ...{ workspace_id: experiment.workspace_id, type: 'experiment.variant_stopped', occurred_at: now },
      ...{ actor_id: more.actor_id ?? null, campaign_id: experiment.campaign_id },
      portfolio_manager_id: experiment.portfolio_manager_id,
      data: { experiment_id: experiment.id, variant: key, name, reason, ...more.data },
    },
  ]);
  return true;
}
