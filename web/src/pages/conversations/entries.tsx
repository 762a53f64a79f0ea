import { Trans, useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useList } from '../../lib/use-list.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Entry } from './entry.tsx';

const nearPx = 120;
const guessedHeight = 72;

/** What was said, oldest on top. Only what is in view is drawn; older pages load when the top comes near. */
export function Entries({ id, unread }: { id: string; unread: number }) {
  const { t } = useLingui();
  const frame = useRef<HTMLDivElement>(null);
  const list = useList(
    'GET /api/v1/conversations/{id}/messages',
    { path: { id } },
    { limit: 100, refetchEveryMs: 2_000 },
  );
  const rows = useMemo(() => list.rows?.toReversed() ?? [], [list.rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => guessedHeight,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const [behind, setBehind] = useState(false);
  const opened = useRef(false);
  const lastKey = rows.at(-1)?.id;
  const firstKey = rows[0]?.id;
  const shown = useRef({ firstKey, lastKey, count: 0 });

  useLayoutEffect(() => {
    if (rows.length === 0) return;
    const before = shown.current;
    shown.current = { firstKey, lastKey, count: rows.length };
    if (!opened.current) {
      opened.current = true;
      // The first word nobody has read, else the newest.
      const at = unread > 0 ? Math.max(0, rows.length - unread) : rows.length - 1;
      virtual.scrollToIndex(at, { align: unread > 0 ? 'start' : 'end' });
      return;
    }
    if (before.firstKey !== firstKey && before.lastKey === lastKey) {
      // Older ones came in above: stay with the words that were in view.
      const added = rows.length - before.count;
      virtual.scrollToIndex(added, { align: 'start' });
    } else if (before.lastKey !== lastKey) {
      const place = frame.current;
      const atEnd = place && place.scrollHeight - place.scrollTop - place.clientHeight < nearPx * 2;
      if (atEnd) virtual.scrollToIndex(rows.length - 1, { align: 'end' });
      else setBehind(true);
    }
  }, [rows, firstKey, lastKey, unread, virtual]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    const place = frame.current;
    if (!place) return;
    const onScroll = () => {
      if (place.scrollTop < nearPx && hasNextPage && !isFetchingNextPage && opened.current)
        void fetchNextPage();
      if (place.scrollHeight - place.scrollTop - place.clientHeight < nearPx) setBehind(false);
    };
    place.addEventListener('scroll', onScroll, { passive: true });
    return () => place.removeEventListener('scroll', onScroll);
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (list.isError && !list.rows)
    return (
      <div className="flex-1">
        <ErrorState error={list.error} retrying={list.isFetching} onRetry={() => void list.refetch()} />
      </div>
    );
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={frame}
        role="log"
        aria-label={t`What was said`}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto px-3 py-4 focus-visible:-outline-offset-2 sm:px-5"
      >
        {!list.rows && <Skeleton className="h-40" />}
        <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Entry entry={row} before={rows[item.index - 1]} />
              </div>
            );
          })}
        </div>
      </div>
      {behind && (
        <button
          type="button"
          onClick={() => {
            virtual.scrollToIndex(rows.length - 1, { align: 'end' });
            setBehind(false);
          }}
          className="absolute inset-x-0 bottom-3 mx-auto inline-flex min-h-8 w-fit items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-on-accent"
        >
          <ArrowDown className="size-4" aria-hidden />
          <Trans>New messages</Trans>
        </button>
      )}
    </div>
  );
}
