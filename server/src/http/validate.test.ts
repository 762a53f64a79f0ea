// What is wrong with a request, in words: of values that may have several forms the one that was meant, and every pattern with
// what to do about it.
import { NewProfile } from '@sampark/contracts/profiles.ts';
import { describe, expect, it } from 'vitest';
import { routes } from '../routes.ts';
import { notBlank, patternInWords } from './pattern-words.ts';
import { Problem } from './problem.ts';
import { compileValidator } from './validate.ts';

const words = 'Dear {{ first_name }}, shall we talk?';
const sound = {
  ...{ name: 'Retirees', language: 'en' },
  branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Inter' } },
  messaging_templates: { whatsapp: words, telegram: words, signal: words, imessage: words },
  compliance_rules: { jurisdiction: 'GB', rules: [] },
};
const check = compileValidator('body', NewProfile);

function faults(change: object): string[] {
  try {
    check({ ...sound, ...change });
    return [];
  } catch (error) {
    const errors = error instanceof Problem ? (error.fieldErrors ?? []) : [];
    return errors.map(({ field, reason }) => `${field.replace('body.', '')} ${reason}`);
  }
}

const template = (given: unknown) => ({
  messaging_templates: { ...sound.messaging_templates, whatsapp: given },
});
const rule = (...rules: unknown[]) => ({ compliance_rules: { jurisdiction: 'GB', rules } });

describe('of several forms, the one that was meant', () => {
  it.each<[string, object, string[]]>([
    ['sound', {}, []],
    ['nothing at all is allowed', { target_demographics: null }, []],
    [
      'an object that may be null',
      { target_demographics: { age_range: [-1, 40] } },
      ['target_demographics.age_range.0 must be 0 or more'],
    ],
    ['of another type', { target_demographics: 5 }, ['target_demographics must be an object or null']],
    ['of another type, deeper', template(5), ['messaging_templates.whatsapp must be text or an object']],
    [
      'a kind that says which',
      template({ kind: 'template', name: 1, language: 'en', parameters: [] }),
      ['messaging_templates.whatsapp.name must be text'],
    ],
    [
      'a kind there is none of',
      rule({ kind: 'secret' }),
      ['compliance_rules.rules.0.kind must be one of disclaimer, max_links'],
    ],
    [
      'each entry of a list by itself',
      rule({ kind: 'max_links', count: 30 }, { kind: 'disclaimer', language: 'en' }),
      ['compliance_rules.rules.0.count must be 20 or less', 'compliance_rules.rules.1.text is missing'],
    ],
    ['nothing that says which', rule({}), ['compliance_rules.rules.0 fits none of the accepted forms']],
  ])('%s', (_, change, expected) => expect(faults(change)).toEqual(expected));

  it('many faults are all told, as far as twenty', () => {
    const many = Array.from({ length: 30 }, () => ({ kind: 'secret' }));
    expect(faults({ name: ' ', language: 'EN', ...rule(...many) })).toHaveLength(20);
  });
});

it('a text of blanks is told so, and a pattern says what it wants', () => {
  expect(faults({ name: '  ' })).toEqual(['name must not be blank']);
  const patterns = routes.flatMap(({ body, query, params }) => [body, query, params].flatMap(patternsIn));
  expect(patterns.length).toBeGreaterThan(30);
  const without = patterns.filter((one) => one !== notBlank && patternInWords(one) === undefined);
  expect([...new Set(without)]).toEqual([]);
});

function patternsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { pattern } = schema as { pattern?: unknown };
  return [...(typeof pattern === 'string' ? [pattern] : []), ...Object.values(schema).flatMap(patternsIn)];
}
