import type { Overview } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Send } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CampaignRow } from './campaign-row.tsx';

type CampaignsCardProps = { overview: Overview; channel: Channel | undefined };

/** Those under way; of a chosen channel those that have used it. */
export function CampaignsCard({ overview, channel }: CampaignsCardProps) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const { campaigns_running: running } = overview;
  const campaigns = overview.campaigns.filter((one) => !channel || one.channels.includes(channel));
  const name = channel && channelNames[channel];
  const shown = exact(campaigns.length);
  const all = exact(running);
  return (
    <Card id="campaigns" title={t`Running campaigns`} note={note()}>
      {campaigns.length === 0 ? (
        <EmptyState
          icon={Send}
          title={name ? t`No running campaign has used ${name} so far` : t`No campaign is running`}
        >
          {!name && <Trans>Once one is launched, its progress, speed and expected end show up here.</Trans>}
        </EmptyState>
      ) : (
        <ul className="-mb-1 divide-y divide-line">
          {campaigns.map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </ul>
      )}
    </Card>
  );

  function note(): string | undefined {
    if (name) return t`Those that have used ${name}; their numbers are of every channel.`;
    return running > campaigns.length ? t`The newest ${shown} of ${all}` : undefined;
  }
}
