-- A rule may flag every message of a campaign. Nobody is notified of a flag (the review queue counts them), so the follower of
-- notifications need not read them. notifications/follow-notifications.ts repeats this list.
drop index events_notable;
create index events_notable on events (xid, id) where type not in (
  'message.queued', 'message.sending', 'message.sent', 'message.delivered', 'message.read', 'message.retrying',
  'message.rescheduled', 'message.skipped', 'message.cancelled', 'message.replied', 'message.inbound',
  'prospect.created', 'prospect.updated', 'prospect.shared', 'consent.granted', 'identity.learned', 'identity.lost',
  'message.flagged');
