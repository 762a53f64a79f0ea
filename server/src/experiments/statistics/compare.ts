// One variant against the control, by the sequential test, with its guardrails. Pure.
import type { Counts } from './counts.ts';
import { rateOf } from './counts.ts';
import { judgeGuardrail, type GuardrailFinding } from './guardrail.ts';
import { holmLevels } from './holm.ts';
import type { Aim } from './sequential/alternatives.ts';
import { alwaysValidP } from './sequential/always-valid-p.ts';
import { sequentialInterval } from './sequential/interval.ts';
import { evidenceAgainst } from './sequential/safe-test.ts';

export interface VariantCounts extends Counts {
  readonly key: string;
  /** Planned share of the people, in any unit that is the same for all variants; above 0. */
  readonly share: number;
  /** Everybody assigned, settled or not, for the sample ratio; without it the people counted are taken. */
  readonly assigned?: number;
  /** No longer sent: it keeps its part of the error allowed, and is neither a winner nor part of the sample ratio. */
  readonly ended?: boolean;
  /** Counts of opt-outs, failures and the like by the guardrail's name. */
  readonly guardrails?: Readonly<Record<string, Counts>>;
}

export interface ComparisonRules {
  /** False positives allowed over all variants together, and as much again over all guardrails together. */
  readonly alpha: number;
  /** Differences up to this share make none: an interval within it on both sides says there is no relevant difference. */
  readonly minimum_effect: number;
  /** The control's rate as it was planned for, to be fixed before the first person; null where nothing was planned. */
  readonly expected_rate: number | null;
  readonly guardrails: readonly { readonly name: string; readonly margin: number }[];
}

export interface Comparison {
  readonly variant: string;
  /** Rate of the variant less that of the control, and the always-valid interval around it. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** What the interval is held to, such as 0.95; more where several variants share the error. */
  readonly confidence: number;
  readonly always_valid_p: number;
  readonly finding: 'better' | 'worse' | 'no_relevant_difference' | 'unclear';
  readonly guardrails: readonly (GuardrailFinding & { readonly name: string })[];
  /** Any guardrail is broken: the variant has to end whatever else it shows. */
  readonly stopped: boolean;
}

/** In the order of the variants given. Each is judged at its step of Holm's correction. */
export function compareAll(
  control: VariantCounts,
  variants: readonly VariantCounts[],
  rules: ComparisonRules,
): Comparison[] {
  const shareOf = (variant: VariantCounts) => variant.share / (variant.share + control.share);
  const aim = aimOf(rules);
  const pValues = variants.map((variant) =>
    alwaysValidP(evidenceAgainst({ differenceIs: 0 }, shareOf(variant), aim)(control, variant)),
  );
  const levels = holmLevels(pValues, rules.alpha);
  return variants.map((variant, index) => {
    const level = levels[index] ?? rules.alpha;
    const p = pValues[index] ?? 1;
    const difference = rateOf(variant) - rateOf(control);
    const interval = sequentialInterval(control, variant, shareOf(variant), level, aim);
    const guardrails = guardrailsOf(control, variant, rules, variants.length);
    return {
      variant: variant.key,
      difference,
      ...interval,
      confidence: 1 - level,
      always_valid_p: p,
      finding: findingOf(p <= level, difference, interval, rules.minimum_effect),
      guardrails,
      stopped: guardrails.some((each) => each.stopped),
    };
  });
}

/** A rise, or where that would pass 1, a fall. */
function aimOf({ expected_rate: base, minimum_effect: effect }: ComparisonRules): Aim | undefined {
  if (base === null || !(base > 0 && base < 1 && effect > 0)) return undefined;
  if (base + effect < 1) return { base, effect };
  return base - effect > 0 ? { base, effect: -effect } : undefined;
}

function findingOf(
  differs: boolean,
  difference: number,
  { low, high }: { low: number; high: number },
  minimum: number,
): Comparison['finding'] {
  if (differs) return difference > 0 ? 'better' : 'worse';
  return low > -minimum && high < minimum ? 'no_relevant_difference' : 'unclear';
}

/** A guardrail nobody has been counted for says nothing yet. */
function guardrailsOf(
  control: VariantCounts,
  variant: VariantCounts,
  { guardrails, alpha }: ComparisonRules,
  variants: number,
): Comparison['guardrails'] {
  const none: Counts = { people: 0, successes: 0 };
  return guardrails.map(({ name, margin }) => ({
    name,
    ...judgeGuardrail(control.guardrails?.[name] ?? none, variant.guardrails?.[name] ?? none, {
      margin,
      share: variant.share / (variant.share + control.share),
      alpha: alpha / (variants * guardrails.length),
    }),
  }));
}
