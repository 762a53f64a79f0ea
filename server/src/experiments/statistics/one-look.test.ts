import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareOfRates } from './chi-square.ts';
import { fisherExact } from './fisher.ts';
import { holm, holmLevels } from './holm.ts';
import { differenceInterval, wilsonInterval } from './intervals.ts';
import { oneLook } from './one-look.ts';
import { twoProportions } from './two-proportions.ts';

const counts = fc
  .integer({ min: 1, max: 400 })
  .chain((people) => fc.record({ people: fc.constant(people), successes: fc.nat({ max: people }) }));

describe('whatever was counted', () => {
  it('intervals hold what was seen and lie within what can be', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const rate = wilsonInterval(b);
        expect(rate.low).toBeGreaterThanOrEqual(0);
        expect(rate.high).toBeLessThanOrEqual(1);
        const seen = b.successes / b.people;
        expect(rate.low).toBeLessThanOrEqual(seen + 1e-12);
        expect(rate.high).toBeGreaterThanOrEqual(seen - 1e-12);
        const { low, high } = differenceInterval(a, b);
        const difference = seen - a.successes / a.people;
        expect(low).toBeLessThanOrEqual(difference + 1e-12);
        expect(high).toBeGreaterThanOrEqual(difference - 1e-12);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(high).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('the other way round it is the same, with the sign turned', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(twoProportions(a, b).z).toBeCloseTo(-twoProportions(b, a).z, 10);
        expect(fisherExact(a, b)).toBeCloseTo(fisherExact(b, a), 10);
        expect(differenceInterval(a, b).low).toBeCloseTo(-differenceInterval(b, a).high, 12);
        expect(chiSquareOfRates([a, b]).statistic).toBeCloseTo(twoProportions(a, b).z ** 2, 8);
      }),
    );
  });

  it('Fisher’s p is a probability, and 1 where rates are the same', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const p = fisherExact(a, b);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(fisherExact(a, a)).toBe(1);
      }),
    );
  });
});

describe('nothing to tell', () => {
  const nobody = { people: 0, successes: 0 };
  const ten = { people: 10, successes: 0 };
  it('of nobody', () => {
    expect(wilsonInterval(nobody)).toEqual({ low: 0, high: 1 });
    expect(differenceInterval(nobody, ten)).toEqual({ low: -1, high: 1 });
    expect(twoProportions(nobody, ten)).toEqual({ z: 0, p: 1 });
    expect(fisherExact(nobody, ten)).toBe(1);
    expect(chiSquareOfRates([nobody, ten]).p).toBe(1);
  });

  it('where nobody succeeded', () => {
    expect(twoProportions(ten, ten)).toEqual({ z: 0, p: 1 });
    expect(fisherExact(ten, ten)).toBe(1);
    expect(chiSquareOfRates([ten, ten]).p).toBe(1);
  });

  it('of what nobody can have counted', () => {
    expect(() => wilsonInterval({ people: 3, successes: 4 })).toThrow('from 0 to 3');
    expect(() => fisherExact(ten, { people: 1.5, successes: 0 })).toThrow('1.5 people');
    expect(() => oneLook([])).toThrow('no variants');
  });
});

describe('several comparisons', () => {
  it('adjusted as Holm did', () => {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), 'holm')
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Math.round(p * 1e9) / 1e9)).toEqual([
      0.03, 0.06, 0.06, 0.02,
    ]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });

  it('rejects the same by levels as by adjusted p-values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 0.1, noNaN: true }), { maxLength: 6 }), (pValues) => {
        const levels = holmLevels(pValues, 0.05);
        const adjusted = holm(pValues);
        // Where rounding decides, they may differ.
        const clear = pValues.map((_, index) => Math.abs((adjusted[index] ?? 0) - 0.05) > 1e-12);
        const byLevel = pValues.map((p, index) => clear[index] && p <= (levels[index] ?? 0));
        expect(byLevel).toEqual(pValues.map((_, index) => clear[index] && (adjusted[index] ?? 1) <= 0.05));
      }),
    );
  });
});

it('says it all of one look, with Fisher’s test where few succeeded', () => {
  const found = oneLook([
    { key: 'A', people: 1000, successes: 2 },
    { key: 'B', people: 950, successes: 9 },
    { key: 'C', people: 1000, successes: 90 },
  ]);
  expect(found.rates.map((each) => [each.key, each.rate])).toEqual([['A', 0.002], ['B', 9 / 950], ['C', 0.09]]); // prettier-ignore
  expect(found.differences.map((each) => each.test)).toEqual(['z', 'z']);
  expect(found.differences[0]?.p_adjusted).toBeCloseTo(0.027625469269, 9);
  expect(found.differences[1]?.p_adjusted).toBeCloseTo(2 * (found.differences[1]?.p ?? 0), 20);
  expect(found.chi_square.degrees).toBe(2);
  const few = oneLook([
    { key: 'A', people: 10, successes: 9 },
    { key: 'B', people: 10, successes: 3 },
  ]);
  expect(few.differences[0]).toMatchObject({ test: 'fisher', p_adjusted: few.differences[0]?.p_fisher });
});
