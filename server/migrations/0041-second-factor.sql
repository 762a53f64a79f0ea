-- A second step at sign-in, links and steps that work once, and when the person of a session last proved who they are.

alter table workspaces add column second_factor_required boolean not null default false;
-- Null: when the session began.
alter table sessions add column proved_at timestamptz;

create table second_factors (
  user_id      uuid primary key references users on delete cascade,
  workspace_id uuid not null references workspaces,
  -- Sealed with the master key.
  secret       bytea not null,
  -- Codes of this step of 30 seconds and of those before it are spent.
  last_step    bigint not null default 0,
  created_at   timestamptz not null,
  -- Null: shown, but no code of it was entered yet; it asks for nothing.
  confirmed_at timestamptz
);

create table recovery_codes (
  user_id      uuid not null references second_factors on delete cascade,
  workspace_id uuid not null references workspaces,
  code_hash    bytea not null,
  used_at      timestamptz,
  primary key (user_id, code_hash)
);

-- Neither of them is a session: one step of signing in, or a new password, and nothing else.
create table sign_in_tickets (
  token_hash   bytea primary key,
  workspace_id uuid not null references workspaces,
  user_id      uuid not null references users on delete cascade,
  purpose      text not null check (purpose in ('code', 'enrol', 'password')),
  -- What was proved before it, for the entry of the trail.
  after        text not null,
  made_by      uuid references users on delete set null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz
);
create index sign_in_tickets_user on sign_in_tickets (user_id, created_at);
create index sign_in_tickets_expires on sign_in_tickets (expires_at);

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update, delete on second_factors, recovery_codes, sign_in_tickets to sampark_app;
  end if;
end $$;
