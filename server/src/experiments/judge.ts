// From an experiment and its counts to what may be said of it, now and at every step before. Pure. A verdict takes some 30 ms and a
// series forty of its intervals: judge-aside.ts computes both beside the process's own thread.
import type { GuardrailName, Guardrails } from '@sampark/contracts/experiments.ts';
import { effectOf } from './effect-of.ts';
import type { Counts } from './statistics/counts.ts';
import { sequentialInterval } from './statistics/sequential/interval.ts';
import { verdictOf, type Verdict } from './statistics/verdict.ts';

export type Rules = {
  expected_rate: number | null;
  minimum_effect: number;
  alpha: number;
  people_planned: number | null;
  guardrails: Guardrails;
};

/** What is counted of one variant. */
export type Arm = Counts & {
  key: string;
  is_control: boolean;
  /** Width of its stretches: the share its people are drawn with. */
  share: number;
  /** Drawn for it, but for those nobody could have written to. */
  drawn: number;
  ended: boolean;
  guardrails: Record<GuardrailName, Counts>;
};

/** Counts of each variant after a step, in the order of `keys`. */
export type SeriesCounts = { keys: string[]; shares: number[]; control: string; steps: Counts[][] };
export type Interval = { low: number; high: number } | null;

export type Question =
  { kind: 'verdict'; arms: Arm[]; rules: Rules } | { kind: 'series'; series: SeriesCounts; rules: Rules };
export type Answer = { kind: 'verdict'; verdict: Verdict } | { kind: 'series'; intervals: Interval[][] };

export function judge(question: Question): Answer {
  if (question.kind === 'verdict')
    return { kind: 'verdict', verdict: judgeArms(question.arms, question.rules) };
  return { kind: 'series', intervals: intervalsOf(question.series, question.rules) };
}

function judgeArms(arms: readonly Arm[], rules: Rules): Verdict {
  const { expected_rate, minimum_effect, alpha, people_planned } = rules;
  return verdictOf(
    arms.map(({ key, share, people, successes, drawn, ended, guardrails }) => ({
      ...{ key, share, people, successes, assigned: drawn, ended, guardrails },
    })),
    {
      control: arms.find((arm) => arm.is_control)?.key ?? '',
      ...{ alpha, minimum_effect, expected_rate, people_planned },
      guardrails: (['opt_out', 'failure'] as const)
        .filter((name) => rules.guardrails[name].on)
        .map((name) => ({ name, margin: rules.guardrails[name].margin })),
    },
  );
}

/** Of each variant against the control at each step, all at the level of the first step of Holm's correction; null for the control. */
function intervalsOf({ keys, shares, control, steps }: SeriesCounts, rules: Rules): Interval[][] {
  const at = keys.indexOf(control);
  const effect = effectOf(rules.expected_rate, rules.minimum_effect);
  const aim =
    rules.expected_rate === null || effect === undefined ? undefined : { base: rules.expected_rate, effect };
  const level = rules.alpha / Math.max(1, keys.length - 1);
  return steps.map((counts) =>
    counts.map((own, index) => {
      const base = counts[at];
      if (index === at || !base) return null;
      const share = (shares[index] ?? 0) / ((shares[index] ?? 0) + (shares[at] ?? 0));
      return sequentialInterval(base, own, share, level, aim);
    }),
  );
}
