import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxRetries, retryDelay } from './retry-delay.ts';

const minutes = [1, 5, 15];

describe('retryDelay', () => {
  it.each(minutes.map((base, retry) => [retry, base] as const))(
    'after %i retries: %i min ± 20%%',
    (retry, base) => {
      expect(retryDelay(retry, 0)).toBe(base * 48_000);
      expect(retryDelay(retry, 0.5)).toBe(base * 60_000);
      expect(retryDelay(retry, 1 - Number.EPSILON)).toBe(base * 72_000);
    },
  );

  it('gives up after three', () => {
    expect(maxRetries).toBe(3);
    expect(retryDelay(3, 0)).toBeUndefined();
    expect(retryDelay(3, 0, 10)).toBeUndefined();
  });

  it('honours the provider’s own wait when it is longer, and never shortens ours', () => {
    expect(retryDelay(0, 0, 600)).toBe(600_000);
    expect(retryDelay(0, 0, 5)).toBe(48_000);
  });

  it('stays within its bounds for every random number', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 2),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (retry, random) => {
          const base = (minutes[retry] ?? 0) * 60_000;
          const delay = retryDelay(retry, random) ?? Number.NaN;
          expect(delay).toBeGreaterThanOrEqual(base * 0.8);
          expect(delay).toBeLessThanOrEqual(base * 1.2);
        },
      ),
    );
  });

  it('spreads evenly over ±20%: Kolmogorov-Smirnov against the uniform distribution', () => {
    const size = 5_000;
    const random = seeded(20_261_120);
    const places = Array.from({ length: size }, () => ((retryDelay(1, random()) ?? 0) / 300_000 - 0.8) / 0.4);
    places.sort((a, b) => a - b);
    const distance = Math.max(
      ...places.map((place, at) => Math.max(Math.abs(place - at / size), Math.abs(place - (at + 1) / size))),
    );
    expect(distance).toBeLessThan(1.36 / Math.sqrt(size)); // the 5% point
  });
});

/** mulberry32: the same numbers on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
