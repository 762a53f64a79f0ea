-- Room on each page for what a row becomes. A waiting message has half the size of a sent one, and is then written twice
-- more; on a full page each of those updates writes to every index. Measured with 16,000 campaign messages, heap-only
-- updates before and after: messages 25% and 34% (the others change `queue`), attempts 40% and 52%, contact_channels
-- 12% and 51%.

create or replace function ensure_month_partitions(from_month timestamptz, months integer) returns integer
language plpgsql security definer set search_path = public as $$
declare
  parent text; month timestamptz; part text; made integer := 0;
begin
  foreach parent in array array['messages', 'attempts', 'events'] loop
    for i in 0 .. months - 1 loop
      month := date_trunc('month', from_month at time zone 'utc') at time zone 'utc' ;
      month := ((month at time zone 'utc') + make_interval(months => i)) at time zone 'utc';
      part := format('%s_%s', parent, to_char(month at time zone 'utc', 'YYYY_MM'));
      if to_regclass(part) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = %s)', part, parent,
          month, ((month at time zone 'utc') + interval '1 month') at time zone 'utc',
          case parent when 'events' then 100 when 'attempts' then 60 else 40 end);
        if parent = 'events' and exists (select from pg_roles where rolname = 'sampark_app') then
          -- The log is append-only for the application, through its partitions too.
          execute format('revoke update, delete, truncate on %I from sampark_app', part);
        end if;
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;

-- Pages written before keep their size; new ones follow.
do $$
declare part regclass;
begin
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'messages'::regclass loop
    execute format('alter table %s set (fillfactor = 40)', part);
  end loop;
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'attempts'::regclass loop
    execute format('alter table %s set (fillfactor = 60)', part);
  end loop;
end $$;
alter table contact_channels set (fillfactor = 70);
