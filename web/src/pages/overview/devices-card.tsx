import type { DeviceHealthCounts } from '@sampark/contracts/analytics.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Smartphone } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { healthWords } from '../../lib/words.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Status } from '../../ui/status.tsx';

const states = ['offline', 'degraded', 'healthy'] as const;

/** How many senders are in which state, worst first. */
export function DevicesCard({ devices }: { devices: DeviceHealthCounts }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const total = devices.healthy + devices.degraded + devices.offline;
  const all = exact(total);
  return (
    <Card
      id="devices"
      title={t`Senders`}
      note={total > 0 ? t`${all} phones, Macs and API accounts` : undefined}
    >
      {total === 0 ? (
        <EmptyState icon={Smartphone} title={t`No sender is connected`}>
          <Trans>Messages need one to leave from. An administrator connects the first.</Trans>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {states.map((state) => {
            const words = healthWords[state];
            const none = devices[state] === 0;
            return (
              <li
                key={state}
                data-health={state}
                className="flex min-h-11 items-center justify-between gap-3"
              >
                <Status
                  icon={words.icon}
                  tone={none ? 'neutral' : words.tone}
                  word={i18n._(words.word)}
                  meaning={i18n._(words.meaning)}
                />
                <span className={`tabular text-lg ${none ? 'text-subtle' : 'font-semibold'}`}>
                  {exact(devices[state])}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
