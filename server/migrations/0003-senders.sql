-- The sender pool: devices, the account each holds per channel, portfolios, leases and counters.

-- WhatsApp business portfolio: the daily unique-recipient tier belongs to it, not to a number.
create table portfolios (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  name         text not null,
  external_id  text,
  -- Null: unlimited. Unique recipients per moving 24 h outside the reply window.
  tier_limit   integer,
  quality      text not null default 'UNKNOWN' check (quality in ('GREEN', 'YELLOW', 'RED', 'UNKNOWN')),
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);

create table devices (
  id                  uuid primary key default gen_random_uuid(),
  workspace_id        uuid not null references workspaces,
  device_identifier   text not null,
  name                text not null,
  platform_type       text not null check (platform_type in ('ios', 'android', 'mac', 'cloud')),
  supported_platforms text[] not null,
  health_status       text not null default 'healthy' check (health_status in ('healthy', 'degraded', 'offline')),
  health_reason       text,
  last_health_check   timestamptz not null default now(),
  current_allocation  uuid,
  messages_sent_today integer not null default 0,
  rate_limit_reset_at timestamptz not null default date_trunc('day', now(), 'UTC') + interval '1 day',
  maintenance         boolean not null default false,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  unique (workspace_id, device_identifier)
);
create index devices_pool on devices (workspace_id, health_status, current_allocation);

create table sender_accounts (
  id              uuid primary key default gen_random_uuid(),
  workspace_id    uuid not null references workspaces,
  device_id       uuid not null references devices on delete cascade,
  portfolio_id    uuid references portfolios,
  channel         text not null check (channel in ('whatsapp', 'telegram', 'signal', 'imessage')),
  -- WhatsApp phone_number_id, Telegram bot id, Signal number, BlueBubbles server address.
  address         text not null,
  display_name    text not null,
  base_url        text not null,
  -- Sealed JSON (security/seal.ts): tokens, passwords, app secret, webhook secret.
  credentials     bytea not null,
  settings        jsonb not null default '{}',
  -- Limits are data with product.md §4.3's defaults.
  per_second      numeric not null,
  per_day         integer not null,
  pair_seconds    numeric not null default 0,
  health_status   text not null default 'healthy' check (health_status in ('healthy', 'degraded', 'offline')),
  health_reason   text,
  -- A platform's ban or spam signal: stays until an admin decides. Never routed around.
  policy_hold     text,
  paused_until    timestamptz,
  pause_reason    text,
  -- Lane lease: exactly one owner at a time; the token fences every write of an older owner.
  lease_owner     uuid,
  lease_token     bigint not null default 0,
  lease_expires_at timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  unique (workspace_id, channel, address)
);
create index sender_accounts_device on sender_accounts (device_id);
create index sender_accounts_lease on sender_accounts (lease_expires_at);

create table account_days (
  account_id   uuid not null references sender_accounts on delete cascade,
  workspace_id uuid not null references workspaces,
  day          date not null,
  claimed      integer not null default 0,
  primary key (account_id, day)
);

-- One row per person and channel we have written on: stickiness, pair limits, reply window, caps.
create table contact_channels (
  prospect_id      uuid not null references prospects on delete cascade,
  workspace_id     uuid not null references workspaces,
  channel          text not null check (channel in ('whatsapp', 'telegram', 'signal', 'imessage')),
  account_id       uuid references sender_accounts on delete set null,
  -- No message to this pair may start before: set pessimistically with the intent, corrected by the response.
  next_allowed_at  timestamptz,
  last_inbound_at  timestamptz,
  -- Instants of marketing and coaching sends inside the longest cap window; trimmed when written.
  capped_sends     timestamptz[] not null default '{}',
  primary key (prospect_id, channel)
);

-- Unique recipients a portfolio opened in the moving 24 h.
create table portfolio_recipients (
  portfolio_id uuid not null references portfolios on delete cascade,
  workspace_id uuid not null references workspaces,
  prospect_id  uuid not null,
  last_at      timestamptz not null,
  primary key (portfolio_id, prospect_id)
);
create index portfolio_recipients_window on portfolio_recipients (portfolio_id, last_at);

create table device_health_history (
  id           bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces,
  device_id    uuid not null references devices on delete cascade,
  account_id   uuid,
  health_status text not null,
  reason       text,
  at           timestamptz not null
);
create index device_health_history_device on device_health_history (device_id, at desc);

-- A running process of ours. Its lanes are free once its heartbeat is older than the lease.
create table instances (
  id           uuid primary key,
  roles        text[] not null,
  host         text not null,
  pid          integer not null,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null,
  stopped_at   timestamptz
);
