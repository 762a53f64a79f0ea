import type { RuleCondition, RuleDefinition } from '@sampark/contracts/rules.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markText } from './mark-text.ts';

const rule = (condition: RuleCondition): RuleDefinition => ({
  ...{ name: 'r', explanation: 'e', action: 'warn', severity: 'low', condition, examples: [] },
  ...{ effective_from: null, effective_to: null, source: null },
});
const marked = (condition: RuleCondition, raw: string, markup = false) => {
  const { text, marks, missing } = markText(rule(condition), raw, markup);
  return { found: marks.map(([from, to]) => text.slice(from, to)), text, missing };
};

it('marks every place, whatever its case, and joins what touches', () => {
  const { found } = marked(
    { any: [{ terms: ['sure thing', 'thing here'] }, { pattern: '\\d+ ?%' }] },
    'A SURE thing here, sure  Thing: 8 % and 12%',
  );
  expect(found).toEqual(['SURE thing here', 'sure  Thing', '8 %', '12%']);
});

it('marks what the person reads: markup is gone, letters stay as they are', () => {
  expect(marked({ terms: ['profit'] }, 'A <b>ｐｒｏfit</b> &amp; more', true)).toMatchObject({
    text: 'A ｐｒｏfit & more',
    found: ['ｐｒｏfit'],
  });
  expect(marked({ terms: ['নিশ্চিত লাভ'] }, 'এটি নিশ্চিত লাভ।').found).toEqual(['নিশ্চিত লাভ']);
});

it('marks what invisible characters were put into', () => {
  const { found } = marked(
    { any: [{ terms: ['profit'] }, { pattern: 'sure' }] },
    'A pro\u200efit, su\u2066re, s\ufe0fure and sure',
  );
  expect(found).toEqual(['pro\u200efit', 'su\u2066re', 's\ufe0fure', 'sure']);
});

it('marks links outside the allowed ones, and says what is missing', () => {
  const condition: RuleCondition = {
    all: [{ link: { outside: ['good.test'] } }, { lacks: ['capital at risk'] }],
  };
  expect(marked(condition, 'See good.test and https://bad.test/x now')).toMatchObject({
    found: ['https://bad.test/x'],
    missing: ['capital at risk'],
  });
});

it('what must not be there is neither marked nor missing', () => {
  expect(marked({ not: { any: [{ terms: ['sure'] }, { lacks: ['risk'] }] } }, 'sure')).toMatchObject({
    found: [],
    missing: [],
  });
});

it('marks are in order, apart and inside the text, whatever it is', () => {
  const condition: RuleCondition = { any: [{ terms: ['a', 'a b', 'b'] }, { pattern: '[ab]+' }] };
  const words = fc.array(fc.constantFrom('a', 'b', ' ', '<i>', '😀', 'ক', '\u200e', '\u{e0061}'), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(words, fc.boolean(), (parts, markup) => {
      const { text, marks } = markText(rule(condition), parts.join(''), markup);
      let end = -1;
      for (const [from, to] of marks) {
        expect(from).toBeGreaterThan(end);
        expect(to).toBeGreaterThan(from);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});
