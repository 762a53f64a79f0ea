import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Notification } from './notification.ts';
import { PersonLink } from './person-link.tsx';

/** Leads to what it is about; server/src/notifications/mail/words.ts names the same places. */
export function NotificationLink(props: {
  item: Notification;
  onClick: () => void;
  className: string;
  children: ReactNode;
}) {
  const { item, ...rest } = props;
  const { campaign, device } = item;
  switch (item.kind) {
    case 'messages_failed':
      if (!campaign)
        return <PersonLink person={item.people.length === 1 ? item.people[0] : undefined} {...rest} />;
      return (
        <Link
          to="/campaigns/$id"
          params={{ id: campaign.id }}
          search={{ tab: 'recipients', status: 'failed' }}
          {...rest}
        />
      );
    case 'messages_unknown':
      return <Link to="/" search={{ see: 'unknown' }} {...rest} />;
    case 'campaign_completed':
    case 'campaign_late':
    case 'campaign_paused':
    case 'experiment_found':
    case 'experiment_stopped':
    case 'channel_held':
      return campaign ? (
        <Link to="/campaigns/$id" params={{ id: campaign.id }} {...rest} />
      ) : (
        <Link to="/campaigns" {...rest} />
      );
    case 'people_held':
      return <Link to="/conversations" search={{ view: 'all' }} {...rest} />;
    case 'account_held':
      if (item.count > 1 && item.portfolio) return <Link to="/devices/portfolios" {...rest} />;
      return device ? (
        <Link to="/devices/$id" params={{ id: device.id }} {...rest} />
      ) : (
        <Link to="/devices" search={{ state: 'held' }} {...rest} />
      );
    case 'senders_offline':
      return <Link to="/devices" search={{ state: 'offline' }} {...rest} />;
    case 'senders_back':
    case 'portfolio_exhausted':
      return <Link to="/devices" {...rest} />;
    case 'messages_held':
      return <Link to="/compliance/review" search={{ view: 'held' }} {...rest} />;
    case 'messages_refused':
      return <Link to="/compliance/review" search={{ view: 'objected', campaign: campaign?.id }} {...rest} />;
    case 'privacy_asked':
    case 'privacy_due':
      return <Link to="/compliance/requests" {...rest} />;
    case 'audit_lost':
    case 'keys_unusable':
      return <Link to="/notifications" {...rest} />;
    case 'mail_failed':
      return <Link to="/notifications" search={{ tab: 'preferences' }} {...rest} />;
  }
}
