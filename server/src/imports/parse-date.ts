// A date as spreadsheets write it → instant. A date without a time is the start of that day in UTC; a time without a
// zone is read as UTC. `03/04/2025` needs to know the order: the import's `date_order`, else the custom of the
// workspace's country (`dateOrderOf`). Two-digit years and impossible days are refused, not guessed.
import type { DateOrder } from '@sampark/contracts/imports.ts';
import { asciiDigits } from '../prospects/ascii-digits.ts';

export type DateResult = { ok: true; date: Date } | { ok: false; reason: string };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const time = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?)?`;
const numeric = new RegExp(String.raw`^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})${time}$`, 'i');
const dayFirst = new RegExp(String.raw`^(\d{1,2})[-\s./]+([a-z]{3,9})\.?[-\s,./]+(\d{4})${time}$`, 'i');
const monthFirst = new RegExp(
  String.raw`^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${time}$`,
  'i',
);

/** Where all-number dates are written month first, or year first; elsewhere the day comes first. */
export function dateOrderOf(country: string): DateOrder {
  if (['US', 'PH', 'FM', 'PW', 'MH', 'GU', 'PR', 'AS', 'VI'].includes(country)) return 'mdy';
  if (['CN', 'JP', 'KR', 'TW', 'HU', 'LT', 'MN', 'SE'].includes(country)) return 'ymd';
  return 'dmy';
}

export function parseDate(raw: string, order: DateOrder, now: Date): DateResult {
  const text = asciiDigits(raw.normalize('NFKC')).trim();
  const parts = split(text, order);
  if (typeof parts === 'string') return { ok: false, reason: `“${raw.trim().slice(0, 40)}” ${parts}` };
  const { year, month, day, clock } = parts;
  const instant = new Date(Date.UTC(year, month - 1, day, clock.hour, clock.minute, clock.second));
  if (month < 1 || month > 12 || instant.getUTCDate() !== day || year < 1970) {
    return { ok: false, reason: `“${raw.trim().slice(0, 40)}” is no day of the calendar${hint(order)}` };
  }
  const date = new Date(instant.getTime() - clock.offsetMinutes * 60_000);
  // One day of grace: it is already tomorrow somewhere.
  if (date.getTime() > now.getTime() + 86_400_000) {
    return { ok: false, reason: `“${raw.trim().slice(0, 40)}” is in the future` };
  }
  return { ok: true, date };
}

type Clock = { hour: number; minute: number; second: number; offsetMinutes: number };
type Parts = { year: number; month: number; day: number; clock: Clock };

function split(text: string, order: DateOrder): Parts | string {
  const named = dayFirst.exec(text);
  if (named) return byName(named[1], named[2], named[3], clockOf(named, 4));
  const american = monthFirst.exec(text);
  if (american) return byName(american[2], american[1], american[3], clockOf(american, 4));
  const match = numeric.exec(text);
  if (!match) return 'is not a date; write it as 2025-04-03';
  const [, a = '', separator = '', b = '', c = ''] = match;
  const clock = clockOf(match, 5);
  if (typeof clock === 'string') return clock;
  if (a.length === 4) return { year: Number(a), month: Number(b), day: Number(c), clock };
  if (c.length !== 4) return 'has no four-digit year; write it as 2025-04-03';
  const [first, second] = [Number(a), Number(b)];
  // Dots are written day first everywhere; a number over 12 settles the order by itself.
  const monthLeads = separator !== '.' && (second > 12 || (first <= 12 && order === 'mdy'));
  return monthLeads
    ? { year: Number(c), month: first, day: second, clock }
    : { year: Number(c), month: second, day: first, clock };
}

function byName(day = '', month = '', year = '', clock: Clock | string): Parts | string {
  const index = months.indexOf(month.slice(0, 3).toLowerCase());
  if (index < 0) return 'names no month; write it as 2025-04-03';
  if (typeof clock === 'string') return clock;
  return { year: Number(year), month: index + 1, day: Number(day), clock };
}

function clockOf(match: RegExpExecArray, from: number): Clock | string {
  const [hour, minute, second, half, zone] = match.slice(from, from + 5);
  let hours = Number(hour ?? 0);
  if (half !== undefined) hours = (hours % 12) + (/^p/i.test(half) ? 12 : 0);
  if (hours > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return 'names no time of day';
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  const minutes = offset ? (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1) : 0;
  return { hour: hours, minute: Number(minute ?? 0), second: Number(second ?? 0), offsetMinutes: minutes };
}

function hint(order: DateOrder): string {
  return ` (read as ${order === 'mdy' ? 'month/day' : 'day/month'}; set date_order to read it otherwise)`;
}
