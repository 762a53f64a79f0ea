import { requestKinds } from '@sampark/contracts/request-kinds.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { DaysLeft } from '../../reasons/days-left.tsx';
import { requestKindWords, requestStateWords, requestWayNames } from '../../reasons/request-words.ts';
import { Ago } from '../../ui/ago.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { ComplianceTabs } from '../compliance/compliance-tabs.tsx';
import { requestViews } from './routes.ts';
import { useRequestCounts } from './use-request-counts.ts';
import { useCallName } from '../../lib/call-name.ts';

const route = getRouteApi('/app/compliance/requests');
type Row = Item<'GET /api/v1/privacy-requests'>;

/** What people ask for about their own data, the nearest last day first. */
export function RequestsPage() {
  const { t, i18n } = useLingui();
  useTitle(t`Privacy requests`);
  const { exact } = useFormat();
  const user = useUser();
  const { view = 'open', kind } = route.useSearch();
  const navigate = route.useNavigate();
  const counts = useRequestCounts().data;
  const list = useList(
    'GET /api/v1/privacy-requests',
    {
      query: {
        state: view === 'closed' ? 'closed' : 'open',
        ...(view === 'mine' ? { assigned_to: 'me' } : {}),
        ...(kind ? { kind } : {}),
      },
    },
    { enabled: user?.role !== 'standard' },
  );
  if (user?.role === 'standard') return <Navigate to="/compliance/review" replace />;
  return (
    <div className="mx-auto grid w-full max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        title={<Trans>Privacy requests</Trans>}
        note={
          <Trans>
            What people ask for about their own data. An answer is due within a month of the day it came.
          </Trans>
        }
      />
      <ComplianceTabs value="requests" />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <TabLinks
          label={t`Which requests`}
          items={[
            { value: 'open', label: t`Open`, count: counts && exact(counts.open) },
            { value: 'mine', label: t`Mine` },
            { value: 'closed', label: t`Answered` },
          ]}
          value={view}
          onChange={(next) =>
            void navigate({ search: (now) => ({ ...now, view: requestViews.find((one) => one === next) }) })
          }
        />
        <Select<string>
          label={t`What they ask for`}
          value={kind ?? ''}
          items={[
            { value: '', label: t`Every kind` },
            ...requestKinds.map((one) => ({ value: one, label: i18n._(requestKindWords[one].name) })),
          ]}
          onChange={(next) =>
            void navigate({
              search: (now) => ({ ...now, kind: requestKinds.find((one) => one === next) }),
              replace: true,
            })
          }
        />
      </div>
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={kind !== undefined}
          onClear={() => void navigate({ search: { view }, replace: true })}
          empty={
            <EmptyState
              icon={Inbox}
              title={
                view === 'closed' ? (
                  <Trans>Nothing has been answered yet</Trans>
                ) : view === 'mine' ? (
                  <Trans>Nothing is assigned to you</Trans>
                ) : (
                  <Trans>Nobody asks for anything</Trans>
                )
              }
            >
              <Trans>
                Requests come from people’s preference pages by themselves; what comes by phone or letter is
                recorded on the person’s page.
              </Trans>
            </EmptyState>
          }
        >
          {list.rows ? (
            <ul className="divide-y divide-line" aria-label={t`Requests`}>
              {list.rows.map((row) => (
                <RequestRow key={row.id} row={row} />
              ))}
            </ul>
          ) : (
            <Skeleton className="m-4 h-40" />
          )}
          <MoreButton query={list} />
        </ListStates>
      </Panel>
    </div>
  );
}

function RequestRow({ row }: { row: Row }) {
  const { t, i18n } = useLingui();
  const callName = useCallName();
  const kind = requestKindWords[row.kind];
  const Icon = kind.icon;
  const way = i18n._(requestWayNames[row.came_by]);
  const who = row.assigned_to?.name;
  const closer = row.closed_by_name;
  return (
    <li className="relative flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-3 hover:bg-raised sm:px-5">
      <Icon className="mt-1 size-4 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">
          <Link
            to="/compliance/requests/$id"
            params={{ id: row.id }}
            className="inline-flex min-h-6 items-center after:absolute after:inset-0"
          >
            {i18n._(kind.name)}
          </Link>
        </p>
        <p className="text-sm text-muted">
          {row.person ? callName(row.person.name) : t`Somebody whose record is gone`} · {way} ·{' '}
          <span className="relative">
            <Ago at={row.received_at} />
          </span>
        </p>
      </div>
      <div className="grid gap-0.5 text-sm sm:justify-items-end sm:text-end">
        {row.days_left === null ? (
          <span className={row.state === 'completed' ? 'text-ok' : 'text-muted'}>
            {i18n._(requestStateWords[row.state])}
            {row.closed_at && (
              <>
                {' '}
                · <Ago at={row.closed_at} />
              </>
            )}
          </span>
        ) : (
          <DaysLeft dueOn={row.due_on} left={row.days_left} />
        )}
        <span className="text-muted">
          {row.days_left === null ? closer : who ? t`With ${who}` : t`Nobody has it yet`}
        </span>
      </div>
    </li>
  );
}
