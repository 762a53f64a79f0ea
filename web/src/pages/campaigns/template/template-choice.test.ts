import { readTemplateParts } from '@sampark/contracts/template-parts.ts';
import { describe, expect, it } from 'vitest';
import { chooseFamily, chooseIn, type Family, type Template } from './template-choice.ts';

const parts = readTemplateParts([{ type: 'BODY', text: 'Dear {{1}}' }]);
const family = (...languages: string[]): Family => ({
  name: 'letter',
  versions: languages.map((language) => ({ name: 'letter', language, parts }) as unknown as Template),
});
const chosen = (content: ReturnType<typeof chooseIn>) => [content?.language, content?.languages];

describe('a template just chosen', () => {
  it.each([
    ['in the one it is read in here', family('ar', 'en', 'bn'), 'bn', ['bn', 'person']],
    ['in a variety of it', family('ar', 'zh_CN'), 'zh', ['zh_CN', 'person']],
    ['in the first where there is none', family('ar', 'bn'), 'es', ['ar', 'person']],
    ['in the only one', family('ar'), 'es', ['ar', undefined]],
  ])('for everybody: %s', (_, of, mine, expected) =>
    expect(chosen(chooseFamily(of, mine))).toEqual(expected),
  );

  it.each([
    ['its own', family('en', 'ar', 'bn'), 'bn', ['bn', undefined]],
    ['a variety of it', family('en', 'pt_BR', 'pt_PT'), 'pt', ['pt_BR', undefined]],
    ['each person’s where it is not approved in it', family('en', 'ar'), 'bn', ['en', 'person']],
    ['the only one', family('en'), 'bn', ['en', undefined]],
  ])('for a profile’s language: %s', (_, of, language, expected) =>
    expect(chosen(chooseIn(of, language))).toEqual(expected),
  );
});
