import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restretch, stretchesOf, type Stretch, type Weight } from './stretches.ts';

const keys = ['A', 'B', 'C', 'D', 'E'];
/** Weights of up to five variants, some of them 0, that make 10,000. */
const weights = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 0, maxLength: 4 })
  .map((cuts): Weight[] => {
    const ends = [...cuts.toSorted((a, b) => a - b), 10_000];
    return ends.map((end, index) => ({ key: keys[index] ?? '', weight: end - (ends[index - 1] ?? 0) }));
  });
const owned = (stretches: readonly Stretch[], key: string) =>
  stretches.filter((each) => each.key === key).reduce((sum, each) => sum + each.to - each.from, 0);
const ownerAt = (stretches: readonly Stretch[], at: number) =>
  stretches.find((each) => at >= each.from && at < each.to)?.key;

it('lays variants side by side', () => {
  expect(stretchesOf([{ key: 'A', weight: 2500 }, { key: 'B', weight: 0 }, { key: 'C', weight: 7500 }])).toEqual([
    { key: 'A', from: 0, to: 2500 },
    { key: 'C', from: 2500, to: 10_000 },
  ]); // prettier-ignore
});

describe('whatever the weights were and become', () => {
  it('the line is whole, everybody has their weight, and as many stay as can', () => {
    fc.assert(
      fc.property(fc.array(weights, { minLength: 1, maxLength: 4 }), (changes) => {
        let line: Stretch[] = [];
        for (const [round, wanted] of changes.entries()) {
          const before = line;
          line = round === 0 ? stretchesOf(wanted) : restretch(before, wanted);
          expect(line[0]?.from).toBe(0);
          expect(line.at(-1)?.to).toBe(10_000);
          for (const [index, each] of line.entries()) expect(each.from).toBe(line[index - 1]?.to ?? 0);
          for (const { key, weight } of wanted) expect(owned(line, key)).toBe(weight);
          if (round === 0) continue;
          let stay = 0;
          for (let at = 0; at < 10_000; at += 1) if (ownerAt(before, at) === ownerAt(line, at)) stay++;
          const most = keys.reduce(
            (sum, key) =>
              sum + Math.min(owned(before, key), wanted.find((each) => each.key === key)?.weight ?? 0),
            0,
          );
          expect(stay).toBe(most);
        }
      }),
      { numRuns: 60 },
    );
  });
});

it.each([
  [[{ key: 'A', weight: 9999 }], 'make 9999'],
  [[{ key: 'A', weight: 10_500 }, { key: 'B', weight: -500 }], '"B" is -500'],
  [[{ key: 'A', weight: 5000.5 }, { key: 'B', weight: 4999.5 }], '"A" is 5000.5'],
  [[{ key: 'A', weight: 5000 }, { key: 'A', weight: 5000 }], 'same key'],
])('refuses %j', (wanted, words) => {
  expect(() => stretchesOf(wanted)).toThrow(words);
}); // prettier-ignore
