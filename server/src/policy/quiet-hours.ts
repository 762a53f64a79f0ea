// When a person may be written to. Pure. The zone is the person's own, else their country's, else the workspace's.
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

/**
 * The first instant at or after `at` outside quiet hours, or undefined when `at` is already outside.
 * Searches minute marks on the zone's own clock, so days with a daylight-saving change come out right.
 */
export function quietUntil(
  at: Date,
  zone: string,
  quiet: WorkspaceSettings['quiet_hours'],
): Date | undefined {
  if (!quiet.enabled) return undefined;
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
