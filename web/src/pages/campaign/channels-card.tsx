import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Card } from '../../ui/card.tsx';
import type { CampaignLive } from './use-campaign-live.ts';

/** The same counts, channel by channel. */
export function ChannelsCard({ live }: { live: CampaignLive }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const rows = channels.flatMap((channel) => {
    const numbers = live.numbers.by_channel[channel];
    return numbers ? [{ channel, numbers }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <Card id="channels" title={t`By channel`}>
      <table className="tabular w-full text-sm">
        <thead>
          <tr className="text-muted">
            <th scope="col" className="py-1 text-start font-medium">
              <Trans>Channel</Trans>
            </th>
            <th scope="col" className="py-1 text-end font-medium">
              <Trans>Sent</Trans>
            </th>
            <th scope="col" className="py-1 text-end font-medium">
              <Trans>Delivered</Trans>
            </th>
            <th scope="col" className="py-1 text-end font-medium">
              <Trans>Failed</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ channel, numbers }) => (
            <tr key={channel} className="border-t border-line">
              <th scope="row" className="py-2 text-start font-normal">
                {channelNames[channel]}
              </th>
              <td className="py-2 text-end">{exact(numbers.messages_sent)}</td>
              <td className="py-2 text-end">
                {channel === 'telegram' ? (
                  <span className="text-muted">
                    <Trans>no receipts</Trans>
                  </span>
                ) : (
                  exact(numbers.messages_delivered)
                )}
              </td>
              <td className="py-2 text-end">{exact(numbers.messages_failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
