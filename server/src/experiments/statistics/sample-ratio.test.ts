import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRatio } from './sample-ratio.ts';

const groups = (people: number[], shares = people.map(() => 1)) =>
  people.map((count, index) => ({ people: count, share: shares[index] ?? 1 }));

describe('whether variants are as large as their shares', () => {
  // prettier-ignore
  it.each([
    ['nobody', groups([0, 0]), false],
    ['as planned', groups([5000, 5000]), false],
    ['as chance has it', groups([5080, 4920]), false],
    ['as planned, nine to one', groups([9010, 990], [9000, 1000]), false],
    ['half and half instead of nine to one', groups([60, 40], [9000, 1000]), true],
    ['eight in a hundred lost of one', groups([10_000, 9_200]), true],
    ['one of three empty', groups([100, 100, 0]), true],
    ['one in a hundred lost of many', groups([500_000, 495_000]), true],
  ])('%s', (_, counted, alarm) => {
    expect(sampleRatio(counted).alarm).toBe(alarm);
  });

  it('gives the chi-square p-value beside it', () => {
    // SciPy 1.17.1: chisquare([5200, 4800]).pvalue
    expect(sampleRatio(groups([5200, 4800])).p).toBeCloseTo(6.334248366623996e-5, 15);
  });
});

it('the e-value of the next person is, on average, the one before', () => {
  const evidence = (people: number[], shares: number[]) =>
    1 / sampleRatio(groups(people, shares)).alwaysValidP;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 2, maxLength: 4 }), (counts) => {
      // Far enough from the plan that the p-value is below 1 and so tells the e-value.
      const people = counts.map((count, index) => (index === 0 ? count * 3 : count));
      const shares = people.map((_, index) => index + 1);
      const all = shares.reduce((sum, share) => sum + share, 0);
      const now = evidence(people, shares);
      const next = shares.reduce(
        (sum, share, at) => sum + (share / all) * evidence(people.map((count, index) => count + (index === at ? 1 : 0)), shares),
        0,
      ); // prettier-ignore
      expect(next / now).toBeCloseTo(1, 6);
    }),
  );
});
