import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffLines } from './rule-lines.ts';

it('tells what went and what came, in order', () => {
  expect(diffLines(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual([
    { kind: 'same', line: 'a' },
    { kind: 'gone', line: 'b' },
    { kind: 'new', line: 'x' },
    { kind: 'same', line: 'c' },
    { kind: 'new', line: 'd' },
  ]);
});

it('both versions can be read from the comparison, and the same has no difference', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      const without = (kind: 'gone' | 'new') =>
        diff.filter((one) => one.kind !== kind).map((one) => one.line);
      expect(without('new')).toEqual(before);
      expect(without('gone')).toEqual(after);
      expect(diffLines(after, after).every((one) => one.kind === 'same')).toBe(true);
    }),
  );
});
