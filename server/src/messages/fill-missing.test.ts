// What a message lacks, what a campaign decided for it, and what comes of both.
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { MissingValues } from '@sampark/contracts/missing-values.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lackOf, renderFilled } from './fill-missing.ts';
import { needsOfText } from './needs-of-text.ts';
import type { MessageVariables } from './render.ts';

const text = (body: string): ChannelContent => ({ kind: 'text', text: body });
const lack = (body: string, variables: MessageVariables, decided: MissingValues = {}) =>
  lackOf('signal', text(body), variables, { decided });
const read = (body: string, variables: MessageVariables, decided: MissingValues = {}) => {
  const { rendered } = renderFilled('signal', text(body), variables, { decided });
  return rendered.ok ? rendered.text : rendered.code;
};
const standIn = (value: string) => ({ action: 'default', value }) as const;
const skip = { action: 'skip' } as const;

describe('what is missing', () => {
  it.each([
    ['Dear {{ name }}', {}, ['name']],
    ['{{ a }} {{ b }} {{ a }}', {}, ['a', 'b']],
    ['{{ a }} {{ b }}', { b: 'x' }, ['a']],
    ['Dear {{ name | default: "client" }}', {}, []],
    ['{{ balance | money: "BDT" }}', {}, ['balance']],
    // There, but no number.
    ['{{ balance | money: "BDT" }} for {{ name }}', { balance: 'much' }, ['balance', 'name']],
    ['Visit us{% if branch %} in {{ branch }}{% endif %}', {}, []],
    ['{% if vip %}{{ adviser }}{% endif %}', { vip: true }, ['adviser']],
    ['{{ office.city }}', {}, ['office']],
    // Nothing would be shown in their place.
    ['{{ funds | first }}', { funds: [] }, ['funds']],
    ['{% assign fund = nothing | upcase %}{{ fund }}', {}, ['fund']],
    ['{{ title | default: "" }}{{ name }}', { name: 'Amina' }, []],
  ])('%s with %o', (body, variables, missing) => {
    expect(lack(body, variables).missing).toEqual(missing);
    expect(lack(body, variables).outcome).toBe(missing.length === 0 ? 'fine' : 'open');
  });
});

describe('a message with nothing in it', () => {
  const blanks = [
    '   ',
    '\u200B\u00A0\u2800',
    '{{ title | default: "" }}',
    '{% if vip %}Welcome{% endif %}',
    '{{ " " }}',
  ];
  it.each(blanks)('“%s” is never written, alone or over the line that says how to stop', (body) => {
    expect(read(body, {})).toBe('template_invalid');
    for (const optOutLine of [true, false])
      expect(renderFilled('signal', text(body), {}, { optOutLine, language: 'en' }).rendered.ok).toBe(false);
  });

  it.each(blanks.slice(2))('“%s” is found before the launch', (body) => {
    expect(needsOfText(body).doubtful).toBe(true);
    expect(lack(body, {})).toMatchObject({ outcome: 'open', problem: 'it says nothing to them' });
  });

  it('marks and tags without words say nothing', () => {
    expect(renderFilled('telegram', text('<b> </b>'), {}).rendered.ok).toBe(false);
    const rich = { kind: 'text', text: '{{ x | default: " " }}', format: 'rich' } as const;
    expect(renderFilled('signal', rich, {}).rendered.ok).toBe(false);
  });

  it.each([
    '{{ name }}',
    '{{ name | default: "you" }}',
    '👍🏽',
    '1️⃣',
    '?',
    'হ্যাঁ',
    '{% if name %}Hi{% endif %}',
  ])('“%s” says something', (body) => {
    const { rendered } = renderFilled('signal', text(body), { name: 'Amina' }, { optOutLine: true });
    expect(rendered.ok).toBe(true);
  });
});

