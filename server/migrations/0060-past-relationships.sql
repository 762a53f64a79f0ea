-- Whose book a person was in before an erasure or an undone import took them out: a legal hold on a portfolio manager keeps
-- their records all the same. Ids only; the row goes with the person's.
create table past_relationships (
  workspace_id uuid not null references workspaces,
  user_id      uuid not null references users on delete cascade,
  prospect_id  uuid not null references prospects on delete cascade,
  ended_at     timestamptz not null,
  primary key (prospect_id, user_id)
);

do $$ begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update on past_relationships to sampark_app;
    revoke delete, truncate on past_relationships from sampark_app;
  end if;
end $$;
