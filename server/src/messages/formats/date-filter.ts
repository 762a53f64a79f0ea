// Dates as the reader's locale writes them, by the Gregorian calendar. A date alone is that day everywhere; an instant is
// shown in the reader's time zone. Pure but for kept formatting objects.
import { asciiDigits } from '../../prospects/ascii-digits.ts';
import { readArguments, type FilterArguments } from './filter-arguments.ts';
import { FormatFault } from './format-fault.ts';
import { keptFormats } from './kept-formats.ts';
import type { Reader } from './reader.ts';

const styles = {
  short: { dateStyle: 'short' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  weekday: { weekday: 'long' },
  time: { timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof styles;
export const dateStyles = Object.keys(styles) as DateStyle[];

const formatOf = keptFormats(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

/** `date`, or with one of the styles. */
export function writeDate(value: unknown, given: FilterArguments, reader: Reader): string {
  const style = dateArguments(given);
  const read = readDay(value);
  // What has no zone of its own is shown as it is written.
  const timeZone = read.zoned ? reader.time_zone : 'UTC';
  if (style === 'time' && !read.clock)
    throw new FormatFault('value', 'date: the value has no time of day to show');
  const options = { ...styles[style], calendar: 'gregory', timeZone };
  return formatOf(reader.locale, `${style}/${timeZone}`, options).format(read.instant);
}

export function dateArguments(given: FilterArguments): DateStyle {
  const { first = 'medium' } = readArguments('date', given, []);
  const style = dateStyles.find((one) => one === first);
  if (style === undefined)
    throw new FormatFault(
      'template',
      `date: the style is one of ${dateStyles.join(', ')}, or a pattern such as "%d.%m.%Y"`,
    );
  return style;
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

function readDay(value: unknown): { instant: Date; zoned: boolean; clock: boolean } {
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return { instant: value, zoned: true, clock: true };
  const found = typeof value === 'string' ? iso.exec(asciiDigits(value).trim()) : null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', offset] = found ?? [];
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const plain = new Date(`${written}Z`);
  // The runtime takes 30 February for the 2nd of March.
  if (!found || Number.isNaN(plain.getTime()) || !plain.toISOString().startsWith(written))
    throw new FormatFault('value', 'date: the value is not a date such as 2026-03-05 or 2026-03-05T14:30Z');
  const clock = found[4] !== undefined;
  if (offset === undefined) return { instant: plain, zoned: false, clock };
  return { instant: new Date(plain.getTime() - minutesOf(offset) * 60_000), zoned: true, clock };
}

function minutesOf(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const digits = offset.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}
