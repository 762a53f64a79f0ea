// Intervals for one look at the numbers: Wilson's for a rate, Newcombe's for a difference of two rates. Pure.
//
// E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212; R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.
import { checkCounts, rateOf, type Counts } from './counts.ts';
import { normalUpperQuantile } from './normal.ts';

/** Shares between 0 and 1, or differences of such between -1 and 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval, without continuity correction. Of nobody everything is possible: 0 to 1. */
export function wilsonInterval(counts: Counts, confidence = 0.95): Interval {
  checkCounts(counts);
  const { people, successes } = counts;
  if (people === 0) return { low: 0, high: 1 };
  const z = normalUpperQuantile((1 - confidence) / 2);
  const rate = successes / people;
  const middle = successes + (z * z) / 2;
  const half = z * Math.sqrt(people * rate * (1 - rate) + (z * z) / 4);
  // At the ends the bound is the end itself, which rounding would miss.
  return {
    low: successes === 0 ? 0 : (middle - half) / (people + z * z),
    high: successes === people ? 1 : (middle + half) / (people + z * z),
  };
}

/** Newcombe's hybrid score interval for the rate of `variant` less that of `control`. */
export function differenceInterval(control: Counts, variant: Counts, confidence = 0.95): Interval {
  const [a, b] = [rateOf(control), rateOf(variant)];
  if (control.people === 0 || variant.people === 0) return { low: -1, high: 1 };
  const around = wilsonInterval(control, confidence);
  const other = wilsonInterval(variant, confidence);
  return {
    low: b - a - Math.hypot(b - other.low, around.high - a),
    high: b - a + Math.hypot(other.high - b, a - around.low),
  };
}
