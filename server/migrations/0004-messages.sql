-- Campaigns, messages with their attempts, webhooks, conversations, and the event log.

create table engagement_profiles (
  id                   uuid primary key default gen_random_uuid(),
  workspace_id         uuid not null references workspaces,
  portfolio_manager_id uuid not null references users,
  name                 text not null,
  language             text not null check (language ~ '^[a-z]{2}$'),
  branding_config      jsonb not null,
  messaging_templates  jsonb not null,
  compliance_rules     jsonb not null default '{}',
  target_demographics  jsonb,
  is_active            boolean not null default true,
  version              integer not null default 1,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now()
);
create index engagement_profiles_pm on engagement_profiles (portfolio_manager_id, is_active);

-- WhatsApp templates as the platform approved them; nothing but these may open a conversation there.
create table channel_templates (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  channel      text not null default 'whatsapp',
  waba_id      text not null,
  external_id  text,
  name         text not null,
  language     text not null,
  category     text not null,
  status       text not null,
  parameter_format text not null default 'POSITIONAL',
  components   jsonb not null,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  unique (workspace_id, waba_id, name, language)
);

create table campaigns (
  id                   uuid primary key default gen_random_uuid(),
  workspace_id         uuid not null references workspaces,
  portfolio_manager_id uuid not null references users,
  name                 text not null,
  purpose              text not null default 'marketing' check (purpose in ('marketing', 'service', 'coaching')),
  target_segment       jsonb not null default '{}',
  message_content      text not null default '',
  -- {whatsapp: {...}, telegram: {...}}: contracts/src/campaigns.ts ChannelContent
  channel_content      jsonb not null default '{}',
  channel_order        text[] not null default '{whatsapp,telegram,signal,imessage}',
  engagement_profile_id uuid references engagement_profiles,
  status               text not null default 'draft'
    check (status in ('draft', 'scheduled', 'active', 'paused', 'completed', 'cancelled')),
  launch_time          timestamptz,
  time_zone            text,
  -- The instant of launch; created_at of every message of this campaign, so id and partition never disagree.
  launched_at          timestamptz,
  late_seconds         integer,
  -- Audience expansion: prospects with id <= cursor are in; done when expanded_at is set.
  expand_cursor        uuid,
  expanded_at          timestamptz,
  completed_at         timestamptz,
  total_recipients     integer not null default 0,
  -- Share of the pool against other campaigns.
  weight               integer not null default 1 check (weight between 1 and 10),
  -- Messages per second over all channels; null: as fast as the limits allow.
  pace_per_second      numeric check (pace_per_second > 0),
  version              integer not null default 1,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now()
);
create index campaigns_list on campaigns (workspace_id, created_at desc, id desc);
create index campaigns_pm on campaigns (portfolio_manager_id, status);
create index campaigns_due on campaigns (launch_time) where status = 'scheduled';
create index campaigns_running on campaigns (id) where status in ('active', 'paused');

create table campaign_recipients (
  campaign_id uuid not null references campaigns on delete cascade,
  workspace_id uuid not null references workspaces,
  prospect_id uuid not null references prospects on delete cascade,
  primary key (campaign_id, prospect_id)
);

