import type { Overview } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';

type ChannelsCardProps = {
  today: Overview['today'];
  chosen: Channel | undefined;
  onChoose: (channel: Channel | undefined) => void;
};

/** How much left through each channel today; pressing one shows the page for it alone, pressing it again for all. */
export function ChannelsCard({ today, chosen, onChoose }: ChannelsCardProps) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const sentOn = (channel: Channel) => today.by_channel[channel]?.messages_sent ?? 0;
  const most = Math.max(1, ...channels.map(sentOn));
  return (
    <Card id="channels" title={t`Sent today by channel`} note={t`Choose one to see the page for it alone.`}>
      <ul className="-mx-2 grid gap-0.5">
        {channels.map((channel) => {
          const sent = sentOn(channel);
          const on = channel === chosen;
          return (
            <li key={channel}>
              <button
                type="button"
                data-channel={channel}
                aria-pressed={on}
                onClick={() => onChoose(on ? undefined : channel)}
                className={classNames(
                  'grid min-h-11 w-full content-center gap-1 rounded-md px-2 text-start',
                  on ? 'bg-accent-tint' : 'hover:bg-raised',
                )}
              >
                <span className="flex justify-between gap-3">
                  <span className={on ? 'font-medium text-accent' : undefined}>{channelNames[channel]}</span>
                  <span className="tabular font-medium">
                    {exact(sent)}
                    <span className="sr-only">
                      {' '}
                      <Trans>sent today</Trans>
                    </span>
                  </span>
                </span>
                <span aria-hidden className="h-1 overflow-hidden rounded-full bg-raised">
                  <span
                    className="block h-full rounded-full bg-accent"
                    style={{ inlineSize: `${(sent / most) * 100}%` }}
                  />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
