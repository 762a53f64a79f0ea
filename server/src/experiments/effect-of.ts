// Which way a difference is planned for: a rise above the expected rate, or where that would pass 100 %, a fall. Pure.

/** Signed; undefined where nothing was expected, or the difference fits neither way. */
export function effectOf(expected_rate: number | null, minimum_effect: number): number | undefined {
  if (expected_rate === null) return undefined;
  if (expected_rate + minimum_effect < 1) return minimum_effect;
  return expected_rate - minimum_effect > 0 ? -minimum_effect : undefined;
}
