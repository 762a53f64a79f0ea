import fc from 'fast-check';
import { expect, it } from 'vitest';
import { equalShares, least, whole, withOneMore, withoutOne, withShare } from './shares.ts';

const sum = (shares: readonly number[]) => shares.reduce((all, one) => all + one, 0);
const holds = (shares: readonly number[]) =>
  sum(shares) === whole && shares.every((share) => Number.isInteger(share) && share >= least);

it.each([
  [2, [5_000, 5_000]],
  [3, [3_334, 3_333, 3_333]],
  [4, [2_500, 2_500, 2_500, 2_500]],
])('%i versions share alike', (count, shares) => {
  expect(equalShares(count)).toEqual(shares);
});

it.each([
  { given: [5_000, 5_000], at: 0, wanted: 7_000, left: [7_000, 3_000] },
  { given: [5_000, 5_000], at: 1, wanted: 10_000, left: [100, 9_900] },
  { given: [5_000, 5_000], at: 1, wanted: 0, left: [9_900, 100] },
  { given: [4_000, 3_000, 3_000], at: 0, wanted: 6_000, left: [6_000, 2_000, 2_000] },
  { given: [9_900, 100], at: 0, wanted: 5_000, left: [5_000, 5_000] },
])('$given with $wanted for number $at make $left', ({ given, at, wanted, left }) => {
  expect(withShare(given, at, wanted)).toEqual(left);
});

it('keeps 10,000 together and nobody below a hundredth, whatever is done', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      at: fc.nat(9),
      wanted: fc.integer({ min: -500, max: 12_000 }),
    }),
    fc.record({ kind: fc.constant('add' as const) }),
    fc.record({ kind: fc.constant('remove' as const), at: fc.nat(9) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.array(step, { maxLength: 30 }), (count, steps) => {
      let shares = equalShares(count);
      expect(holds(shares)).toBe(true);
      for (const one of steps) {
        if (one.kind === 'add' && shares.length < 8) shares = withOneMore(shares);
        else if (one.kind === 'remove' && shares.length > 2)
          shares = withoutOne(shares, one.at % shares.length);
        else if (one.kind === 'set') shares = withShare(shares, one.at % shares.length, one.wanted);
        expect(holds(shares)).toBe(true);
      }
    }),
    { seed: 6, numRuns: 300 },
  );
});

it('gives exactly what was asked for where the others leave room', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 10 }),
      fc.nat(9),
      fc.integer({ min: least, max: 9_000 }),
      (count, at, wanted) => {
        const place = at % count;
        expect(withShare(equalShares(count), place, wanted)[place]).toBe(wanted);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});
