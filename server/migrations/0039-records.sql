-- Record keeping (docs/decisions/0015-record-keeping.md): how long each class of data is kept, and what may not go at all.
create table retention_settings (
  workspace_id uuid primary key references workspaces,
  -- Null: nobody has chosen; then everything that may apply to the workspace's product counts.
  regimes      text[],
  -- Months a class is kept where the workspace wants longer than the law: {"messages": 84}
  months       jsonb not null default '{}',
  version      integer not null default 1,
  updated_at   timestamptz not null,
  updated_by   uuid references users
);

-- A hold keeps everything about its subject, whatever the clocks say, until it is lifted. Never deleted: that there was one
-- is a record, too.
create table legal_holds (
  id             uuid primary key default gen_random_uuid(),
  workspace_id   uuid not null references workspaces,
  kind           text not null check (kind in ('person', 'campaign', 'manager', 'class')),
  -- No foreign keys: a hold outlives what it names.
  prospect_id    uuid,
  campaign_id    uuid,
  portfolio_manager_id uuid,
  data_class     text,
  reason         text not null,
  made_by        uuid not null references users,
  made_at        timestamptz not null,
  -- The first of the two who lift it; a compliance officer needs no second.
  lift_asked_by  uuid references users,
  lift_asked_at  timestamptz,
  lift_reason    text,
  lifted_by      uuid references users,
  lifted_at      timestamptz,
  check (num_nonnulls(prospect_id, campaign_id, portfolio_manager_id, data_class) = 1
    and case kind when 'person' then prospect_id is not null when 'campaign' then campaign_id is not null
                  when 'manager' then portfolio_manager_id is not null else data_class is not null end),
  check ((lifted_at is null) = (lifted_by is null))
);
create index legal_holds_standing on legal_holds (workspace_id) where lifted_at is null;
create index legal_holds_list on legal_holds (workspace_id, made_at desc, id desc);

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update on retention_settings, legal_holds to sampark_app;
    revoke delete, truncate on retention_settings, legal_holds from sampark_app;
  end if;
end $$;
