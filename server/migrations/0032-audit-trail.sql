-- The event log is the audit trail (docs/decisions/0010-audit-trail.md). What a message's policy decided is kept with the
-- event that follows the decision: `messages.decision` is overwritten by the next one.
alter table events add column decision jsonb;

-- Refuses every change of what was written, whoever asks: a role's rights do not bind the owner of a table. Rows of a demo
-- that was removed go with it; only remove_demo_data can name one. Retention drops whole months, which fires nothing.
create function refuse_change() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op = 'DELETE' then
    if exists (select from installation where old.workspace_id = any(removed_demos)) then
      return old;
    end if;
  end if;
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on events for each row execute function refuse_change();
create trigger never_emptied before truncate on events for each statement execute function refuse_change();

-- The chain. A segment holds the hashes of up to 1,000 consecutive entries of one workspace, in the order (xid, id) of the
-- log: hash n = sha256(hash n-1 || text of entry n), server/src/audit/chain.ts.
create table audit_segments (
  workspace_id  uuid not null,
  segment       bigint not null check (segment > 0),
  first_seq     bigint not null check (first_seq > 0),
  last_seq      bigint not null,
  -- The last entry's place in the log: sealing goes on after it.
  last_xid      xid8 not null,
  last_id       bigint not null,
  -- The earliest and the latest `recorded_at`, for whoever verifies a span of time.
  from_at       timestamptz not null,
  to_at         timestamptz not null,
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  ids           bigint[] not null,
  hashes        bytea not null,
  sealed_at     timestamptz not null,
  primary key (workspace_id, segment),
  unique (workspace_id, first_seq),
  unique (workspace_id, last_xid, last_id),
  check (last_seq - first_seq + 1 = cardinality(ids) and octet_length(hashes) = 32 * cardinality(ids))
);
create index audit_segments_cursor on audit_segments (last_xid, last_id);
-- Hashes do not compress, and the last one is read without the others.
alter table audit_segments alter hashes set storage external;

create trigger append_only before update or delete on audit_segments for each row execute function refuse_change();
create trigger never_emptied before truncate on audit_segments for each statement execute function refuse_change();

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    revoke update, delete, truncate on audit_segments from sampark_app;
    -- An entry's place in the log is given by the database: one with an old place would never be sealed.
    revoke insert on events from sampark_app;
    grant insert (recorded_at, workspace_id, type, occurred_at, actor_id, campaign_id, message_id, prospect_id,
      portfolio_manager_id, profile_id, channel, account_id, device_id, data, decision) on events to sampark_app;
  end if;
end $$;

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
        if parent = 'events' then
          -- Triggers for each row come with the partition, those for statements do not.
          execute format('create trigger never_emptied before truncate on %I for each statement execute function refuse_change()', part);
          if exists (select from pg_roles where rolname = 'sampark_app') then
            -- The log is append-only for the application, through its partitions too.
            execute format('revoke insert, update, delete, truncate on %I from sampark_app', part);
          end if;
        end if;
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;

do $$
declare part regclass;
begin
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'events'::regclass loop
    execute format('create trigger never_emptied before truncate on %s for each statement execute function refuse_change()', part);
    if exists (select from pg_roles where rolname = 'sampark_app') then
      execute format('revoke insert on %s from sampark_app', part);
    end if;
  end loop;
end $$;
