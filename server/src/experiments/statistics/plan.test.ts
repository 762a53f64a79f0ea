import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedSize, powerAt, smallestEffect, type Design } from './plan.ts';

const design = (base: number, judged: Design['judged'], variants = 2): Design => ({ base, judged, variants, alpha: 0.05 }); // prettier-ignore

describe('one look at the end, as R plans it', () => {
  it.each([
    // power.prop.test(n = 50, p1 = .50, p2 = .75), and with other values; the last digits by mpmath 1.4.1.
    [50, 0.5, 0.25, 0.740165901331],
    [3826, 0.02, 0.01, 0.800087188679],
    [3825, 0.02, 0.01, 0.799984643917],
  ])('%s people on %s show %s with %s', (people, base, effect, power) => {
    expect(powerAt(design(base, 'once'), effect, people)).toBeCloseTo(power, 11);
  });

  it.each([
    // power.prop.test(p1 = .50, p2 = .75, power = .90): n = 76.7
    [0.5, 0.25, 0.9, 77],
    [0.02, 0.01, 0.8, 3826],
    [0.75, -0.25, 0.9, 77],
  ])('on %s, %s with power %s takes %s people', (base, effect, power, people) => {
    expect(plannedSize(design(base, 'once'), effect, power)).toBe(people);
  });
});

const cases = fc.record({
  base: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
  effect: fc.double({ min: 0.03, max: 0.35, noNaN: true }),
  judged: fc.constantFrom('once' as const, 'any_time' as const),
  variants: fc.integer({ min: 2, max: 5 }),
});

describe('however it is judged', () => {
  it('the planned size is the least that has the power', () => {
    fc.assert(
      fc.property(cases, ({ effect, ...rest }) => {
        const plan = { ...rest, alpha: 0.05 };
        const people = plannedSize(plan, effect, 0.8) ?? Number.POSITIVE_INFINITY;
        expect(powerAt(plan, effect, people)).toBeGreaterThanOrEqual(0.8);
        expect(powerAt(plan, effect, people - 1)).toBeLessThan(0.8);
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it('the smallest effect of the planned size is the effect planned for', () => {
    fc.assert(
      fc.property(cases, ({ effect, ...rest }) => {
        const plan = { ...rest, alpha: 0.05 };
        const people = plannedSize(plan, effect, 0.8) ?? Number.POSITIVE_INFINITY;
        const smallest = smallestEffect(plan, people, 0.8) ?? 1;
        expect(smallest).toBeLessThanOrEqual(effect + 1e-6);
        expect(powerAt(plan, smallest, people)).toBeGreaterThanOrEqual(0.8 - 1e-9);
      }),
      { numRuns: 20, seed: 12 },
    );
  });

  it('more variants, smaller effects and looking at any time take more people', () => {
    const size = (judged: Design['judged'], variants: number, effect: number) =>
      plannedSize(design(0.1, judged, variants), effect, 0.8) ?? Number.POSITIVE_INFINITY;
    expect(size('once', 3, 0.05)).toBeGreaterThan(size('once', 2, 0.05));
    expect(size('any_time', 3, 0.05)).toBeGreaterThan(size('any_time', 2, 0.05));
    expect(size('any_time', 2, 0.03)).toBeGreaterThan(size('any_time', 2, 0.05));
    const times = size('any_time', 2, 0.05) / size('once', 2, 0.05);
    expect(times).toBeGreaterThan(1.5);
    expect(times).toBeLessThan(3);
  });
});

// Asked over HTTP: whatever is asked, it comes to an end.
it.each([
  [0.5, 1e-7],
  [0.5, 0.001],
  [0.999999, -1e-9],
  [1e-9, 1e-9],
])('on %s no number of people shows %s', (base, effect) => {
  expect(plannedSize({ base, alpha: 0.001, variants: 8, judged: 'any_time' }, effect, 0.99)).toBeUndefined();
});

it('says what 400 people can show, and that a handful can show nothing', () => {
  expect(smallestEffect(design(0.1, 'any_time'), 200, 0.8)).toBeCloseTo(0.15, 2);
  expect(smallestEffect(design(0.1, 'once'), 200, 0.8)).toBeCloseTo(0.1, 2);
  expect(smallestEffect(design(0.5, 'any_time'), 3, 0.8)).toBeUndefined();
});

it.each([
  [() => plannedSize(design(0.1, 'once'), 0, 0.8), 'difference of 0'],
  [() => plannedSize(design(0, 'once'), 0.1, 0.8), 'base rate of 0'],
  [() => plannedSize(design(0.9, 'once'), 0.2, 0.8), 'between 0 and 1'],
  [() => plannedSize(design(0.1, 'once'), 0.1, 1), 'power of 1'],
  [() => powerAt(design(0.1, 'once', 1), 0.1, 10), '1 variants'],
])('refuses what cannot be planned', (plan, words) => {
  expect(plan).toThrow(words);
});
