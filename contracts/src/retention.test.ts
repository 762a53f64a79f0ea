import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockOf,
  cutoffOf,
  dataClasses,
  longestPart,
  regimes,
  untilOf,
  usualRegimes,
  type DataClass,
  type Regime,
} from './retention.ts';

const at = (text: string) => new Date(`${text}Z`);
const only = (...chosen: Regime[]) => ({ regimes: chosen, months: {} });

describe('clocks', () => {
  it.each<[Regime[], DataClass, string, string]>([
    // Three years from the end of the month it was written in.
    [['sec_finra'], 'messages', '2026-11-21T10:00', '2029-12-01T00:00'],
    [['sec_finra'], 'content', '2026-11-21T10:00', '2029-12-01T00:00'],
    [['sec_finra'], 'trail', '2026-11-21T10:00', '2032-12-01T00:00'],
    [['sec_finra'], 'consents', '2026-01-31T23:59:59', '2032-02-01T00:00'],
    // Five years from the end of the year.
    [['adviser'], 'messages', '2026-01-01T00:00', '2032-01-01T00:00'],
    [['adviser'], 'messages', '2026-12-31T23:59:59', '2032-01-01T00:00'],
    [['adviser'], 'messages', '2027-01-01T00:00', '2033-01-01T00:00'],
    [['mifid'], 'messages', '2024-02-29T12:00', '2029-03-01T00:00'],
    [['mifid', 'mifid_extended'], 'messages', '2024-02-29T12:00', '2031-03-01T00:00'],
    [['shoktiai'], 'messages', '2026-11-30T23:00', '2027-12-01T00:00'],
    [['shoktiai'], 'trail', '2026-11-30T23:00', '2027-12-01T00:00'],
    // The longest of several.
    [['sec_finra', 'adviser', 'mifid'], 'messages', '2026-11-21T10:00', '2032-01-01T00:00'],
    [['sec_finra', 'shoktiai'], 'messages', '2026-11-21T10:00', '2029-12-01T00:00'],
    [[], 'imports', '2026-11-21T10:00', '2027-03-01T00:00'],
    [[], 'messages', '2026-11-21T10:00', '2027-12-01T00:00'],
  ])('%j: %s of %s may go on %s', (chosen, dataClass, made, until) => {
    expect(untilOf(clockOf(only(...chosen), 'mcep', dataClass), at(made))).toEqual(at(until));
  });

  it('asks for everything that may apply while nobody has chosen', () => {
    const unset = { regimes: null, months: {} };
    expect(usualRegimes('mcep')).toEqual(['sec_finra', 'adviser', 'mifid']);
    expect(untilOf(clockOf(unset, 'mcep', 'messages'), at('2026-11-21T10:00'))).toEqual(
      at('2032-01-01T00:00'),
    );
    expect(untilOf(clockOf(unset, 'shoktiai', 'messages'), at('2026-11-21T10:00'))).toEqual(
      at('2027-12-01T00:00'),
    );
  });

  it('names the rule that keeps a record longest', () => {
    const clock = clockOf(only('sec_finra', 'adviser'), 'mcep', 'messages');
    expect(longestPart(clock, at('2026-11-21T10:00')).source).toBe('Advisers Act Rule 204-2(e)(1)');
  });

  const instant = fc.date({
    min: at('2015-01-01T00:00'),
    max: at('2040-01-01T00:00'),
    noInvalidDate: true,
  });
  const settings = fc.record({
    regimes: fc.option(fc.subarray([...regimes])),
    months: fc.dictionary(fc.constantFrom(...dataClasses), fc.integer({ min: 1, max: 200 })),
  });

  it('lets go at exactly the instant it names, and never sooner than months later', () => {
    fc.assert(
      fc.property(settings, fc.constantFrom(...dataClasses), instant, instant, (chosen, one, made, now) => {
        const clock = clockOf(chosen, 'mcep', one);
        const until = untilOf(clock, made);
        expect(made < cutoffOf(clock, now)).toBe(until <= now);
        expect(made < cutoffOf(clock, until)).toBe(true);
        expect(made < cutoffOf(clock, new Date(until.getTime() - 1))).toBe(false);
        for (const { months } of clock) {
          const after = new Date(made);
          after.setUTCMonth(after.getUTCMonth() + months, 1);
          expect(until > after).toBe(true);
        }
      }),
    );
  });

  it('keeps a proof as long as what it proves', () => {
    fc.assert(
      fc.property(settings, instant, (chosen, made) => {
        const until = (one: DataClass) => untilOf(clockOf(chosen, 'mcep', one), made).getTime();
        expect(until('consents')).toBeGreaterThanOrEqual(until('messages'));
        for (const one of ['messages', 'consents', 'content', 'reviews'] as const)
          expect(until('trail')).toBeGreaterThanOrEqual(until(one));
      }),
    );
  });
});
