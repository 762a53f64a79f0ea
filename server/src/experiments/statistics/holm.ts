// Several comparisons at once: Holm's step-down correction. Pure.
//
// S. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70. It needs nothing but that each p-value is valid by itself, so it
// holds for p-values that are valid at every look as well: then no true hypothesis is ever rejected, at any look, with
// probability 1 - alpha, since that needs one of m true ones below alpha / m.

/** Adjusted p-values in the order given: rejecting those up to alpha keeps the chance of any false rejection at alpha. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = pValues.map(() => 1);
  let largest = 0;
  for (const [rank, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, p * (order.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}

/** The share of alpha each comparison was tested at: alpha / m for the smallest p-value, alpha / (m - 1) for the next, …; those
 * after the first that is not rejected keep its share. */
export function holmLevels(pValues: readonly number[], alpha: number): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const levels = pValues.map(() => alpha);
  let left = order.length;
  for (const { p, index } of order) {
    levels[index] = alpha / left;
    if (p <= alpha / left) left--;
  }
  return levels;
}
