-- What people are told of by the product itself: in the dashboard, and by e-mail where it is set up.

-- One row per person and batch. A batch grows until its person reads it, so 500 failures of a campaign are one row.
create table notifications (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  user_id      uuid not null references users on delete cascade,
  kind         text not null,
  -- Which batch: a campaign, an account, an hour of single sends.
  batch        text not null,
  -- The campaign, account or portfolio it is about.
  subject_id   uuid,
  -- Events in it, or things (senders) where the same one may come twice.
  count        integer not null,
  data         jsonb not null default '{}',
  first_at     timestamptz not null,
  last_at      timestamptz not null,
  -- False: for the e-mail only, as its person wishes; or not yet certain that there is anything to tell.
  in_app       boolean not null default true,
  certain      boolean not null default true,
  -- When its facts are looked at again, while they may still change.
  check_at     timestamptz,
  -- Takes no more events: read, or its time is over.
  closed_at    timestamptz,
  read_at      timestamptz,
  -- What the last mail about it said, so that only growth is told again.
  mailed_at    timestamptz,
  mailed_count integer not null default 0
);
create index notifications_list on notifications (user_id, last_at desc, id desc);
create index notifications_unread on notifications (user_id) where read_at is null and in_app and certain;
create unique index notifications_open on notifications (user_id, kind, batch) where closed_at is null;
create index notifications_matter on notifications (kind, batch);
create index notifications_check on notifications (check_at) where check_at is not null;
create index notifications_to_mail on notifications (user_id) where read_at is null and certain and mailed_count < count;

-- One row per person who was ever notified or chose something: their wishes, when they were last written to, and a
-- number that moves with every change, which the live stream compares.
create table notification_boxes (
  user_id      uuid primary key references users on delete cascade,
  workspace_id uuid not null references workspaces,
  preferences  jsonb not null default '{}',
  revision     bigint not null default 0,
  last_mail_at timestamptz,
  hourly_at    timestamptz,
  daily_at     timestamptz
) with (fillfactor = 80);

-- E-mails to send: the row is there before the mail server is asked.
create table notification_mails (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  user_id      uuid not null references users on delete cascade,
  address      text not null,
  language     text not null,
  subject      text not null,
  body_text    text not null,
  body_html    text not null,
  notification_ids uuid[] not null,
  status       text not null default 'waiting' check (status in ('waiting', 'sending', 'sent', 'failed')),
  tries        smallint not null default 0,
  next_at      timestamptz not null,
  error_code   text,
  created_at   timestamptz not null,
  sent_at      timestamptz,
  failed_at    timestamptz
);
create index notification_mails_due on notification_mails (next_at) where status in ('waiting', 'sending');
create unique index notification_mails_one_at_a_time on notification_mails (user_id) where status in ('waiting', 'sending');
create index notification_mails_user on notification_mails (user_id, created_at desc);
create index notification_mails_failed on notification_mails (workspace_id, failed_at desc) where status = 'failed';

-- When administrators were last told that a portfolio has reached its daily limit: once in 24 hours.
create table portfolio_alerts (
  portfolio_id uuid primary key references portfolios on delete cascade,
  workspace_id uuid not null references workspaces,
  told_at      timestamptz not null
);

-- The follower skips what happens thousands of times a second and is never a notification. Such an event costs the log
-- one comparison and no index entry. notifications/follow-notifications.ts repeats this list.
create index events_notable on events (xid, id) where type not in (
  'message.queued', 'message.sending', 'message.sent', 'message.delivered', 'message.read', 'message.retrying',
  'message.rescheduled', 'message.skipped', 'message.cancelled', 'message.replied', 'message.inbound',
  'prospect.created', 'prospect.updated', 'prospect.shared', 'consent.granted', 'identity.learned', 'identity.lost');

-- What happened before this version is history, not news.
insert into event_cursors (follower, xid, id) values ('notifications', pg_snapshot_xmin(pg_current_snapshot()), 0);

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update, delete on notifications, notification_boxes, notification_mails, portfolio_alerts to sampark_app;
  end if;
end $$;
