// Which notifications belong in a mail to one person now. Pure: product rules about when, in one place.
// Guaranteed: never more than one mail in ten minutes; nothing is mailed twice unless it grew; a digest at most once in
// its hour or day.
import type { MailRhythm } from '@sampark/contracts/notification-kinds.ts';

export type MailItem = {
  id: string;
  rhythm: MailRhythm;
  count: number;
  mailed_count: number;
  mailed_at: Date | null;
  first_at: Date;
};

export type MailBox = {
  last_mail_at: Date | null;
  hourly_at: Date | null;
  daily_at: Date | null;
  time_zone: string;
};

export const betweenMailsMs = 10 * 60_000;
/** Thirty senders that fall silent one after another belong in one mail. */
const gatherMs = 60_000;
const tellGrowthAfterMs = 60 * 60_000;
const digestHour = 8;

export function mailDue(box: MailBox, items: readonly MailItem[], now: Date): MailItem[] {
  if (box.last_mail_at && now.getTime() - box.last_mail_at.getTime() < betweenMailsMs) return [];
  const news = items.filter((one) => one.count > one.mailed_count);
  const immediate = news.filter((one) => one.rhythm === 'immediate');
  const due = new Set(
    immediate.some((one) => immediateDue(one, now)) ? immediate.filter((one) => tellable(one, now)) : [],
  );
  const hour = (at: Date) => Math.floor(at.getTime() / 3_600_000);
  const day = (at: Date) => digestDay(at, box.time_zone);
  for (const one of news) {
    if (one.rhythm === 'hourly' && digestDue(hour, one, box.hourly_at, now)) due.add(one);
    if (one.rhythm === 'daily' && digestDue(day, one, box.daily_at, now)) due.add(one);
  }
  return items.filter((one) => due.has(one));
}

function immediateDue(one: MailItem, now: Date): boolean {
  return tellable(one, now) && (one.mailed_at !== null || now.getTime() - one.first_at.getTime() >= gatherMs);
}

/** New, or grown since a mail that is an hour old. */
function tellable(one: MailItem, now: Date): boolean {
  return one.mailed_at === null || now.getTime() - one.mailed_at.getTime() >= tellGrowthAfterMs;
}

function digestDue(period: (at: Date) => number, one: MailItem, last: Date | null, now: Date): boolean {
  const current = period(now);
  return current > period(one.mailed_at ?? one.first_at) && (last === null || current > period(last));
}

/** A day that begins at eight in the morning where the workspace is. */
function digestDay(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const midnight = Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000;
  return part('hour') >= digestHour ? midnight : midnight - 1;
}
