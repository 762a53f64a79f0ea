-- Approved templates as the platform keeps them: its opinion of each, those that are gone (messages point to them, so they
-- stay), and when each business account was last asked.
alter table channel_templates
  add column quality         text check (quality in ('GREEN', 'YELLOW', 'RED', 'UNKNOWN')),
  -- The platform's own word or sentence, such as INVALID_FORMAT.
  add column rejected_reason text,
  add column removed_at      timestamptz;

create table template_syncs (
  workspace_id    uuid not null references workspaces,
  waba_id         text not null,
  tried_at        timestamptz not null,
  -- The last time every page came.
  synchronised_at timestamptz,
  -- What the last try met; null: nothing.
  error           text,
  detail          text,
  primary key (workspace_id, waba_id)
);

-- A refusal of what left before a person resumed the campaign says nothing about it any more.
alter table campaigns add column resumed_at timestamptz;

do $$ begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update on template_syncs to sampark_app;
    revoke delete, truncate on template_syncs from sampark_app;
  end if;
end $$;

select scope_tables();
