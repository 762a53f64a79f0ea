import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import { useCurrentRow } from '../../lib/use-current-row.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { ExperimentRow } from './experiment-row.tsx';
import { experimentStatuses } from './lists.ts';
import { experimentWords } from './words.ts';

const route = getRouteApi('/app/experiments');
const liveMs = 10_000;

/** All experiments, with what may be said of each now. */
export function ExperimentsPage() {
  const { t, i18n } = useLingui();
  useTitle(t`Experiments`);
  const user = useUser();
  const navigate = useNavigate();
  const { q, status } = route.useSearch();
  const list = useList(
    'GET /api/v1/experiments',
    { query: { q, status } },
    { refetchEveryMs: liveMs, limit: 20 },
  );
  const show = (search: { q?: string | undefined; status?: typeof status }) =>
    void navigate({ to: '/experiments', search, replace: true });
  const current = useCurrentRow(
    list.rows?.map((row) => row.id) ?? [],
    (id) => void navigate({ to: '/experiments/$id', params: { id } }),
  );
  return (
    <div className="grid gap-5">
      <PageHeader
        title={<Trans>Experiments</Trans>}
        note={
          <Trans>
            Versions of a campaign tried against each other. You may look as often as you like: the verdict
            stays honest.
          </Trans>
        }
      />
      <TabLinks
        label={t`By state`}
        items={[
          { value: 'all', label: t`All` },
          ...experimentStatuses.map((value) => ({ value, label: i18n._(experimentWords[value].word) })),
        ]}
        value={status ?? 'all'}
        onChange={(value) => show({ q, status: experimentStatuses.find((one) => one === value) })}
      />
      <SearchField
        label={t`Experiment’s name`}
        value={q ?? ''}
        onSearch={(next) => show({ status, q: next || undefined })}
      />
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={q !== undefined || status !== undefined}
          onClear={() => show({})}
          empty={
            <EmptyState
              icon={FlaskConical}
              title={<Trans>No experiment yet</Trans>}
              action={
                user?.role !== 'compliance' && (
                  <Link to="/campaigns/new" className={buttonLooks('primary')}>
                    <Trans>Create a campaign</Trans>
                  </Link>
                )
              }
            >
              <Trans>
                Write a campaign, switch on “Test versions” where you write its message, and see here which
                version did better.
              </Trans>
            </EmptyState>
          }
        >
          {list.rows ? (
            <ul aria-label={t`Experiments`} className="divide-y divide-line">
              {list.rows.map((experiment) => (
                <ExperimentRow
                  key={experiment.id}
                  experiment={experiment}
                  current={current === experiment.id}
                  showOwner={user?.role !== 'standard'}
                />
              ))}
            </ul>
          ) : (
            <div role="status" aria-label={t`Loading`} className="grid gap-5 p-5">
              {['a', 'b', 'c', 'd'].map((key) => (
                <Skeleton key={key} className="h-14" />
              ))}
            </div>
          )}
          <MoreButton query={list} />
        </ListStates>
      </Panel>
    </div>
  );
}
