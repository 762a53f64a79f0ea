import type { Overview } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { Stat } from '../../ui/stat.tsx';
import { receiptRates, sentWithoutReceipts, todayOf, type Rate } from './overview-figures.ts';

/** Today in six numbers. Every rate names what it was counted from. */
export function TodayStats({ overview, channel }: { overview: Overview; channel: Channel | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const today = todayOf(overview.today, channel);
  const rates = receiptRates(today.by_channel);
  const telegram = sentWithoutReceipts(today.by_channel);
  const waiting = format.count(today.waiting ?? 0);
  const outOf = (rate: Rate) => {
    const part = format.count(rate.part);
    const whole = format.count(rate.whole);
    return rate.whole > 0 ? t`${part} of ${whole} sent` : t`no receipts due yet`;
  };
  const share = (rate: Rate) => (rate.whole > 0 ? format.percent(rate.part, rate.whole) : '–');
  const ofSent = (part: number) => {
    const rate = format.percent(part, today.messages_sent);
    const whole = format.count(today.messages_sent);
    return today.messages_sent > 0 ? t`${rate} of ${whole} sent` : t`nothing sent yet`;
  };
  const timeZone = overview.time_zone;
  const telegramCount = format.count(telegram);
  return (
    <section aria-labelledby="today-title">
      <h2 id="today-title" className="sr-only">
        <Trans>Today</Trans>
      </h2>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-3 xl:grid-cols-6">
        <Stat
          name="sent"
          label={t`Sent`}
          value={format.count(today.messages_sent)}
          exact={format.exact(today.messages_sent)}
          note={toGo()}
        />
        <Stat
          name="delivered"
          label={t`Delivered`}
          value={share(rates.delivered)}
          note={outOf(rates.delivered)}
        />
        <Stat name="read" label={t`Read`} value={share(rates.read)} note={outOf(rates.read)} />
        <Stat
          name="replied"
          label={t`Replied`}
          value={format.count(today.replied)}
          exact={format.exact(today.replied)}
          note={ofSent(today.replied)}
        />
        <Stat
          name="failed"
          label={t`Failed`}
          value={format.count(today.messages_failed)}
          exact={format.exact(today.messages_failed)}
          note={failedNote()}
        />
        <Stat
          name="opted-out"
          label={t`Opted out`}
          value={format.count(today.opted_out)}
          exact={format.exact(today.opted_out)}
          note={ofSent(today.opted_out)}
        />
      </dl>
      <p className="mt-2 text-sm text-muted">
        {telegram > 0 && (
          <Trans>
            Telegram sends no receipts: its {telegramCount} messages are in Sent, but in neither the delivered
            nor the read rate.
          </Trans>
        )}{' '}
        <Trans>Today counts from midnight, {timeZone}.</Trans>
      </p>
    </section>
  );

  function toGo(): string {
    if (today.waiting === undefined) return channel ? t`on ${channelNames[channel]}` : '';
    return today.waiting > 0 ? t`${waiting} still to go` : t`nothing waiting`;
  }

  function failedNote(): string {
    const tried = today.attempted;
    const rate = format.percent(today.messages_failed, tried);
    const whole = format.count(tried);
    return tried > 0 ? t`${rate} of ${whole} tried` : t`nothing sent yet`;
  }
}
