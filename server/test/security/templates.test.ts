// Texts of campaigns are written by people with little power: a text may name the reader's facts and nothing else.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRule } from '../../src/compliance/rules/check-rule.ts';
import { renderContent, templateFault } from '../../src/messages/render.ts';

const secret = 'kept-in-a-file-of-this-server';
// Where the server is started, as its data folder usually is.
const folder = join(process.cwd(), '.sampark', 'template-test');
beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'key'), secret);
});
afterAll(() => rmSync(folder, { recursive: true }));

const reader = { name: 'Amina', tags: ['a'], nested: { town: 'Dhaka' } };
function render(text: string): string {
  const rendered = renderContent('telegram', { kind: 'text', text }, reader);
  return rendered.ok ? rendered.text : `refused: ${rendered.code}`;
}

describe('a template reads no file', () => {
  it.each(['include', 'render', 'layout'])('%s', (tag) => {
    for (const file of [
      '.sampark/template-test/key',
      './.sampark/template-test/key',
      join(folder, 'key'),
      '../../../../../../../../etc/passwd',
    ]) {
      for (const text of [`{% ${tag} '${file}' %}`, `{%- assign f = '${file}' -%}{% ${tag} f %}`]) {
        expect(render(text)).toBe('refused: template_invalid');
        // Said when it is written, not to the first reader.
        expect(templateFault(text)).toContain(`"${tag}"`);
      }
    }
  });
});

describe('a template reaches nothing of the program', () => {
  it.each([
    '{{ constructor }}',
    '{{ name.constructor }}',
    '{{ name.constructor.constructor }}',
    '{{ __proto__ }}',
    '{{ nested.__proto__.polluted }}',
    '{{ nested["constructor"]["prototype"] }}',
    '{{ tags | map: "constructor" }}',
    '{{ tags | map: "__proto__" | json }}',
    '{{ tags | group_by: "constructor" | json }}',
    '{{ nested | where: "constructor" }}',
    '{{ env.PATH }}',
    '{{ process.env.PATH }}',
    '{{ global }}',
    '{{ globals.process }}',
    '{{ this }}',
    '{{ require }}',
    '{% assign f = name.constructor.constructor %}{{ f }}',
    '{% for one in nested.constructor %}{{ one }}{% endfor %}',
  ])('%s', (text) => {
    const shown = render(text);
    expect(shown).not.toMatch(/function|native code|\[object|polluted/i);
    expect(shown.length).toBeLessThan(60);
    expect(Object.keys({})).toEqual([]);
  });

  it('and changes nothing of it', () => {
    render('{% assign __proto__ = "x" %}{% capture constructor %}y{% endcapture %}{{ name }}');
    expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
    expect(render('{{ name }}')).toBe('Amina');
  });

  it('a loop without end ends', () => {
    const started = performance.now();
    expect(render('{% for a in (1..99999999) %}{{ a }}{% endfor %}')).toBe('refused: template_invalid');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a rule is data', () => {
  it.each([
    { condition: { constructor: 'x' } },
    { condition: JSON.parse('{"__proto__":{"terms":["x"]}}') as object },
    { condition: { terms: ['x'], toString: 'y' } },
    { condition: { $where: 'process.exit()' } },
    { condition: { all: [{ any: [{ not: { eval: '1' } }] }] } },
    { condition: 'process.exit()' },
  ])('%j is refused', ({ condition }) => {
    expect(faultsOf(condition).length).toBeGreaterThan(0);
  });
});

function faultsOf(condition: unknown): unknown[] {
  const definition = {
    ...{ name: 'A rule', explanation: 'Why', action: 'warn', severity: 'low', condition },
    ...{ effective_from: null, effective_to: null, source: null },
    examples: [
      { text: 'x', expect: 'flag' },
      { text: 'y', expect: 'pass' },
    ],
  };
  return checkRule(definition as never);
}
