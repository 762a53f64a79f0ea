import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from './zoned-time.ts';

describe('instantOf', () => {
  it.each([
    ['2026-06-01T09:00', 'Asia/Dhaka', '2026-06-01T03:00:00.000Z'],
    ['2026-01-01T02:00', 'Asia/Dhaka', '2025-12-31T20:00:00.000Z'],
    ['2026-01-15T09:00', 'Europe/London', '2026-01-15T09:00:00.000Z'],
    ['2026-07-15T09:00', 'Europe/London', '2026-07-15T08:00:00.000Z'],
    // The gap of 29 March: 01:30 does not exist and means 02:30 BST.
    ['2026-03-29T00:59', 'Europe/London', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T01:00', 'Europe/London', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29T01:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T02:00', 'Europe/London', '2026-03-29T01:00:00.000Z'],
    // The hour of 25 October that comes twice: the first one is meant.
    ['2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T02:00', 'Europe/London', '2026-10-25T02:00:00.000Z'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-06-01T00:00', 'Pacific/Kiritimati', '2026-05-31T10:00:00.000Z'],
    ['2026-06-01T23:59', 'Pacific/Pago_Pago', '2026-06-02T10:59:00.000Z'],
    ['2026-06-01T09:00', 'Asia/Kathmandu', '2026-06-01T03:15:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(instantOf(local, zone).toISOString()).toBe(instant);
  });

  it('shows the wanted wall-clock time wherever that time exists', () => {
    const zones = [
      'Europe/London',
      'Asia/Dhaka',
      'America/New_York',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
    ];
    const start = Date.parse('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 1440 }), fc.constantFrom(...zones), (minute, zone) => {
        // From a real instant, so that its wall-clock time exists.
        const at = new Date(start + minute * 60_000);
        const shown = wallClock(at, zone);
        const found = instantOf(shown, zone);
        expect(wallClock(found, zone)).toBe(shown);
        expect(found.getTime()).toBeLessThanOrEqual(at.getTime());
      }),
      { numRuns: 1_000 },
    );
  });
});

function wallClock(at: Date, zone: string): string {
  return at.toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T');
}
