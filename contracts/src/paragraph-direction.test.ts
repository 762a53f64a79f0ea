import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, withDirection } from './paragraph-direction.ts';

const rlm = '\u200f';
const lrm = '\u200e';

describe('the direction of a line', () => {
  it.each<[string, string, string]>([
    ['ar', 'مرحبا Amina', 'مرحبا Amina'],
    ['ar', 'Amina، مرحبا', `${rlm}Amina، مرحبا`],
    ['ar', '123 Amina', `${rlm}123 Amina`],
    ['ar', '1,234.50', '1,234.50'],
    ['en', 'Dear أمينة, hello', 'Dear أمينة, hello'],
    ['en', 'أمينة, hello', `${lrm}أمينة, hello`],
    ['bn', 'প্রিয় Amina', 'প্রিয় Amina'],
    ['zh', '李明，您好', '李明，您好'],
    ['he', 'Amina שלום', `${rlm}Amina שלום`],
    ['ar-EG', 'مرحبا\nBDT ٥٠٠\n\nوداعا', `مرحبا\n${rlm}BDT ٥٠٠\n\nوداعا`],
    ['ar', '> Amina قالت', `> ${rlm}Amina قالت`],
    ['ar', '- Gold ذهب', `- ${rlm}Gold ذهب`],
    ['ar', '', ''],
  ])('%s: %j', (language, text, wanted) => {
    expect(withDirection(text, language)).toBe(wanted);
  });

  it('reads no tags and puts no mark into one', () => {
    expect(withDirection('<b>مرحبا</b> &amp; Amina', 'ar', true)).toBe('<b>مرحبا</b> &amp; Amina');
    expect(withDirection('<b>Amina</b> مرحبا', 'ar', true)).toBe(`${rlm}<b>Amina</b> مرحبا`);
  });

  it('adds marks and nothing else, once', () => {
    const words = fc.constantFrom(
      'Amina',
      'أمينة',
      'অমিনা',
      '李明',
      ' ',
      '\n',
      '12',
      '> ',
      '- ',
      '<b>',
      '؟',
      'שלום',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
        fc.constantFrom('en', 'es', 'zh', 'ar', 'bn', 'ur'),
        (text, language) => {
          const once = withDirection(text, language);
          expect(once.replaceAll(/[\u200e\u200f]/g, '')).toBe(text);
          expect(withDirection(once, language)).toBe(once);
          for (const line of once.split('\n')) {
            const [first] = /[\p{L}\u200e\u200f]/u.exec(line) ?? [];
            if (first === undefined) continue;
            const runs = /[\p{Script=Arabic}\p{Script=Hebrew}\u200f]/u.test(first) ? 'rtl' : 'ltr';
            expect(runs).toBe(directionOf(language));
          }
        },
      ),
      { seed: 7, numRuns: 400 },
    );
  });
});
