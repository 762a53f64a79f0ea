import {
  notificationTable,
  notificationKinds,
  type NotificationKind,
} from '@sampark/contracts/notification-kinds.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { BellOff, CheckCheck } from 'lucide-react';
import { useRef } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useList } from '../../lib/use-list.ts';
import { useNow } from '../../lib/use-now.ts';
import { useUser } from '../../lib/use-session.ts';
import { useUnread } from '../../lib/use-unread.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { byDay, dayKey } from './by-day.ts';
import { kindWords } from './kind-words.ts';
import { NotificationRow } from './notification-row.tsx';
import { useMarks } from './use-marks.ts';

export function NotificationList(props: {
  unreadOnly: boolean;
  kind: NotificationKind | undefined;
  onKind: (kind: NotificationKind | undefined) => void;
  onClear: () => void;
}) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const role = useUser()?.role;
  const unread = useUnread() ?? 0;
  const panel = useRef<HTMLDivElement>(null);
  const marks = useMarks();
  const list = useList('GET /api/v1/notifications', {
    query: { ...(props.unreadOnly ? { unread: true } : {}), kind: props.kind },
  });
  const kinds = notificationKinds.filter((kind) => role && notificationTable[kind].roles.includes(role));
  const mark = (id: string, read: boolean) =>
    marks.mutate(
      { ids: [id], read },
      // The row a keyboard stood on may be gone from the list of the unread.
      { onSettled: () => document.activeElement === document.body && panel.current?.focus() },
    );
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Select
          label={t`Kind`}
          value={props.kind ?? 'every'}
          items={[
            { value: 'every', label: t`Every kind` },
            ...kinds.map((value) => ({ value, label: i18n._(kindWords[value].name) })),
          ]}
          onChange={(next) => props.onKind(next === 'every' ? undefined : next)}
        />
        {unread > 0 && (
          <Button
            icon={<CheckCheck className="size-4" aria-hidden />}
            busy={marks.isPending && marks.variables.all === true}
            onClick={() => marks.mutate({ all: true })}
          >
            <Trans>Mark all as read</Trans>
          </Button>
        )}
      </div>
      {marks.error && (
        <p role="alert" className="text-sm text-danger">
          {errorText(marks.error).title} {errorText(marks.error).remedy}
        </p>
      )}
      <div ref={panel} tabIndex={-1} className="outline-none">
        <Panel>
          <ListStates
            query={list}
            count={list.rows?.length}
            filtered={props.kind !== undefined}
            onClear={props.onClear}
            empty={<Nothing unreadOnly={props.unreadOnly} />}
          >
            {list.rows ? (
              byDay(list.rows).map((day) => (
                <section key={day.key} aria-labelledby={`day-${day.key}`}>
                  <h2
                    id={`day-${day.key}`}
                    className="border-b border-line bg-raised px-4 py-1.5 text-sm font-medium text-muted sm:px-5"
                  >
                    <DayName at={day.at} />
                  </h2>
                  <ul
                    aria-labelledby={`day-${day.key}`}
                    className="divide-y divide-line border-b border-line"
                  >
                    {day.items.map((item) => (
                      <NotificationRow key={item.id} item={item} onMark={(read) => mark(item.id, read)} />
                    ))}
                  </ul>
                </section>
              ))
            ) : (
              <div role="status" aria-label={t`Loading`} className="grid gap-4 p-4">
                <Skeleton className="h-14" />
                <Skeleton className="h-14" />
                <Skeleton className="h-14" />
              </div>
            )}
            <MoreButton query={list} />
          </ListStates>
        </Panel>
      </div>
    </div>
  );
}

function DayName({ at }: { at: Date }) {
  const { longDate } = useFormat();
  const now = useNow(60_000);
  if (dayKey(at) === dayKey(new Date(now))) return <Trans>Today</Trans>;
  if (dayKey(at) === dayKey(new Date(now - 86_400_000))) return <Trans>Yesterday</Trans>;
  return longDate(at);
}

function Nothing({ unreadOnly }: { unreadOnly: boolean }) {
  return unreadOnly ? (
    <EmptyState icon={CheckCheck} title={<Trans>You have read everything</Trans>}>
      <Trans>What is new will show up here, and as a number at the bell.</Trans>
    </EmptyState>
  ) : (
    <EmptyState icon={BellOff} title={<Trans>Nothing to tell you</Trans>}>
      <Trans>
        Failed messages, finished campaigns and senders in trouble will show up here. Under “What you hear of”
        you choose what, and whether by e-mail.
      </Trans>
    </EmptyState>
  );
}
