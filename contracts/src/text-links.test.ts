// Which addresses of a text are the same for everybody, and that nothing else of it changes when they are replaced.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linksIn, replaceLinks, type LinkSyntax } from './text-links.ts';

const short = 'https://s.example/l/1';
const replaced = (text: string, syntax: LinkSyntax) => replaceLinks(text, syntax, () => short);

describe('a bare address', () => {
  it.each([
    ['See https://a.example.', 'https://a.example', `See ${short}.`],
    ['See https://a.example/x?y=1&z=2#top!', 'https://a.example/x?y=1&z=2#top', `See ${short}!`],
    ['HTTPS://A.example/', 'HTTPS://A.example/', short],
    ['(https://a.example/wiki/A_(b))', 'https://a.example/wiki/A_(b)', `(${short})`],
    ['(https://a.example)', 'https://a.example', `(${short})`],
    ['“https://a.example”', 'https://a.example', `“${short}”`],
    ['দেখুন https://a.example/মূল্য।', 'https://a.example/মূল্য', `দেখুন ${short}।`],
    ['访问https://a.example/了解更多', 'https://a.example/', `访问${short}了解更多`],
    ['زر https://a.example، شكرا', 'https://a.example', `زر ${short}، شكرا`],
    ['Link:https://a.example', 'https://a.example', `Link:${short}`],
    ['*https://a.example*', 'https://a.example', `*${short}*`],
    ['Is it https://a.example?', 'https://a.example', `Is it ${short}?`],
    ['{% if vip %}https://a.example/vip{% endif %} end', 'https://a.example/vip', `{% if vip %}${short}{% endif %} end`],
    ['Dear {{ name }}, https://a.example', 'https://a.example', `Dear {{ name }}, ${short}`],
  ])('%s', (text, address, result) => {
    expect(linksIn(text, 'plain')).toEqual([{ address, varies: false }]);
    expect(replaced(text, 'plain')).toBe(result);
  }); // prettier-ignore

  it('either of two that a condition chooses from', () => {
    const text = '{% if vip %}https://a.example{% else %}https://b.example/x{% endif %}';
    expect(linksIn(text, 'plain').map((one) => one.address)).toEqual([
      'https://a.example',
      'https://b.example/x',
    ]);
    expect(replaced(text, 'plain')).toBe(`{% if vip %}${short}{% else %}${short}{% endif %}`);
  });

  it.each([
    ['https://a.example/?id={{ id }}', 'https://a.example/?id={{ id }}'],
    ['https://{{ branch }}.example/x', 'https://{{ branch }}.example/x'],
    ['https://a.example{% if vip %}/vip{% endif %}', 'https://a.example{% if vip %}/vip'],
    ['{% capture a %}https://a.example{% endcapture %}{{ a }}/{{ id }}', 'https://a.example'],
  ])('%s is not everybody’s', (text, address) => {
    const [link] = linksIn(text, 'plain');
    expect(link).toMatchObject({ varies: true });
    expect(link?.address.startsWith(address)).toBe(true);
    expect(replaced(text, 'plain')).toBe(text);
  });

  it.each([
    '{{ url | default: "https://a.example" }}',
    '{% assign url = "https://a.example" %}',
    '{{ base }}https://a.example',
    'a.example and www.a.example',
    'https://',
    'ftp://a.example',
  ])('%s is left alone', (text) => expect(replaced(text, 'plain')).toBe(text));
});

describe('a link behind words', () => {
  it.each([
    ['[our offer](https://a.example/x)', `[our offer](${short})`],
    ['[for {{ name }}](https://a.example/x)', `[for {{ name }}](${short})`],
    ['[https://a.example/x](https://a.example/x)', `[${short}](${short})`],
    ['[https://bank.example](https://a.example/x)', `[https://bank.example](${short})`],
    ['*[a](https://a.example)* and https://b.example/a\\_b', `*[a](${short})* and ${short}`],
    ['[a](https://a.example/{{ id }})', '[a](https://a.example/{{ id }})'],
  ])('rich: %s', (text, result) => expect(replaced(text, 'rich')).toBe(result));

  it.each([
    ['<a href="https://a.example/?x=1&amp;y=2">Our <b>offer</b></a>', `<a href="${short}">Our <b>offer</b></a>`],
    ["<a href='https://a.example'>https://a.example</a>", `<a href='${short}'>${short}</a>`],
    ['<a href="https://a.example">https://b.example</a>', `<a href="${short}">https://b.example</a>`],
    ['<b>https://a.example?x=1&amp;y=2</b>', `<b>${short}</b>`],
    ['<a href="tg://user?id=1">You</a>', '<a href="tg://user?id=1">You</a>'],
    ['<a href="https://a.example/{{ id }}">x</a>', '<a href="https://a.example/{{ id }}">x</a>'],
  ])('html: %s', (text, result) => expect(replaced(text, 'html')).toBe(result)); // prettier-ignore

  it('without its escapes', () => {
    expect(linksIn('https://b.example/a\\_b', 'rich')).toEqual([
      { address: 'https://b.example/a_b', varies: false },
    ]);
    expect(linksIn('<a href="https://a.example/?x=1&amp;y=2">x</a>', 'html')).toEqual([
      { address: 'https://a.example/?x=1&y=2', varies: false },
    ]);
  });
});

it('nothing else changes, whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom('https://a.example/x', '{{ name }}', '{% if a %}', ' ', '(', ')', '*', '[', '](', '।', '<a href="', '">', '</a>', '\n', '\\'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  ); // prettier-ignore
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
      fc.constantFrom<LinkSyntax>('plain', 'rich', 'html'),
      (text, syntax) => {
        // What is given back as it was found leaves the text as it was.
        expect(replaceLinks(text, syntax, () => undefined)).toBe(text);
        const marked = replaceLinks(text, syntax, ({ address }) =>
          /[&_\\]/.test(address) ? undefined : address,
        );
        const bare = (one: string) => one.replace(/\\([*_~`[\]()\\>])/g, '$1').replace(/&amp;/g, '&');
        if (!/[&_\\]/.test(text)) expect(bare(marked)).toBe(bare(text));
        for (const { address, varies } of linksIn(text, syntax))
          if (!varies) expect(URL.canParse(address)).toBe(true);
      },
    ),
  );
});
