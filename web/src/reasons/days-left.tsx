import { Plural, Trans } from '@lingui/react/macro';
import { CalendarClock, TriangleAlert } from 'lucide-react';
import { useFormat } from '../i18n/use-format.ts';

const soonDays = 7;

/** How long a request may still take: its last day, and what that means today. */
export function DaysLeft({ dueOn, left }: { dueOn: string; left: number }) {
  const { tag } = useFormat();
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(dueOn));
  const late = left < 0;
  const Icon = late ? TriangleAlert : CalendarClock;
  const tone = late ? 'text-danger' : left <= soonDays ? 'text-warn' : 'text-muted';
  return (
    <span className={`tabular inline-flex items-center gap-1.5 ${tone}`}>
      <Icon className="size-4 shrink-0" aria-hidden />
      <span>
        {late ? (
          <Plural value={-left} one="# day late" other="# days late" />
        ) : left === 0 ? (
          <Trans>The last day is today</Trans>
        ) : (
          <Plural value={left} one="# day left" other="# days left" />
        )}{' '}
        ({day})
      </span>
    </span>
  );
}
