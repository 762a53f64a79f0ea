// Values as five languages write them, with the signs nobody sees; and what is refused. The expected texts are written out
// here, not computed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderContent, templateFault } from '../render.ts';
import { pointLeft, readDecimal } from './decimal.ts';
import { localeOf, readerOf } from './reader.ts';

const write = (expression: string, variables: Record<string, unknown>) => {
  const result = renderContent('signal', { kind: 'text', text: `{{ ${expression} }}` }, variables);
  return result.ok ? result.text : `${result.code}: ${result.detail}`;
};
const reader = (language: string, country?: string) => ({ language, ...(country ? { country } : {}) });

describe('money', () => {
  it.each([
    ['en', 'US', 'USD', '$1,250.50'],
    ['en', 'US', 'BDT', 'BDT\u00a01,250.50'],
    ['es', 'ES', 'EUR', '1250,50\u00a0€'],
    ['es', 'MX', 'MXN', '$1,250.50'],
    ['zh', 'CN', 'CNY', '¥1,250.50'],
    ['ar', 'EG', 'EGP', '\u200f١٬٢٥٠٫٥٠\u00a0ج.م.\u200f'],
    ['bn', 'BD', 'BDT', '১,২৫০.৫০৳'],
  ])('%s-%s %s', (language, country, currency, expected) =>
    expect(write(`sum | money: "${currency}"`, { sum: '1250.5', ...reader(language, country) })).toBe(
      expected,
    ),
  );

  it.each([
    ['USD', '$1,250.50'],
    ['JPY', '¥125,050'],
    ['KWD', 'KWD\u00a0125.050'],
  ])('minor units of %s', (currency, expected) =>
    expect(write(`sum | money: "${currency}", unit: "minor"`, { sum: 125_050, ...reader('en') })).toBe(
      expected,
    ),
  );

  it('keeps every digit of a long amount', () =>
    expect(write('sum | money: "USD"', { sum: '9007199254740993.01' })).toBe('$9,007,199,254,740,993.01'));

  it('reads Bengali digits', () => expect(write('sum | money: "USD"', { sum: '১২৫০.৫' })).toBe('$1,250.50'));
});

describe('dates', () => {
  it('an instant is shown where the person is, a day alone is the same day everywhere', () => {
    const late = '2026-03-05T20:30Z';
    for (const [time_zone, expected] of [
      ['Asia/Dhaka', '6 de marzo de 2026'],
      ['America/Los_Angeles', '5 de marzo de 2026'],
    ]) {
      expect(write('at | date: "long"', { at: late, language: 'es', time_zone })).toBe(expected);
      expect(write('at | date: "long"', { at: '2026-03-05', language: 'es', time_zone })).toBe(
        '5 de marzo de 2026',
      );
    }
    expect(write('at | date: "long"', { at: late, ...reader('es', 'BD') })).toBe('6 de marzo de 2026');
    expect(write('at | date: "time"', { at: '2026-03-05 14:30', ...reader('es', 'BD') })).toBe('14:30');
  });

  it('offsets are reckoned with', () => {
    expect(write('at | date: "time"', { at: '2026-03-05T14:30+06:00', language: 'es' })).toBe('8:30');
    expect(write('at | date: "time"', { at: '2026-03-05T14:30:00.123-0130', language: 'es' })).toBe('16:00');
  });

  it.each(['2026-02-30', '2026-13-01', 'soon', '05/03/2026', '2026-3-5', '', 20260305, ['2026-03-05']])(
    '%j is no date',
    (at) => expect(write('at | date', { at })).toContain('variable_missing: date: the value is not a date'),
  );

  it('a day alone has no time', () =>
    expect(write('at | date: "time"', { at: '2026-03-05' })).toContain('no time of day'));

  it('a pattern of Liquid’s still works', () =>
    expect(write('at | date: "%d.%m.%Y"', { at: '2026-03-05T12:00:00Z' })).toBe('05.03.2026'));
});

