-- The application's role may read and write everything except what must never change.
do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant usage on schema public to sampark_app;
    grant select, insert, update, delete on all tables in schema public to sampark_app;
    grant usage, select on all sequences in schema public to sampark_app;
    grant execute on all functions in schema public to sampark_app;
    alter default privileges in schema public grant select, insert, update, delete on tables to sampark_app;
    alter default privileges in schema public grant usage, select on sequences to sampark_app;
    revoke update, delete, truncate on events, consents from sampark_app;
  end if;
end $$;

select ensure_month_partitions(now() - interval '2 months', 8);
