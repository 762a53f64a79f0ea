import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import type { Device } from './device-state.ts';

/** What the agent said last, as names and values; what it left out is left out. */
export function useReportFacts(agent: Device['agent']): { name: ReactNode; value: ReactNode }[] {
  const { t } = useLingui();
  const { exact } = useFormat();
  const beat = agent?.heartbeat;
  if (!agent?.last_heartbeat_at) return [];
  const networks: Record<string, string> = {
    wifi: t`Wi-Fi`,
    cellular: t`Mobile network`,
    ethernet: t`Cable`,
    none: t`None`,
  };
  const apps = {
    running: t`running`,
    stopped: t`not running`,
    logged_out: t`logged out`,
    updating: t`updating`,
  };
  const facts: { name: ReactNode; value: ReactNode }[] = [
    { name: <Trans>Last report</Trans>, value: <Ago at={agent.last_heartbeat_at} /> },
  ];
  if (beat?.battery !== undefined) {
    const charge = exact(beat.battery);
    const full = t`${charge}%`;
    facts.push({
      name: <Trans>Battery</Trans>,
      value: beat.charging ? t`${full}, charging` : full,
    });
  }
  if (beat?.network !== undefined)
    facts.push({ name: <Trans>Network</Trans>, value: networks[beat.network] ?? beat.network });
  if (beat?.storage_free_mb !== undefined) {
    const free = exact(beat.storage_free_mb);
    facts.push({ name: <Trans>Free storage</Trans>, value: t`${free} MB` });
  }
  if (beat?.os_version !== undefined)
    facts.push({ name: <Trans>System</Trans>, value: <span data-copy>{beat.os_version}</span> });
  for (const channel of channels) {
    const app = beat?.apps?.[channel];
    if (app) facts.push({ name: channelNames[channel], value: apps[app.state] });
  }
  return facts;
}
