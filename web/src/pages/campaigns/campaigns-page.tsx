import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus, Send } from 'lucide-react';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useCurrentRow } from '../../lib/use-current-row.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { campaignWords } from '../../lib/words.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { CampaignRow } from './campaign-row.tsx';
import { campaignStatuses } from './lists.ts';

const route = getRouteApi('/app/campaigns');
const liveMs = 3_000;

export function CampaignsPage() {
  const { t, i18n } = useLingui();
  useTitle(t`Campaigns`);
  const user = useUser();
  const navigate = useNavigate();
  const { q, status } = route.useSearch();
  const mayWrite = user?.role !== 'compliance';
  const list = useList('GET /api/v1/campaigns', { query: { q, status } }, { refetchEveryMs: liveMs });
  const show = (search: { q?: string | undefined; status?: typeof status }) =>
    void navigate({ to: '/campaigns', search, replace: true });
  const open = (id: string) => void navigate({ to: '/campaigns/$id', params: { id } });
  const current = useCurrentRow(list.rows?.map((row) => row.id) ?? [], open);
  useShortcut('c', t`Create campaign`, () => mayWrite && void navigate({ to: '/campaigns/new' }));
  const createLink = (
    <Link to="/campaigns/new" className={buttonLooks('primary')}>
      <Plus className="size-4" aria-hidden />
      <Trans>Create campaign</Trans>
    </Link>
  );
  return (
    <div className="grid gap-5">
      <PageHeader title={<Trans>Campaigns</Trans>} actions={mayWrite && createLink} />
      <TabLinks
        label={t`By state`}
        items={[
          { value: 'all', label: t`All` },
          ...campaignStatuses.map((value) => ({ value, label: i18n._(campaignWords[value].word) })),
        ]}
        value={status ?? 'all'}
        onChange={(value) => show({ q, status: campaignStatuses.find((one) => one === value) })}
      />
      <SearchField
        label={t`Campaign’s name`}
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
            <EmptyState icon={Send} title={<Trans>No campaign yet</Trans>} action={mayWrite && createLink}>
              <Trans>
                Choose who to reach, write once, and see exactly who gets it before anything goes out.
              </Trans>
            </EmptyState>
          }
        >
          {list.rows ? (
            <ul aria-label={t`Campaigns`} className="divide-y divide-line">
              {list.rows.map((campaign) => (
                <CampaignRow
                  key={campaign.id}
                  campaign={campaign}
                  current={current === campaign.id}
                  mayWrite={mayWrite}
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
