import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { latencyBound, latencyBounds, percentile } from '../../src/analytics/latency-buckets.ts';

it('has whole, rising bounds and puts each latency under the nearest one above', () => {
  expect(latencyBounds).toEqual([...new Set(latencyBounds)].toSorted((a, b) => a - b));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600_000_000 }), (ms) => {
      expect(latencyBound(ms)).toBe(latencyBounds.find((bound) => bound >= ms));
    }),
  );
  expect(latencyBound(Number.MAX_SAFE_INTEGER)).toBe(latencyBounds.at(-1));
});

it('gives percentiles within a fifth of the exact ones', () => {
  const latencies = fc.array(fc.integer({ min: 20, max: 5_000_000 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(latencies, fc.constantFrom(0.5, 0.95), (all, share) => {
      const histogram = new Map<number, number>();
      for (const ms of all) histogram.set(latencyBound(ms), (histogram.get(latencyBound(ms)) ?? 0) + 1);
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(share * all.length) - 1] ?? 0;
      const told = percentile(histogram, share) ?? 0;
      // A bound is at most 2^(1/4) above the one before; rounding to whole milliseconds adds a little at the low end.
      expect(told).toBeLessThanOrEqual(exact * 1.25 + 1);
      expect(told).toBeGreaterThanOrEqual(exact / 1.25 - 1);
    }),
    { seed: 7 },
  );
  expect(percentile(new Map(), 0.5)).toBeNull();
});
