import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betweenMailsMs, mailDue, type MailBox, type MailItem } from './mail-due.ts';

const at = (text: string) => new Date(`2026-11-20T${text}:00Z`);
const box = (more: Partial<MailBox> = {}): MailBox => ({
  ...{ last_mail_at: null, hourly_at: null, daily_at: null, time_zone: 'Europe/London' },
  ...more,
});
const item = (more: Partial<MailItem> = {}): MailItem => ({
  ...{ id: 'a', rhythm: 'immediate', count: 1, mailed_count: 0, mailed_at: null, first_at: at('10:00') },
  ...more,
});
const due = (items: MailItem[], now: Date, more: Partial<MailBox> = {}) =>
  mailDue(box(more), items, now).map((one) => one.id);

describe('what is mailed at once', () => {
  it('waits a minute, so that what comes together goes together', () => {
    expect(due([item()], new Date(at('10:00').getTime() + 59_000))).toEqual([]);
    expect(due([item()], at('10:01'))).toEqual(['a']);
    // One whose minute is over takes the younger ones along.
    expect(due([item(), item({ id: 'b', first_at: at('10:01') })], at('10:01'))).toEqual(['a', 'b']);
  });

  it('is told again an hour later, and only if it grew', () => {
    const mailed = item({ count: 37, mailed_count: 21, mailed_at: at('10:01') });
    expect(due([mailed], at('11:00'))).toEqual([]);
    expect(due([mailed], at('11:01'))).toEqual(['a']);
    expect(due([{ ...mailed, count: 21 }], at('15:00'))).toEqual([]);
  });

  it('is not mailed to those who switched it off', () => {
    expect(due([item({ rhythm: 'off' })], at('18:00'))).toEqual([]);
  });
});

describe('digests', () => {
  it.each([
    ['hourly', '10:59', []],
    ['hourly', '11:00', ['a']],
    ['daily', '23:59', []],
  ] as const)('%s at %s: %j', (rhythm, now, ids) => {
    expect(due([item({ rhythm })], at(now))).toEqual(ids);
  });

  it('come once in their hour or day', () => {
    expect(due([item({ rhythm: 'hourly' })], at('11:30'), { hourly_at: at('11:00') })).toEqual([]);
    expect(due([item({ rhythm: 'hourly' })], at('12:00'), { hourly_at: at('11:00') })).toEqual(['a']);
  });

  it('of a day come at eight where the workspace is', () => {
    const evening = item({ rhythm: 'daily', first_at: at('10:00') });
    const next = (text: string) => new Date(`2026-11-21T${text}:00Z`);
    expect(due([evening], next('01:59'), { time_zone: 'Asia/Dhaka' })).toEqual([]);
    expect(due([evening], next('02:00'), { time_zone: 'Asia/Dhaka' })).toEqual(['a']);
    expect(due([evening], next('07:59'))).toEqual([]);
    expect(due([evening], next('08:00'))).toEqual(['a']);
    expect(due([evening], next('08:30'), { daily_at: next('08:00') })).toEqual([]);
  });
});

describe('whatever happens', () => {
  const instant = fc
    .integer({ min: 0, max: 3 * 86_400 })
    .map((s) => new Date(at('00:00').getTime() + s * 1_000));
  const someItem = fc.record({
    id: fc.uuid(),
    rhythm: fc.constantFrom('off', 'immediate', 'hourly', 'daily'),
    count: fc.integer({ min: 1, max: 9 }),
    mailed_count: fc.integer({ min: 0, max: 9 }),
    mailed_at: fc.option(instant, { nil: null }),
    first_at: instant,
  }) as fc.Arbitrary<MailItem>;

  it('two mails to one person are ten minutes apart, and nothing unchanged is mailed', () => {
    fc.assert(
      fc.property(
        fc.array(someItem, { maxLength: 8 }),
        instant,
        fc.option(instant, { nil: null }),
        (items, now, last) => {
          const chosen = mailDue(box({ last_mail_at: last }), items, now);
          if (last && now.getTime() - last.getTime() < betweenMailsMs) expect(chosen).toEqual([]);
          for (const one of chosen) {
            expect(one.rhythm).not.toBe('off');
            expect(one.count).toBeGreaterThan(one.mailed_count);
          }
        },
      ),
    );
  });
});
