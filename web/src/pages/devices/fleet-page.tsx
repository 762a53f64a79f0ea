import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Briefcase, Plus, Smartphone } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ChannelTiles } from './channel-tiles.tsx';
import { FleetList } from './fleet-list.tsx';
import { FleetTools } from './fleet-tools.tsx';
import { viewFleet, type FleetFilters } from './fleet-view.ts';
import { StateTiles } from './state-tiles.tsx';
import { useFleet } from './use-fleet.ts';

const route = getRouteApi('/app/devices');
const none: ReadonlySet<string> = new Set();

/** Counts by state first, then the list, worst on top: with two thousand senders nobody scrolls for the broken one. */
export function FleetPage() {
  const { t } = useLingui();
  useTitle(t`Senders`);
  const { exact } = useFormat();
  const navigate = useNavigate();
  const filters = route.useSearch();
  const admin = useUser()?.role === 'admin';
  const fleet = useFleet();
  const devices = fleet.data?.items;
  const view = useMemo(() => devices && viewFleet(devices, filters), [devices, filters]);
  const [chosen, setChosen] = useState(none);
  const show = (change: FleetFilters) =>
    void navigate({ to: '/devices', search: { ...filters, ...change }, replace: true, resetScroll: false });
  const total = exact(fleet.data?.total ?? 0);
  const left = exact(devices?.length ?? 0);
  const { sort: _sort, ...narrowing } = filters;
  const connect = (
    <Link to="/devices/connect" className={buttonLooks('primary')}>
      <Plus className="size-4" aria-hidden />
      <Trans>Connect a sender</Trans>
    </Link>
  );
  return (
    <div className="grid gap-5">
      <PageHeader
        title={<Trans>Senders</Trans>}
        note={fleet.data && <Trans>{total} phones, Macs and API accounts</Trans>}
        actions={
          <>
            <Link to="/devices/portfolios" className={buttonLooks()}>
              <Briefcase className="size-4" aria-hidden />
              <Trans>WhatsApp portfolios</Trans>
            </Link>
            {admin && connect}
          </>
        }
      />
      <StateTiles counts={view?.counts} chosen={filters.state} onChoose={(state) => show({ state })} />
      {view && (
        <ChannelTiles view={view} chosen={filters.channel} onChoose={(channel) => show({ channel })} />
      )}
      <FleetTools filters={filters} onChange={show} shown={view?.rows.length} all={devices?.length} />
      {fleet.data && fleet.data.total > fleet.data.items.length && (
        <Notice icon={Smartphone} tone="info" title={t`Not all of them are here.`}>
          <Trans>
            Of {total} senders these are the {left} in most need of you.
          </Trans>
        </Notice>
      )}
      {/* No overflow of its own: the head of the list stays in view while the page scrolls. */}
      <div className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates
          query={fleet}
          count={view?.rows.length}
          filtered={Object.values(narrowing).some((value) => value !== undefined)}
          onClear={() => show({ state: undefined, channel: undefined, portfolio: undefined, q: undefined })}
          empty={
            <EmptyState
              icon={Smartphone}
              title={<Trans>No sender is connected</Trans>}
              action={admin && connect}
            >
              <Trans>
                An administrator connects phones, Macs and API accounts. Until then nothing can be sent.
              </Trans>
            </EmptyState>
          }
        >
          {view ? (
            <FleetList rows={view.rows} selection={admin ? { chosen, onChange: setChosen } : undefined} />
          ) : (
            <div role="status" aria-label={t`Loading`} className="grid gap-4 p-4">
              {Array.from({ length: 8 }, (_, index) => (
                <Skeleton key={index} className="h-9" />
              ))}
            </div>
          )}
        </ListStates>
      </div>
      {chosen.size > 0 && devices && (
        <BulkBar devices={devices} chosen={chosen} onClear={() => setChosen(none)} />
      )}
    </div>
  );
}
