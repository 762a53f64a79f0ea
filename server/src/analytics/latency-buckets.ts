// Latencies as a histogram: percentiles cannot be added up, bucket counts can.
// Precision: each bound is 2^(1/4) times the one before (19%), and percentiles are read off by interpolation inside a
// bucket, so an answer is never further than 19% from the exact one. From 1 ms to 8 days; what is longer counts as 8 days.

const steps = 118;

/** Inclusive upper bounds in milliseconds, whole and rising; SQL's width_bucket can use the same numbers. */
export const latencyBounds: readonly number[] = [
  ...new Set(Array.from({ length: steps }, (_, step) => Math.round(2 ** (step / 4)))),
];

const longest = latencyBounds.at(-1) ?? 0;

/** The smallest bound that is not below `ms`. */
export function latencyBound(ms: number): number {
  let low = 0;
  let high = latencyBounds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((latencyBounds[middle] ?? longest) >= ms) high = middle;
    else low = middle + 1;
  }
  return latencyBounds[low] ?? longest;
}

export type Histogram = ReadonlyMap<number, number>;

/** Milliseconds below which `share` (0..1) of the samples lie; null without samples. */
export function percentile(histogram: Histogram, share: number): number | null {
  const buckets = [...histogram].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const samples = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (samples === 0) return null;
  const rank = Math.max(share * samples, Number.MIN_VALUE);
  let below = 0;
  for (const [bound, count] of buckets) {
    if (below + count >= rank) {
      const lower = latencyBounds[latencyBounds.indexOf(bound) - 1] ?? 0;
      return Math.round(lower + ((rank - below) / count) * (bound - lower));
    }
    below += count;
  }
  return buckets.at(-1)?.[0] ?? null;
}
