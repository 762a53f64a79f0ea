-- A key of its own for every person anything was written about. What is sealed with it can be read by nobody once it is gone:
-- erasure destroys the key, and the row stays as the proof (docs/decisions/0014-person-keys.md).
create table person_keys (
  prospect_id    uuid primary key,
  workspace_id   uuid not null,
  -- Sealed with the master key of that version. Null: destroyed, for good.
  wrapped_key    bytea check (octet_length(wrapped_key) = 61),
  master_version integer not null check (master_version > 0),
  created_at     timestamptz not null,
  destroyed_at   timestamptz,
  check ((wrapped_key is null) = (destroyed_at is not null))
);

-- Their details are gone and what was written to them cannot be read; they count where they counted.
alter table prospects add column erased_at timestamptz;
create index prospects_erased on prospects (erased_at) where erased_at is not null;

-- Content, body and recipient of a message in one value. The three columns hold what was written before, and nothing new.
alter table messages add column sealed bytea;
alter table messages alter sealed set storage external;

-- Deleted people (nobody ever wrote to them) and undone imports take their unused keys along.
create function forget_person_keys() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from person_keys where prospect_id in (select id from gone);
  return null;
end $$;
create trigger prospects_person_keys after delete on prospects
  referencing old table as gone for each statement execute function forget_person_keys();

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update on person_keys to sampark_app;
    revoke delete, truncate on person_keys from sampark_app;
  end if;
end $$;
