import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayIn, daysBetween, lastDay, mayExtend } from './last-day.ts';

describe('the last day of a request', () => {
  it.each([
    ['2026-11-21', 1, '2026-12-21'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-11-30', 3, '2027-02-28'],
  ])('%s and %i months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  const days = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((one) => one.toISOString().slice(0, 10));

  it('is never more than a month, nor three, away, and never less than 28 days', () => {
    fc.assert(
      fc.property(days, (day) => {
        const plain = daysBetween(day, lastDay(day));
        expect(plain).toBeGreaterThanOrEqual(28);
        expect(plain).toBeLessThanOrEqual(31);
        const extended = daysBetween(day, lastDay(day, true));
        expect(extended).toBeGreaterThanOrEqual(89);
        expect(extended).toBeLessThanOrEqual(92);
      }),
    );
  });

  it('moves once, and not after it', () => {
    const open = { state: 'open', extended: false, due_on: '2026-12-21' };
    expect(mayExtend(open, '2026-12-21')).toBe(true);
    expect(mayExtend(open, '2026-12-22')).toBe(false);
    expect(mayExtend({ ...open, extended: true }, '2026-12-01')).toBe(false);
    expect(mayExtend({ ...open, state: 'completed' }, '2026-12-01')).toBe(false);
  });

  it('is counted where the workspace is', () => {
    const at = new Date('2026-11-21T20:30:00Z');
    expect(dayIn('Asia/Dhaka', at)).toBe('2026-11-22');
    expect(dayIn('Europe/London', at)).toBe('2026-11-21');
  });
});
