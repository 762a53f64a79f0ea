import { Popover } from '@base-ui/react/popover';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { BellOff, CheckCheck } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useList } from '../../lib/use-list.ts';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { NotificationRow } from './notification-row.tsx';
import { useMarks } from './use-marks.ts';

const shown = 8;

/** The bell's list: the newest few, and the way to all of them. */
export function Newest({ trigger, unread }: { trigger: ReactElement; unread: number }) {
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} collisionPadding={8} align="end" className="z-50">
          <Popover.Popup className="popup flex max-h-[min(560px,var(--available-height))] w-[min(420px,calc(100vw-16px))] flex-col overflow-hidden outline-none">
            {open && <NewestList unread={unread} onDone={close} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function NewestList({ unread, onDone }: { unread: number; onDone: () => void }) {
  const { t } = useLingui();
  const list = useList('GET /api/v1/notifications', {}, { limit: shown });
  const marks = useMarks();
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2.5 sm:px-5">
        <Popover.Title className="text-lg font-semibold">
          <Trans>Notifications</Trans>
        </Popover.Title>
        {unread > 0 && (
          <Button
            kind="quiet"
            icon={<CheckCheck className="size-4" aria-hidden />}
            onClick={() => marks.mutate({ all: true })}
          >
            <Trans>Mark all as read</Trans>
          </Button>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {list.isError && list.rows === undefined ? (
          <ErrorState error={list.error} retrying={list.isFetching} onRetry={() => void list.refetch()} />
        ) : list.rows === undefined ? (
          <div role="status" aria-label={t`Loading`} className="grid gap-3 p-4">
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
          </div>
        ) : list.rows.length === 0 ? (
          <EmptyState icon={BellOff} title={<Trans>Nothing to tell you</Trans>}>
            <Trans>Failed messages, finished campaigns and senders in trouble will show up here.</Trans>
          </EmptyState>
        ) : (
          <ul aria-label={t`Newest notifications`} className="divide-y divide-line">
            {list.rows.slice(0, shown).map((item) => (
              <NotificationRow
                key={item.id}
                item={item}
                onOpen={onDone}
                onMark={(read) => marks.mutate({ ids: [item.id], read })}
              />
            ))}
          </ul>
        )}
      </div>
      <footer className="flex justify-between gap-2 border-t border-line px-4 py-2.5 sm:px-5">
        <Link to="/notifications" onClick={onDone} className={buttonLooks('secondary')}>
          <Trans>See all</Trans>
        </Link>
        <Link
          to="/notifications"
          search={{ tab: 'preferences' }}
          onClick={onDone}
          className={buttonLooks('quiet')}
        >
          <Trans>What you hear of</Trans>
        </Link>
      </footer>
    </>
  );
}
