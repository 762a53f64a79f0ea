import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sendInstant } from './send-instant.ts';

describe('when a variant is sent', () => {
  it.each<[string, string, string, string]>([
    ['09:30', '2026-11-20T02:00:00Z', 'Asia/Dhaka', '2026-11-20T03:30:00.000Z'],
    ['09:30', '2026-11-20T03:30:00Z', 'Asia/Dhaka', '2026-11-20T03:30:00.000Z'],
    ['09:30', '2026-11-20T03:30:01Z', 'Asia/Dhaka', '2026-11-21T03:30:00.000Z'],
    // The day before in UTC is the same day there.
    ['00:15', '2026-11-20T18:10:00Z', 'Asia/Dhaka', '2026-11-20T18:15:00.000Z'],
    // A day of 25 hours: the clocks go back at 01:00Z.
    ['08:00', '2026-10-25T09:00:00Z', 'Europe/London', '2026-10-26T08:00:00.000Z'],
    ['23:30', '2026-10-24T22:30:00Z', 'Europe/London', '2026-10-24T22:30:00.000Z'],
    // A time the clocks skip moves on by the gap.
    ['01:30', '2026-03-28T12:00:00Z', 'Europe/London', '2026-03-29T01:30:00.000Z'],
  ])('%s from %s in %s', (local_time, from, zone, wanted) => {
    expect(sendInstant({ local_time }, new Date(from), zone).toISOString()).toBe(wanted);
  });

  it('is so many minutes later, or at once', () => {
    const from = new Date('2026-11-20T02:00:00Z');
    expect(sendInstant({ after_minutes: 90 }, from, 'UTC').toISOString()).toBe('2026-11-20T03:30:00.000Z');
    expect(sendInstant(null, from, 'UTC')).toEqual(from);
  });

  it('is never before, and within a day and what a change of the clocks adds', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom('Asia/Dhaka', 'Europe/London', 'America/New_York', 'Pacific/Auckland', 'UTC'),
        fc.nat(23),
        fc.nat(59),
        (from, zone, hour, minute) => {
          const two = (n: number) => String(n).padStart(2, '0');
          const at = sendInstant({ local_time: `${two(hour)}:${two(minute)}` }, from, zone);
          expect(at.getTime()).toBeGreaterThanOrEqual(from.getTime());
          expect(at.getTime() - from.getTime()).toBeLessThanOrEqual(26 * 3_600_000);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});
