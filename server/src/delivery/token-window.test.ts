import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenWindow } from './token-window.ts';

describe('TokenWindow', () => {
  it('a new owner waits out its predecessor’s window', () => {
    const window = new TokenWindow(3, 1_000);
    expect(window.take(1_999)).toBe(false);
    expect(window.nextAt(1_999)).toBe(2_000);
    expect(window.available(2_000)).toBe(3);
  });

  it('a token returns one window after the answer, not after the call', () => {
    const window = new TokenWindow(1, 0);
    expect(window.take(1_000)).toBe(true);
    expect(window.take(60_000)).toBe(false);
    expect(window.nextAt(60_000)).toBeUndefined(); // lent out: nobody knows when
    window.answered(60_000);
    expect(window.nextAt(60_500)).toBe(61_000);
    expect(window.take(60_999)).toBe(false);
    expect(window.take(61_000)).toBe(true);
  });

  it('below one per second it is one token and a longer window', () => {
    const window = new TokenWindow(0.2, 0);
    expect([window.size, window.windowMs]).toEqual([1, 5_000]);
  });

  it('a send that was never tried gives its token back at once', () => {
    const window = new TokenWindow(1, 0);
    window.take(1_000);
    window.giveBack();
    expect(window.take(1_000)).toBe(true);
  });

  it('whatever the network does, no window of the platform ever sees more than the limit', () => {
    const answer = fc.record({
      there: fc.integer({ min: 0, max: 2_500 }),
      back: fc.integer({ min: 0, max: 2_500 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(0.2, 0.5, 1, 3, 7.5, 20),
        fc.array(answer, { minLength: 20, maxLength: 150 }),
        fc.integer({ min: 1, max: 40 }),
        (perSecond, network, step) => {
          const window = new TokenWindow(perSecond, 0);
          const arrivals = run(window, network, step);
          expect(arrivals).toHaveLength(network.length);
          arrivals.sort((a, b) => a - b);
          // Any window's width apart: the one `size` places on is at least a window later.
          for (let at = 0; at + window.size < arrivals.length; at++) {
            const width = (arrivals[at + window.size] ?? 0) - (arrivals[at] ?? 0);
            expect(width).toBeGreaterThanOrEqual(window.windowMs);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('answers out of order never make a token more or less', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 5, maxLength: 5 }), (answers) => {
        const window = new TokenWindow(5, 0);
        for (let i = 0; i < 5; i++) expect(window.take(1_000)).toBe(true);
        for (const at of answers) window.answered(1_000 + at);
        expect(window.available(1_000 + Math.max(...answers) + window.windowMs)).toBe(5);
      }),
    );
  });
});

/** Sends as greedily as the window allows; each request takes its own time there and back. */
function run(window: TokenWindow, network: { there: number; back: number }[], step: number): number[] {
  const arrivals: number[] = [];
  let answers: number[] = [];
  const waiting = [...network];
  for (let now = 0; waiting.length > 0; now += step) {
    for (const at of answers.filter((one) => one <= now)) window.answered(at);
    answers = answers.filter((one) => one > now);
    while (waiting.length > 0 && window.take(now)) {
      const { there, back } = waiting.pop() ?? { there: 0, back: 0 };
      arrivals.push(now + there);
      answers.push(now + there + back);
    }
  }
  return arrivals;
}
