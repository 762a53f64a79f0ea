import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CheckCheck, ChevronLeft, RotateCcw, UserPlus } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, type Body } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useUser } from '../../lib/use-session.ts';
import { channelNames } from '../../lib/words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Answer } from './answer.tsx';
import { Entries } from './entries.tsx';
import { PersonPane } from './person-pane.tsx';
import { useCallName } from '../../lib/call-name.ts';

type Props = { id: string; onBack: () => void; onNext: () => void };

/** One conversation: who it is with, what was said, and the answer. */
export function Thread({ id, onBack, onNext }: Props) {
  const { t } = useLingui();
  const callName = useCallName();
  const user = useUser();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const conversation = useQuery({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => api('GET /api/v1/conversations/{id}', { path: { id }, signal }),
    // What was read is counted from what is true now, not from what was true when it was last looked at.
    staleTime: 0,
    refetchInterval: 4_000,
  });
  const change = useMutation({
    mutationFn: (body: Body<'PATCH /api/v1/conversations/{id}'>) =>
      api('PATCH /api/v1/conversations/{id}', { path: { id }, body }),
    onSuccess: async (answer) => {
      queries.setQueryData(['conversation', id], answer);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['GET /api/v1/conversations'] }),
        queries.invalidateQueries({ queryKey: ['conversations', 'counts'] }),
      ]);
    },
  });
  const data = conversation.data;
  const mayWrite = user?.role !== 'compliance';
  const { mutate } = change;
  // What is on screen is read; what comes in while it is, too.
  const unread = data?.unread_count ?? 0;
  const [unreadAtOpen, setUnreadAtOpen] = useState<number>();
  if (unreadAtOpen === undefined && conversation.isFetchedAfterMount && data) setUnreadAtOpen(unread);
  const [shown, setShown] = useState(false);
  const onShown = useCallback(() => setShown(true), []);
  const marked = useRef(false);
  useEffect(() => {
    if (unread === 0) marked.current = false;
    if (unread > 0 && shown && mayWrite && !marked.current) {
      marked.current = true;
      mutate({ read: true });
    }
  }, [unread, shown, mayWrite, mutate]);
  const closed = data?.status === 'closed';
  const close = () => {
    if (!mayWrite || closed || !data) return;
    mutate({ status: 'closed' }, { onSuccess: onNext });
  };
  useShortcut('e', t`Close and go to the next`, close);
  if (!data) {
    if (conversation.isError)
      return (
        <div className="flex-1">
          <ErrorState
            error={conversation.error}
            retrying={conversation.isFetching}
            onRetry={() => void conversation.refetch()}
          />
        </div>
      );
    return (
      <div role="status" aria-label={t`Loading`} className="flex-1 p-4">
        <Skeleton className="h-64" />
      </div>
    );
  }
  const name = callName(data.prospect_name);
  const mine = data.assigned_to === user?.id;
  return (
    <>
      <section
        aria-label={t`Conversation with ${name}`}
        className="flex min-h-0 min-w-0 flex-1 flex-col pb-14 lg:pb-0"
      >
        <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line bg-surface px-3 py-2 sm:px-4">
          <div className="flex min-w-0 items-center gap-2">
            <Button kind="quiet" className="px-2 lg:hidden" aria-label={t`Back to the list`} onClick={onBack}>
              <ChevronLeft className="size-4" aria-hidden />
            </Button>
            <h2 className="truncate py-0.5 text-lg font-semibold">{name}</h2>
            <Badge>{channelNames[data.channel]}</Badge>
          </div>
          {mayWrite && (
            <div className="flex flex-wrap gap-2">
              {!mine && (
                <Button
                  icon={<UserPlus className="size-4" aria-hidden />}
                  onClick={() => mutate({ assigned_to: user?.id ?? null })}
                >
                  <Trans>Take it</Trans>
                </Button>
              )}
              {closed ? (
                <Button
                  icon={<RotateCcw className="size-4" aria-hidden />}
                  onClick={() => mutate({ status: 'open' })}
                >
                  <Trans>Open again</Trans>
                </Button>
              ) : (
                <Button icon={<CheckCheck className="size-4" aria-hidden />} onClick={close}>
                  <Trans>Close and next</Trans>
                </Button>
              )}
            </div>
          )}
        </header>
        {change.error && (
          <p role="alert" className="border-b border-line bg-danger-tint px-4 py-2 text-danger">
            {errorText(change.error).title}. {errorText(change.error).remedy}
          </p>
        )}
        <Entries id={id} unread={unreadAtOpen} onShown={onShown} />
        {mayWrite && <Answer conversation={data} />}
      </section>
      <PersonPane conversation={data} />
    </>
  );
}
