// A condition in words, for lists, records and whoever approves a campaign. Pure; ids are told by their names where those
// are known.
import type { User } from '@sampark/contracts/accounts.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { bengali } from './words-bengali.ts';
import { english } from './words-english.ts';
import type { Names, Words } from './words.ts';

const wordsOf: Readonly<Record<User['language'], Words>> = { en: english, bn: bengali };

export function describe(
  condition: SegmentCondition,
  language: User['language'],
  names: Names = new Map(),
): string {
  const words = wordsOf[language];
  return words.sentence(say(condition, words, names));
}

function say(condition: SegmentCondition, words: Words, names: Names): string {
  if ('not' in condition) return words.not(say(condition.not, words, names));
  if ('all' in condition) return sayGroup(condition.all, words.and, words, names);
  if ('any' in condition) return sayGroup(condition.any, words.or, words, names);
  return words.leaf(condition, names);
}

function sayGroup(parts: readonly SegmentCondition[], joint: string, words: Words, names: Names): string {
  return parts
    .map((one) => {
      const text = say(one, words, names);
      const grouped = parts.length > 1 && ('all' in one || 'any' in one);
      return grouped ? `(${text})` : text;
    })
    .join(` ${joint} `);
}
