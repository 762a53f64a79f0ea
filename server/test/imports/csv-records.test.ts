import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader } from '../../src/imports/csv-records.ts';
import { detectDelimiter } from '../../src/imports/detect-delimiter.ts';
import { dateOrderOf, parseDate } from '../../src/imports/parse-date.ts';
import { safeCell } from '../../src/imports/write-rejects.ts';

const read = (text: string, delimiter: string, step = text.length || 1) => {
  const reader = createCsvReader(delimiter);
  const records = [];
  for (let at = 0; at < text.length; at += step) records.push(...reader.push(text.slice(at, at + step)));
  return [...records, ...reader.end()];
};

describe('records', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'ব', ' ', ',', ';', '\t', '"', '\n', '\r\n', "'"),
    maxLength: 8,
  });
  const table = fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 })); // prettier-ignore

  it('are those of csv-parse in every well-formed file, in pieces of any size', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 40 }),
        (rows, delimiter, end, step) => {
          const text = stringify(rows, { delimiter, record_delimiter: end, quoted: true });
          const expected = parse(text, { delimiter, record_delimiter: end });
          expect(read(text, delimiter, step).map((record) => record.fields)).toEqual(expected);
        }),
      { numRuns: 500 },
    ); // prettier-ignore
  });

  it('any text at all is read to its end, the same in pieces as at once, with lines that only grow', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'ব'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (given, step) => {
        const whole = read(given, ',');
        expect(read(given, ',', step)).toEqual(whole);
        const lines = whole.map((record) => record.line);
        expect(lines).toEqual([...lines].sort((a, b) => a - b));
      }),
      { numRuns: 2_000 },
    );
  });

  it('know their physical lines across quoted line ends', () => {
    expect(read('a\n"b\nc"\r\nd\re', ',').map((record) => record.line)).toEqual([1, 2, 4, 5]);
  });
});

it.each([
  ['a,b\n1,2', ','],
  ['a;b\n1,5;2', ';'],
  ['a\tb\n1,2\t3', '\t'],
  ['a|b\n1|2', '|'],
  ['"a;b;c",d\n"1;2;3",4', ','],
  ['sep=;\na;b', ';'],
  ['phone\n017', ','],
])('delimiter of %j is %j', (sample, delimiter) => expect(detectDelimiter(sample)).toBe(delimiter));

const now = new Date('2026-11-20T00:00:00Z');
it.each([
  ['2025-04-03', 'dmy', '2025-04-03T00:00:00.000Z'],
  ['03/04/2025', 'dmy', '2025-04-03T00:00:00.000Z'],
  ['03/04/2025', 'mdy', '2025-03-04T00:00:00.000Z'],
  ['25/12/2025', 'mdy', '2025-12-25T00:00:00.000Z'],
  ['03.04.2025', 'mdy', '2025-04-03T00:00:00.000Z'],
  ['3 Apr 2025', 'dmy', '2025-04-03T00:00:00.000Z'],
  ['April 3, 2025 2:30 PM', 'dmy', '2025-04-03T14:30:00.000Z'],
  ['2025-04-03T10:00:00+06:00', 'dmy', '2025-04-03T04:00:00.000Z'],
  ['০৩/০৪/২০২৫', 'dmy', '2025-04-03T00:00:00.000Z'],
] as const)('date %s read %s', (raw, order, expected) => {
  expect(parseDate(raw, order, now)).toEqual({ ok: true, date: new Date(expected) });
});
it.each(['31/02/2025', '03/04/25', 'soon', '2027-01-01', '2025-13-01', '2025-04-03 25:00'])(
  'no date: %s',
  (raw) => {
    expect(parseDate(raw, 'dmy', now).ok).toBe(false);
  },
);
it('the order of a country', () =>
  expect(['US', 'BD', 'JP'].map(dateOrderOf)).toEqual(['mdy', 'dmy', 'ymd']));

it.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-cmd', "'-cmd"],
  ['+8801712345678', '+8801712345678'],
  ['-12.5', '-12.5'],
  ['Rahima', 'Rahima'],
])('in a spreadsheet %s is written %s', (cell, safe) => expect(safeCell(cell)).toBe(safe));
