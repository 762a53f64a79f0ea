import { compileRichText } from '@sampark/contracts/compile-rich-text.ts';
import { asPlainText } from '@sampark/contracts/rich-text-channels.ts';
import { parseRichText } from '@sampark/contracts/rich-text.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, type Line, type Marks, type Run } from './lines.ts';
import { readMarkup } from './read-markup.ts';
import { shownOn } from './shown-on.ts';
import { isSpace, sameLine, settleMarks, unitsOf } from './settle-marks.ts';
import { writeMarkup } from './write-markup.ts';

const text = (words: string, marks: Marks = {}): Run => ({ kind: 'text', text: words, marks });
const tag = (source: string, marks: Marks = {}): Run => ({ kind: 'tag', text: source, marks });

describe('what is read is written again', () => {
  it.each([
    'Dear {{ first_name }}, *your* review is _ready_.',
    'প্রিয় *{{ first_name | default: "বন্ধু" }}*, ~আগের~ `নতুন` দাম',
    '*a _b_ c*',
    'See [our offer](https://b.example/{{ Branch }}?x=1).',
    '*[a](https://b.example)* and `{{ phone_number }}`',
    '2*3*4 and snake_case_name and c:\\temp [no link] (really)',
    'a\n\n*b*\n> c',
    '{% if Branch %}*Your* branch{% endif %}',
    String.raw`\*not bold\* and \`plain\` and \[a](https://b.example)`,
    '👩‍👩‍👧 *🇧🇩 x* ❤️',
  ])('%s', (source) => expect(writeMarkup(readMarkup(source, 'rich'))).toBe(source));
});

describe('what the markup cannot say is brought to where it can', () => {
  it.each<[string, Line, string]>([
    ['half a word', [text('un'), text('believ', { bold: true }), text('able')], '*unbelievable*'],
    ['half a Bengali word', [text('রহি', { bold: true }), text('মা আসুন')], '*রহিমা* আসুন'],
    ['beside a variable', [tag('{{ a }}'), text('b', { italic: true })], '_{{ a }}b_'],
    ['spaces at its ends', [text('a'), text(' b ', { bold: true }), text('c')], 'a *b* c'],
    ['nothing but a space', [text('a'), text(' ', { bold: true }), text('b')], 'a b'],
    [
      'two that cross',
      [text('a', { bold: true }), text(' b', { bold: true, italic: true }), text(' c', { italic: true })],
      '*a _b_* _c_',
    ],
    [
      'a bracket in a link',
      [text('a]b', { link: 'https://b.example' })],
      '[a](https://b.example)][b](https://b.example)',
    ],
    ['no address of a link', [text('a', { link: 'javascript:x' })], 'a'],
    ['a backtick in monospace', [text('a`b', { mono: true })], '`a`\\``b`'],
    [
      'half a link',
      [text('a', { link: 'https://b.example', bold: true }), text('b', { link: 'https://b.example' })],
      '*[ab](https://b.example)*',
    ],
  ])('%s', (_what, line, source) => expect(writeMarkup([line])).toBe(source));
});

it.each([
  ['telegram', '*a* [b](https://b.example)', '*a* [b](https://b.example)'],
  ['signal', '*a* [b](https://b.example)', '*a* b (https://b.example)'],
  ['imessage', '*a* _{{ name }}_ [b](https://b.example)', 'a {{ name }} b (https://b.example)'],
] as const)('shown on %s: %s', (channel, text, shown) =>
  expect(shownOn(channel, { text, format: 'rich' })).toEqual({ text: shown, format: 'rich' }),
);

it('a text without marks keeps its signs when it becomes one with marks', () => {
  const lines = readMarkup('*Hi* {{ name }} _x_', undefined);
  expect(lines).toEqual([[text('*Hi* '), tag('{{ name }}'), text(' _x_')]]);
  const source = writeMarkup(lines);
  expect(compileRichText('telegram', source).text).toBe('*Hi* {{ name }} _x_');
});

const marks = fc.record(
  {
    bold: fc.constant(true as const),
    italic: fc.constant(true as const),
    strike: fc.constant(true as const),
    mono: fc.constant(true as const),
    link: fc.constantFrom('https://b.example/x', 'https://b.example/{{ a }}'),
  },
  { requiredKeys: [] },
);
const words = fc
  .array(
    fc.constantFrom(
      'a',
      'ক',
      'ষি',
      '1',
      ' ',
      ' ',
      '.',
      '*',
      '_',
      '~',
      '`',
      '[',
      ']',
      '(',
      ')',
      '\\',
      '>',
      '👋',
      '❤️',
      'https://b.example',
    ),
    { maxLength: 6 },
  )
  .map((all) => all.join(''));
const run: fc.Arbitrary<Run> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('text' as const), text: words, marks }) },
  fc.record({
    kind: fc.constant('tag' as const),
    text: fc.constantFrom('{{ a }}', '{{ b | default: "}} *x*" }}'),
    marks,
  }),
);
const lines = fc.array(fc.array(run, { maxLength: 5 }), { minLength: 1, maxLength: 3 });

/** Spaces show no mark, and none are at the ends of a message. */
function shown(all: readonly Line[]): Line[] {
  const lines = all.map((line) =>
    line.flatMap(unitsOf).map((unit) => (isSpace(unit) ? { ...unit, marks: {} } : unit)),
  );
  while (lines.length > 1 && lines.at(-1)?.every(isSpace)) lines.pop();
  while (lines.length > 1 && lines[0]?.every(isSpace)) lines.shift();
  while (isSpace(lines[0]?.[0])) lines[0]?.shift();
  while (isSpace(lines.at(-1)?.at(-1))) lines.at(-1)?.pop();
  return lines.map(joined);
}

it('any lines: read again, they are the same', () => {
  fc.assert(
    fc.property(lines, (given) => {
      const settled = given.map((line) => settleMarks(joined(line)));
      expect(shown(readMarkup(writeMarkup(settled), 'rich'))).toEqual(shown(settled));
    }),
    { seed: 61, numRuns: 3_000 },
  );
});

it('any lines: settled once is settled', () => {
  fc.assert(
    fc.property(lines, (given) => {
      for (const line of given) {
        const once = settleMarks(joined(line));
        expect(sameLine(settleMarks(once), once)).toBe(true);
        expect(once.map((one) => one.text).join('')).toBe(line.map((one) => one.text).join(''));
      }
    }),
    { seed: 62, numRuns: 1_000 },
  );
});

it('any text: the editor changes none of its words', () => {
  const plain = (source: string) => asPlainText(parseRichText(source)).trim();
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 8 }).map((all) => all.join('*')),
      (source) => {
        expect(plain(writeMarkup(readMarkup(source, 'rich')))).toBe(plain(source));
      },
    ),
    { seed: 63, numRuns: 2_000 },
  );
});
