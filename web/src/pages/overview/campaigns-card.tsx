import type { Overview } from '@sampark/contracts/analytics.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Send } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CampaignRow } from './campaign-row.tsx';

export function CampaignsCard({ overview }: { overview: Overview }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const { campaigns, campaigns_running: running } = overview;
  const shown = exact(campaigns.length);
  const all = exact(running);
  return (
    <Card
      id="campaigns"
      title={t`Running campaigns`}
      note={running > campaigns.length ? t`The newest ${shown} of ${all}` : undefined}
    >
      {campaigns.length === 0 ? (
        <EmptyState icon={Send} title={t`No campaign is running`}>
          <Trans>Once one is launched, its progress, speed and expected end show up here.</Trans>
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
}
