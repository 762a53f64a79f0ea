-- Signing in at the provider of one's organisation (docs/decisions/0017-single-sign-on.md).
create table sign_in_providers (
  workspace_id     uuid primary key references workspaces,
  issuer           text not null,
  client_id        text not null,
  -- Sealed with the master key.
  client_secret    bytea not null,
  enabled          boolean not null,
  -- Of people of its domains; an administrator's password is always taken.
  password_allowed boolean not null default true,
  -- Of people nobody has invited. Null: they stay outside.
  default_role     text check (default_role in ('standard', 'compliance')),
  -- The provider's word (acr) for two steps.
  two_step_acr     text,
  created_at       timestamptz not null,
  updated_at       timestamptz not null
);

-- A domain leads to one provider: whoever types an address is sent to one place.
create table sign_in_domains (
  domain       text primary key check (domain = lower(domain)),
  workspace_id uuid not null references sign_in_providers on delete cascade
);
create index sign_in_domains_workspace on sign_in_domains (workspace_id);

-- Who somebody is at a provider. Addresses are given to other people, subjects never.
create table sign_in_links (
  workspace_id uuid not null references workspaces,
  issuer       text not null,
  subject      text not null,
  user_id      uuid not null references users on delete cascade,
  linked_at    timestamptz not null,
  primary key (workspace_id, issuer, subject),
  unique (user_id, issuer)
);

-- On the way to the provider and back. The browser holds the token, in a cookie, from which state, nonce and code verifier
-- follow; each is taken once.
create table sign_in_flows (
  token_hash   bytea primary key,
  workspace_id uuid not null references workspaces,
  issuer       text not null,
  -- `prove`: somebody who is signed in shows again who they are.
  purpose      text not null check (purpose in ('sign_in', 'prove')),
  session_id   uuid references sessions on delete cascade,
  popup        boolean not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  check ((purpose = 'prove') = (session_id is not null))
);
create index sign_in_flows_expires on sign_in_flows (expires_at);

-- What the provider is told when a session that began there ends. Sealed; gone with the session.
create table provider_sessions (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  id_token     bytea not null,
  created_at   timestamptz not null
);
alter table sessions add column provider_session uuid references provider_sessions on delete set null;
create index sessions_provider on sessions (provider_session) where provider_session is not null;
alter table sign_in_tickets add column provider_session uuid references provider_sessions on delete set null;
create index sign_in_tickets_provider on sign_in_tickets (provider_session) where provider_session is not null;

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update, delete on sign_in_providers, sign_in_domains, sign_in_links, sign_in_flows, provider_sessions to sampark_app;
  end if;
end $$;
