import type { Channel } from '@sampark/contracts/domain.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { MinutesCard } from '../../charts/minutes-card.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { useUser } from '../../lib/use-session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { LiveAge } from '../../ui/live-age.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Attention } from './attention.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { TodayStats } from './today-stats.tsx';
import { useLiveOverview } from './use-live-overview.ts';

// What not everybody sees, or what stands below the first numbers, comes after them.
const Checklist = lazy(async () => ({ default: (await import('./checklist.tsx')).Checklist }));
const ChannelFilter = lazy(async () => ({ default: (await import('./channel-filter.tsx')).ChannelFilter }));
const ChannelsCard = lazy(async () => ({ default: (await import('./channels-card.tsx')).ChannelsCard }));
const DevicesCard = lazy(async () => ({ default: (await import('./devices-card.tsx')).DevicesCard }));
const CampaignsCard = lazy(async () => ({ default: (await import('./campaigns-card.tsx')).CampaignsCard }));
const SimulatorsCard = lazy(async () => ({
  default: (await import('./simulators-card.tsx')).SimulatorsCard,
}));
const WaitingMessages = lazy(async () => ({
  default: (await import('./waiting-messages.tsx')).WaitingMessages,
}));

const route = getRouteApi('/app/');

export function OverviewPage() {
  const { t } = useLingui();
  useTitle(t`Overview`);
  const user = useUser();
  const { channel, see } = route.useSearch();
  const navigate = route.useNavigate();
  const { query, phase, freshAt } = useLiveOverview();
  const overview = query.data;
  const change = useCallback(
    (search: { channel?: Channel | undefined; see?: undefined }) =>
      void navigate({ search: (shown) => ({ ...shown, ...search }), replace: true, resetScroll: false }),
    [navigate],
  );
  const allChannels = useCallback(() => change({ channel: undefined }), [change]);
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
        <div className="grid gap-0.5">
          <h1 className="text-2xl font-semibold">
            <Trans>Overview</Trans>
          </h1>
          <Today />
        </div>
        {overview && <LiveAge phase={phase} freshAt={freshAt} />}
      </div>
      {channel && (
        <Suspense fallback={<div className="min-h-7 pointer-coarse:min-h-11" />}>
          <ChannelFilter channel={channel} onClear={allChannels} />
        </Suspense>
      )}
      {overview ? (
        <>
          {user && user.role !== 'compliance' && (
            <Suspense>
              <Checklist role={user.role} />
            </Suspense>
          )}
          <Attention overview={overview} />
          <TodayStats overview={overview} channel={channel} />
          <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
            <div className="grid min-w-0 gap-5">
              <MinutesCard
                minutes={overview.minutes}
                asOf={overview.as_of}
                channel={channel}
                onChannel={(next) => change({ channel: next })}
              />
              <Suspense fallback={<Skeleton className="h-48" />}>
                <CampaignsCard overview={overview} channel={channel} />
              </Suspense>
            </div>
            <div className="grid min-w-0 gap-5 sm:grid-cols-2 sm:items-start lg:grid-cols-1">
              <Suspense fallback={<Skeleton className="h-72" />}>
                <ChannelsCard
                  today={overview.today}
                  chosen={channel}
                  onChoose={(next) => change({ channel: next })}
                />
              </Suspense>
              <Suspense fallback={<Skeleton className="h-48" />}>
                <DevicesCard devices={overview.devices} channel={channel} />
              </Suspense>
              {user?.workspace.is_demo && user.role === 'admin' && (
                <Suspense>
                  <SimulatorsCard />
                </Suspense>
              )}
            </div>
          </div>
          {see && (
            <Suspense>
              <WaitingMessages status={see} onClose={() => change({ see: undefined })} />
            </Suspense>
          )}
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
      ) : (
        <OverviewSkeleton />
      )}
    </div>
  );
}

function Today() {
  const { longDate } = useFormat();
  const now = useNow(60_000);
  return <p className="text-muted">{longDate(new Date(now))}</p>;
}
