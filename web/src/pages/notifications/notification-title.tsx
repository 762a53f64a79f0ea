import { Plural, Trans } from '@lingui/react/macro';
import { useChannelList } from '../../lib/use-channel-list.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Notification } from './notification.ts';

/** What happened, in one line. */
export function NotificationTitle({ item }: { item: Notification }) {
  const { duration, exact } = useFormat();
  const { count } = item;
  const campaign = item.campaign?.name;
  const person = item.people.length === 1 ? item.people[0]?.name : undefined;
  const device = item.device?.name ?? '…';
  const channels = useChannelList()(item.channels);
  const open = item.open ?? count;
  const offline = item.senders?.offline ?? count;
  const late = duration(item.late_seconds ?? 0);
  const portfolio = item.portfolio?.name ?? '…';
  const limit = exact(item.portfolio?.limit ?? 0);
  switch (item.kind) {
    case 'messages_failed':
      return campaign ? (
        <Plural
          value={count}
          one={`# message of “${campaign}” failed`}
          other={`# messages of “${campaign}” failed`}
        />
      ) : person ? (
        <Plural
          value={count}
          one={`# message to ${person} failed`}
          other={`# messages to ${person} failed`}
        />
      ) : (
        <Plural value={count} one="# single message failed" other="# single messages failed" />
      );
    case 'messages_unknown':
      if (open === 0)
        return campaign ? (
          <Trans>All unclear messages of “{campaign}” are settled</Trans>
        ) : (
          <Trans>All unclear messages are settled</Trans>
        );
      return campaign ? (
        <Plural
          value={open}
          one={`# message of “${campaign}” may or may not have arrived`}
          other={`# messages of “${campaign}” may or may not have arrived`}
        />
      ) : (
        <Plural
          value={open}
          one="# message may or may not have arrived"
          other="# messages may or may not have arrived"
        />
      );
    case 'campaign_completed':
      return <Trans>“{campaign}” is complete</Trans>;
    case 'campaign_late':
      return (
        <Trans>
          “{campaign}” started {late} late
        </Trans>
      );
    case 'campaign_paused':
      return <Trans>“{campaign}” was paused</Trans>;
    case 'experiment_found':
      return <Trans>The experiment of “{campaign}” has found a winner</Trans>;
    case 'experiment_stopped':
      return <Trans>A version of “{campaign}” was stopped</Trans>;
    case 'messages_held':
      return campaign ? (
        <Plural
          value={count}
          one={`# message of “${campaign}” is held by a rule`}
          other={`# messages of “${campaign}” are held by a rule`}
        />
      ) : (
        <Plural
          value={count}
          one="# single message is held by a rule"
          other="# single messages are held by a rule"
        />
      );
    case 'messages_refused':
      return campaign ? (
        <Plural
          value={count}
          one={`Compliance objected to # message of “${campaign}”`}
          other={`Compliance objected to # messages of “${campaign}”`}
        />
      ) : (
        <Plural
          value={count}
          one="Compliance objected to # single message"
          other="Compliance objected to # single messages"
        />
      );
    case 'privacy_asked':
      return (
        <Plural
          value={count}
          one="# person asks for something about their data"
          other="# people ask for something about their data"
        />
      );
    case 'privacy_due':
      return (
        <Plural
          value={count}
          one="# privacy request has a week or less left"
          other="# privacy requests have a week or less left"
        />
      );
    case 'audit_lost':
      return <Trans>The audit trail does not hold what was signed of it</Trans>;
    case 'keys_unusable':
      return (
        <Plural
          value={count}
          one="The key of # person cannot be opened"
          other="The keys of # people cannot be opened"
        />
      );
    case 'people_held':
      return (
        <Plural
          value={count}
          one="# person wrote something that reads like a refusal"
          other="# people wrote something that reads like a refusal"
        />
      );
    case 'account_held':
      if (count > 1 && item.portfolio)
        return (
          <Plural
            value={count}
            one={`${channels} stopped # sender of “${portfolio}”`}
            other={`${channels} stopped # senders of “${portfolio}”`}
          />
        );
      return (
        <Trans>
          {channels} stopped the sender “{device}”
        </Trans>
      );
    case 'channel_held':
      return (
        <Trans>
          {channels} of “{campaign}” waits for a decision
        </Trans>
      );
    case 'senders_offline':
      return offline === 0 ? (
        <Plural
          value={count}
          one="# sender was offline and is back"
          other="# senders were offline and are back"
        />
      ) : (
        <Plural value={offline} one="# sender is offline" other="# senders are offline" />
      );
    case 'senders_back':
      return <Plural value={count} one="# sender answers again" other="# senders answer again" />;
    case 'portfolio_exhausted':
      return (
        <Trans>
          “{portfolio}” has reached its daily limit of {limit} people
        </Trans>
      );
    case 'mail_failed':
      return (
        <Plural
          value={count}
          one="# e-mail could not be delivered"
          other="# e-mails could not be delivered"
        />
      );
  }
}
