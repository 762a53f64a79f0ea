import { Trans, useLingui } from '@lingui/react/macro';
import { MessagesSquare } from 'lucide-react';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../lib/use-now.ts';
import type { useList } from '../../lib/use-list.ts';
import { channelNames } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { useShownText } from './shown-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useCallName } from '../../lib/call-name.ts';

export type Conversation = Item<'GET /api/v1/conversations'>;
type Props = {
  list: ReturnType<typeof useList<'GET /api/v1/conversations'>>;
  chosen: string | undefined;
  filtered: boolean;
  onOpen: (id: string) => void;
  onClear: () => void;
};

export function ConversationList({ list, chosen, filtered, onOpen, onClear }: Props) {
  const { t } = useLingui();
  return (
    <div className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
      <ListStates
        query={list}
        count={list.rows?.length}
        filtered={filtered}
        onClear={onClear}
        empty={
          <EmptyState icon={MessagesSquare} title={<Trans>Nobody has written yet</Trans>}>
            <Trans>Replies to your campaigns come in here.</Trans>
          </EmptyState>
        }
      >
        {list.rows ? (
          <ul aria-label={t`Conversations`}>
            {list.rows.map((one) => (
              <Row key={one.id} item={one} chosen={one.id === chosen} onOpen={onOpen} />
            ))}
          </ul>
        ) : (
          <div role="status" aria-label={t`Loading`} className="grid gap-3 p-4">
            {['a', 'b', 'c', 'd', 'e'].map((key) => (
              <Skeleton key={key} className="h-12" />
            ))}
          </div>
        )}
        <MoreButton query={list} />
      </ListStates>
    </div>
  );
}

function Row({
  item,
  chosen,
  onOpen,
}: {
  item: Conversation;
  chosen: boolean;
  onOpen: (id: string) => void;
}) {
  const { t } = useLingui();
  const { relative, exact } = useFormat();
  const now = useNow(30_000);
  const unread = exact(item.unread_count);
  const name = useCallName()(item.prospect_name);
  const shownText = useShownText();
  const closes = item.reply_window_ends_at ? Date.parse(item.reply_window_ends_at) : undefined;
  return (
    <li data-row={item.id}>
      <button
        type="button"
        onClick={() => onOpen(item.id)}
        aria-current={chosen ? true : undefined}
        className={classNames(
          'grid w-full grid-cols-[minmax(0,1fr)] gap-0.5 border-b border-line px-4 py-3 text-start focus-visible:-outline-offset-2',
          chosen ? 'bg-accent-tint' : 'hover:bg-raised',
        )}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span
            className={classNames('truncate py-px', item.unread_count > 0 ? 'font-semibold' : 'font-medium')}
          >
            {name}
          </span>
          <span className="tabular shrink-0 text-xs text-muted">
            {relative((Date.parse(item.last_message_at) - now) / 1000)}
          </span>
        </span>
        <span className="flex items-center justify-between gap-3">
          <span dir="auto" className="truncate py-px text-sm text-muted">
            {shownText(item.last_snippet)}
          </span>
          {item.unread_count > 0 && (
            <span className="tabular grid min-h-5 min-w-5 shrink-0 place-items-center rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent">
              {unread}
              <span className="sr-only"> {t`unread`}</span>
            </span>
          )}
        </span>
        <span className="text-xs text-muted">
          {channelNames[item.channel]}
          {closes !== undefined && closes < now && ` · ${t`reply window closed`}`}
        </span>
      </button>
    </li>
  );
}
