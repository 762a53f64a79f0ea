import type { RuleCondition, RuleDefinition, RuleSituation } from '@sampark/contracts/rules.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCondition, checkRule, leafNames, mostInstructions } from './check-rule.ts';
import { compilePattern, compileRules, type StoredRule } from './compile-rules.ts';
import { findLinks } from './find-links.ts';
import { judgeMessage } from './judge-message.ts';
import { situationOf, trialOf } from './run-examples.ts';

const rule = (condition: RuleCondition, more: Partial<RuleDefinition> = {}): RuleDefinition => ({
  ...{ name: 'A rule', explanation: 'Why', action: 'warn', severity: 'low', condition },
  ...{ effective_from: null, effective_to: null, source: null, examples: [], ...more },
});
const strikes = (condition: RuleCondition, text: string, about: RuleSituation = {}) =>
  trialOf(rule(condition))(text, about) !== undefined;

describe('words', () => {
  const guaranteed: RuleCondition = { terms: ['guaranteed returns', 'risk-free', 'নিশ্চিত মুনাফা', '১০০%'] };
  it.each([
    ['Guaranteed returns of 8%', true],
    ['GUARANTEED   RETURNS!', true],
    ['guaran\u00adteed re\u200bturns', true],
    ['ｇｕａｒａｎｔｅｅｄ returns', true],
    ['guaránteed returns', true],
    ['guaranteed, returns', true],
    ['guaranteed no returns', false],
    ['unguaranteed returns', false],
    ['guaranteed returnsx', false],
    ['It is risk free', true],
    ['It is riskfree', false],
    ['নিশ্চিত মুনাফা পাবেন', true],
    ['নিশ্চিত\u200c মুনাফা', true],
    ['অনিশ্চিত মুনাফা', false],
    ['নিশ্চিত মুনাফার', false],
    ['100% sure', true],
    ['১০০% sure', true],
    ['100 sure', false],
    ['', false],
  ])('%s → %s', (text, expected) => expect(strikes(guaranteed, text)).toBe(expected));

  // Soft hyphen, joiners, direction marks, invisible operators, variation selectors, tags, fillers.
  const unseen = [
    ...['\u00ad', '\u200b', '\u200d', '\u2060', '\ufeff', '\u200e', '\u200f', '\u061c', '\u202a', '\u2066'],
    ...['\u2062', '\ufe0f', '\u{e0100}', '\u180e', '\u180b', '\u{e0061}', '\u034f', '\u3164', '\uffa0'],
  ];
  it.each(unseen.map((one) => [`U+${one.codePointAt(0)?.toString(16)}`, one]))(
    '%s hides neither a word nor what a pattern looks for, and stays in what was found',
    (_name, one) => {
      const text = `We say: ${one}guaran${one}teed${one} returns${one} of 8%`;
      expect(strikes(guaranteed, text)).toBe(true);
      expect(strikes({ pattern: 'guaranteed\\s+returns' }, text)).toBe(true);
      const flag = trialOf(rule({ pattern: 'guaranteed' }))(text, {});
      expect(flag?.matched).toBe(`guaran${one}teed`.normalize('NFKC'));
      expect(strikes({ pattern: '^unsaid' }, text)).toBe(false);
    },
  );

  it('what looks for the invisible itself still finds it', () =>
    expect(strikes({ pattern: '\\x{200b}' }, 'a\u200bb')).toBe(true));

  it('an apostrophe of any kind is the same word', () => {
    for (const text of ['You can’t lose', "You can't lose", 'You cant lose'])
      expect(strikes({ terms: ['can’t lose'] }, text)).toBe(true);
  });

  it('letters that Unicode writes in two ways are one', () => {
    expect(strikes({ terms: ['য়'.normalize('NFC')] }, 'য\u09bc')).toBe(true);
    expect(strikes({ terms: ['straße', 'σας'] }, 'STRASSE')).toBe(true);
    expect(strikes({ terms: ['straße', 'σας'] }, 'ΣΑΣ')).toBe(true);
  });

  it('Telegram’s tags hide nothing, and its entities are letters', () => {
    const sure: RuleCondition = { terms: ['sure thing', 'profit & loss'] };
    expect(strikes(sure, 'a su<b>re</b> thing', { channel: 'telegram' })).toBe(true);
    expect(strikes(sure, 'profit &amp; loss', { channel: 'telegram' })).toBe(true);
    expect(strikes(sure, 'a su<b>re</b> thing', { channel: 'signal' })).toBe(false);
  });

  it('a disclaimer that lacks', () => {
    const lacks: RuleCondition = { lacks: ['capital at risk', 'ক্ষতির ঝুঁকি'] };
    expect(strikes(lacks, 'Buy now')).toBe(true);
    expect(strikes(lacks, 'Buy now. Capital at risk.')).toBe(false);
    expect(strikes(lacks, 'ক্ষতির ঝুঁকি আছে')).toBe(false);
  });
});

