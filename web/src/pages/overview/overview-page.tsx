import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { useUser } from '../../lib/use-session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Attention } from './attention.tsx';
import { CampaignsCard } from './campaigns-card.tsx';
import { Checklist } from './checklist.tsx';
import { DevicesCard } from './devices-card.tsx';
import { LiveAge } from '../../ui/live-age.tsx';
import { MinutesCard } from '../../charts/minutes-card.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { SimulatorsCard } from './simulators-card.tsx';
import { TodayStats } from './today-stats.tsx';
import { useLiveOverview } from './use-live-overview.ts';

const route = getRouteApi('/app/');

export function OverviewPage() {
  const { t } = useLingui();
  useTitle(t`Overview`);
  const user = useUser();
  const { channel } = route.useSearch();
  const navigate = route.useNavigate();
  const { query, phase, freshAt } = useLiveOverview();
  const overview = query.data;
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
      {overview ? (
        <>
          <Checklist />
          <Attention overview={overview} />
          <TodayStats overview={overview} />
          <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
            <div className="grid min-w-0 gap-5">
              <MinutesCard
                minutes={overview.minutes}
                asOf={overview.as_of}
                channel={channel}
                onChannel={(next) => void navigate({ search: next ? { channel: next } : {}, replace: true })}
              />
              <CampaignsCard overview={overview} />
            </div>
            <div className="grid min-w-0 gap-5 sm:grid-cols-2 sm:items-start lg:grid-cols-1">
              <DevicesCard devices={overview.devices} />
              {user?.workspace.is_demo && user.role === 'admin' && <SimulatorsCard />}
            </div>
          </div>
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
