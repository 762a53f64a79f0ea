-- The second line behind queries that name their workspace: a statement of the API that forgets to shows nothing, and changes
-- nothing, of another workspace (docs/decisions/0016-row-security.md). Requests are answered as sampark_api, for which
-- `sampark.workspace` says whose rows there are; without it there are none. Background work keeps its own role.

-- Brings every table with a workspace under it, and takes new ones in: it runs after every migration. Returns how many it added.
create function scope_tables() returns integer language plpgsql set search_path = public as $$
declare
  app    name := coalesce((select rolname from pg_roles where rolname = 'sampark_app'), current_user);
  here   text := $q$nullif(current_setting('sampark.workspace', true), '')::uuid$q$;
  one    record;
  col    record;
  action text;
  added  integer := 0;
begin
  for one in
    select c.oid, c.relname,
      case c.relname when 'workspaces' then format('id = %s', here)
        -- These say whose they are by what they belong to.
        when 'refresh_tokens' then format('exists (select from sessions o where o.id = session_id and o.workspace_id = %s)', here)
        when 'opt_in_wordings' then format('exists (select from opt_in_pages o where o.id = page_id and o.workspace_id = %s)', here)
        else format('workspace_id = %s', here) end as rule
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (c.relname in ('workspaces', 'refresh_tokens', 'opt_in_wordings')
        or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'workspace')
  loop
    execute format('alter table %I enable row level security, force row level security', one.relname);
    execute format('create policy workspace on %I using (%s) with check (%s)', one.relname, one.rule, one.rule);
    -- Whoever is neither of these two falls under the policy above, the unforeseen included.
    execute format('create policy engine on %I to %I, %I using (true) with check (true)', one.relname, current_user, app);
    added := added + 1;
  end loop;

  if not exists (select from pg_roles where rolname = 'sampark_api') then
    begin
      create role sampark_api nologin;
    exception
      when insufficient_privilege then return added;
      when duplicate_object or unique_violation then null;
    end;
  end if;
  if not pg_has_role(app, 'sampark_api', 'set') then
    begin
      execute format('grant sampark_api to %I with inherit false, set true', app);
    exception when insufficient_privilege then null;
    end;
  end if;

  if not has_schema_privilege('sampark_api', 'public', 'usage') then
    grant usage on schema public to sampark_api;
  end if;
  -- What the application's role may do with a table, no more.
  for one in
    select c.oid, c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace
      and ((c.relkind in ('r', 'p') and c.relforcerowsecurity and not c.relispartition) or c.relkind = 'v'
        -- How far counting has come: nobody's data.
        or c.relname in ('scope_folds', 'event_cursors'))
  loop
    foreach action in array array['select', 'insert', 'update', 'delete'] loop
      continue when action <> 'select' and one.relname in ('scope_folds', 'event_cursors');
      if has_table_privilege(app, one.oid, action) then
        if not has_table_privilege('sampark_api', one.oid, action) then
          execute format('grant %s on %I to sampark_api', action, one.relname);
        end if;
      else
        if has_table_privilege('sampark_api', one.oid, action) then
          execute format('revoke %s on %I from sampark_api', action, one.relname);
        end if;
        for col in select a.attname, a.attnum from pg_attribute a
          where a.attrelid = one.oid and a.attnum > 0 and not a.attisdropped and action in ('insert', 'update')
            and has_column_privilege(app, one.oid, a.attnum, action)
            and not has_column_privilege('sampark_api', one.oid, a.attnum, action)
        loop
          execute format('grant %s (%I) on %I to sampark_api', action, col.attname, one.relname);
        end loop;
      end if;
    end loop;
  end loop;
  return added;
end $$;

-- A view reads with its owner's rights unless told otherwise, and the owner sees everything.
alter view consent_state set (security_invoker = true);

-- So do functions that run as their owner; requests have no business with them.
revoke execute on function ensure_month_partitions(timestamptz, integer), remove_demo_data(timestamptz) from public;
do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant execute on function ensure_month_partitions(timestamptz, integer), remove_demo_data(timestamptz) to sampark_app;
  end if;
end $$;

select scope_tables();
