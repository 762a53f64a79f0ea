import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, quietUntil } from './quiet-hours.ts';

const night = { enabled: true, start: '21:00', end: '09:00' };
const until = (at: string, zone: string, quiet = night) =>
  quietUntil(new Date(at), zone, quiet)?.toISOString() ?? null;

describe('quiet hours', () => {
  it.each([
    // A plain winter day in London.
    ['2026-01-15T20:59:59Z', 'Europe/London', null],
    ['2026-01-15T21:00:00Z', 'Europe/London', '2026-01-16T09:00:00.000Z'],
    ['2026-01-16T08:59:59Z', 'Europe/London', '2026-01-16T09:00:00.000Z'],
    ['2026-01-16T09:00:00Z', 'Europe/London', null],
    // Summer time begins on 29 March 2026 at 01:00 UTC: the night is an hour shorter.
    ['2026-03-28T21:00:00Z', 'Europe/London', '2026-03-29T08:00:00.000Z'],
    ['2026-03-29T07:59:00Z', 'Europe/London', '2026-03-29T08:00:00.000Z'],
    ['2026-03-29T08:00:00Z', 'Europe/London', null],
    ['2026-03-29T20:00:00Z', 'Europe/London', '2026-03-30T08:00:00.000Z'],
    // And ends on 25 October 2026 at 01:00 UTC: an hour longer.
    ['2026-10-24T20:00:00Z', 'Europe/London', '2026-10-25T09:00:00.000Z'],
    ['2026-10-25T08:30:00Z', 'Europe/London', '2026-10-25T09:00:00.000Z'],
    ['2026-10-25T20:30:00Z', 'Europe/London', null],
    // Dhaka is six hours ahead all year.
    ['2026-06-01T14:59:00Z', 'Asia/Dhaka', null],
    ['2026-06-01T15:00:00Z', 'Asia/Dhaka', '2026-06-02T03:00:00.000Z'],
    ['2026-06-02T03:00:00Z', 'Asia/Dhaka', null],
    // The ends of the world: +14 and -11, where the date differs as well.
    ['2026-06-01T07:00:00Z', 'Pacific/Kiritimati', '2026-06-01T19:00:00.000Z'],
    ['2026-06-01T19:00:00Z', 'Pacific/Kiritimati', null],
    ['2026-06-01T08:00:00Z', 'Pacific/Pago_Pago', '2026-06-01T20:00:00.000Z'],
    ['2026-06-01T20:00:00Z', 'Pacific/Pago_Pago', null],
    // Half and quarter hours.
    ['2026-06-01T15:30:00Z', 'Asia/Kolkata', '2026-06-02T03:30:00.000Z'],
    ['2026-06-01T15:15:00Z', 'Asia/Kathmandu', '2026-06-02T03:15:00.000Z'],
  ])('%s in %s: %s', (at, zone, expected) => {
    expect(until(at, zone)).toBe(expected);
  });

  it('a window inside one day', () => {
    const siesta = { enabled: true, start: '13:00', end: '15:30' };
    expect(until('2026-06-01T12:59:00Z', 'UTC', siesta)).toBeNull();
    expect(until('2026-06-01T13:00:00Z', 'UTC', siesta)).toBe('2026-06-01T15:30:00.000Z');
    expect(until('2026-06-01T15:30:00Z', 'UTC', siesta)).toBeNull();
  });

  it('an end that a clock change skips is the first instant after the gap', () => {
    const skipped = { enabled: true, start: '22:00', end: '01:30' };
    expect(until('2026-03-28T23:00:00Z', 'Europe/London', skipped)).toBe('2026-03-29T01:00:00.000Z');
  });

  it('is never quiet when switched off or empty', () => {
    expect(until('2026-01-15T23:00:00Z', 'UTC', { ...night, enabled: false })).toBeNull();
    expect(until('2026-01-15T23:00:00Z', 'UTC', { enabled: true, start: '09:00', end: '09:00' })).toBeNull();
  });

  it('answers a later instant that is not quiet, with nothing but quiet before it', () => {
    const zones = [
      'Europe/London',
      'Asia/Dhaka',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Antarctica/Troll',
    ];
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const start = Date.parse('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 365 * 1440 }),
        fc.constantFrom(...zones),
        clock,
        clock,
        (minute, zone, from, to) => {
          const at = new Date(start + minute * 60_000);
          const quiet = { enabled: true, start: from, end: to };
          const free = quietUntil(at, zone, quiet);
          if (!free) return;
          expect(free.getTime()).toBeGreaterThan(at.getTime());
          expect(quietUntil(free, zone, quiet)).toBeUndefined();
          const before = new Date(free.getTime() - 60_000);
          if (before > at) expect(quietUntil(before, zone, quiet)).toEqual(free);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('isTimeZone', () => {
  it.each([
    ['Asia/Dhaka', true],
    ['UTC', true],
    ['Mars/Base', false],
    ['', false],
  ])('%s: %s', (zone, known) => expect(isTimeZone(zone)).toBe(known));
});
