import { expect, it } from 'vitest';
import { heapModes } from './lean-heap.ts';

const repeat = (times: number, share: number) => Array.from({ length: times }, () => share);

function watch() {
  const modeAfter = heapModes();
  return (...shares: number[]) => shares.map(modeAfter).at(-1);
}

it('is lean until much is done for five seconds in a row, then fast', () => {
  const after = watch();
  expect(after(...repeat(60, 0.49))).toBe('lean');
  expect(after(...repeat(4, 1), 0.1, ...repeat(4, 0.5))).toBe('lean');
  expect(after(0.5)).toBe('fast');
});

it('is lean again after half a minute of rest; a busy second in it begins the half minute anew', () => {
  const after = watch();
  after(...repeat(5, 1));
  expect(after(...repeat(29, 0))).toBe('fast');
  expect(after(0.6, ...repeat(29, 0.49))).toBe('fast');
  expect(after(0.49)).toBe('lean');
});
