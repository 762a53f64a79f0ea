// Until when a request has to be answered. PURE. Days are those of the workspace's calendar.
import { answerMonths, extensionMonths } from '@sampark/contracts/request-kinds.ts';

/** `2026-01-31` and one month is `2026-02-28`: where the month is shorter, its last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}

export function lastDay(received: string, extended = false): string {
  return addMonths(received, answerMonths + (extended ? extensionMonths : 0));
}

/** Whole days from one to the other; below 0: it is over. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Once, and only while the first month lasts: the person must hear of it within that month. */
export function mayExtend(
  given: { state: string; extended: boolean; due_on: string },
  today: string,
): boolean {
  return given.state === 'open' && !given.extended && today <= given.due_on;
}

/** The day it is in a time zone. */
export function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}
