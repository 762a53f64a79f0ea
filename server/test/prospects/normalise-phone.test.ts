import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePhone } from '../../src/prospects/normalise-phone.ts';
import { normaliseCountry } from '../../src/prospects/normalise-country.ts';
import { normaliseLanguage } from '../../src/prospects/normalise-language.ts';
import { normaliseTimeZone, timeZoneOf } from '../../src/prospects/time-zone-of.ts';

const rahima = '+8801712345678';

describe('numbers as people and spreadsheets write them', () => {
  it.each([
    ['01712-345678', 'BD', rahima],
    ['০১৭১২৩৪৫৬৭৮', 'BD', rahima],
    ['+৮৮০ ১৭১২ ৩৪৫৬৭৮', 'GB', rahima],
    ['٠١٧١٢٣٤٥٦٧٨', 'BD', rahima],
    ['०१७१२३४५६७८', 'BD', rahima],
    ['+8801712345678', 'GB', rahima],
    ['008801712345678', 'GB', rahima],
    ['8801712345678', 'GB', rahima],
    ["'01712345678", 'BD', rahima],
    ['="+8801712345678"', 'GB', rahima],
    ['p:+8801712345678', 'GB', rahima],
    ['8801712345678.0', 'BD', rahima],
    ['8.801712345678E+12', 'BD', rahima],
    ['tel:+880-1712-345678', 'GB', rahima],
    ['tel:+880-1712-345678;ext=12', 'GB', rahima],
    ['01712345678 ext. 12', 'BD', rahima],
    ['\u200e+880\u00a01712\u00a0345678\u202c', 'GB', rahima],
    ['＋８８０１７１２３４５６７８', 'GB', rahima],
    ['01712345678 / 01812345678', 'BD', rahima],
    ['12 ::: 01712345678', 'BD', rahima],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['(202) 555-0123', 'US', '+12025550123'],
    ['050 123 4567', 'AE', '+971501234567'],
  ])('%s in %s', (raw, country, phone) => {
    expect(normalisePhone(raw, country)).toMatchObject({ ok: true, phone });
  });

  it.each([
    ['', 'phone_missing'],
    ['  ', 'phone_missing'],
    ['8.80171E+12', 'phone_rounded'],
    ['8,80171E+12', 'phone_rounded'],
    ['12345', 'phone_invalid'],
    ['call the office', 'phone_invalid'],
    ['rahima@example.com', 'phone_invalid'],
    ['+99912345678901', 'phone_invalid'],
    ['00000000000', 'phone_invalid'],
  ])('refuses “%s”', (raw, code) => {
    expect(normalisePhone(raw, 'BD')).toMatchObject({
      ok: false,
      code,
      reason: expect.stringMatching(/\S/) as string,
    });
  });

  it('a national number of another country is not guessed', () => {
    expect(normalisePhone('01712345678', 'GB').ok).toBe(false);
  });
});

describe('properties', () => {
  const digits = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789+-() ./০১৯٠٣x')),
    maxLength: 22,
  });
  const any = fc.oneof(digits, fc.string({ unit: 'binary', maxLength: 30 }));
  const countries = fc.constantFrom('BD', 'GB', 'US', 'AE', 'SG', 'IT');

  it('normalising twice changes nothing, whatever country is assumed', () => {
    fc.assert(
      fc.property(any, countries, countries, (raw, one, other) => {
        const first = normalisePhone(raw, one);
        if (!first.ok) return;
        expect(first.phone).toMatch(/^\+[1-9][0-9]{6,14}$/);
        expect(normalisePhone(first.phone, other)).toEqual(first);
      }),
      { numRuns: 3_000 },
    );
  });

  it('spaces, dashes and brackets between digits change nothing', () => {
    const number = fc.integer({ min: 10_000_000, max: 99_999_999 }).map((n) => `+88017${n}`);
    const marks = fc.array(fc.constantFrom('', ' ', '-', '.', '\u00a0'), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(number, marks, (phone, between) => {
        const spelt = [...phone]
          .map((digit, index) => digit + (index === 0 ? '' : (between[index] ?? '')))
          .join('');
        expect(normalisePhone(spelt, 'GB')).toMatchObject({ ok: true, phone });
      }),
    );
  });
});

it.each([
  ['English', 'en'], ['en-GB', 'en'], ['pt_BR', 'pt'], ['ben', 'bn'], ['Bangla', 'bn'], ['বাংলা', 'bn'], ['Arabic', 'ar'],
  ['Klingon', undefined], ['xx', undefined],
])('language %s is %s', (raw, code) => expect(normaliseLanguage(raw)).toBe(code)); // prettier-ignore

it.each([
  ['Bangladesh', 'BD'], ['BD', 'BD'], ['bgd', 'BD'], ['বাংলাদেশ', 'BD'], ['UK', 'GB'], ['United Kingdom', 'GB'], ['USA', 'US'],
  ['Deutschland', 'DE'], ['Atlantis', undefined],
])('country %s is %s', (raw, code) => expect(normaliseCountry(raw)).toBe(code)); // prettier-ignore

it('a country has a time zone only where all of it shares one', () => {
  expect(['BD', 'GB', 'AE', 'SG', 'IN', 'US', 'ES', null].map((country) => timeZoneOf(country))).toEqual([
    'Asia/Dhaka', 'Europe/London', 'Asia/Dubai', 'Asia/Singapore', 'Asia/Kolkata', null, null, null,
  ]); // prettier-ignore
  expect(normaliseTimeZone('asia_slash_dhaka')).toBe('Asia/Dhaka');
  expect(normaliseTimeZone('Mars/Olympus')).toBeUndefined();
});
