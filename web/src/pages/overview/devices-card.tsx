import type { DeviceHealth } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Smartphone } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames, healthWords } from '../../lib/words.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Status } from '../../ui/status.tsx';

const none = { healthy: 0, degraded: 0, offline: 0 };
const states = ['offline', 'degraded', 'healthy'] as const;

/** How many senders are in which state, worst first. */
export function DevicesCard(props: { devices: DeviceHealth; channel: Channel | undefined }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const { channel } = props;
  const devices = channel ? (props.devices.by_channel[channel] ?? none) : props.devices;
  const total = devices.healthy + devices.degraded + devices.offline;
  const all = exact(total);
  return (
    <Card
      id="devices"
      title={t`Senders`}
      note={total > 0 ? t`${all} phones, Macs and API accounts` : undefined}
    >
      {total === 0 ? (
        <EmptyState
          icon={Smartphone}
          title={channel ? t`No sender is on ${channelNames[channel]}` : t`No sender is connected`}
        >
          <Trans>Messages need one to leave from. An administrator connects the first.</Trans>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {states.map((state) => {
            const words = healthWords[state];
            const count = devices[state];
            return (
              <li
                key={state}
                data-health={state}
                className="flex min-h-11 items-center justify-between gap-3"
              >
                <Status
                  icon={words.icon}
                  tone={count === 0 ? 'neutral' : words.tone}
                  word={i18n._(words.word)}
                  meaning={i18n._(words.meaning)}
                />
                {count === 0 ? (
                  <span className="tabular text-lg text-subtle">{exact(0)}</span>
                ) : (
                  <Link
                    to="/devices"
                    search={{ state, channel }}
                    className="tabular inline-flex min-h-6 min-w-6 items-center justify-end text-lg font-semibold underline decoration-control underline-offset-4 hover:decoration-current"
                  >
                    {exact(count)}
                    <span className="sr-only">
                      : <Trans>Go to these senders</Trans>
                    </span>
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
