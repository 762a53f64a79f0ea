// All differences that an always-valid test does not speak against: an interval that holds the true one at every look at once. Pure.
import { checkCounts, rateOf, type Counts } from '../counts.ts';
import type { Interval } from '../intervals.ts';
import type { Aim } from './alternatives.ts';
import { evidenceAgainst } from './safe-test.ts';

const halvings = 24;

/**
 * The variant's rate less the control's. Ends are exact to 1e-6, rounded outwards.
 * @param share the variant's planned share of both arms' people
 * @param aim what the experiment was planned for, as the test beside it takes it
 * @param alpha probability that the interval ever misses the true difference, however often it is looked at
 */
export function sequentialInterval(
  control: Counts,
  variant: Counts,
  share: number,
  alpha: number,
  aim?: Aim,
): Interval {
  checkCounts(control);
  checkCounts(variant);
  const seen = rateOf(variant) - rateOf(control);
  const refused = (difference: number) =>
    evidenceAgainst({ differenceIs: difference }, share, aim)(control, variant) >= -Math.log(alpha);
  return { low: endOf(-1, seen, refused), high: endOf(1, seen, refused) };
}

function endOf(outer: -1 | 1, inner: number, refused: (difference: number) => boolean): number {
  if (inner === outer) return outer;
  let [out, held] = [outer as number, inner];
  for (let round = 0; round < halvings; round++) {
    const middle = (out + held) / 2;
    if (refused(middle)) out = middle;
    else held = middle;
  }
  return Math.abs(out - outer) < 1e-6 ? outer : out;
}
