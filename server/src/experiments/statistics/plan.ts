// How many people an experiment needs, what it can show with those it has, and how likely it shows it. Pure.
//
// Two ways to judge: `once`, a single two-sided z-test at the end (J. Fleiss, Statistical Methods for Rates and Proportions, 3.2;
// what R's power.prop.test computes), and `any_time`, the sequential test that may be looked at after every person. The latter needs
// about twice the people in the worst case and often stops before; its power is stated for the planned size alone,
// so looking earlier can only add to it.
import { normalTail, normalUpperQuantile } from './normal.ts';
import { evidenceAgainst } from './sequential/safe-test.ts';

export type Judged = 'once' | 'any_time';

export interface Design {
  /** The control's rate as expected, above 0 and below 1. */
  readonly base: number;
  /** False positives allowed over all comparisons together, such as 0.05. */
  readonly alpha: number;
  /** Variants with the control, 2 or more: each is compared with the control at alpha / (variants - 1). */
  readonly variants: number;
  readonly judged: Judged;
}

/** Probability of finding a difference of `effect` (a share, either sign) with so many people in each variant. */
export function powerAt(design: Design, effect: number, people: number): number {
  const other = checkedRate(design, effect);
  const { base } = design;
  const deviation = Math.sqrt((base * (1 - base) + other * (1 - other)) / people);
  if (!(people >= 1)) return 0;
  return normalTail((criticalDifference(design, effect, people) - Math.abs(effect)) / deviation);
}

/** Nobody has more to write to. The bets of the sequential test end at odds ratios of 1.01: far below that no number is enough. */
const mostPeople = 100_000_000;

/**
 * People needed in each variant to find `effect` with probability `power` or more; undefined where a hundred million are not
 * enough.
 */
export function plannedSize(design: Design, effect: number, power: number): number | undefined {
  checkedRate(design, effect);
  if (effect === 0) throw new RangeError('No number of people shows a difference of 0');
  if (!(power > 0 && power < 1)) throw new RangeError(`A power of ${power}: give one between 0 and 1`);
  const enough = (people: number) => powerAt(design, effect, people) >= power;
  let high = 2;
  while (!enough(high)) {
    if (high >= mostPeople) return undefined;
    high *= 2;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The smallest rise above the base that so many people in each variant show with that power; undefined where not even certain success would. */
export function smallestEffect(design: Design, people: number, power: number): number | undefined {
  const most = (1 - design.base) * (1 - 1e-9);
  if (powerAt(design, most, people) < power) return undefined;
  let [low, high] = [0, most];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (middle > 0 && powerAt(design, middle, people) >= power) high = middle;
    else low = middle;
  }
  return high;
}

/** The least difference that counts as found, at the level the two rates have together. */
function criticalDifference(design: Design, effect: number, people: number): number {
  const level = design.base + effect / 2;
  const alpha = design.alpha / (design.variants - 1);
  if (design.judged === 'once')
    return normalUpperQuantile(alpha / 2) * Math.sqrt((2 * level * (1 - level)) / people);
  const against = evidenceAgainst({ differenceIs: 0 }, 0.5, { base: design.base, effect });
  const found = (difference: number) =>
    against(
      { people, successes: people * (level - difference / 2) },
      { people, successes: people * (level + difference / 2) },
    ) >= -Math.log(alpha);
  let [low, high] = [0, 2 * Math.min(level, 1 - level)];
  if (!found(high)) return Number.POSITIVE_INFINITY;
  for (let round = 0; round < 24; round++) {
    const middle = (low + high) / 2;
    if (found(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function checkedRate({ base, alpha, variants }: Design, effect: number): number {
  if (!(base > 0 && base < 1)) throw new RangeError(`A base rate of ${base}: give one between 0 and 1`);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`An alpha of ${alpha}: give one between 0 and 1`);
  if (!(Number.isInteger(variants) && variants >= 2))
    throw new RangeError(`${variants} variants: give 2 or more`);
  const other = base + effect;
  if (!(other > 0 && other < 1))
    throw new RangeError(`An effect of ${effect} on a base of ${base}: the rate must stay between 0 and 1`);
  return other;
}
