import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Switch } from '../../ui/switch.tsx';
import { needsPairing, useAccountState, useDeviceState, type Account, type Device } from './device-state.ts';
import { ReleaseHold } from './release-hold.tsx';

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
  const user = useUser();
  const { exact } = useFormat();
  const state = useDeviceState()(device);
  const accountState = useAccountState();
  const admin = user?.role === 'admin';
  // Nothing below explains it: it is the device itself.
  const ownTrouble =
    state.tone !== 'ok' && device.accounts.every((account) => accountState(account).tone === 'ok');
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
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 gap-5">
          {ownTrouble && (
            <Notice icon={state.icon} tone={state.tone} title={state.word}>
              {state.meaning} {state.todo}
            </Notice>
          )}
          {device.accounts.map((account) => (
            <AccountCard key={account.id} account={account} admin={admin} />
          ))}
          {device.accounts.length === 0 && (
            <p className="text-muted">
              <Trans>No account is connected on this device.</Trans>
            </p>
          )}
        </div>
        <div className="grid min-w-0 gap-5">
          {admin && <Maintenance device={device} />}
          <Card id="device" title={t`The device`}>
            <Facts
              items={[
                { name: <Trans>Kind</Trans>, value: kindOf(device.platform_type) },
                { name: <Trans>Sent today</Trans>, value: exact(device.messages_sent_today) },
                { name: <Trans>Last heard from</Trans>, value: <Ago at={device.last_health_check} /> },
                { name: <Trans>Added</Trans>, value: <Ago at={device.created_at} /> },
              ]}
            />
          </Card>
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

function AccountCard({ account, admin }: { account: Account; admin: boolean }) {
  const { t } = useLingui();
  const { exact, decimal } = useFormat();
  const state = useAccountState()(account);
  const sent = exact(account.sent_today);
  const most = exact(account.per_day);
  return (
    <Card
      id={`account-${account.id}`}
      title={`${channelNames[account.channel]} · ${account.display_name}`}
      actions={<Status icon={state.icon} tone={state.tone} word={state.word} meaning={state.meaning} />}
    >
      <div className="grid gap-4">
        {state.tone !== 'ok' && (
          <p>
            {state.meaning} <span className="text-muted">{state.todo}</span>
            {account.paused_until && (
              <>
                {' '}
                <Trans>Goes on</Trans> <Ago at={account.paused_until} />
              </>
            )}
          </p>
        )}
        {admin && (account.policy_hold || needsPairing(account)) && <ReleaseHold account={account} />}
        <Facts
          items={[
            {
              name: <Trans>Sent today</Trans>,
              value: <span className="tabular">{t`${sent} of ${most}`}</span>,
            },
            { name: <Trans>At most</Trans>, value: <Trans>{decimal(account.per_second)} a second</Trans> },
            {
              name: <Trans>Between two to one person</Trans>,
              value: <Plural value={account.pair_seconds} one="# second" other="# seconds" />,
            },
          ]}
        />
      </div>
    </Card>
  );
}

function Maintenance({ device }: { device: Device }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const change = useMutation({
    mutationFn: (maintenance: boolean) =>
      api('PATCH /api/v1/devices/{id}', { path: { id: device.id }, body: { maintenance } }),
    onSuccess: async (answer) => {
      queries.setQueryData(['device', device.id], answer);
      await queries.invalidateQueries({ queryKey: ['devices', 'summary'] });
    },
  });
  return (
    <Card id="maintenance" title={t`Maintenance`}>
      <Switch
        label={t`In maintenance`}
        hint={t`It gets no new messages; what is under way is finished. Its people are served by others where that is allowed.`}
        checked={device.maintenance}
        disabled={change.isPending}
        onChange={(on) => change.mutate(on)}
      />
      {change.error && (
        <p role="alert" className="mt-2 text-danger">
          {errorText(change.error).title}
        </p>
      )}
    </Card>
  );
}
