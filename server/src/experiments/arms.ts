// An experiment's counts as the statistics take them. Pure.
import { guardrailNames } from '@sampark/contracts/experiments.ts';
import type { Outcomes } from './count-outcomes.ts';
import type { Arm, Rules } from './judge.ts';
import type { ExperimentRecord } from './queries.ts';
import { widthOf } from './trial-stretches.ts';

const none: Omit<Outcomes, 'variant'> = {
  ...{ assigned: 0, waiting: 0, left_out: 0, sent: 0, settled: 0, successes: 0 },
  guardrails: { opt_out: { people: 0, successes: 0 }, failure: { people: 0, successes: 0 } },
};

/** One for each variant, in their order; with nobody in it before the launch. */
export function armsOf(experiment: ExperimentRecord, outcomes: readonly Outcomes[]): Arm[] {
  return experiment.variants.map(({ variant, key, is_control, share, stopped_at }) => {
    const own = outcomes.find((each) => each.variant === variant) ?? none;
    return {
      ...{ key, is_control, people: own.settled, successes: own.successes },
      // Before the launch fixes stretches, the shares as planned.
      share: experiment.stretches ? widthOf(experiment.stretches, key) : share,
      // Those who are sent later are left out later: until then the earlier variant would look short of people.
      drawn: experiment.varies === 'send_time' ? own.assigned : own.assigned - own.left_out,
      ended: stopped_at !== null,
      guardrails: Object.fromEntries(
        guardrailNames.map((name) => [name, own.guardrails[name]]),
      ) as Arm['guardrails'],
    };
  });
}

export function outcomesOf(outcomes: readonly Outcomes[], variant: number): Omit<Outcomes, 'variant'> {
  return outcomes.find((each) => each.variant === variant) ?? none;
}

export function rulesOf(experiment: ExperimentRecord): Rules {
  const { expected_rate, minimum_effect, alpha, people_planned, guardrails } = experiment;
  return { expected_rate, minimum_effect, alpha, people_planned, guardrails };
}
