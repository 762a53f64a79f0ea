// number, money and percent as the reader's locale writes them. Pure but for kept formatting objects.
import { pointLeft, readDecimal } from './decimal.ts';
import { readArguments, type FilterArguments } from './filter-arguments.ts';
import { FormatFault } from './format-fault.ts';
import { keptFormats } from './kept-formats.ts';
import type { Reader } from './reader.ts';

const formatOf = keptFormats(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** `number`, `number: 2` for exactly two digits after the point. */
export function writeNumber(value: unknown, given: FilterArguments, reader: Reader): string {
  const { places } = numberArguments(given);
  const format = formatOf(reader.locale, `number/${places}`, fraction(places) ?? {});
  return format.format(readDecimal(value, 'number'));
}

/** `money: "BDT"`, `money: "BDT", unit: "minor"` for an amount in poisha. */
export function writeMoney(value: unknown, given: FilterArguments, reader: Reader): string {
  const { currency, minor } = moneyArguments(given);
  const format = formatOf(reader.locale, `money/${currency}`, { style: 'currency', currency });
  const places = minor ? (format.resolvedOptions().maximumFractionDigits ?? 2) : 0;
  return format.format(pointLeft(readDecimal(value, 'money'), places));
}

/** `percent` of 0.075 is 7.5%; `percent: of: 100` for values that are hundredths already; `percent: 1` digit. */
export function writePercent(value: unknown, given: FilterArguments, reader: Reader): string {
  const { places, of } = percentArguments(given);
  const format = formatOf(reader.locale, `percent/${places}`, {
    style: 'percent',
    ...(fraction(places) ?? { maximumFractionDigits: 2 }),
  });
  return format.format(pointLeft(readDecimal(value, 'percent'), of === 100 ? 2 : 0));
}

export function numberArguments(given: FilterArguments): { places: number | undefined } {
  const { first } = readArguments('number', given, []);
  return { places: readPlaces('number', first) };
}

export function moneyArguments(given: FilterArguments): { currency: string; minor: boolean } {
  const { first, named } = readArguments('money', given, ['unit']);
  if (typeof first !== 'string' || !currencies.has(first))
    throw new FormatFault('template', 'money: name a currency of ISO 4217, such as money: "BDT"');
  if (named.unit !== undefined && named.unit !== 'minor')
    throw new FormatFault('template', 'money: unit is "minor" or left out');
  return { currency: first, minor: named.unit === 'minor' };
}

export function percentArguments(given: FilterArguments): { places: number | undefined; of: 1 | 100 } {
  const { first, named } = readArguments('percent', given, ['of']);
  if (named.of !== undefined && named.of !== 1 && named.of !== 100)
    throw new FormatFault('template', 'percent: of is 1 or 100');
  return { places: readPlaces('percent', first), of: named.of === 100 ? 100 : 1 };
}

/** Codes of ISO 4217 that amounts can be written in. */
export const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

function readPlaces(filter: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10) return value;
  throw new FormatFault(
    'template',
    `${filter}: digits after the point are a whole number from 0 to 10, such as ${filter}: 2`,
  );
}

function fraction(places: number | undefined): Intl.NumberFormatOptions | undefined {
  return places === undefined ? undefined : { minimumFractionDigits: places, maximumFractionDigits: places };
}
