import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeTurns } from './take-turns.ts';

/** Lets everything that can go on go on. */
const settle = () => new Promise<void>((done) => setImmediate(done));

describe('turns', () => {
  it('are taken in order, no more at once than allowed, each person by themselves, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.record({ who: fc.constantFrom('a', 'b'), fails: fc.boolean() }), { maxLength: 12 }),
        async (atOnce, asked) => {
          const turn = takeTurns(atOnce);
          const started: number[] = [];
          const ends: (() => void)[] = [];
          const running = { a: 0, b: 0 };
          const all = asked.map(({ who, fails }, n) =>
            turn(who, async () => {
              started.push(n);
              expect(++running[who]).toBeLessThanOrEqual(atOnce);
              await new Promise<void>((end) => (ends[n] = end));
              running[who]--;
              if (fails) throw new Error('no');
              return n;
            }),
          );
          const outcomes = Promise.allSettled(all);
          for (let done = 0; done < asked.length; done++) {
            await settle();
            const next = started[done];
            expect(next).toBeDefined();
            ends[next ?? 0]?.();
          }
          const statuses = (await outcomes).map((one) => one.status);
          expect(statuses).toEqual(asked.map((one) => (one.fails ? 'rejected' : 'fulfilled')));
          for (const who of ['a', 'b'] as const) {
            const own = started.filter((n) => asked[n]?.who === who);
            expect(own).toEqual(own.toSorted((a, b) => a - b));
          }
        },
      ),
      { numRuns: 200, seed: 20_261_122 },
    );
  });

  it('of one person keep nobody else waiting', async () => {
    const turn = takeTurns(1);
    void turn('a', () => new Promise(() => {}));
    expect(await turn('b', async () => 'done')).toBe('done');
  });
});
