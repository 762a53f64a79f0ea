import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counts } from '../counts.ts';
import { sequentialInterval } from './interval.ts';
import { evidenceAgainst } from './safe-test.ts';

const counts = fc
  .integer({ min: 0, max: 3000 })
  .chain((people) => fc.record({ people: fc.constant(people), successes: fc.nat({ max: people }) }));
const rate = ({ people, successes }: Counts) => (people === 0 ? 0 : successes / people);

describe('whatever was counted', () => {
  it('holds the difference seen, and excludes 0 where the test does', () => {
    fc.assert(
      fc.property(counts, counts, (control, variant) => {
        const { low, high } = sequentialInterval(control, variant, 0.5, 0.05);
        const seen = rate(variant) - rate(control);
        expect(low).toBeLessThanOrEqual(seen);
        expect(high).toBeGreaterThanOrEqual(seen);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        const log = evidenceAgainst({ differenceIs: 0 }, 0.5)(control, variant);
        if (Math.abs(log + Math.log(0.05)) > 1e-3) expect(low > 0 || high < 0).toBe(log >= -Math.log(0.05));
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('turns round with the arms, and with success and failure', () => {
    fc.assert(
      fc.property(counts, counts, (control, variant) => {
        const { low, high } = sequentialInterval(control, variant, 0.4, 0.05);
        const turned = sequentialInterval(variant, control, 0.6, 0.05);
        expect(turned.low).toBeCloseTo(-high, 5);
        expect(turned.high).toBeCloseTo(-low, 5);
        const failures = ({ people, successes }: Counts) => ({ people, successes: people - successes });
        const mirrored = sequentialInterval(failures(control), failures(variant), 0.4, 0.05);
        expect(mirrored.low).toBeCloseTo(-high, 5);
        expect(mirrored.high).toBeCloseTo(-low, 5);
      }),
      { numRuns: 30, seed: 6 },
    );
  });

  it('has no holes: what lies inside is not refused', () => {
    fc.assert(
      fc.property(counts, counts, fc.double({ min: 0, max: 1, noNaN: true }), (control, variant, where) => {
        const { low, high } = sequentialInterval(control, variant, 0.5, 0.05);
        const inside = low + (0.001 + 0.998 * where) * (high - low);
        if (Math.abs(inside) >= 1 || high - low < 1e-5) return;
        const log = evidenceAgainst({ differenceIs: inside }, 0.5)(control, variant);
        expect(log).toBeLessThan(-Math.log(0.05) + 1e-6);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

it.each([
  [{ people: 0, successes: 0 }, { people: 0, successes: 0 }, -1, 1],
  [{ people: 5, successes: 0 }, { people: 5, successes: 5 }, -0.036, 1],
  [{ people: 1000, successes: 300 }, { people: 1000, successes: 410 }, 0.03, 0.189],
])('%j and %j: from %s to %s', (control, variant, low, high) => {
  const found = sequentialInterval(control, variant, 0.5, 0.05);
  expect(found.low).toBeCloseTo(low, 2);
  expect(found.high).toBeCloseTo(high, 2);
});

it('narrows as people are added', () => {
  const widths = [100, 1000, 10_000, 100_000].map((people) => {
    const { low, high } = sequentialInterval({ people, successes: people * 0.2 }, { people, successes: people * 0.25 }, 0.5, 0.05); // prettier-ignore
    return high - low;
  });
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  expect(widths[3]).toBeLessThan(0.02);
});
