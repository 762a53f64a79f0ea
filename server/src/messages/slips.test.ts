import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderContent, templateFault } from './render.ts';

describe('a slip of the pen is told when it is written', () => {
  it.each([
    ['Dear {first_name},', '“{first_name}” stands between one brace'],
    ['প্রিয় { name }', '“{ name }” stands between one brace'],
    ['尊敬的｛｛ name ｝｝', '“｛｛” are other signs'],
    ['Dear first_name }}', '“}}” closes nothing'],
    ['Dear {{ first name }}', '“first name” is more than one variable'],
    ['{{ first_name last_name | upcase }}', '“first_name last_name” is more than one variable'],
    ['{% if a %}{{ first name }}{% endif %}', '“first name” is more than one variable'],
    ['{{ "Dear" name }}', 'is more than one variable'],
    ['{{ first_name, last_name }}', '“first_name, last_name” is more than one variable'],
    ['{{ name | default: “friend” }}', '““” is no quote here'],
    ['{{ name | default: ‘friend’ }}', '“‘” is no quote here'],
    ['{% if name == “Rahim” %}x{% endif %}', '““” is no quote here'],
    ['{{ nil }}', '“nil” is a word of the template language'],
    ['{{ empty }}', '“empty” is a word of the template language'],
    ['{{ blank | upcase }}', '“blank” is a word of the template language'],
  ])('%s', (text, expected) => expect(templateFault(text)).toContain(expected));

  it.each([
    'Dear {{ first_name }}, {{ "it’s “you”, {name}" }}',
    '{% raw %}{{ x }} and }}{% endraw %}',
    '{% comment %}{name} “x”{% endcomment %}Hi',
    '{{ "}}" }}',
    "{{ 'a, b' }} {{ funds | join: ', ' }}",
    '{{ not a }} {{ a and b }} {{ a == b }} {{ (1..3) | join: "," }}',
    'Sizes {S} and {XL}; f(x) = {x}',
    '“Quoted”, «said» and ‘so’: {{ name | default: "friend" }}',
    '{{ name }}}',
    '{{ funds[0] }} {{ a.b.c }}',
  ])('this is none: %s', (text) => expect(templateFault(text)).toBeUndefined());

  it('whatever is typed, it is told in words and never thrown', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '{{',
      '}}',
      '{%',
      '%}',
      '"',
      '“',
      "'",
      '|',
      ',',
      ' ',
      'name',
      '｛',
      'raw',
      'আ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const fault = templateFault(pieces.join(''));
        expect(fault === undefined || fault.length > 0).toBe(true);
      }),
    );
  });
});

describe('nothing blank leaves', () => {
  it.each(['{{ nil }}', '{{ null }}', '{{ empty }}', '{{ blank }}'])('%s', (text) =>
    expect(renderContent('signal', { kind: 'text', text: `Hi ${text}` }, {})).toMatchObject({
      ...{ ok: false, code: 'variable_missing' },
    }),
  );
});

describe('Telegram shows a hundred marked places, and drops the marks of the rest', () => {
  const marked = (count: number) => Array.from({ length: count }, (_, at) => `*b${at}*`).join(' ');
  const linked = (count: number) =>
    Array.from({ length: count }, (_, at) => `<a href="https://b.example/${at}">${at}</a>`).join(' ');
  it.each([
    ['marks', { kind: 'text', format: 'rich', text: marked(100) }, true],
    ['one mark more', { kind: 'text', format: 'rich', text: marked(101) }, false],
    ['links', { kind: 'text', text: linked(100) }, true],
    ['one link more', { kind: 'text', text: linked(101) }, false],
    ['signs that are none', { kind: 'text', text: 'a &lt;b&gt; '.repeat(150) }, true],
  ] as const)('%s', (_, content, ok) =>
    expect(renderContent('telegram', content, {})).toMatchObject(
      ok ? { ok } : { ok, code: 'content_too_long', detail: '101 of 100 marked places' },
    ),
  );
  it('elsewhere there are as many as one likes', () =>
    expect(renderContent('signal', { kind: 'text', format: 'rich', text: marked(150) }, {}).ok).toBe(true));
});
