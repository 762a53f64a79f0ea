-- Which keys this database was written with, by an id that says nothing about them: a process that was given others must not
-- write. Nothing of a workspace is in it.
create table known_keys (
  -- secret, suppression, person-1, person-2 and so on.
  name          text primary key,
  -- `lost`: given up by the operator; what hangs on it stays closed.
  key_id        text not null check (key_id ~ '^([0-9a-f]{12}|lost)$'),
  first_used_at timestamptz not null
);

-- Set while somebody's key is there and cannot be opened: their messages wait and the nightly sealing leaves them out.
alter table person_keys add column unusable_since timestamptz;
create index person_keys_unusable on person_keys (prospect_id) where unusable_since is not null;

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update, delete on known_keys to sampark_app;
  end if;
end $$;
