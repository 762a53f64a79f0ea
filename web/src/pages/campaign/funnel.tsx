import { Plural, useLingui } from '@lingui/react/macro';
import { channelsWithReceipts } from '../../lib/channels.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Stat } from '../../ui/stat.tsx';
import type { CampaignLive } from './use-campaign-live.ts';

/** From the audience to the reply; each rate says what it is a share of. */
export function Funnel({ live }: { live: CampaignLive }) {
  const { t } = useLingui();
  const { exact, percent } = useFormat();
  const { numbers } = live;
  const known = channelsWithReceipts.map((channel) => numbers.by_channel[channel]);
  const withReceipts = known.reduce((sum, one) => sum + (one?.messages_sent ?? 0), 0);
  const sent = exact(numbers.messages_sent);
  const telegram = numbers.by_channel.telegram?.messages_sent ?? 0;
  const share = (part: number, whole: number) => {
    const of = exact(whole);
    const count = exact(part);
    return t`${count} of ${of} sent`;
  };
  const audience = exact(numbers.total_recipients);
  const waiting = exact(numbers.waiting);
  const notSent = numbers.skipped + numbers.cancelled;
  return (
    <div className="grid gap-2">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
        <Stat
          name="sent"
          label={t`Sent`}
          value={sent}
          note={t`of ${audience} people, ${waiting} still waiting`}
        />
        <Stat
          name="delivered"
          label={t`Delivered`}
          value={withReceipts ? percent(numbers.messages_delivered, withReceipts) : '—'}
          note={share(numbers.messages_delivered, withReceipts)}
        />
        <Stat
          name="read"
          label={t`Read`}
          value={withReceipts ? percent(numbers.messages_read, withReceipts) : '—'}
          note={share(numbers.messages_read, withReceipts)}
        />
        <Stat
          name="replied"
          label={t`Replied`}
          value={exact(numbers.replied)}
          note={
            numbers.messages_sent
              ? t`${percent(numbers.replied, numbers.messages_sent)} of ${sent} sent`
              : '—'
          }
        />
        <Stat
          name="failed"
          label={t`Failed or not known`}
          value={exact(numbers.messages_failed + numbers.unknown)}
          note={t`${exact(numbers.unknown)} may or may not have gone out`}
        />
        <Stat
          name="not-sent"
          label={t`Not sent`}
          value={exact(notSent)}
          note={t`${exact(numbers.opted_out)} opted out in answer`}
        />
      </dl>
      {telegram > 0 && (
        <p className="text-sm text-muted">
          <Plural
            value={telegram}
            one="Telegram sends no receipts: its # message is in no delivered or read rate."
            other="Telegram sends no receipts: its # messages are in no delivered or read rate."
          />
        </p>
      )}
    </div>
  );
}
