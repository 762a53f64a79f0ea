import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { useChannelList } from '../../lib/use-channel-list.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { Campaign } from './campaign-header.tsx';
import type { CampaignLive } from './use-campaign-live.ts';

/** How fast it goes, and when it will be done. */
export function PaceCard({ live, campaign }: { live: CampaignLive; campaign: Campaign }) {
  const { t } = useLingui();
  const { decimal } = useFormat();
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
          ...(running ? [{ name: <Trans>Done</Trans>, value: <End live={live} /> }] : []),
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
    </Card>
  );
}

function End({ live }: { live: CampaignLive }) {
  const held = useChannelList()(live.held_channels);
  if (held) return <Trans>No end in sight: {held} held</Trans>;
  return live.eta ? <Ago at={live.eta} /> : <Trans>Not known yet</Trans>;
}