describe('links', () => {
  it.each([
    ['see https://Example.com/a?b=c.', ['example.com']],
    ['(www.example.org)', ['www.example.org']],
    ['go to example.com, or t.me/x', ['example.com', 't.me']],
    ['<a href="https://evil.test/x">here</a>', ['evil.test']],
    ['https://good.test@evil.test/', ['evil.test']],
    ['https://evil.test:8443/x', ['evil.test']],
    ['mail me: amina@example.com', []],
    ['It is done.Next we wait. e.g. 3.5 percent', []],
    ['https://xn--e1awd7f.com https://еxample.com', ['xn--e1awd7f.com', 'xn--xample-2of.com']],
    ['http://127.0.0.1/x', ['127.0.0.1']],
  ])('%s', (text, hosts) => expect(findLinks(text).map((one) => one.host)).toEqual(hosts));

  it('allowed and denied domains stand for what is below them, and for nothing beside', () => {
    const outside: RuleCondition = { link: { outside: ['example.com'] } };
    expect(strikes(outside, 'https://shop.example.com/x')).toBe(false);
    expect(strikes(outside, 'https://badexample.com/x')).toBe(true);
    expect(strikes({ link: { in: ['bit.ly'] } }, 'bit.ly/3x')).toBe(true);
    expect(strikes({ link: {} }, 'no link here')).toBe(false);
  });
});

describe('reader, channel and combination', () => {
  it.each<[RuleCondition, RuleSituation, boolean]>([
    [{ countries: ['GB', 'EEA'] }, { country: 'NO' }, true],
    [{ countries: ['EU'] }, { country: 'NO' }, false],
    [{ countries: ['EU'] }, {}, false],
    [{ unknown: 'country' }, {}, true],
    [{ age: { to: 17 } }, { age: 17 }, true],
    [{ age: { to: 17 } }, {}, false],
    [{ interests: ['Crypto'] }, { interests: ['bonds', 'CRYPTO'] }, true],
    [{ channels: ['signal'] }, { channel: 'signal' }, true],
    [{ purposes: ['service'] }, { purpose: 'marketing' }, false],
    [{ categories: ['UTILITY'] }, { category: 'UTILITY' }, true],
    [{ categories: ['UTILITY'] }, {}, false],
    [{ kinds: ['buttons'] }, { kind: 'buttons' }, true],
    [{ longer_than: 3 }, {}, true],
    [{ all: [{ terms: ['text'] }, { not: { countries: ['US'] } }] }, { country: 'GB' }, true],
    [{ all: [{ terms: ['text'] }, { not: { countries: ['US'] } }] }, { country: 'US' }, false],
    [{ any: [{ terms: ['other'] }, { pattern: '\\bte.t\\b' }] }, {}, true],
    [{ any: [{ terms: ['other'] }, { countries: ['US'] }] }, { country: 'US' }, true],
  ])('%j of %j is %s', (condition, about, expected) =>
    expect(strikes(condition, 'Some TEXT', about)).toBe(expected),
  );

  it('every leaf is reachable from the language', () => {
    expect(leafNames.toSorted()).toEqual(
      ['age', 'categories', 'channels', 'countries', 'interests', 'kinds', 'lacks', 'link', 'longer_than', 'pattern',
       'purposes', 'terms', 'unknown'], // prettier-ignore
    );
  });

  it('says what matched, where, and the gravest first', () => {
    const stored = (id: string, more: Partial<StoredRule>): StoredRule => ({
      ...rule({ terms: ['sure thing'] }),
      ...{ id, version: 3, ...more },
    });
    const rules = compileRules(7, [
      stored('a', {}),
      stored('b', { action: 'block', condition: { pattern: 'su[a-z]+' } }),
      stored('c', { severity: 'high', condition: { link: {} } }),
      stored('d', { effective_from: '2030-01-01T00:00:00.000Z' }),
      stored('e', { effective_to: '2026-01-01T00:00:00.000Z' }),
    ]);
    const text = `${'word '.repeat(20)}a SURE thing at https://x.test/y ${'word '.repeat(20)}`;
    const flags = judgeMessage(rules, text, situationOf({}), new Date('2026-01-01T00:00:00Z'));
    expect(flags.map((one) => [one.rule_id, one.version, one.matched])).toEqual([
      ['b', 3, 'SURE'],
      ['c', 3, 'https://x.test/y'],
      ['a', 3, 'SURE thing'],
    ]);
    expect(flags[2]?.excerpt).toMatch(/^….*a SURE thing at https.*…$/);
    expect(flags[2]?.excerpt.length).toBeLessThan(100);
  });
});

