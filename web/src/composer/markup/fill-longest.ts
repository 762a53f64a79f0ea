// How long a message can become: each value as long as the longest on record. Pure.
import { guardValue } from '@sampark/contracts/rich-text.ts';
import { readExpression, type Format } from './expression.ts';
import { liquidParts } from './liquid-parts.ts';

type Longest = { characters: number; bytes: number };

/** What a date, an amount and the like may take once it is written out in words, in any of the languages. */
const mostWritten: Readonly<Record<Format['kind'], number>> = {
  date: 36,
  number: 24,
  money: 32,
  percent: 16,
  digits: 40,
  list: 0,
};
/** Where nothing is known of a value. */
const unknown: Longest = { characters: 20, bytes: 60 };

/** A text of marks as long as it can become, ready to be compiled for a channel. What a condition chooses from counts whole. */
export function fillLongest(source: string, longestOf: (variable: string) => Longest | undefined): string {
  return liquidParts(source)
    .map(({ kind, text }) => {
      if (kind === 'text') return text;
      if (text.startsWith('{%')) return '';
      const expression = readExpression(text);
      if (!expression) return guardValue(ofLength(unknown));
      const { variable, fallback, format } = expression;
      const known = longestOf(variable) ?? unknown;
      const written = format ? mostWritten[format.kind] : 0;
      return guardValue(
        ofLength({
          characters: Math.max(known.characters, fallback?.length ?? 0, written),
          bytes: Math.max(known.bytes, new TextEncoder().encode(fallback ?? '').length, written * 3),
        }),
      );
    })
    .join('');
}

/** So many UTF-16 units that take so many bytes in UTF-8, as near as three bytes a unit allow. */
function ofLength({ characters, bytes }: Longest): string {
  const wide = Math.min(characters, Math.max(0, Math.ceil((bytes - characters) / 2)));
  return 'ব'.repeat(wide) + 'x'.repeat(characters - wide);
}
