import { describe, expect, it } from 'vitest';
import { readExpression, writeExpression, type Expression } from './expression.ts';
import { fillLongest } from './fill-longest.ts';
import { liquidParts } from './liquid-parts.ts';

describe('what the form shows is written as it was', () => {
  it.each<[string, Expression]>([
    ['{{ first_name }}', { variable: 'first_name', fallback: null, format: null }],
    ['{{ শাখা | default: "ঢাকা" }}', { variable: 'শাখা', fallback: 'ঢাকা', format: null }],
    ['{{ due | date }}', { variable: 'due', fallback: null, format: { kind: 'date', style: 'medium' } }],
    [
      '{{ due | date: "full" }}',
      { variable: 'due', fallback: null, format: { kind: 'date', style: 'full' } },
    ],
    [
      '{{ balance | default: 0 | money: "BDT" }}',
      { variable: 'balance', fallback: '0', format: { kind: 'money', currency: 'BDT', minor: false } },
    ],
    [
      '{{ fee | money: "USD", unit: "minor" }}',
      { variable: 'fee', fallback: null, format: { kind: 'money', currency: 'USD', minor: true } },
    ],
    ['{{ n | number: 2 }}', { variable: 'n', fallback: null, format: { kind: 'number', digits: 2 } }],
    ['{{ n | number }}', { variable: 'n', fallback: null, format: { kind: 'number', digits: null } }],
    [
      '{{ n | percent: of: 100 }}',
      { variable: 'n', fallback: null, format: { kind: 'percent', of100: true } },
    ],
    ['{{ n | digits }}', { variable: 'n', fallback: null, format: { kind: 'digits' } }],
    ['{{ l | list: "or" }}', { variable: 'l', fallback: null, format: { kind: 'list', or: true } }],
  ])('%s', (tag, expression) => {
    expect(readExpression(tag)).toEqual(expression);
    expect(writeExpression(expression)).toBe(tag);
  });
});

it.each([
  '{% if a %}',
  '{{ a.b }}',
  '{{ a | upcase }}',
  '{{ a | date: "%d" }}',
  '{{ a | number: 2 | append: "x" }}',
  '{{ a | date | default: "x" }}',
  '{{- a -}}',
  '{{ }}',
])('%s stays as its author wrote it', (tag) => expect(readExpression(tag)).toBeUndefined());

it('a quotation mark cannot end a default', () =>
  expect(
    readExpression(writeExpression({ variable: 'a', fallback: 'the "x"', format: null }))?.fallback,
  ).toBe('the ”x”'));

it.each([
  ['a {{ b }} c', ['a ', '{{ b }}', ' c']],
  ['{{ a | default: "}}" }}{% if b %}', ['{{ a | default: "}}" }}', '{% if b %}']],
  ['{{ a', ['{{ a']],
  ['', []],
])('%s is cut into texts and tags', (source, parts) =>
  expect(liquidParts(source).map((one) => one.text)).toEqual(parts),
);

describe('the longest a text becomes', () => {
  const length = (source: string) => {
    const filled = fillLongest(source, (name) =>
      name === 'name'
        ? { characters: 10, bytes: 28 }
        : name === 'one'
          ? { characters: 1, bytes: 1 }
          : undefined,
    ).replace(/[\ufdd0-\ufddf]/g, '');
    return [filled.length, new TextEncoder().encode(filled).length];
  };
  it.each([
    ['ab', [2, 2]],
    ['{{ name }}', [10, 28]],
    ['{{ one }}', [1, 1]],
    ['{{ one | default: "friend" }}', [6, 6]],
    ['{{ one | date: "full" }}', [36, 108]],
    ['{{ unheard_of }}', [20, 60]],
    ['{% if one %}a{% else %}b{% endif %}', [2, 2]],
  ])('%s', (source, expected) => expect(length(source)).toEqual(expected));
});
