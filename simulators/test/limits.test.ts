// The windows against the plainest possible definition of each.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DayLimit, KeyedLimit, SlidingLimit, UniqueRecipients } from '../src/core/limits.ts';

const DAY = 86_400_000;
const gaps = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 200 });

describe('sliding windows', () => {
  it('never lets more than the limit into any window, and refuses only when it would', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 7 }), (steps, limit) => {
        const sliding = new SlidingLimit(limit, 1_000);
        const taken: number[] = [];
        let now = 1_000_000;
        for (const step of steps) {
          now += step;
          const inWindow = taken.filter((at) => now - at < 1_000).length;
          expect(sliding.breaches(now)).toBe(inWindow >= limit);
          if (sliding.breaches(now)) expect(sliding.breaches(now + sliding.waitMs(now))).toBe(false);
          else {
            sliding.take(now);
            taken.push(now);
          }
        }
        const copy = new SlidingLimit(limit, 1_000);
        copy.restore(sliding.save());
        expect(copy.waitMs(now)).toBe(sliding.waitMs(now));
      }),
    );
  });

  it('keeps keys apart and forgets the ones whose window is over', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 900 })), {
          maxLength: 150,
        }),
        (sends) => {
          const keyed = new KeyedLimit(2, 2_000);
          const taken: [string, number][] = [];
          let now = 5_000_000;
          for (const [key, step] of sends) {
            now += step;
            const inWindow = taken.filter(([other, at]) => other === key && now - at < 2_000).length;
            expect(keyed.breaches(key, now)).toBe(inWindow >= 2);
            if (inWindow < 2) {
              keyed.take(key, now);
              taken.push([key, now]);
            }
          }
          keyed.take('late', now + 10_000);
          expect(keyed.size).toBe(1);
        },
      ),
    );
  });
});

it('counts a calendar day, or any 24 hours', () => {
  const noon = Date.UTC(2026, 0, 5, 12);
  const calendar = new DayLimit(1);
  calendar.take(noon);
  expect(calendar.breaches(noon + DAY / 2 - 1)).toBe(true);
  expect(calendar.waitMs(noon)).toBe(DAY / 2);
  expect(calendar.breaches(noon + DAY / 2)).toBe(false);
  const moving = new DayLimit(1, true);
  moving.take(noon);
  expect(moving.breaches(noon + DAY - 1)).toBe(true);
  expect(moving.breaches(noon + DAY)).toBe(false);
});

it('counts different recipients in a moving day', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: DAY / 3 })), {
        maxLength: 120,
      }),
      (sends) => {
        const unique = new UniqueRecipients(4);
        const last = new Map<string, number>();
        let now = DAY;
        for (const [person, step] of sends) {
          now += step;
          const key = String(person);
          const present = [...last].filter(([, at]) => now - at < DAY).map(([name]) => name);
          expect(unique.breaches(key, now)).toBe(!present.includes(key) && present.length >= 4);
          if (!unique.breaches(key, now)) {
            unique.take(key, now);
            last.set(key, now);
          }
        }
      },
    ),
  );
});
