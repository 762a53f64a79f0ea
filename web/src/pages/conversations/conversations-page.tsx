import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { ConversationList } from './conversation-list.tsx';
import { ListTools } from './list-tools.tsx';
import { Thread } from './thread.tsx';
import { useStep } from './use-step.ts';

const route = getRouteApi('/app/conversations');
const liveMs = 2_000;

/** Three panes where there is room; on a phone the list or the thread, as the address says. */
export function ConversationsPage() {
  const { t } = useLingui();
  useTitle(t`Conversations`);
  const { exact } = useFormat();
  const user = useUser();
  const { view = 'all', channel, q, c } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useList(
    'GET /api/v1/conversations',
    {
      query: {
        q,
        channel,
        status: view === 'closed' ? 'closed' : 'open',
        assigned: view === 'mine' ? 'me' : view === 'unassigned' ? 'nobody' : undefined,
      },
    },
    { refetchEveryMs: liveMs },
  );
  const counts = useQuery({
    queryKey: ['conversations', 'counts'],
    queryFn: ({ signal }) => api('GET /api/v1/conversations/counts', { signal }),
    refetchInterval: liveMs * 2,
  }).data;
  const open = (id: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, c: id }), replace: c !== undefined && id !== undefined });
  const step = useStep(list.rows?.map((row) => row.id) ?? [], c, open);
  const count = (value: number | undefined) => (value === undefined ? undefined : exact(value));
  return (
    <div
      className={classNames(
        '-mx-4 -mb-24 flex flex-col sm:-mx-6 lg:-mb-7',
        // In the demo the note about sample data stands above.
        user?.workspace.is_demo
          ? 'h-[calc(100dvh-190px)] border-t border-line sm:h-[calc(100dvh-150px)]'
          : '-mt-5 h-[calc(100dvh-56px)] lg:-mt-7',
      )}
    >
      <h1 className="sr-only">
        <Trans>Conversations</Trans>
      </h1>
      <div className="flex min-h-0 flex-1">
        <section
          aria-label={t`List of conversations`}
          className={classNames(
            'flex min-h-0 w-full flex-col border-e border-line bg-surface pb-14 lg:w-[340px] lg:shrink-0 lg:pb-0',
            c && 'max-lg:hidden',
          )}
        >
          <div className="grid gap-2 border-b border-line px-3 pt-3 pb-3">
            <TabLinks
              label={t`Whose`}
              items={[
                { value: 'all', label: t`All`, count: count(counts?.all) },
                { value: 'mine', label: t`Mine`, count: count(counts?.mine) },
                { value: 'unassigned', label: t`Nobody’s`, count: count(counts?.unassigned) },
                { value: 'closed', label: t`Closed` },
              ]}
              value={view}
              onChange={(next) =>
                void navigate({
                  search: (now) => ({
                    ...now,
                    view: next === 'mine' || next === 'unassigned' || next === 'closed' ? next : undefined,
                  }),
                  replace: true,
                })
              }
            />
            <ListTools
              q={q}
              channel={channel}
              onChange={(change) =>
                void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
              }
            />
          </div>
          <ConversationList
            list={list}
            chosen={c}
            filtered={q !== undefined || channel !== undefined || view !== 'all'}
            onOpen={open}
            onClear={() => void navigate({ search: {}, replace: true })}
          />
        </section>
        <div className={classNames('flex min-h-0 min-w-0 flex-1', !c && 'max-lg:hidden')}>
          {c ? (
            <Thread key={c} id={c} onBack={() => open(undefined)} onNext={step.next} />
          ) : (
            <div className="grid flex-1 place-items-center">
              <EmptyState icon={MessagesSquare} title={<Trans>Choose a conversation</Trans>}>
                <Trans>
                  What people write on any channel comes in here, and your answer goes back the same way.
                </Trans>
              </EmptyState>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
