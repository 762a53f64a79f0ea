import { describe, expect, it } from 'vitest';
import { asPlainText, asSignalText, asTelegramHtml, asWhatsAppText } from './rich-text-channels.ts';
import { guardValue, parseRichText } from './rich-text.ts';

const all = (source: string) => {
  const nodes = parseRichText(source);
  return {
    plain: asPlainText(nodes),
    telegram: asTelegramHtml(nodes),
    whatsapp: asWhatsAppText(nodes),
    signal: asSignalText(nodes).styles,
  };
};

describe('marks', () => {
  it.each([
    ['*bold*', 'bold', '<b>bold</b>', '*bold*', ['0:4:BOLD']],
    ['_a_ and ~b~', 'a and b', '<i>a</i> and <s>b</s>', '_a_ and ~b~', ['0:1:ITALIC', '6:1:STRIKETHROUGH']],
    ['`x < y`', 'x < y', '<code>x &lt; y</code>', '```x < y```', ['0:5:MONOSPACE']],
    ['*a _b_*', 'a b', '<b>a <i>b</i></b>', '*a _b_*', ['2:1:ITALIC', '0:3:BOLD']],
    ['(*a*), *b*!', '(a), b!', '(<b>a</b>), <b>b</b>!', '(*a*), *b*!', ['1:1:BOLD', '5:1:BOLD']],
    // Not at the edge of a word, or without a partner.
    ['2*3*4 snake_case_name', '2*3*4 snake_case_name', '2*3*4 snake_case_name', '2*3*4 snake_case_name', []],
    ['2 * 3 * 4', '2 * 3 * 4', '2 * 3 * 4', '2 * 3 * 4', []],
    ['*a', '*a', '*a', '∗a', []],
    ['* a*', '* a*', '* a*', '∗ a∗', []],
    ['**', '**', '**', '∗∗', []],
    ['*a\nb*', '*a\nb*', '*a\nb*', '∗a\nb∗', []],
    // The one that closes first wins; what is left inside is a sign.
    ['*a _b* c_', 'a _b c_', '<b>a _b</b> c_', '*a ＿b* c＿', ['0:4:BOLD']],
    // A backslash takes a mark away, and is a backslash before anything else.
    [
      String.raw`\*a\* c:\temp`,
      String.raw`*a* c:\temp`,
      String.raw`*a* c:\temp`,
      String.raw`∗a∗ c:\temp`,
      [],
    ],
    // Signs in front of a keycap belong to it.
    ['*️⃣ star', '*️⃣ star', '*️⃣ star', '∗️⃣ star', []],
    ['  *a*\n', 'a', '<b>a</b>', '*a*', ['0:1:BOLD']],
  ])('%j', (source, plain, telegram, whatsapp, signal) => {
    expect(all(source)).toEqual({ plain, telegram, whatsapp, signal });
  });
});

describe('links', () => {
  const url = 'https://bank.example/a_b?x=1&y="2"';
  it.each([
    [
      'See [our *offer*](https://b.example/a_b_c?x=1&y=2).',
      'See our *offer* (https://b.example/a_b_c?x=1&y=2).',
      'See <a href="https://b.example/a_b_c?x=1&amp;y=2">our *offer*</a>.',
      'See our ∗offer∗ (https://b.example/a_b_c?x=1&y=2).',
    ],
    [
      '[https://b.example](https://b.example)',
      'https://b.example',
      '<a href="https://b.example">https://b.example</a>',
      'https://b.example',
    ],
    [
      '[x](javascript:alert(1)) [y](ftp://z)',
      '[x](javascript:alert(1)) [y](ftp://z)',
      '[x](javascript:alert(1)) [y](ftp://z)',
      '[x](javascript:alert(1)) [y](ftp://z)',
    ],
    [`[q](${url})`, `[q](${url})`, '[q](https://bank.example/a_b?x=1&amp;y=&quot;2&quot;)', `[q](${url})`],
  ])('%j', (source, plain, telegram, whatsapp) => {
    expect(all(source)).toMatchObject({ plain, telegram, whatsapp, signal: [] });
  });

  it('inside of a mark', () =>
    expect(all('*[a](https://b.example)*')).toEqual({
      plain: 'a (https://b.example)',
      telegram: '<b><a href="https://b.example">a</a></b>',
      whatsapp: '*a (https://b.example)*',
      signal: ['0:21:BOLD'],
    }));
});

describe('ranges count UTF-16 units', () => {
  it.each([
    ['👩‍👩‍👧 *🇧🇩 x*', '9:6:BOLD'],
    ['প্রিয় *রহিমা*', '7:5:BOLD'],
    ['عزيزي *رحيمة* 👋', '6:5:BOLD'],
  ])('%s', (source, range) => {
    const { text, styles } = asSignalText(parseRichText(source));
    expect(styles).toEqual([range]);
    const [start = 0, length = 0] = range.split(':').map(Number);
    expect(text.slice(start, start + length)).toBe(/\*(.*)\*/.exec(source)?.[1]);
  });
});

describe('values', () => {
  const value = (text: string) => guardValue(text);
  it.each([
    ['is no mark', `Dear ${value('*Rahim*')}`, 'Dear *Rahim*', 'Dear *Rahim*', 'Dear ∗Rahim∗'],
    ['cannot end one', `*${value('a* b')}*`, 'a* b', '<b>a* b</b>', '*a∗ b*'],
    ['cannot keep one from ending', `*${value(' a ')}*`, ' a', '<b> a</b>', ' *a* '],
    ['may hold lines', `*${value('a\nb')}*`, 'a\nb', '<b>a\nb</b>', '*a*\n*b*'],
    ['is no quote', value('> a'), '> a', '&gt; a', '› a'],
    [
      'is no link',
      value('[a](https://b.example)'),
      ...Array.from({ length: 3 }, () => '[a](https://b.example)'),
    ],
    ['is no tag', value('<b>a</b>'), '<b>a</b>', '&lt;b&gt;a&lt;/b&gt;', '<b>a</b>'],
    [
      'is the address of a link',
      `[a](https://b.example/${value('x_(y)')})`,
      'a (https://b.example/x_(y))',
      '<a href="https://b.example/x_(y)">a</a>',
      'a (https://b.example/x_(y))',
    ],
    [
      'keeps its own address',
      value('https://b.example/_a_'),
      ...Array.from({ length: 3 }, () => 'https://b.example/_a_'),
    ],
  ])('%s', (_what, source, plain, telegram, whatsapp) => {
    const found = all(source);
    expect({ ...found, plain: found.plain.trimEnd() }).toMatchObject({ plain, whatsapp });
    expect(found.telegram.replace(/\s+<\/b>/, '</b>')).toBe(telegram);
  });
});
