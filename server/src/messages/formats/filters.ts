// Every filter a template may use: ours, which write for the reader, and those of Liquid that give the same text each time
// they are asked. What is not here is an error when a template is written (docs/templates.md lists them; a test compares).
import type { Liquid } from 'liquidjs';
import { dateArguments, writeDate } from './date-filter.ts';
import type { FilterArguments } from './filter-arguments.ts';
import {
  moneyArguments,
  numberArguments,
  percentArguments,
  writeMoney,
  writeNumber,
  writePercent,
} from './number-filters.ts';
import { readerOf, textLanguage, type Reader } from './reader.ts';
import { digitsArguments, listArguments, writeDigits, writeList } from './word-filters.ts';

type OwnFilter = {
  write: (value: unknown, given: FilterArguments, reader: Reader) => string;
  /** Throws FormatFault for arguments that are wrong for everybody. */
  check: (given: FilterArguments) => unknown;
};

export const ownFilters: Readonly<Record<string, OwnFilter>> = {
  date: { write: writeDate, check: (given) => isPattern(given) || dateArguments(given) },
  number: { write: writeNumber, check: numberArguments },
  money: { write: writeMoney, check: moneyArguments },
  percent: { write: writePercent, check: percentArguments },
  digits: { write: writeDigits, check: digitsArguments },
  list: { write: writeList, check: listArguments },
};

/** Liquid's own. Left out are what differs from one look to the next (`sample`), and what is for pages and programs. */
export const liquidFilters: readonly string[] = [
  ...[
    'default',
    'append',
    'prepend',
    'capitalize',
    'upcase',
    'downcase',
    'strip',
    'lstrip',
    'rstrip',
    'squish',
  ],
  ...['strip_newlines', 'normalize_whitespace', 'replace', 'replace_first', 'replace_last'],
  ...['remove', 'remove_first', 'remove_last', 'truncate', 'truncatewords', 'slice', 'split', 'size'],
  ...[
    'first',
    'last',
    'join',
    'concat',
    'compact',
    'reverse',
    'sort',
    'sort_natural',
    'uniq',
    'map',
    'where',
    'sum',
  ],
  ...[
    'plus',
    'minus',
    'times',
    'divided_by',
    'modulo',
    'abs',
    'ceil',
    'floor',
    'round',
    'at_least',
    'at_most',
  ],
  ...['to_integer', 'url_encode', 'url_decode', 'raw'],
];

/** Takes away what templates may not use and adds ours. */
export function setFilters(engine: Liquid): void {
  const { date: pattern } = engine.filters;
  if (typeof pattern !== 'function') throw new Error('Liquid has no filter for dates');
  const kept = new Set(liquidFilters);
  for (const name of Object.keys(engine.filters)) if (!kept.has(name)) delete engine.filters[name];
  for (const [name, { write }] of Object.entries(ownFilters))
    engine.registerFilter(name, function (value: unknown, ...given: unknown[]) {
      // A pattern of Liquid's, such as "%d.%m.%Y", is what authors of other systems know.
      if (name === 'date' && isPattern(given)) return pattern.call(this, value, ...given) as unknown;
      const { environments, globals } = this.context;
      const language = (globals as Record<symbol, unknown>)[textLanguage];
      return write(value, given, readerOf(environments, language as string | undefined));
    });
}

function isPattern(given: FilterArguments): boolean {
  return typeof given[0] === 'string' && given[0].includes('%');
}
