// Apps tell the direction of each line from its first letter, so an Arabic message that begins with a name in Latin letters
// would be laid out from the left. Where the first letter of a line runs against the language of the text, an invisible mark
// before it says which way the line runs (Unicode Standard Annex 9, rules P2 and P3). Pure.

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);
const marks = { ltr: '\u200e', rtl: '\u200f' } as const;

/** Letters that run from the right: Hebrew, Arabic, Syriac, Thaana, N'Ko and what is written alike. */
const letter = /[\p{L}\u200e\u200f\u061c]/u;
const fromRight =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u061c]/u;
/** What a line may begin with and must: a quotation, a point of a list. */
const lead = /^\s*(?:>\s?|[-*•]\s+|\p{Nd}+[.)]\s+)?/u;

export type Direction = 'ltr' | 'rtl';

/** `language`: ISO 639-1, with or without a region. */
export function directionOf(language: string): Direction {
  return rightToLeft.has(language.slice(0, 2).toLowerCase()) ? 'rtl' : 'ltr';
}

/** `html`: tags are not read, and no mark stands in one. */
export function withDirection(text: string, language: string, html = false): string {
  const direction = directionOf(language);
  return text
    .split('\n')
    .map((line) => {
      const [first] = letter.exec(html ? line.replace(/<[^>]*>|&\w+;/g, '') : line) ?? [];
      if (first === undefined || fromRight.test(first) === (direction === 'rtl')) return line;
      return line.replace(lead, (begin) => `${begin}${marks[direction]}`);
    })
    .join('\n');
}
