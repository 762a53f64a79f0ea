import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import {
  CalendarClock,
  CircleCheck,
  Clock,
  Gauge,
  Hand,
  Inbox,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { toneText, type Tone } from '../../ui/status.tsx';
import { useRequestCounts } from '../privacy/use-request-counts.ts';
import { Precision } from './rules-table.tsx';
import type { RuleStatistics } from './use-rules.ts';

type Props = {
  queue: Answer<'GET /api/v1/compliance/flags/summary'>;
  /** Rules that are wrong more often than not. */
  poor: readonly RuleStatistics[];
  /** The oldest flag waits too long. */
  isLate: boolean;
};

/** What somebody has to see to, the gravest first. */
export function AttentionCard({ queue, poor, isLate }: Props) {
  const { t } = useLingui();
  const { mine, unassigned, held, release_asked: asked } = queue;
  const overdue = useRequestCounts().data?.late ?? 0;
  return (
    <Card id="attention" title={t`What needs a person`}>
      {queue.waiting + held + overdue === 0 && poor.length === 0 ? (
        <p className="flex items-center gap-3">
          <CircleCheck className="size-5 shrink-0 text-ok" aria-hidden />
          <Trans>Nothing waits. New flags show up here by themselves.</Trans>
        </p>
      ) : (
        <ul className="grid gap-x-8 gap-y-4 md:grid-cols-2">
          {overdue > 0 && (
            <Need
              icon={CalendarClock}
              tone="danger"
              title={
                <Plural value={overdue} one="# privacy request is late" other="# privacy requests are late" />
              }
              way={
                <Link to="/compliance/requests" className={wayLooks}>
                  <Trans>Answer them</Trans>
                </Link>
              }
            >
              <Trans>The last day the law gives for an answer is over.</Trans>
            </Need>
          )}
          {held > 0 && (
            <Need
              icon={Hand}
              tone="danger"
              title={<Plural value={held} one="# message is held" other="# messages are held" />}
              way={
                <Link to="/compliance/review" search={{ view: 'held' }} className={wayLooks}>
                  <Trans>Look at them</Trans>
                </Link>
              }
            >
              {asked > 0 ? (
                <Plural
                  value={asked}
                  one="# needs only the second person."
                  other="# need only the second person."
                />
              ) : (
                <Trans>Each needs two people to let it go, or one to refuse it.</Trans>
              )}
            </Need>
          )}
          {isLate && (
            <Need
              icon={Clock}
              tone="warn"
              title={<Trans>Flags wait for more than a day</Trans>}
              way={
                <Link to="/compliance/review" search={{ age: 'day' }} className={wayLooks}>
                  <Trans>Begin with the oldest</Trans>
                </Link>
              }
            >
              <Trans>The messages have been sent; the sooner a fault is named, the fewer follow.</Trans>
            </Need>
          )}
          {unassigned > 0 && (
            <Need
              icon={Inbox}
              tone="info"
              title={<Plural value={unassigned} one="# flag is nobody’s" other="# flags are nobody’s" />}
              way={
                <Link to="/compliance/review" className={wayLooks}>
                  <Trans>Review what waits</Trans>
                </Link>
              }
            >
              <Trans>Take what you look at, so that nobody does it twice.</Trans>
            </Need>
          )}
          {mine > 0 && (
            <Need
              icon={UserRound}
              tone="info"
              title={<Plural value={mine} one="# flag is yours" other="# flags are yours" />}
              way={
                <Link to="/compliance/review" search={{ view: 'mine' }} className={wayLooks}>
                  <Trans>Go to mine</Trans>
                </Link>
              }
            >
              <Trans>Assigned to you and not decided yet.</Trans>
            </Need>
          )}
          {poor.map((one) => (
            <Need
              key={one.rule_id}
              icon={Gauge}
              tone="warn"
              title={<Trans>“{one.name}” is mostly wrong</Trans>}
              way={
                <Link to="/compliance/rules/$id" params={{ id: one.rule_id }} className={wayLooks}>
                  <Trans>Sharpen the rule</Trans>
                </Link>
              }
            >
              <Precision one={one} />
            </Need>
          ))}
        </ul>
      )}
    </Card>
  );
}

const wayLooks = 'inline-flex min-h-6 items-center text-accent underline underline-offset-2';

function Need(props: {
  icon: LucideIcon;
  tone: Tone;
  title: ReactNode;
  way: ReactNode;
  children: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <li className="flex gap-3">
      <Icon className={`mt-0.5 size-5 shrink-0 ${toneText[props.tone]}`} aria-hidden />
      <div className="min-w-0">
        <p className="tabular font-medium">{props.title}</p>
        <p className="text-sm text-muted">{props.children}</p>
        <p className="text-sm">{props.way}</p>
      </div>
    </li>
  );
}