describe('what is decided', () => {
  it('a default stands where the value is missing, and only there', () => {
    const decided = { name: standIn('client') };
    expect(read('Dear {{ name }}', {}, decided)).toBe('Dear client');
    expect(read('Dear {{ name }}', { name: 'Amina' }, decided)).toBe('Dear Amina');
  });

  it('a default is a value: filters read it, markup does not come of it', () => {
    expect(read('{{ fee | money: "USD" }}', { language: 'en', country: 'US' }, { fee: standIn('12') })).toBe(
      '$12.00',
    );
    expect(
      read(
        '{{ fee | money: "USD" }}',
        { fee: 'much', language: 'en', country: 'US' },
        { fee: standIn('12') },
      ),
    ).toBe('$12.00');
    const { rendered } = renderFilled(
      'telegram',
      text('Dear {{ name }}'),
      {},
      {
        decided: { name: standIn('<b>client</b> {{ x }}') },
      },
    );
    expect(rendered).toMatchObject({ text: 'Dear &lt;b&gt;client&lt;/b&gt; {{ x }}' });
  });

  it('one that its filter cannot read decides nothing', () => {
    const decided = { fee: standIn('much') };
    expect(lack('{{ fee | money: "USD" }}', {}, decided)).toMatchObject({
      missing: ['fee'],
      outcome: 'open',
    });
    expect(read('{{ fee | money: "USD" }}', {}, decided)).toBe('variable_missing');
  });

  it('whoever lacks one value that leads to being left out is left out, whatever else has a default', () => {
    const body = 'Dear {{ name }}, {{ plan }}';
    expect(lack(body, {}, { name: standIn('client') }).outcome).toBe('open');
    expect(lack(body, {}, { name: standIn('client'), plan: skip }).outcome).toBe('skip');
    expect(lack(body, {}, { name: standIn('client'), plan: standIn('a plan') }).outcome).toBe('default');
    expect(read(body, {}, { name: standIn('client'), plan: skip })).toBe('variable_missing');
  });
});

const names = ['name', 'plan', 'balance', 'city'] as const;
const piece = fc.oneof(
  fc.constantFrom(...names).map((name) => `{{ ${name} }}`),
  fc.constantFrom(...names).map((name) => `{{${name}}}`),
  fc.constantFrom(...names).map((name) => `{{ ${name} | default: "it" }}`),
  fc.constantFrom(...names).map((name) => `{{ ${name} | upcase }}`),
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('number', 'number: 2', 'percent', 'money: "USD"'))
    .map(([name, filter]) => `{{ ${name} | ${filter} }}`),
  fc.constantFrom(...names).map((name) => `{% if ${name} %}{{ ${name} }}{% endif %}`),
  fc.constantFrom('{{ "{" }}', 'Dear ', '{ x }', '}', '{{- "a" -}}', 'é'),
);
const value = fc.constantFrom<unknown>(
  'Growth',
  '7',
  12,
  true,
  '',
  '  ',
  '\u00a0',
  null,
  [],
  ['a'],
  [''],
  undefined,
);
const person = fc.record(Object.fromEntries(names.map((name) => [name, value])));

it('what a filter wants of its own is in doubt where it is at fault', () => {
  expect(needsOfText('{{ a | money: "USD" }} {{ b }}')).toEqual({
    ...{ required: new Set(['b']), numbers: new Set(['a']), doubtful: false },
  });
  for (const fault of [
    'money: "XYZ"',
    'money',
    'number: 11',
    'percent: of: 100',
    'money: code',
    'number | plus: 1',
  ])
    expect(needsOfText(`{{ a | ${fault} }}`).doubtful, fault).toBe(true);
});

describe('for any text and any person', () => {
  it('what the text is known to need says the same as writing it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), person, (pieces, variables) => {
        const body = pieces.join('');
        const kept = Object.fromEntries(Object.entries(variables).filter(([, one]) => !isNothing(one)));
        const { required, numbers, doubtful } = needsOfText(body);
        if (doubtful) return;
        const { rendered } = renderFilled('signal', text(body || 'x'), kept);
        const lacks =
          [...required].some((name) => !Object.hasOwn(kept, name)) ||
          [...numbers].some((name) => !['7', 12].includes(kept[name] as string));
        expect(rendered.ok).toBe(!lacks);
      }),
      { numRuns: 2_000, seed: 20_261_122 },
    );
  });

  it('with every missing value answered nothing stays open, and no place comes out empty', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), person, (pieces, variables) => {
        const body = pieces.map((one) => `[${one}]`).join('');
        const kept = Object.fromEntries(Object.entries(variables).filter(([, one]) => !isNothing(one)));
        const decided = Object.fromEntries(names.map((name) => [name, standIn('5')]));
        expect(['fine', 'default']).toContain(lack(body, kept, decided).outcome);
        const written = read(body.replaceAll(/\{% if .*?endif %\}/g, 'x'), kept, decided);
        expect(written).not.toMatch(/\[\s*\]/);
      }),
      { numRuns: 2_000, seed: 20_261_122 },
    );
  });
});

function isNothing(one: unknown): boolean {
  if (one === null || one === undefined) return true;
  if (typeof one === 'string') return one.trim() === '';
  return Array.isArray(one) && one.every(isNothing);
}
