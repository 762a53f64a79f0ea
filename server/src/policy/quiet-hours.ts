// When a person may be written to. Pure. Whose zone: policy/zones.ts.
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(at: Date, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const [hours, minutes] = format.format(at).split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function minutes(text: string): number {
  const [hour, minute] = text.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The last answer of each zone and night: a batch asks for hundreds of people at one and the same instant. */
const latest = new Map<string, { at: number; until: number | undefined }>();
const mostLatest = 2_000;

/** The first instant at or after `at` outside quiet hours, or undefined when `at` is already outside. */
export function quietUntil(
  at: Date,
  zone: string,
  quiet: WorkspaceSettings['quiet_hours'],
): Date | undefined {
  if (!quiet.enabled) return undefined;
  const key = `${zone}/${quiet.start}/${quiet.end}`;
  let known = latest.get(key);
  if (known?.at !== at.getTime()) {
    known = { at: at.getTime(), until: lookUp(at, zone, quiet)?.getTime() };
    if (latest.size >= mostLatest) latest.clear();
    latest.set(key, known);
  }
  return known.until === undefined ? undefined : new Date(known.until);
}

const weekdays = new Map<string, Intl.DateTimeFormat>();
const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function weekday(at: Date, zone: string): number {
  let format = weekdays.get(zone);
  if (!format)
    weekdays.set(zone, (format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short' })));
  return dayNames.indexOf(format.format(at));
}

/** The first minute of the next day that is not one of these, or undefined when today is not. */
export function quietDayUntil(at: Date, zone: string, days: readonly number[]): Date | undefined {
  if (days.length === 0 || !days.includes(weekday(at, zone))) return undefined;
  let candidate = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
  for (let day = 0; day < 7 && days.includes(weekday(candidate, zone)); day++) {
    const today = weekday(candidate, zone);
    candidate = new Date(
      candidate.getTime() + Math.max(1, 24 * 60 - minuteOfDay(candidate, zone) - 120) * 60_000,
    );
    for (let step = 0; step <= 300 && weekday(candidate, zone) === today; step++)
      candidate = new Date(candidate.getTime() + 60_000);
  }
  return candidate;
}

/** Searches minute marks on the zone's own clock, so days with a daylight-saving change come out right. */
function lookUp(at: Date, zone: string, quiet: WorkspaceSettings['quiet_hours']): Date | undefined {
  const start = minutes(quiet.start);
  const end = minutes(quiet.end);
  if (start === end) return undefined;
  const isQuiet = (minute: number) =>
    start < end ? minute >= start && minute < end : minute >= start || minute < end;
  const now = minuteOfDay(at, zone);
  if (!isQuiet(now)) return undefined;
  // Jump to where the wall clock should read `end`, then walk: a clock change moves it by an hour at most.
  const wait = (end - now + 24 * 60) % (24 * 60);
  const flat = Math.floor(at.getTime() / 60_000) * 60_000;
  let candidate = new Date(flat + Math.max(1, wait - 120) * 60_000);
  for (let step = 0; step <= 300 && isQuiet(minuteOfDay(candidate, zone)); step++) {
    candidate = new Date(candidate.getTime() + 60_000);
  }
  return candidate;
}
