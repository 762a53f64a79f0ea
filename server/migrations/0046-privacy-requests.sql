-- What people ask for about their own data, with the day by which they must have an answer.
create table privacy_requests (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  -- Null once the person's record is deleted; erasing them keeps the row.
  prospect_id  uuid references prospects on delete set null,
  kind         text not null check (kind in ('copy', 'erasure', 'correction', 'objection')),
  came_by      text not null check (came_by in ('preference_page', 'phone', 'letter', 'email', 'meeting', 'message', 'api')),
  state        text not null default 'open' check (state in ('open', 'completed', 'refused')),
  received_at  timestamptz not null,
  due_on       date not null,
  extended_at  timestamptz,
  assigned_to  uuid references users,
  -- Null: the person did it themselves.
  created_by   uuid references users,
  closed_at    timestamptz,
  closed_by    uuid references users,
  -- When those who work on requests were told that the day is near.
  warned_at    timestamptz,
  check ((state = 'open') = (closed_at is null))
);
create unique index privacy_requests_open on privacy_requests (prospect_id, kind) where state = 'open';
create index privacy_requests_person on privacy_requests (prospect_id);
create index privacy_requests_due on privacy_requests (workspace_id, due_on, id) where state = 'open';
create index privacy_requests_closed on privacy_requests (workspace_id, closed_at desc, id) where state <> 'open';

-- What was done about one, in order. The words are free text about a person; erasing them empties it.
create table privacy_request_steps (
  id           bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces,
  request_id   uuid not null references privacy_requests on delete cascade,
  step         text not null check (step in ('received', 'assigned', 'noted', 'extended', 'completed', 'refused')),
  note         text,
  -- Whom it was assigned to.
  assigned_to  uuid references users,
  made_by      uuid references users,
  made_at      timestamptz not null
);
create index privacy_request_steps_request on privacy_request_steps (request_id, id);

-- Why an administrator took a number off the list again.
alter table suppressions add column lifted_note text;

do $$ begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update on privacy_requests to sampark_app;
    grant select, insert, update on privacy_request_steps to sampark_app;
    revoke delete, truncate on privacy_requests, privacy_request_steps from sampark_app;
  end if;
end $$;
