-- The sender pool watched: campaigns held with an account, what devices report, what platforms answer, what was sent
-- minute by minute, and the memory that keeps health from flapping.

-- product.md §1.6: a ban or spam signal holds the campaigns of its channel until an administrator decides.
create table campaign_channel_holds (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  campaign_id  uuid not null references campaigns on delete cascade,
  channel      text not null check (channel in ('whatsapp', 'telegram', 'signal', 'imessage')),
  account_id   uuid not null references sender_accounts on delete cascade,
  reason       text not null,
  held_at      timestamptz not null,
  decided_at   timestamptz,
  decided_by   uuid references users,
  decision     text check (decision in ('release', 'continue_without')),
  check ((decided_at is null) = (decision is null))
);
create unique index campaign_channel_holds_open on campaign_channel_holds (campaign_id, channel, account_id) where decided_at is null;
create index campaign_channel_holds_account on campaign_channel_holds (account_id, held_at desc);

-- The decision on a held account that stays stopped: its people may hear from other numbers.
alter table sender_accounts
  add column held_at       timestamptz,
  add column hold_decision text check (hold_decision in ('continue_without'));

-- A device's agent proves itself with a token of its own; only its hash is kept.
alter table devices
  add column agent_token_hash    bytea unique,
  add column agent_token_made_at timestamptz,
  add column last_heartbeat_at   timestamptz,
  add column heartbeat           jsonb;

-- What the monitor remembers of a device (account_id null) or an account between two looks.
create table health_watch (
  device_id      uuid not null references devices on delete cascade,
  account_id     uuid references sender_accounts on delete cascade,
  workspace_id   uuid not null references workspaces,
  -- Observations in a row that were worse or better than the present state, and the mildest of them.
  bad            smallint not null default 0,
  good           smallint not null default 0,
  toward         text,
  since          timestamptz not null,
  -- What a platform or a person said, as against what we observed: stays until they say otherwise.
  said_health    text,
  said_reason    text,
  -- Evidence from before counts no more: an administrator renewed the account's access.
  evidence_from  timestamptz,
  check_started_at timestamptz,
  checked_at     timestamptz,
  check_health   text,
  check_code     text,
  check_detail   text,
  check_streak   smallint not null default 0,
  unique nulls not distinct (device_id, account_id)
) with (fillfactor = 70);
create index health_watch_account on health_watch (account_id);

-- What each account did, by the minute: kept for three hours, and by the day for its usual share of receipts.
create table account_activity (
  account_id   uuid not null references sender_accounts on delete cascade,
  workspace_id uuid not null references workspaces,
  minute       timestamptz not null,
  accepted     integer not null default 0,
  retried      integer not null default 0,
  rejected     integer not null default 0,
  unknown      integer not null default 0,
  -- Those of the three before that speak against the sender or its line rather than the person or the content.
  faults       integer not null default 0,
  receipts     integer not null default 0,
  delivered    integer not null default 0,
  primary key (account_id, minute)
) with (fillfactor = 50);
create index account_activity_minute on account_activity (minute);

create table account_activity_days (
  account_id   uuid not null references sender_accounts on delete cascade,
  workspace_id uuid not null references workspaces,
  day          date not null,
  accepted     integer not null default 0,
  faults       integer not null default 0,
  delivered    integer not null default 0,
  primary key (account_id, day)
) with (fillfactor = 50);

-- Loops that one process at a time may run: whoever moves the instant on has the turn.
create table turns (
  name     text primary key,
  taken_at timestamptz not null
);

alter table device_health_history add column detail text;
alter table portfolios add constraint portfolios_tier check (tier_limit is null or tier_limit > 0);
create unique index portfolios_external on portfolios (workspace_id, external_id) where external_id is not null;
create index sender_accounts_portfolio on sender_accounts (portfolio_id) where portfolio_id is not null;

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update, delete on campaign_channel_holds, health_watch, account_activity, account_activity_days, turns
      to sampark_app;
  end if;
end $$;