describe('numbers and words', () => {
  it.each([
    ['en', '1,234.5', '7.5%', 'a and b'],
    ['es', '1234,5', '7,5\u00a0%', 'a y b'],
    ['zh', '1,234.5', '7.5%', 'a和b'],
    ['ar-EG', '١٬٢٣٤٫٥', '٧٫٥٪\u061c', 'a وb'],
    ['bn', '১,২৩৪.৫', '৭.৫%', 'a এবং b'],
  ])('%s', (language, number, percent, list) => {
    expect(write('n | number', { n: 1234.5, language })).toBe(number);
    expect(write('n | percent', { n: 0.075, language })).toBe(percent);
    expect(write('n | percent: of: 100', { n: '7.5', language })).toBe(percent);
    expect(write('l | list', { l: ['a', 'b'], language })).toBe(list);
  });

  it('WhatsApp templates: in the language they were approved in', () => {
    const content = {
      kind: 'template',
      name: 'x',
      language: 'bn',
      parameters: ['{{ n | number }}'],
    } as const;
    const rendered = renderContent(
      'whatsapp',
      { ...content, parameters: [...content.parameters] },
      {
        n: 12,
        language: 'en',
      },
    );
    expect(rendered).toMatchObject({ ok: true, text: '১২' });
  });

  it.each(['1,250', 'NaN', '1e5', 'x', '', '1.2.3', ' ', Number.NaN, Infinity, true, null, {}])(
    '%j is no number',
    (n) => {
      for (const filter of ['number', 'money: "BDT"', 'percent'])
        expect(write(`n | ${filter}`, { n })).toMatch(
          /^variable_missing: \w+: the value is not a plain number/,
        );
    },
  );

  it('an empty list is missing, not a blank', () =>
    expect(write('l | list', { l: ['', ' '] })).toBe('variable_missing: list: the list is empty'));
});

describe('what an author got wrong is said when it is written', () => {
  it.each([
    ['n | money', 'name a currency'],
    ['n | money: "TAKA"', 'name a currency'],
    ['n | money: "BDT", unit: "cents"', 'unit is "minor"'],
    ['n | money: "BDT", "minor"', 'one value at most'],
    ['n | number: 2.5', 'whole number from 0 to 10'],
    ['n | number: 99', 'whole number from 0 to 10'],
    ['n | percent: of: 10', 'of is 1 or 100'],
    ['n | percent: from: 10', '"from" is not known here'],
    ['n | date: "lng"', 'the style is one of'],
    ['n | digits: "roman"', 'the script is one of'],
    ['n | list: "nor"', '"and" or "or"'],
    ['n | sample', 'undefined filter: sample'],
    ['n | date_to_string', 'undefined filter'],
  ])('%s', (expression, fault) => {
    expect(templateFault(`Dear {{ ${expression} }}`)).toContain(fault);
    expect(templateFault(`{% if a %}{% assign b = ${expression} %}{% endif %}`)).toContain(fault);
    expect(write(expression, { n: '1' })).toContain('template_invalid');
  });

  it('an argument that is a variable is not known yet', () =>
    expect(templateFault('{{ n | money: currency }}')).toBeUndefined());
});

describe('whatever values are', () => {
  it('what is written is read back as the same number', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: 0, max: 4 }), (units, places) => {
        const text = pointLeft(String(units) as `${number}`, places);
        const back = readDecimal(text, 'number').replace('.', '');
        expect(BigInt(back)).toBe(units);
        const shown = write(`n | number: ${places}`, { n: text, language: 'en' });
        expect(BigInt(shown.replace(/[,.]/g, ''))).toBe(units);
      }),
    );
  });

  it('a filter gives a text or a reason, for any value and any reader', () => {
    const filters = ['date', 'number', 'money: "BDT"', 'percent', 'digits', 'list'];
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom(...filters),
        fc.string(),
        fc.string(),
        (v, filter, language, country) => {
          expect(write(`v | ${filter}`, { v, language, country, time_zone: country })).not.toMatch(
            /^template_invalid|TypeError|RangeError/,
          );
        },
      ),
    );
  });

  it('a language nobody has data for is English, never the machine’s own', () => {
    expect(localeOf('xx')).toBe('en');
    expect(localeOf('')).toBe('en');
    expect(localeOf('pt_BR')).toBe('pt-BR');
    expect(readerOf({ language: 'not a language', time_zone: 'Mars/Base' })).toEqual({
      locale: 'en',
      time_zone: 'UTC',
    });
  });
});
