import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, SendHorizontal } from 'lucide-react';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { MinutesCard } from '../../charts/minutes-card.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LiveAge } from '../../ui/live-age.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { CampaignProfilesCard } from '../profiles/campaign/campaign-profiles-card.tsx';
import { CampaignHeader } from './campaign-header.tsx';
import { ChannelsCard } from './channels-card.tsx';
import { ExperimentCard } from './experiment-card.tsx';
import { FailuresCard } from './failures-card.tsx';
import { ForecastPanel } from './forecast-panel.tsx';
import { Funnel } from './funnel.tsx';
import { LinksCard } from './links-card.tsx';
import { PaceCard } from './pace-card.tsx';
import { PlannedForecast } from './planned-forecast.tsx';
import { Recipients } from './recipients.tsx';
import { SendersCard } from './senders-card.tsx';
import { UnknownsPanel } from './unknowns-panel.tsx';
import { useCampaignLive } from './use-campaign-live.ts';
import { VersionsCard } from './versions-card.tsx';
import { WaitingCard } from './waiting-card.tsx';

const route = getRouteApi('/app/campaigns/$id');

export function CampaignPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const { tab = 'progress', platform } = route.useSearch();
  const navigate = route.useNavigate();
  const campaign = useQuery({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}', { path: { id }, signal }),
  });
  const live = useCampaignLive(id, campaign.data?.status);
  useTitle(campaign.data?.name ?? t`Campaign`);
  if (!campaign.data) {
    if (!campaign.isError) return <Loading />;
    if (campaign.error instanceof ApiProblem && campaign.error.status === 404) return <Gone />;
    return (
      <ErrorState
        error={campaign.error}
        retrying={campaign.isFetching}
        onRetry={() => void campaign.refetch()}
      />
    );
  }
  const data = live.query.data;
  const started = data !== undefined && !['draft', 'scheduled'].includes(data.status);
  return (
    <div className="grid gap-5">
      <Link
        to="/campaigns"
        className="-ms-1 -mb-3 inline-flex min-h-6 items-center gap-1 justify-self-start text-sm font-medium text-muted hover:text-text"
      >
        <ChevronLeft className="size-4" aria-hidden />
        <Trans>Campaigns</Trans>
      </Link>
      <CampaignHeader campaign={campaign.data} live={data} />
      {data?.status === 'scheduled' && campaign.data.launch_time && (
        <PlannedForecast id={id} start={campaign.data.launch_time} />
      )}
      {started && (
        <>
          <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
            <div className="min-w-0 flex-1 basis-60">
              <TabLinks
                label={t`Views of this campaign`}
                items={[
                  { value: 'progress', label: t`Progress` },
                  { value: 'recipients', label: t`Recipients` },
                ]}
                value={tab}
                onChange={(next) =>
                  void navigate({ search: next === 'recipients' ? { tab: 'recipients' } : {}, replace: true })
                }
              />
            </div>
            <LiveAge phase={live.phase} freshAt={live.freshAt} />
          </div>
          {tab === 'recipients' ? (
            <Recipients id={id} running={data.status === 'active'} />
          ) : (
            <div className="grid gap-5">
              <Funnel live={data} />
              <UnknownsPanel campaign_id={id} status={data.status} counted={data.numbers.unknown} />
              <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
                <div className="grid min-w-0 gap-5">
                  <MinutesCard
                    minutes={data.minutes}
                    asOf={data.as_of}
                    channel={platform}
                    onChannel={(next) =>
                      void navigate({ search: next ? { platform: next } : {}, replace: true })
                    }
                  />
                  <ForecastPanel id={id} running={data.status === 'active'} />
                  <LinksCard id={id} counted={campaign.data.count_link_visits} />
                  <FailuresCard live={data} />
                  {campaign.data && <VersionsCard id={id} name={campaign.data.name} />}
                </div>
                <div className="grid min-w-0 gap-5">
                  <ExperimentCard id={id} />
                  <PaceCard live={data} campaign={campaign.data} />
                  <WaitingCard id={id} status={data.status} />
                  <SendersCard id={id} running={data.status === 'active'} />
                  <ChannelsCard live={data} />
                  <CampaignProfilesCard id={id} />
                </div>
              </div>
            </div>
          )}
        </>
      )}
      {!data && live.query.isError && (
        <ErrorState
          error={live.query.error}
          retrying={live.query.isFetching}
          onRetry={() => void live.query.refetch()}
        />
      )}
    </div>
  );
}

function Loading() {
  return (
    <div className="grid gap-5">
      <Skeleton className="h-14 max-w-96" />
      <Skeleton className="h-28" />
      <Skeleton className="h-80" />
    </div>
  );
}

function Gone() {
  return (
    <div className="grid gap-5">
      <PageHeader title={<Trans>Campaign</Trans>} />
      <Panel>
        <EmptyState
          icon={SendHorizontal}
          title={<Trans>This campaign is not here</Trans>}
          action={
            <Link to="/campaigns" className={buttonLooks()}>
              <Trans>See your campaigns</Trans>
            </Link>
          }
        >
          <Trans>It was a draft that somebody deleted, or it belongs to somebody else.</Trans>
        </EmptyState>
      </Panel>
    </div>
  );
}
