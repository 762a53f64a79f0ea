-- Three indexes were most of the cost of an intent, which lives for the time of one call. One remains: whoever looks for an
-- intent knows its person, and a message has one person, so this names the message as surely as before. Recovery and the
-- pages that count what is in flight read the few thousand rows there are.
alter table intents drop constraint intents_pkey;
alter table intents add primary key (prospect_id, message_id);
drop index intents_prospect;
drop index intents_account;

-- A waiting message takes 330 bytes and a sent one 800. With 40% of a page filled a third of all claims found no room on it
-- and wrote to every index. An attempt is written with its answer now, and seldom again.
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
          case parent when 'events' then 100 when 'attempts' then 95 else 28 end);
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
    execute format('alter table %s set (fillfactor = 28)', part);
  end loop;
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'attempts'::regclass loop
    execute format('alter table %s set (fillfactor = 95)', part);
  end loop;
end $$;
