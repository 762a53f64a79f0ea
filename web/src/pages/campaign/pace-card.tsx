import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { Campaign } from './campaign-header.tsx';
import type { CampaignLive } from './use-campaign-live.ts';

/** How fast it goes, when it will be done, and what the waiting messages wait for. */
export function PaceCard({ live, campaign }: { live: CampaignLive; campaign: Campaign }) {
  const { t } = useLingui();
  const { decimal, exact } = useFormat();
  const reason = useReasonText();
  const paced = campaign.pace_per_second;
  const running = live.status === 'active';
  return (
    <Card id="pace" title={t`Pace`}>
      <Facts
        items={[
          {
            name: <Trans>Right now</Trans>,
            value: running ? (
              <Trans>{decimal(live.rate_per_minute)} messages a minute</Trans>
            ) : (
              <Trans>Nothing goes out</Trans>
            ),
          },
          {
            name: <Trans>Done</Trans>,
            value: live.eta ? <Ago at={live.eta} /> : running ? <Trans>Not known yet</Trans> : '—',
          },
          {
            name: <Trans>At most</Trans>,
            value:
              paced === null ? (
                <Trans>As fast as senders and platforms allow</Trans>
              ) : (
                <Trans>{decimal(paced * 60)} a minute, as you set it</Trans>
              ),
          },
        ]}
      />
      {live.waiting_for.length > 0 && (
        <div className="mt-4 border-t border-line pt-3">
          <h3 className="mb-1.5 text-sm font-medium text-muted">
            <Trans>What waits, and for what</Trans>
          </h3>
          <ul className="grid gap-2">
            {live.waiting_for.map((one) => {
              const text = one.code === 'turn' ? { what: t`For their turn` } : reason(one.code);
              return (
                <li key={one.code} className="grid gap-0.5">
                  <span className="flex justify-between gap-3">
                    <span>{text.what}</span>
                    <span className="tabular shrink-0 font-medium">{exact(one.count)}</span>
                  </span>
                  <span className="text-sm text-muted">
                    <Trans>Goes on</Trans> <Ago at={one.next_at} />
                  </span>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </Card>
  );
}
