-- Prospects, whose book they are in, what they agreed to, and how they can be reached.

create table prospects (
  id                    uuid primary key default gen_random_uuid(),
  workspace_id          uuid not null references workspaces,
  -- Null only for a person known by a channel identity alone (a Telegram user who shared no number).
  phone_number          text check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  email                 text,
  name                  text,
  first_name            text,
  last_name             text,
  language              text,
  country               char(2),
  time_zone             text,
  demographics          jsonb not null default '{}',
  asset_class_interests jsonb not null default '[]',
  -- Columns of an import that no field of ours claims, kept under their own names for templates.
  attributes            jsonb not null default '{}',
  lead_score            integer not null default 0 check (lead_score between 0 and 100),
  last_engagement       timestamptz,
  -- HMAC of the phone number under the suppression key: suppressions are matched on it.
  phone_hash            bytea,
  -- A refusal in other words, waiting for a person to look (product.md: "holds sending to that person").
  held_reason           text,
  import_id             uuid,
  version               integer not null default 1,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  unique (workspace_id, phone_number)
);
create index prospects_list on prospects (workspace_id, created_at desc, id desc);
create index prospects_score on prospects (workspace_id, lead_score desc, id);
create index prospects_engaged on prospects (workspace_id, last_engagement desc nulls last, id);
create index prospects_name_search on prospects using gin (name gin_trgm_ops);
create index prospects_phone_search on prospects using gin (phone_number gin_trgm_ops);
create index prospects_email_search on prospects using gin (email gin_trgm_ops);
create index prospects_import on prospects (import_id) where import_id is not null;
create index prospects_phone_hash on prospects (workspace_id, phone_hash) where phone_hash is not null;

-- A PM's book. A PM reaches only prospects in it; an admin can share.
create table relationships (
  workspace_id uuid not null references workspaces,
  user_id      uuid not null references users on delete cascade,
  prospect_id  uuid not null references prospects on delete cascade,
  import_id    uuid,
  shared_by    uuid references users,
  created_at   timestamptz not null default now(),
  primary key (user_id, prospect_id)
);
create index relationships_prospect on relationships (prospect_id, user_id);

-- Learned from real traffic, never guessed. Telegram identities hold for one bot (account_id).
create table channel_identities (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  prospect_id  uuid not null references prospects on delete cascade,
  channel      text not null check (channel in ('whatsapp', 'telegram', 'signal', 'imessage')),
  address      text not null,
  account_id   uuid,
  -- unreachable: the platform said this person is not there. blocked: the person stopped us there.
  status       text not null default 'active' check (status in ('active', 'unreachable', 'blocked')),
  status_code  text,
  source       text not null,
  learned_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);
create unique index channel_identities_person on channel_identities (prospect_id, channel, coalesce(account_id, '00000000-0000-0000-0000-000000000000'::uuid));
create index channel_identities_address on channel_identities (workspace_id, channel, address);

-- Append-only ledger; the present state is derived by consent_state below.
create table consents (
  id           bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces,
  prospect_id  uuid not null references prospects on delete cascade,
  channel      text not null check (channel in ('whatsapp', 'telegram', 'signal', 'imessage')),
  purpose      text not null check (purpose in ('marketing', 'service', 'coaching')),
  action       text not null check (action in ('granted', 'withdrawn')),
  source       text not null,
  -- True only for the person's own act (keyword, start link, signed preference page). Nothing else reverses a withdrawal.
  by_person    boolean not null default false,
  evidence     jsonb not null default '{}',
  occurred_at  timestamptz not null,
  recorded_at  timestamptz not null default now(),
  recorded_by  uuid references users,
  import_id    uuid
);
create index consents_state on consents (prospect_id, channel, purpose, id desc);
create index consents_import on consents (import_id) where import_id is not null;

-- Granted when a grant exists and no withdrawal was recorded after the last grant that may undo it.
-- A grant that is not the person's own act never undoes a withdrawal, whatever its date says.
create view consent_state as
select workspace_id, prospect_id, channel, purpose,
       case when max(id) filter (where action = 'withdrawn') is null
              then bool_or(action = 'granted')
            else coalesce(max(id) filter (where action = 'granted' and by_person), 0)
                 > max(id) filter (where action = 'withdrawn')
       end as granted,
       max(id) as last_entry
from consents
group by workspace_id, prospect_id, channel, purpose;

-- Survives erasure: only a keyed hash of the address is kept.
create table suppressions (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  address_hash bytea not null,
  key_version  integer not null default 1,
  -- Null means every channel.
  channel      text check (channel in ('whatsapp', 'telegram', 'signal', 'imessage')),
  -- Null means every purpose (WhatsApp's "stopped marketing" names one).
  purpose      text check (purpose in ('marketing', 'service', 'coaching')),
  reason       text not null,
  source       text not null,
  -- For the list in the dashboard: the last digits only.
  hint         text,
  prospect_id  uuid references prospects on delete set null,
  created_by   uuid references users,
  created_at   timestamptz not null default now(),
  lifted_at    timestamptz,
  lifted_reason text
);
create index suppressions_hash on suppressions (workspace_id, address_hash) where lifted_at is null;
create unique index suppressions_once on suppressions (workspace_id, address_hash, coalesce(channel, ''), coalesce(purpose, '')) where lifted_at is null;
create index suppressions_list on suppressions (workspace_id, created_at desc, id);

-- A start link or opt-in page: what the person who follows it grants, exactly.
create table start_links (
  token        text primary key check (token ~ '^[A-Za-z0-9_-]{8,64}$'),
  workspace_id uuid not null references workspaces,
  prospect_id  uuid references prospects on delete cascade,
  channel      text not null default 'telegram',
  account_id   uuid,
  grants       text[] not null,
  wording      text not null,
  created_by   uuid references users,
  created_at   timestamptz not null default now(),
  used_at      timestamptz
);
create index start_links_prospect on start_links (prospect_id);

create table imports (
  id              uuid primary key default gen_random_uuid(),
  workspace_id    uuid not null references workspaces,
  user_id         uuid not null references users,
  kind            text not null default 'prospects',
  file_name       text,
  file_path       text,
  byte_size       bigint not null default 0,
  -- uploaded → running → completed | failed; completed → undoing → undone
  status          text not null default 'uploaded',
  encoding        text,
  delimiter       text,
  mapping         jsonb,
  options         jsonb not null default '{}',
  rows_total      integer not null default 0,
  rows_imported   integer not null default 0,
  rows_updated    integer not null default 0,
  rows_rejected   integer not null default 0,
  -- Rows imported without any consent: they can be seen, not messaged.
  rows_without_consent integer not null default 0,
  consents_recorded integer not null default 0,
  bytes_done      bigint not null default 0,
  -- Resume point: committed together with the rows of the same chunk.
  rows_done       integer not null default 0,
  error_code      text,
  error_detail    text,
  started_at      timestamptz,
  finished_at     timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
create index imports_list on imports (workspace_id, created_at desc, id);

create table import_rejects (
  import_id   uuid not null references imports on delete cascade,
  workspace_id uuid not null references workspaces,
  row_number  integer not null,
  line        integer not null,
  column_name text,
  code        text not null,
  reason      text not null,
  value       text,
  record      jsonb not null,
  primary key (import_id, row_number)
);

-- What an import changed on a row that was there before, so that it can be undone.
create table import_changes (
  import_id   uuid not null references imports on delete cascade,
  workspace_id uuid not null references workspaces,
  prospect_id uuid not null,
  created     boolean not null,
  before      jsonb,
  primary key (import_id, prospect_id)
);
