import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Smartphone } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { useCurrentRow } from '../../lib/use-current-row.ts';
import { useList } from '../../lib/use-list.ts';
import { useTitle } from '../../lib/use-title.ts';
import { channelNames } from '../../lib/words.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Status } from '../../ui/status.tsx';
import { useDeviceState, type Device } from './device-state.ts';
import { StateTiles } from './state-tiles.tsx';

const route = getRouteApi('/app/devices');

/** Counts by state first, then the list, worst on top: with two thousand senders nobody scrolls for the broken one. */
export function DevicesPage() {
  const { t } = useLingui();
  useTitle(t`Senders`);
  const { exact } = useFormat();
  const navigate = useNavigate();
  const stateOf = useDeviceState();
  const { state, channel, q } = route.useSearch();
  const byHealth = state === 'offline' || state === 'degraded' || state === 'healthy';
  const list = useList(
    'GET /api/v1/devices',
    {
      query: {
        q,
        channel,
        health_status: byHealth ? state : undefined,
        held: state === 'held' ? true : undefined,
        // Those in maintenance are counted there alone.
        maintenance: state === 'maintenance' ? true : byHealth ? false : undefined,
      },
    },
    { refetchEveryMs: 5_000 },
  );
  const summary = useQuery({
    queryKey: ['devices', 'summary'],
    queryFn: ({ signal }) => api('GET /api/v1/devices/summary', { signal }),
    refetchInterval: 5_000,
  }).data;
  const show = (change: { state?: typeof state; channel?: typeof channel; q?: string | undefined }) =>
    void navigate({ to: '/devices', search: { state, channel, q, ...change }, replace: true });
  const open = (id: string) => void navigate({ to: '/devices/$id', params: { id } });
  const current = useCurrentRow(list.rows?.map((row) => row.id) ?? [], open);
  const link = (row: Device) => (
    <Link
      to="/devices/$id"
      params={{ id: row.id }}
      className="inline-flex min-h-6 items-center font-medium underline-offset-2 hover:underline"
    >
      {row.name}
    </Link>
  );
  const status = (row: Device) => {
    const shown = stateOf(row);
    return <Status icon={shown.icon} tone={shown.tone} word={shown.word} meaning={shown.meaning} />;
  };
  const on = (row: Device) =>
    [...new Set(row.accounts.map((one) => channelNames[one.channel]))].join(', ') || '—';
  const perDay = (row: Device) => row.accounts.reduce((sum, one) => sum + one.per_day, 0);
  const columns: Column<Device>[] = [
    { key: 'name', header: t`Sender`, cell: link },
    { key: 'state', header: t`State`, cell: status },
    {
      key: 'why',
      header: t`What it means`,
      cell: (row) => {
        const { meaning, todo } = stateOf(row);
        return (
          <span className="text-muted">
            {meaning} {todo}
          </span>
        );
      },
      className: 'max-xl:hidden',
    },
    { key: 'channels', header: t`Channels`, cell: on },
    {
      key: 'sent',
      header: t`Sent today`,
      numeric: true,
      cell: (row) => {
        const sent = exact(row.messages_sent_today);
        const most = exact(perDay(row));
        return t`${sent} of ${most}`;
      },
    },
  ];
  const total = exact(summary?.total ?? 0);
  return (
    <div className="grid gap-5">
      <PageHeader
        title={<Trans>Senders</Trans>}
        note={summary && <Trans>{total} phones, Macs and API accounts</Trans>}
      />
      <StateTiles summary={summary} chosen={state} onChoose={(next) => show({ state: next })} />
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label={t`Name or number`}
          value={q ?? ''}
          onSearch={(next) => show({ q: next || undefined })}
        />
        <Select<string>
          label={t`Channel`}
          value={channel ?? 'all'}
          items={[
            { value: 'all', label: t`Every channel` },
            ...channels.map((value) => ({ value: value as string, label: channelNames[value] })),
          ]}
          onChange={(value) => show({ channel: channels.find((one) => one === value) })}
        />
      </div>
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={state !== undefined || channel !== undefined || q !== undefined}
          onClear={() => show({ state: undefined, channel: undefined, q: undefined })}
          empty={
            <EmptyState icon={Smartphone} title={<Trans>No sender is connected</Trans>}>
              <Trans>
                An administrator connects phones, Macs and API accounts. Until then nothing can be sent.
              </Trans>
            </EmptyState>
          }
        >
          <DataTable
            label={t`Senders`}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.id}
            current={current}
            card={(row) => (
              <div className="grid gap-1">
                <div className="flex items-start justify-between gap-3">
                  {link(row)}
                  {status(row)}
                </div>
                <span className="text-sm text-muted">{on(row)}</span>
              </div>
            )}
          />
          <MoreButton query={list} />
        </ListStates>
      </Panel>
    </div>
  );
}
