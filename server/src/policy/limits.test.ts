import { defaultSettings } from '@sampark/contracts/settings.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntilAll } from './limits.ts';
import { quietDayUntil, quietUntil } from './quiet-hours.ts';
import { zonesOf } from './zones.ts';

const open = { ...defaultSettings, quiet_hours: { enabled: false, start: '21:00', end: '09:00' } };
const wait = (at: string, country: string | null, zones: readonly string[], settings = defaultSettings) =>
  quietUntilAll({ purpose: 'marketing', settings, prospect: { country, zones } }, new Date(at));

describe('in which zones a person may be', () => {
  it.each([
    ['their own', { time_zone: 'Asia/Dubai', country: 'US' }, ['Asia/Dubai']],
    ['their country’s', { time_zone: null, country: 'BD' }, ['Asia/Dhaka']],
    ['the workspace’s', { time_zone: null, country: null }, ['Europe/London']],
    ['the workspace’s, of a country nobody knows', { time_zone: null, country: 'ZZ' }, ['Europe/London']],
    ['the country’s, when the own one is no zone', { time_zone: 'Mars/Base', country: 'BD' }, ['Asia/Dhaka']],
  ])('%s', (_, person, zones) => {
    expect(zonesOf(person, 'Europe/London')).toEqual(zones);
  });

  it('every clock of a country with several, and each is night for one of them', () => {
    const zones = zonesOf({ time_zone: null, country: 'US' }, 'Europe/London');
    expect(zones).toEqual(expect.arrayContaining(['America/New_York', 'Pacific/Honolulu']));
    // 20:00 in New York, 14:00 in Honolulu: allowed there; an hour later it is not, until 9:00 in Adak.
    expect(wait('2026-01-16T01:00:00Z', null, zones)).toBeUndefined();
    const evening = wait('2026-01-16T02:00:00Z', null, zones);
    expect(evening?.until.toISOString()).toBe('2026-01-16T19:00:00.000Z');
    expect(evening?.reason.code).toBe('quiet_hours');
  });
});

describe('what the country adds', () => {
  it.each([
    // Sunday in Brazil, whatever the hour; and its nights, which are longer than none.
    ['BR', 'America/Sao_Paulo', '2026-11-22T15:00:00Z', '2026-11-23T12:00:00.000Z'],
    ['BR', 'America/Sao_Paulo', '2026-11-21T15:00:00Z', null],
    ['BR', 'America/Sao_Paulo', '2026-11-22T02:00:00Z', '2026-11-23T12:00:00.000Z'],
    ['FR', 'Europe/Paris', '2026-03-29T10:00:00Z', '2026-03-30T06:00:00.000Z'],
    ['BD', 'Asia/Dhaka', '2026-11-20T18:00:00Z', '2026-11-21T03:00:00.000Z'],
    ['GB', 'Europe/London', '2026-11-22T02:00:00Z', null],
  ])('%s at %s %s: %s', (country, zone, at, until) => {
    expect(wait(at, country, [zone], open)?.until.toISOString() ?? null).toBe(until);
  });

  it('the stricter counts: after the workspace’s night comes the country’s Sunday', () => {
    const found = wait('2026-11-22T01:00:00Z', 'BR', ['America/Sao_Paulo']);
    expect(found).toMatchObject({ until: new Date('2026-11-23T12:00:00Z'), reason: { code: 'quiet_hours' } });
  });

  it('says nothing of other purposes', () => {
    const asked = { purpose: 'service' as const, settings: defaultSettings, prospect: { country: 'BR', zones: ['UTC'] } };
    expect(quietUntilAll(asked, new Date('2026-11-22T02:00:00Z'))).toBeUndefined();
  });
}); // prettier-ignore

describe('whatever the zones and the instant', () => {
  const zones = fc.subarray(['America/New_York', 'Pacific/Honolulu', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Dhaka'], { minLength: 1, maxLength: 3 }); // prettier-ignore
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  it('what is waited for lies ahead, and is quiet in none of them where there is such an instant', () => {
    fc.assert(
      fc.property(zones, instant, fc.constantFrom(null, 'BR', 'FR', 'BD'), (where, at, country) => {
        const night = { enabled: true, start: '22:00', end: '07:00' };
        const settings = { ...defaultSettings, quiet_hours: night };
        const found = quietUntilAll(
          { purpose: 'marketing', settings, prospect: { country, zones: where } },
          at,
        );
        const then = found?.until ?? at;
        expect(then.getTime()).toBeGreaterThanOrEqual(at.getTime());
        const again = quietUntilAll(
          { purpose: 'marketing', settings, prospect: { country, zones: where } },
          then,
        );
        if (where.length === 1) {
          expect(again).toBeUndefined();
          expect(quietUntil(then, where[0] ?? '', night)).toBeUndefined();
          if (country === 'BR') expect(quietDayUntil(then, where[0] ?? '', [0])).toBeUndefined();
        }
        if (!again) for (const zone of where) expect(quietUntil(then, zone, night)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});
