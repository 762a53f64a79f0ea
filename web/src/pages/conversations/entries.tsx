import { Trans, useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { MessageSheet } from '../../reasons/message-sheet.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Entry } from './entry.tsx';
import { useSaid, type Said } from './use-said.ts';

const nearPx = 120;
const guessedHeight = 72;

type Props = {
  id: string;
  /** How many nobody had read when the conversation was opened; undefined until that is known. */
  unread: number | undefined;
  /** Called once the words are on screen: only then are they read. */
  onShown: () => void;
};

/** What was said, oldest on top. Only what is in view is drawn; older pages load when the top comes near. */
export function Entries({ id, unread, onShown }: Props) {
  const { t } = useLingui();
  const frame = useRef<HTMLDivElement>(null);
  const said = useSaid(id);
  const rows = useMemo(() => said.rows?.toReversed() ?? [], [said.rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => guessedHeight,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const [behind, setBehind] = useState(false);
  const [firstUnread, setFirstUnread] = useState<string>();
  const [why, setWhy] = useState<string>();
  const opened = useRef(false);
  const lastKey = rows.at(-1)?.id;
  const firstKey = rows[0]?.id;
  const shown = useRef({ firstKey, lastKey, count: 0 });
  const ready = said.isFetchedAfterMount && unread !== undefined;

  useLayoutEffect(() => {
    if (rows.length === 0) return;
    const before = shown.current;
    shown.current = { firstKey, lastKey, count: rows.length };
    if (!opened.current) {
      const at = ready ? indexOfUnread(rows, unread) : undefined;
      // The first word nobody has read, else the newest.
      if (at === undefined) virtual.scrollToIndex(rows.length - 1, { align: 'end' });
      else {
        setFirstUnread(rows[at]?.id);
        virtual.scrollToIndex(at, { align: 'start' });
      }
      if (ready) {
        opened.current = true;
        onShown();
      }
      return;
    }
    if (before.firstKey !== firstKey && before.lastKey === lastKey) {
      // Older ones came in above: stay with the words that were in view.
      const added = rows.length - before.count;
      virtual.scrollToIndex(added, { align: 'start' });
    } else if (before.lastKey !== lastKey) {
      const place = frame.current;
      const atEnd = place && place.scrollHeight - place.scrollTop - place.clientHeight < nearPx * 2;
      const last = rows.at(-1);
      const ownAnswer = last?.direction === 'out' && last.campaign_id === null;
      if (atEnd || ownAnswer) virtual.scrollToIndex(rows.length - 1, { align: 'end' });
      else setBehind(true);
    }
  }, [rows, firstKey, lastKey, unread, ready, virtual, onShown]);

  const { hasOlder, loadingOlder, loadOlder } = said;
  useEffect(() => {
    const place = frame.current;
    if (!place) return;
    const onScroll = () => {
      if (place.scrollTop < nearPx && hasOlder && !loadingOlder && opened.current) loadOlder();
      if (place.scrollHeight - place.scrollTop - place.clientHeight < nearPx) setBehind(false);
    };
    place.addEventListener('scroll', onScroll, { passive: true });
    return () => place.removeEventListener('scroll', onScroll);
  }, [hasOlder, loadingOlder, loadOlder]);

  if (said.isError && !said.rows)
    return (
      <div className="flex-1">
        <ErrorState error={said.error} retrying={said.isFetching} onRetry={() => void said.refetch()} />
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
        {!said.rows && (
          <div role="status" aria-label={t`Loading`}>
            <Skeleton className="h-40" />
          </div>
        )}
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
                {row.id === firstUnread && <UnreadLine />}
                <Entry entry={row} before={rows[item.index - 1]} onWhy={setWhy} />
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
          className="absolute inset-x-0 bottom-3 mx-auto inline-flex min-h-8 w-fit items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-on-accent pointer-coarse:min-h-11"
        >
          <ArrowDown className="size-4" aria-hidden />
          <Trans>New messages</Trans>
        </button>
      )}
      {why && <MessageSheet id={why} onClose={() => setWhy(undefined)} />}
    </div>
  );
}

function UnreadLine() {
  return (
    <p className="flex items-center gap-3 pb-3 text-xs font-semibold text-accent before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent">
      <Trans>Not read yet</Trans>
    </p>
  );
}

/** Where the last `unread` words of the person begin; our own in between do not count. */
function indexOfUnread(rows: readonly Said[], unread: number): number | undefined {
  let left = unread;
  for (let at = rows.length - 1; at >= 0 && left > 0; at--) {
    if (rows[at]?.direction === 'in' && --left === 0) return at;
  }
  return unread > 0 ? 0 : undefined;
}