create table messages (
  -- Deterministic for campaigns: message_id(campaign, step, prospect). Expanding twice changes nothing.
  id                    uuid not null,
  created_at            timestamptz not null,
  workspace_id          uuid not null,
  campaign_id           uuid,               -- null: a single send or an answer in a conversation
  step                  smallint not null default 0,
  prospect_id           uuid not null,
  portfolio_manager_id  uuid not null,
  engagement_profile_id uuid,               -- null: single sends
  device_id             uuid,               -- null until a sender is chosen
  account_id            uuid,
  -- Set when queued to the first channel that looks open; policy decides again at send time and may move it.
  platform              text not null,
  purpose               text not null,
  -- 0 transactional, 5 campaign. Lower goes first.
  priority              smallint not null default 5,
  -- ContentByChannel of a single send; campaign messages are rendered from the campaign at send time.
  body                  jsonb,
  -- Channels a single send may use, in order; null for campaigns.
  channel_order         text[],
  recipient             text,
  -- What was sent, exactly.
  content               text,
  delivery_status       text not null default 'pending' check (delivery_status in
    ('pending', 'sending', 'sent', 'delivered', 'read', 'retrying', 'failed', 'unknown', 'cancelled', 'skipped', 'held')),
  attempt               smallint not null default 0,
  retry_count           smallint not null default 0 check (retry_count <= 3),
  due_at                timestamptz not null,
  next_retry_at         timestamptz,
  claim_token           bigint,
  external_id           text,
  decision              jsonb,
  sent_at               timestamptz,
  delivered_at          timestamptz,
  read_at               timestamptz,
  replied_at            timestamptz,
  failed_at             timestamptz,
  failed_reason         text,
  compliance_flags      jsonb,
  updated_at            timestamptz not null,
  -- What the partial indexes look at. Kept apart from delivery_status so that sent → delivered → read touches no
  -- indexed column and stays a heap-only update.
  queue                 text generated always as (case
                          when delivery_status in ('pending', 'retrying') then 'waiting'
                          when delivery_status = 'sending' then 'flying'
                          when delivery_status in ('unknown', 'held') then 'open' end) stored,
  primary key (id, created_at)
) partition by range (created_at);

-- The dispatcher's queue, one short range per campaign; rows leave it as they are claimed.
create index messages_queue on messages (campaign_id, platform, due_at, id) where queue = 'waiting';
create index messages_single_queue on messages (workspace_id, platform, due_at, id) where campaign_id is null and queue = 'waiting';
create index messages_in_flight on messages (account_id) where queue = 'flying';
create index messages_open on messages (workspace_id, id) where queue = 'open';
create index messages_campaign on messages (campaign_id, id);
create index messages_prospect on messages (prospect_id, created_at desc);

create table attempts (
  message_id   uuid not null,
  created_at   timestamptz not null,        -- the message's: same month, same partition
  attempt      smallint not null,
  workspace_id uuid not null,
  account_id   uuid not null,
  device_id    uuid not null,
  channel      text not null,
  recipient    text not null,
  claim_token  bigint not null,
  state        text not null default 'intent' check (state in
    ('intent', 'accepted', 'sent', 'delivered', 'read', 'retry', 'rejected', 'failed', 'unknown')),
  code         text,
  detail       text,
  external_id  text,
  intent_at    timestamptz not null,
  responded_at timestamptz,
  delivered_at timestamptz,
  read_at      timestamptz,
  failed_at    timestamptz,
  primary key (message_id, attempt, created_at)
) partition by range (created_at);
create index attempts_external on attempts (account_id, external_id) where external_id is not null;

-- Callbacks as they arrived: verified, stored, acknowledged, then applied in batches.
create table webhook_events (
  id           bigint generated always as identity primary key,
  channel      text not null,
  account_id   uuid not null,
  workspace_id uuid not null,
  payload      jsonb not null,
  received_at  timestamptz not null
);

-- Callbacks of kinds we do not know, or that could not be applied: kept, not dropped.
create table webhook_leftovers (
  id           bigint primary key,
  channel      text not null,
  account_id   uuid not null,
  workspace_id uuid not null,
  payload      jsonb not null,
  reason       text not null,
  received_at  timestamptz not null,
  settled_at   timestamptz
);

create table conversations (
  id             uuid primary key default gen_random_uuid(),
  workspace_id   uuid not null references workspaces,
  prospect_id    uuid not null references prospects on delete cascade,
  channel        text not null,
  account_id     uuid,
  assigned_to    uuid references users,
  status         text not null default 'open' check (status in ('open', 'closed')),
  unread_count   integer not null default 0,
  last_inbound_at timestamptz,
  last_message_at timestamptz not null,
  last_snippet   text,
  created_at     timestamptz not null default now(),
  unique (prospect_id, channel)
);
create index conversations_list on conversations (workspace_id, last_message_at desc, id desc);

