// The classical results of an experiment, for one look at its end: rates, differences, tests. Pure.
import { chiSquareOfRates, type ChiSquare } from './chi-square.ts';
import { rateOf, type Counts } from './counts.ts';
import { fisherExact } from './fisher.ts';
import { holm } from './holm.ts';
import { differenceInterval, wilsonInterval, type Interval } from './intervals.ts';
import { twoProportions } from './two-proportions.ts';

export interface OneLook {
  /** Of all variants with the control; `p` of Pearson's test that all rates are one. */
  readonly chi_square: ChiSquare;
  readonly rates: readonly (Interval & { readonly key: string; readonly rate: number })[];
  /** Each variant against the control; `p_adjusted` is Holm’s, over the test that `test` names. */
  readonly differences: readonly (Interval & {
    readonly key: string;
    readonly difference: number;
    readonly z: number;
    readonly p: number;
    readonly p_fisher: number;
    /** Fisher's where a cell expects fewer than five, the z-test otherwise. */
    readonly test: 'fisher' | 'z';
    readonly p_adjusted: number;
  })[];
}

/** The first is the control. Rates and their differences are shares, with intervals of 95 %. */
export function oneLook(variants: readonly (Counts & { key: string })[]): OneLook {
  const [control, ...others] = variants;
  if (!control) throw new RangeError('There are no variants to look at');
  const differences = others.map((variant) => {
    const { z, p } = twoProportions(control, variant);
    const few = chiSquareOfRates([control, variant]).leastExpected < 5;
    return {
      key: variant.key,
      difference: rateOf(variant) - rateOf(control),
      ...differenceInterval(control, variant),
      z,
      p,
      p_fisher: fisherExact(control, variant),
      test: few ? ('fisher' as const) : ('z' as const),
    };
  });
  const adjusted = holm(differences.map((each) => (each.test === 'fisher' ? each.p_fisher : each.p)));
  return {
    chi_square: chiSquareOfRates(variants),
    rates: variants.map((each) => ({ key: each.key, rate: rateOf(each), ...wilsonInterval(each) })),
    differences: differences.map((each, index) => ({ ...each, p_adjusted: adjusted[index] ?? 1 })),
  };
}
