import fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisTicks } from './axis-ticks.ts';

it.each([
  { low: -0.05, high: 0.1, wanted: 3, ticks: [-0.05, 0, 0.05, 0.1] },
  { low: 0, high: 1, wanted: 4, ticks: [0, 0.5, 1] },
  { low: -0.013, high: 0.07, wanted: 4, ticks: [0, 0.05] },
  { low: 3, high: 3, wanted: 4, ticks: [3] },
])('from $low to $high: $ticks', ({ low, high, wanted, ticks }) => {
  expect(axisTicks(low, high, wanted)).toEqual(ticks);
});

it('stays within the axis, evenly, and holds 0 where the axis does', () => {
  const number = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.integer({ min: 2, max: 8 }), (a, b, wanted) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(high - low > 1e-4);
      const ticks = axisTicks(low, high, wanted);
      expect(ticks.length).toBeLessThanOrEqual(wanted + 1);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(low - 1e-9);
        expect(tick).toBeLessThanOrEqual(high + 1e-9);
      }
      if (low <= 0 && high >= 0) expect(ticks).toContain(0);
    }),
    { seed: 9, numRuns: 300 },
  );
});
