-- A person's own act is recorded by nobody here and comes with no import: whatever writes the ledger, only such an entry
-- reverses an opt-out.
alter table consents add constraint consents_own_act check (not by_person or (recorded_by is null and import_id is null));

-- Links to a person's preference page carry this number; a higher one makes the older links worthless.
alter table prospects add column preferences_version integer not null default 1;

-- What a person is asked to agree to, shown on a public page, behind a QR code or beside a keyword.
create table opt_in_pages (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  -- In the public address: cannot be guessed, says nothing.
  slug         text not null unique check (slug ~ '^[a-z0-9]{10,32}$'),
  name         text not null,
  language     text not null check (language in ('en', 'bn')),
  -- channel:purpose, each offered for itself.
  offers       text[] not null check (cardinality(offers) between 1 and 12),
  -- Whole message that agrees without the page; what stands beside it in print is the wording of the version.
  keyword      text,
  keyword_key  text,
  active       boolean not null default true,
  version      integer not null default 1,
  created_by   uuid not null references users,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);
create unique index opt_in_pages_keyword on opt_in_pages (workspace_id, keyword_key) where keyword_key is not null and active;
create index opt_in_pages_list on opt_in_pages (workspace_id, created_at desc, id);

-- Every wording a page ever showed: the proof says which.
create table opt_in_wordings (
  page_id    uuid not null references opt_in_pages on delete cascade,
  version    integer not null,
  wording    text not null,
  offers     text[] not null,
  created_by uuid not null references users,
  created_at timestamptz not null default now(),
  primary key (page_id, version)
);

-- Somebody ticked boxes on a page. It counts for nothing until they send the code through the channel itself.
create table opt_in_requests (
  code         text primary key check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  workspace_id uuid not null references workspaces,
  page_id      uuid not null references opt_in_pages on delete cascade,
  version      integer not null,
  grants       text[] not null,
  language     text not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  prospect_id  uuid references prospects on delete set null
);
create index opt_in_requests_age on opt_in_requests (expires_at);
create index opt_in_requests_person on opt_in_requests (prospect_id) where prospect_id is not null;

do $$ begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update on opt_in_pages to sampark_app;
    grant select, insert on opt_in_wordings to sampark_app;
    grant select, insert, update, delete on opt_in_requests to sampark_app;
    revoke delete, truncate on opt_in_pages from sampark_app;
    revoke update, delete, truncate on opt_in_wordings from sampark_app;
  end if;
end $$;
