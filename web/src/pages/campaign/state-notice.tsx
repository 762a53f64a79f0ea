import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { CampaignStatus } from '@sampark/contracts/domain.ts';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CirclePause, Clock, Hand, Pencil } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { useChannelList } from '../../lib/use-channel-list.ts';
import { Ago } from '../../ui/ago.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Campaign } from './campaign-header.tsx';
import { useStillLeaving } from './still-leaving.ts';
import type { CampaignLive } from './use-campaign-live.ts';

type Props = { campaign: Campaign; status: CampaignStatus; live: CampaignLive | undefined };

/** What the campaign's state means right now, where a word alone is not enough. */
export function StateNotice({ campaign, status, live }: Props) {
  const { t } = useLingui();
  const { exact, withZone } = useFormat();
  const leaving = useStillLeaving(campaign.id);
  const held = useChannelList()(live?.held_channels ?? []);
  if (status === 'draft')
    return (
      <Notice icon={Pencil} tone="neutral" title={t`A draft.`}>
        <Trans>Nothing is sent until it is launched from its review.</Trans>
      </Notice>
    );
  if (status === 'scheduled' && campaign.launch_time) {
    const start = new Date(campaign.launch_time);
    const at = withZone(start, campaign.time_zone ?? undefined);
    // What follows on the page is in the reader's own time.
    const own = withZone(start);
    return (
      <Notice icon={Clock} tone="info" title={t`It starts by itself.`}>
        {own === at ? (
          <Trans>On {at}.</Trans>
        ) : (
          <Trans>
            On {at}; where you are that is {own}.
          </Trans>
        )}{' '}
        <Ago at={campaign.launch_time} />
      </Notice>
    );
  }
  if (status === 'paused')
    return (
      <Notice icon={CirclePause} tone="warn" title={t`Paused: nothing new goes out.`}>
        {leaving !== undefined && leaving > 0 ? (
          <Plural
            value={leaving}
            one={`${exact(leaving)} message was already under way and may still leave. Resuming goes on where it stopped.`}
            other={`${exact(leaving)} messages were already under way and may still leave. Resuming goes on where it stopped.`}
          />
        ) : (
          <Trans>What was already under way may still arrive. Resuming goes on where it stopped.</Trans>
        )}
      </Notice>
    );
  if (status === 'active' && held)
    return (
      <Notice icon={Hand} tone="warn" title={t`Held: ${held}.`}>
        <Trans>
          A platform stopped a sender. What waits there goes on when an administrator has decided about it.
        </Trans>{' '}
        <Link
          to="/devices"
          search={{ state: 'held' }}
          className="font-medium text-text underline underline-offset-4"
        >
          <Trans>See held senders</Trans>
        </Link>
      </Notice>
    );
  if (status === 'completed' && live) {
    const sent = exact(live.numbers.messages_sent);
    const all = exact(live.numbers.total_recipients);
    const replied = exact(live.numbers.replied);
    return (
      <Notice icon={CircleCheck} tone="ok" title={t`Completed.`}>
        <Trans>
          {sent} of {all} people were written to, {replied} replied. Receipts and replies still come in.
        </Trans>
      </Notice>
    );
  }
  return null;
}