create table inbound_messages (
  id              uuid primary key default gen_random_uuid(),
  workspace_id    uuid not null references workspaces,
  conversation_id uuid not null references conversations on delete cascade,
  prospect_id     uuid not null references prospects on delete cascade,
  channel         text not null,
  account_id      uuid not null,
  external_id     text not null,
  kind            text not null default 'text',
  text            text,
  payload         text,
  reply_to        uuid,                     -- the message of ours it answers, where that is known
  occurred_at     timestamptz not null,
  received_at     timestamptz not null,
  unique (account_id, external_id)
);
create index inbound_messages_conversation on inbound_messages (conversation_id, occurred_at, id);
create index inbound_messages_prospect on inbound_messages (prospect_id, occurred_at desc);

-- The event log. Append-only for the application's role. Followed by cursor on (xid, id): identity values commit
-- out of order, so `id > last` would lose rows (architecture page: 3.2% under 32 writers).
create table events (
  id            bigint generated always as identity,
  xid           xid8 not null default pg_current_xact_id(),
  recorded_at   timestamptz not null,
  workspace_id  uuid not null,
  type          text not null,
  occurred_at   timestamptz not null,
  actor_id      uuid,
  campaign_id   uuid,
  message_id    uuid,
  prospect_id   uuid,
  portfolio_manager_id uuid,
  profile_id    uuid,
  channel       text,
  account_id    uuid,
  device_id     uuid,
  data          jsonb not null default '{}',
  primary key (id, recorded_at)
) partition by range (recorded_at);
create index events_cursor on events (xid, id);
create index events_prospect on events (prospect_id, occurred_at desc, id desc) where prospect_id is not null;
create index events_workspace on events (workspace_id, recorded_at desc, id desc);

create table event_cursors (
  follower   text primary key,
  xid        xid8 not null default '0',
  id         bigint not null default 0,
  updated_at timestamptz not null default now()
);

-- Minute rollups; counters only grow, and a recount from the log must give the same numbers (a test does it).
create table rollups (
  workspace_id uuid not null,
  minute       timestamptz not null,
  campaign_id  uuid not null,
  channel      text not null,
  profile_id   uuid not null,
  portfolio_manager_id uuid not null,
  metric       text not null,
  code         text not null default '',
  count        bigint not null default 0,
  -- Sum of milliseconds, for metrics with a latency.
  total_ms     bigint not null default 0,
  primary key (workspace_id, campaign_id, minute, channel, profile_id, portfolio_manager_id, metric, code)
);
create index rollups_time on rollups (workspace_id, minute);

create table campaign_totals (
  campaign_id  uuid not null,
  workspace_id uuid not null,
  channel      text not null,
  metric       text not null,
  code         text not null default '',
  count        bigint not null default 0,
  primary key (campaign_id, channel, metric, code)
);

-- Month partitions, made ahead. There is no default partition: rows in it would block the month's own.
-- Runs as the owner so that the application's role needs no right to create tables.
create function ensure_month_partitions(from_month timestamptz, months integer) returns integer
language plpgsql security definer set search_path = public as $$
declare
  parent text; month timestamptz; part text; made integer := 0;
begin
  foreach parent in array array['messages', 'attempts', 'events'] loop
    for i in 0 .. months - 1 loop
      month := date_trunc('month', from_month at time zone 'utc') at time zone 'utc' ;
      month := ((month at time zone 'utc') + make_interval(months => i)) at time zone 'utc';
      part := format('%s_%s', parent, to_char(month at time zone 'utc', 'YYYY_MM'));
      if to_regclass(part) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = %s)', part, parent,
          month, ((month at time zone 'utc') + interval '1 month') at time zone 'utc',
          case parent when 'events' then 100 else 80 end);
        if parent = 'events' and exists (select from pg_roles where rolname = 'sampark_app') then
          -- The log is append-only for the application, through its partitions too.
          execute format('revoke update, delete, truncate on %I from sampark_app', part);
        end if;
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;

create function message_id(campaign uuid, step integer, prospect uuid) returns uuid
language sql immutable parallel safe as
$$ select md5('message:' || campaign::text || ':' || step::text || ':' || prospect::text)::uuid $$;
