import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, Plus, Smartphone } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Ago } from '../../ui/ago.tsx';
import { buttonLooks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { AccountCard } from './account-card.tsx';
import { AgentCard } from './agent-card.tsx';
import { useAccountState, useDeviceState, type Device } from './device-state.ts';
import { HealthCard } from './health-card.tsx';
import { MaintenanceCard } from './maintenance-card.tsx';

const route = getRouteApi('/app/devices/$id');

export function DevicePage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const device = useQuery({
    queryKey: ['device', id],
    queryFn: ({ signal }) => api('GET /api/v1/devices/{id}', { path: { id }, signal }),
    refetchInterval: 5_000,
  });
  useTitle(device.data?.name ?? t`Sender`);
  if (device.data) return <Shown device={device.data} />;
  if (device.isError)
    return (
      <ErrorState error={device.error} retrying={device.isFetching} onRetry={() => void device.refetch()} />
    );
  return (
    <div role="status" aria-label={t`Loading`}>
      <Skeleton className="h-72" />
    </div>
  );
}

function Shown({ device }: { device: Device }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const state = useDeviceState()(device);
  const accountState = useAccountState();
  const admin = useUser()?.role === 'admin';
  const weight = { danger: 0, warn: 1, info: 2, neutral: 2, ok: 3 };
  // What needs somebody stands on top.
  const accounts = device.accounts.toSorted(
    (a, b) => weight[accountState(a).tone] - weight[accountState(b).tone],
  );
  // Nothing below explains it: it is the device itself.
  const ownTrouble =
    state.tone !== 'ok' && device.accounts.every((account) => accountState(account).tone === 'ok');
  const connect = (
    <Link to="/devices/connect" search={{ device: device.id }} className={buttonLooks()}>
      <Plus className="size-4" aria-hidden />
      <Trans>Connect an account</Trans>
    </Link>
  );
  return (
    <div className="grid gap-5">
      <PageHeader
        above={
          <Link
            to="/devices"
            className="-ms-1 inline-flex min-h-6 items-center gap-1 text-sm font-medium text-muted hover:text-text"
          >
            <ChevronLeft className="size-4" aria-hidden />
            <Trans>Senders</Trans>
          </Link>
        }
        title={device.name}
        note={<Status icon={state.icon} tone={state.tone} word={state.word} meaning={state.meaning} />}
        actions={admin && connect}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 gap-5">
          {ownTrouble && (
            <Notice icon={state.icon} tone={state.tone} title={state.word}>
              {state.meaning} {state.todo}
            </Notice>
          )}
          {accounts.map((account) => (
            <AccountCard key={account.id} account={account} admin={admin} />
          ))}
          {device.accounts.length === 0 && (
            <Panel>
              <EmptyState
                icon={Smartphone}
                title={<Trans>No account is connected on this device.</Trans>}
                action={admin && connect}
              >
                <Trans>It sends nothing until it has one.</Trans>
              </EmptyState>
            </Panel>
          )}
          <HealthCard device={device} />
        </div>
        <div className="grid min-w-0 gap-5">
          <MaintenanceCard device={device} admin={admin} />
          <Card id="device" title={t`The device`}>
            <Facts
              items={[
                { name: <Trans>Kind</Trans>, value: kindOf(device.platform_type) },
                {
                  name: <Trans>Identifier</Trans>,
                  value: (
                    <span className="font-mono text-sm break-all" data-copy>
                      {device.device_identifier}
                    </span>
                  ),
                },
                { name: <Trans>Sent today</Trans>, value: exact(device.messages_sent_today) },
                { name: <Trans>Last heard from</Trans>, value: <Ago at={device.last_health_check} /> },
                { name: <Trans>Added</Trans>, value: <Ago at={device.created_at} /> },
              ]}
            />
          </Card>
          <AgentCard device={device} admin={admin} />
        </div>
      </div>
    </div>
  );
}

function kindOf(type: Device['platform_type']) {
  const kinds = {
    ios: 'iPhone',
    android: 'Android',
    mac: 'Mac',
    cloud: <Trans>API account of the platform</Trans>,
  };
  return kinds[type];
}
