// Every minute: running experiments of all workspaces are looked at, whether anybody does or not. A variant that breaks a guardrail is
// stopped, and the first verdict that names a winner is written down; both are told. The tests hold at every look, so looking often
// costs nothing but the counting. Running twice, or beside another process, changes nothing twice.
import type { JobTable } from '../jobs/jobs.ts';
import type { Runtime } from '../runtime.ts';
import { armsOf, rulesOf } from './arms.ts';
import { countOutcomes } from './count-outcomes.ts';
import { noteStop } from './end-variant.ts';
import { verdictAside } from './judge-aside.ts';
import { keepVerdict } from './keep-verdict.ts';
import { runningExperiments, type ExperimentRecord } from './queries.ts';
import { keepable } from './results.ts';
import type { Comparison } from './statistics/compare.ts';

export const experimentJobs: JobTable = {
  watch_experiments: { cron: '* * * * *', run: watchExperiments },
};

export async function watchExperiments(rt: Runtime): Promise<void> {
  for (const experiment of await runningExperiments(rt.db)) await watch(rt, experiment);
}

async function watch(rt: Runtime, experiment: ExperimentRecord): Promise<void> {
  const arms = armsOf(experiment, await countOutcomes(rt.db, experiment, rt.clock.now()));
  const verdict = await verdictAside(arms, rulesOf(experiment));
  for (const comparison of verdict.comparisons) await stopIfBroken(rt, experiment, comparison);
  await keepVerdict(rt, experiment, keepable(verdict, arms));
}

async function stopIfBroken(
  rt: Runtime,
  experiment: ExperimentRecord,
  comparison: Comparison,
): Promise<void> {
  const variant = experiment.variants.find((each) => each.key === comparison.variant);
  const broken = comparison.guardrails.find((each) => each.stopped);
  if (!variant || variant.stopped_at !== null || !broken) return;
  const now = rt.clock.now();
  const reason = broken.name === 'failure' ? 'guardrail_failure' : 'guardrail_opt_out';
  const { difference, margin, always_valid_p } = broken;
  await rt.db
    .transaction()
    .execute((tx) =>
      noteStop(tx, now, experiment, variant, reason, { data: { difference, margin, always_valid_p } }),
    );
}
