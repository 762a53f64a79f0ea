import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trialStretches, widthOf } from './trial-stretches.ts';

it('leaves to the rest what is in no trial', () => {
  const halves = [
    { key: 'A', share: 5_000 },
    { key: 'B', share: 5_000 },
  ];
  expect(trialStretches(halves, 2_000)).toEqual([
    { key: 'A', from: 0, to: 1_000 },
    { key: 'B', from: 1_000, to: 2_000 },
    { key: 'rest', from: 2_000, to: 10_000 },
  ]);
  expect(trialStretches(halves, 10_000).map((each) => each.key)).toEqual(['A', 'B']);
});

it('gives everybody their share to the nearest ten-thousandth, and the line stays whole', () => {
  const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 8 }).map((weights) => {
    const sum = weights.reduce((all, each) => all + each, 0);
    const floors = weights.map((each) => Math.floor((each * 10_000) / sum));
    const left = 10_000 - floors.reduce((all, each) => all + each, 0);
    return floors.map((share, at) => ({ key: 'ABCDEFGH'[at] ?? '', share: at === 0 ? share + left : share }));
  });
  fc.assert(
    fc.property(shares, fc.integer({ min: 100, max: 10_000 }), (variants, trial) => {
      const line = trialStretches(variants, trial);
      expect(widthOf(line, 'rest')).toBe(10_000 - trial);
      let all = 0;
      for (const { key, share } of variants) {
        expect(Math.abs(widthOf(line, key) - (share * trial) / 10_000)).toBeLessThan(1);
        all += widthOf(line, key);
      }
      expect(all).toBe(trial);
    }),
    { seed: 65, numRuns: 200 },
  );
});
