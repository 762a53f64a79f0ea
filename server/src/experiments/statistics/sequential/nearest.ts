// The pair of rates with a given difference that is nearest to another pair, by Kullback-Leibler divergence. Pure.
//
// The divergence weighs the two arms by their shares of the people. It is convex along the line of all pairs with that
// difference, so its derivative has one root: found by Newton's method inside a bracket that bisection keeps shrinking.

export interface Rates {
  readonly control: number;
  readonly variant: number;
}

/**
 * @param rates each above 0 and below 1
 * @param difference variant less control, above -1 and below 1
 * @param share the variant's share of the people of both arms, above 0 and below 1
 */
export function nearestWithDifference(rates: Rates, difference: number, share: number): Rates {
  const { control, variant } = rates;
  let low = Math.max(0, -difference, Math.min(control, variant - difference));
  let high = Math.min(1, 1 - difference, Math.max(control, variant - difference));
  let at = control + share * (variant - difference - control);
  if (!(at > low && at < high)) at = (low + high) / 2;
  for (let round = 0; round < 80 && high - low > 1e-16; round++) {
    const other = at + difference;
    const [spreadA, spreadB] = [at * (1 - at), other * (1 - other)];
    const slope = (1 - share) * ((at - control) / spreadA) + share * ((other - variant) / spreadB);
    if (slope > 0) high = at;
    else low = at;
    const bend =
      (1 - share) * (control / at ** 2 + (1 - control) / (1 - at) ** 2) +
      share * (variant / other ** 2 + (1 - variant) / (1 - other) ** 2);
    const next = at - slope / bend;
    const taken = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(taken - at) < 1e-15 * at) return { control: taken, variant: taken + difference };
    at = taken;
  }
  return { control: at, variant: at + difference };
}
