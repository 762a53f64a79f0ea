-- Compliance rules. What a rule says is never changed: a change is a further version, so that what judged a message years
-- ago can still be read. Only whether a rule is on, and which version holds, moves.
create table rules (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  -- The starter pack and its rule, where it came from one.
  pack         text,
  pack_rule    text,
  version      integer not null default 1,
  -- Also counts switching on and off; the ETag.
  revision     integer not null default 1,
  enabled      boolean not null default true,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  unique (workspace_id, pack, pack_rule)
);

create table rule_versions (
  rule_id      uuid not null references rules,
  version      integer not null,
  workspace_id uuid not null references workspaces,
  definition   jsonb not null,            -- RuleDefinition of contracts/src/rules.ts
  made_by      uuid references users,
  made_at      timestamptz not null,
  primary key (rule_id, version)
);

-- One number for all rules of a workspace: who compiled them looks at nothing else.
create table rule_sets (
  workspace_id uuid primary key references workspaces,
  version      integer not null
);

-- What a rule found in a message. Text of the message only in matched and excerpt.
create table message_flags (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  message_id   uuid not null,
  created_at   timestamptz not null,      -- the message's
  campaign_id  uuid,
  prospect_id  uuid not null,
  portfolio_manager_id uuid not null,
  channel      text not null,
  rule_id      uuid not null,             -- no foreign key: every sender would lock the rule's row
  rule_version integer not null,
  action       text not null check (action in ('warn', 'block')),
  severity     text not null check (severity in ('low', 'medium', 'high')),
  matched      text,
  excerpt      text not null,
  flagged_at   timestamptz not null,
  state        text not null default 'open' check (state in ('open', 'assigned', 'decided')),
  assigned_to  uuid references users,
  verdict      text check (verdict in ('false_alarm', 'minor', 'violation')),
  note         text,
  decided_by   uuid references users,
  decided_at   timestamptz,
  check ((state = 'decided') = (verdict is not null)),
  unique (message_id, rule_id, rule_version)
);
create index message_flags_queue on message_flags (workspace_id, flagged_at, id) where state <> 'decided';
create index message_flags_list on message_flags (workspace_id, flagged_at desc, id desc);
create index message_flags_rule on message_flags (rule_id, verdict);
create index message_flags_campaign on message_flags (campaign_id) where campaign_id is not null;

-- The first of the two who let a held message go. It speaks for one text: another one has to be asked for anew.
create table release_requests (
  message_id   uuid primary key,
  created_at   timestamptz not null,      -- the message's
  workspace_id uuid not null references workspaces,
  text_hash    text not null,
  asked_by     uuid not null references users,
  asked_at     timestamptz not null,
  note         text
);

-- Who last wrote what a campaign says: an author does not release a message of their own.
alter table campaigns add column content_by uuid;

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update, delete on rules, rule_sets, message_flags, release_requests to sampark_app;
    grant select, insert on rule_versions to sampark_app;
    revoke update, delete, truncate on rule_versions from sampark_app;
  end if;
end $$;