describe('what is no rule', () => {
  const deep = (n: number): unknown => (n === 0 ? { terms: ['x'] } : { not: deep(n - 1) });
  it.each([
    [null, 'exactly one'],
    [{}, 'exactly one'],
    [{ terms: ['a'], pattern: 'b' }, 'exactly one'],
    [{ constructor: ['a'] }, 'is not a condition'],
    [JSON.parse('{"__proto__":["a"]}'), 'is not a condition'],
    [{ toString: 'x' }, 'is not a condition'],
    [{ terms: ['!!'] }, 'no word'],
    [{ terms: 'a' }, 'array'],
    [{ all: [] }, 'at least one'],
    [{ pattern: '(a)\\1' }, 'invalid escape'],
    [{ pattern: '(?=a)b' }, 'invalid'],
    [{ pattern: 'a*' }, 'matches every'],
    [{ pattern: '(([a-z]{200}){5})' }, 'large'],
    [deep(8), 'deep'],
    [{ any: Array.from({ length: 80 }, () => ({ terms: ['a'] })) }, 'more than'],
    [{ countries: ['gb'] }, 'pattern'],
  ])('%j: %s', (condition, reason) => {
    expect(
      checkCondition(condition)
        .map((one) => one.reason)
        .join('; '),
    ).toContain(reason);
  });

  it('an example that fails is named', () => {
    const faults = checkRule(
      rule(
        { terms: ['sure'] },
        { examples: [{ text: 'sure', expect: 'flag' }, { text: 'unsure', expect: 'pass' }, { text: 'Sure!', expect: 'pass' }] }, // prettier-ignore
      ),
    );
    expect(faults).toMatchObject([
      { field: 'body.examples.2', reason: expect.stringContaining('must pass') },
    ]);
  });
});

describe('properties', () => {
  const leaf: fc.Arbitrary<RuleCondition> = fc.oneof(
    fc
      .array(fc.constantFrom('sure', 'gain', 'sure gain', 'নিশ্চিত'), { minLength: 1, maxLength: 3 })
      .map((terms) => ({ terms })),
    fc.constantFrom('su+re', '\\d+%', 'নি').map((pattern) => ({ pattern })),
    fc.array(fc.constantFrom('risk', 'loss'), { minLength: 1, maxLength: 2 }).map((lacks) => ({ lacks })),
    fc.constant({ link: {} }),
    fc.constantFrom('GB', 'EU').map((one) => ({ countries: [one] })),
    fc.constant({ age: { to: 17 } }),
    fc.constant<RuleCondition>({ unknown: 'country' }),
  );
  const { condition } = fc.letrec<{ condition: RuleCondition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      leaf,
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  }));
  const text = fc
    .array(
      fc.constantFrom('sure', 'GAIN', 'suuure', '8%', 'risk', 'নিশ্চিত', 'x.test/a', 'Amina', '\u200b', '<b>'),
      { maxLength: 8 },
    )
    .map((words) => words.join(' '));
  const about = fc.record(
    {
      country: fc.constantFrom('GB', 'DE', 'US'),
      age: fc.integer({ min: 10, max: 30 }),
      channel: fc.constantFrom('telegram' as const, 'signal' as const),
    },
    { requiredKeys: [] },
  );

  /** The language said again, in the plainest way. */
  function means(one: RuleCondition, given: string, of: RuleSituation): boolean {
    if ('all' in one) return one.all.every((part) => means(part, given, of));
    if ('any' in one) return one.any.some((part) => means(part, given, of));
    if ('not' in one) return !means(one.not, given, of);
    return strikes(one, given, of);
  }

  it('a set of rules says what each of them says alone, and all, any, not mean what they say', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 5 }),
        text,
        about,
        (conditions, given, of) => {
          const rules = compileRules(
            1,
            conditions.map((one, index) => ({ ...rule(one), id: String(index), version: 1 })),
          );
          const expected = conditions.flatMap((one, index) => (means(one, given, of) ? [String(index)] : []));
          const found = () =>
            judgeMessage(rules, given, situationOf(of), new Date(0)).map((one) => one.rule_id);
          expect(found().toSorted()).toEqual(expected);
          expect(found().toSorted()).toEqual(expected); // from the kept scan
        },
      ),
      { numRuns: 500 },
    );
  });

  it('whatever is given as a condition or a text, nothing is thrown', () => {
    const key = fc.oneof(
      fc.constantFrom(...leafNames, 'all', 'any', 'not', '__proto__', 'constructor'),
      fc.string(),
    );
    const anything = fc.dictionary(key, fc.oneof(fc.anything(), fc.array(fc.string()), fc.string()), {
      maxKeys: 2,
    });
    fc.assert(
      fc.property(
        fc.oneof(anything, condition),
        fc.string({ unit: 'binary', maxLength: 200 }),
        (given, said) => {
          if (checkCondition(given).length > 0) return;
          for (const channel of ['telegram', 'signal'] as const)
            expect(() => trialOf(rule(given as RuleCondition))(said, { channel })).not.toThrow();
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('no pattern takes longer than its size times the text', () => {
  // Steps are bounded by the machine itself: every instruction at most once a character. So its size is the whole bound.
  it.each(['(a+)+$', '(a|a)*$x', '(.*a){20}', '([a-z]+)*!', '(x+x+)+y', '^(\\w+\\s?)*$z'])('%s', (source) => {
    const size = compilePattern(source).programSize();
    expect(size).toBeLessThanOrEqual(mostInstructions);
    expect(compilePattern(source).matcher('a'.repeat(4_096)).find()).toBe(
      source === '(a+)+$' || source === '(.*a){20}',
    );
  });
});
