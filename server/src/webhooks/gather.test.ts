import { expect, it } from 'vitest';
import { dueReceipts } from './gather.ts';

const at = 1_000_000;
it.each([
  ['nothing was there: all', { taken: 0, at }, at, undefined],
  ['little was there: all', { taken: 49, at }, at, undefined],
  ['much was there a moment ago: none yet', { taken: 50, at }, at + 499, 'none'],
  ['much was there, and a while has passed', { taken: 3_999, at }, at + 500, new Date(at + 350)],
  ['more was there than fits: at once', { taken: 4_000, at }, at, new Date(at - 150)],
  ['the clock was set back', { taken: 500, at }, at - 1, new Date(at - 151)],
])('when %s', (_, last, now, due) => {
  expect(dueReceipts(last, now, 4_000)).toEqual(due);
});
