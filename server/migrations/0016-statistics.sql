-- A large import changes these tables at once, and the next question (who would get a campaign?) comes before autovacuum
-- has looked: the planner then guesses one row where there are a hundred thousand. The import asks for statistics itself.
do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant maintain on prospects, relationships, consents, channel_identities, suppressions to sampark_app;
  end if;
end $$;
