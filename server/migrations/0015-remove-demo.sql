-- What is true of the installation as a whole, and the one way to be rid of the demo. The application's role may not
-- delete from the append-only ledgers; this function may, and takes no workspace of real people.
create table installation (
  only_row        boolean primary key default true check (only_row),
  demo_removed_at timestamptz,
  -- Their workers may still write a line or two after the removal; the next start sweeps once more.
  removed_demos   uuid[] not null default '{}',
  swept_at        timestamptz
);
insert into installation default values;

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    revoke insert, update, delete, truncate on installation from sampark_app;
  end if;
end $$;

-- Removes every row of every demo workspace, and what was written late for one removed earlier. Returns the number of
-- rows. `now_at` is the application's clock.
create function remove_demo_data(now_at timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  ids     uuid[];
  gone    bigint := 0;
  removed bigint;
  one     record;
begin
  select coalesce(array_agg(id), '{}') into ids from workspaces where is_demo;
  if ids <> '{}' then
    update installation set demo_removed_at = now_at, swept_at = null, removed_demos = removed_demos || ids;
  end if;
  select removed_demos into ids from installation;
  if ids = '{}' then
    return 0;
  end if;
  -- Rows that refer to others go before those they refer to.
  for one in
    with recursive owned as (
      select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition),
    depth(oid, n) as (
      select oid, 0 from owned
      union all
      select f.confrelid, d.n + 1 from depth d
      join pg_constraint f on f.contype = 'f' and f.conrelid = d.oid and f.confrelid <> f.conrelid)
    select oid::regclass as name, max(n) as n from depth where oid in (select oid from owned) group by oid order by n, name
  loop
    execute format('delete from %s where workspace_id = any($1)', one.name) using ids;
    get diagnostics removed = row_count;
    gone := gone + removed;
  end loop;
  delete from workspaces where is_demo and id = any(ids);
  if gone = 0 then
    update installation set swept_at = now_at;
  end if;
  return gone;
end $$;
