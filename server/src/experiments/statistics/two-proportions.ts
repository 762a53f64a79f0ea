// The z-test of two proportions with the pooled variance. Its square is Pearson's chi-square of the 2×2 table. Pure.
import { checkCounts, rateOf, type Counts } from './counts.ts';
import { twoSidedTail } from './normal.ts';

/** z above 0 where the variant's rate is the higher one. Where nobody or everybody succeeded there is nothing to tell: z 0, p 1. */
export function twoProportions(control: Counts, variant: Counts): { z: number; p: number } {
  checkCounts(control);
  checkCounts(variant);
  const people = control.people + variant.people;
  const pooled = (control.successes + variant.successes) / people;
  const variance = pooled * (1 - pooled) * (1 / control.people + 1 / variant.people);
  if (!(variance > 0 && Number.isFinite(variance))) return { z: 0, p: 1 };
  const z = (rateOf(variant) - rateOf(control)) / Math.sqrt(variance);
  return { z, p: twoSidedTail(z) };
}
