import { Trans, useLingui } from '@lingui/react/macro';
import { useUser } from '../../lib/use-session.ts';
import { campaignWords } from '../../lib/words.ts';
import type { Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Ago } from '../../ui/ago.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Status } from '../../ui/status.tsx';
import { AimedAt } from './aimed-at.tsx';
import { CampaignActions } from './campaign-actions.tsx';
import { StateNotice } from './state-notice.tsx';
import type { CampaignLive } from './use-campaign-live.ts';

export type Campaign = Answer<'GET /api/v1/campaigns/{id}'>;

export function CampaignHeader({ campaign, live }: { campaign: Campaign; live: CampaignLive | undefined }) {
  const { i18n } = useLingui();
  const user = useUser();
  const { exact } = useFormat();
  const status = live?.status ?? campaign.status;
  const words = campaignWords[status];
  const people = exact(live?.numbers.total_recipients ?? campaign.total_recipients);
  return (
    <>
      <PageHeader
        title={campaign.name}
        note={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Status
              icon={words.icon}
              tone={words.tone}
              word={i18n._(words.word)}
              meaning={i18n._(words.meaning)}
            />
            <span>{campaign.portfolio_manager_name}</span>
            {campaign.launched_at && (
              <span>
                <Trans>Launched</Trans> <Ago at={campaign.launched_at} />
              </span>
            )}
            {campaign.launched_at && (
              <span className="tabular">
                <Trans>{people} people in the audience</Trans>
              </span>
            )}
            <AimedAt campaign={campaign} />
          </span>
        }
        actions={
          user?.role !== 'compliance' && (
            <CampaignActions
              campaign={campaign}
              status={status}
              waiting={(live ?? campaign).numbers.waiting}
            />
          )
        }
      />
      <StateNotice campaign={campaign} status={status} live={live} />
    </>
  );
}
