import { expect, it } from 'vitest';
import { inTurn } from './in-turn.ts';

function work() {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const one = (n: number) => () =>
    new Promise<number>((resolve) => {
      started.push(n);
      ends[n] = () => resolve(n);
    });
  return { started, ends, one };
}
const moment = () => new Promise<void>((resolve) => setImmediate(resolve));

it('runs so many at a time, in the order they came', async () => {
  const { started, ends, one } = work();
  const turn = inTurn(2);
  const all = [0, 1, 2, 3].map((n) => turn(one(n)));
  await moment();
  expect(started).toEqual([0, 1]);
  ends[1]?.();
  await moment();
  expect(started).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await moment();
  ends[3]?.();
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
});

it('goes on after one failed, and leaves out what nobody waits for', async () => {
  const { started, ends, one } = work();
  const turn = inTurn(1);
  const failed = turn(() => Promise.reject(new Error('broken')));
  const left = new AbortController();
  const unwanted = turn(one(0), left.signal);
  const last = turn(one(1));
  left.abort(new Error('gone'));
  await expect(failed).rejects.toThrow('broken');
  await expect(unwanted).rejects.toThrow('gone');
  await moment();
  expect(started).toEqual([1]);
  ends[1]?.();
  expect(await last).toBe(1);
});
