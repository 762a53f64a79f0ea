// Lists in words and digits of a script, as the reader's locale has them. Pure but for kept formatting objects.
import { asciiDigits } from '../../prospects/ascii-digits.ts';
import { readArguments, type FilterArguments } from './filter-arguments.ts';
import { FormatFault } from './format-fault.ts';
import { keptFormats } from './kept-formats.ts';
import type { Reader } from './reader.ts';

const listOf = keptFormats(
  (locale, type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type }),
);
const digitsOf = keptFormats((locale, numberingSystem: string | undefined) =>
  Array.from('0123456789', (digit) =>
    new Intl.NumberFormat(locale, {
      useGrouping: false,
      ...(numberingSystem === undefined ? {} : { numberingSystem }),
    }).format(Number(digit)),
  ),
);

/** `list`: "gold, bonds and funds"; `list: "or"`. */
export function writeList(value: unknown, given: FilterArguments, reader: Reader): string {
  const type = listArguments(given);
  const parts = (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' ? [String(one).trim()] : [],
  );
  const words = parts.filter((one) => one !== '');
  if (words.length === 0) throw new FormatFault('value', 'list: the list is empty');
  return listOf(reader.locale, type, type).format(words);
}

/** `digits`: 0 to 9 as the locale writes them; `digits: "beng"` as a script does, whatever the locale. */
export function writeDigits(value: unknown, given: FilterArguments, reader: Reader): string {
  const script = digitsArguments(given);
  const digits = digitsOf(reader.locale, script ?? '', script);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (text === '') throw new FormatFault('value', 'digits: the value is no text and no number');
  return asciiDigits(text).replace(/[0-9]/g, (digit) => digits[Number(digit)] ?? digit);
}

export function listArguments(given: FilterArguments): 'conjunction' | 'disjunction' {
  const { first = 'and' } = readArguments('list', given, []);
  if (first === 'and') return 'conjunction';
  if (first === 'or') return 'disjunction';
  throw new FormatFault('template', 'list: "and" or "or"');
}

const scripts = ['latn', 'beng', 'arab', 'arabext', 'deva'];

export function digitsArguments(given: FilterArguments): string | undefined {
  const { first } = readArguments('digits', given, []);
  if (first === undefined) return undefined;
  const script = scripts.find((one) => one === first);
  if (script === undefined)
    throw new FormatFault('template', `digits: the script is one of ${scripts.join(', ')}`);
  return script;
}
