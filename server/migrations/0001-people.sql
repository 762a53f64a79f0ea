-- Workspaces, the people who sign in, and the API's own bookkeeping.
-- Every table carries workspace_id; every query names it (docs/architecture.md, "Scoping").

create extension if not exists pg_trgm;

create table workspaces (
  id              uuid primary key default gen_random_uuid(),
  name            text not null,
  slug            text not null unique,
  product         text not null default 'mcep' check (product in ('mcep', 'shoktiai')),
  is_demo         boolean not null default false,
  default_country char(2) not null default 'GB',
  time_zone       text not null default 'Europe/London',
  language        text not null default 'en',
  -- Quiet hours, caps and opt-out keywords: contracts/src/settings.ts is the shape, and its defaults apply.
  settings        jsonb not null default '{}',
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);

-- The seeds' "portfolio manager" is a user with role `standard`.
create table users (
  id                   uuid primary key default gen_random_uuid(),
  workspace_id         uuid not null references workspaces,
  email                text not null,
  name                 text not null,
  role                 text not null default 'standard' check (role in ('admin', 'standard', 'compliance')),
  lead_score_threshold integer not null default 70 check (lead_score_threshold between 50 and 90),
  password_hash        text not null,
  language             text not null default 'en' check (language in ('en', 'bn')),
  theme                text not null default 'system' check (theme in ('system', 'light', 'dark')),
  status               text not null default 'active' check (status in ('active', 'disabled')),
  password_changed_at  timestamptz not null default now(),
  last_login           timestamptz,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now()
);
create unique index users_email on users (lower(email));
create index users_workspace on users (workspace_id, created_at);

-- One row per sign-in; its refresh tokens form a family, and a re-used one revokes the whole session.
create table sessions (
  id             uuid primary key default gen_random_uuid(),
  workspace_id   uuid not null references workspaces,
  user_id        uuid not null references users on delete cascade,
  user_agent     text,
  ip             text,
  created_at     timestamptz not null default now(),
  last_used_at   timestamptz not null default now(),
  expires_at     timestamptz not null,
  revoked_at     timestamptz,
  revoked_reason text
);
create index sessions_user on sessions (user_id, created_at desc);

create table refresh_tokens (
  id         uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index refresh_tokens_session on refresh_tokens (session_id);

create table invitations (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  email        text not null,
  name         text,
  role         text not null check (role in ('admin', 'standard', 'compliance')),
  token_hash   bytea not null unique,
  invited_by   uuid not null references users,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz not null,
  accepted_at  timestamptz,
  revoked_at   timestamptz
);
create index invitations_workspace on invitations (workspace_id, created_at desc);

-- Login throttling counts failures per bucket (account+network, network, account), never locks the account:
-- users/throttle-login.ts explains which bucket stops whom.
create table login_failures (
  bucket       text primary key,
  failures     integer not null,
  window_start timestamptz not null,
  blocked_until timestamptz
);

create table idempotency_keys (
  workspace_id uuid not null references workspaces,
  user_id      uuid not null references users on delete cascade,
  key          text not null,
  request_hash bytea not null,
  status       integer,
  response     jsonb,
  created_at   timestamptz not null default now(),
  primary key (user_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
