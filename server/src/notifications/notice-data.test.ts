import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, devicesOf, mergeData, type NoticeData } from './notice-data.ts';

const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 50 }));
const data = fc.record(
  {
    ...{ reasons: counts, channels: counts },
    people: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 5 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<NoticeData>;

describe('parts of a batch', () => {
  it('add up to the same in any grouping', () => {
    fc.assert(
      fc.property(data, data, data, (a, b, c) => {
        expect(mergeData(mergeData(a, b), c)).toEqual(mergeData(a, mergeData(b, c)));
        expect(mergeData(a, b).reasons ?? {}).toEqual(mergeData(b, a).reasons ?? {});
      }),
    );
  });

  it('name the first five people, each once', () => {
    const merged = mergeData({ people: ['a', 'b', 'c'] }, { people: ['c', 'd', 'e', 'f'] });
    expect(merged.people).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('name a sender once, in its latest state', () => {
    const merged = mergeData({ senders: { x: 'offline', y: 'offline' } }, { senders: { x: 'back' } });
    expect(merged.senders).toEqual({ x: 'back', y: 'offline' });
    expect(countOf(merged, 7)).toBe(2);
    expect(countOf({}, 7)).toBe(7);
    const parts = { senders: { x: 'back', 'x one': 'offline', 'x two': 'back', y: 'back' } } as const;
    expect([...devicesOf(parts)]).toEqual([
      ['x', 'offline'],
      ['y', 'back'],
    ]);
    expect(countOf(parts, 7)).toBe(2);
  });
});
