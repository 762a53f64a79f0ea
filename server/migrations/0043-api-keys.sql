-- Keys of programs. One acts as the person who made it, within its scopes; what it looked like is not kept.
create table api_keys (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  user_id      uuid not null references users on delete cascade,
  name         text not null,
  -- The beginning, to recognise it by.
  prefix       text not null,
  token_hash   bytea not null unique,
  scopes       text[] not null check (cardinality(scopes) > 0),
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  revoked_by   uuid references users on delete set null
);
create index api_keys_workspace on api_keys (workspace_id, created_at desc, id desc);
create index api_keys_user on api_keys (user_id);

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update, delete on api_keys to sampark_app;
  end if;
end $$;
