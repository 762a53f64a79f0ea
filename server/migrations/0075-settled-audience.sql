-- Who fits a campaign that asks what happened to people, written down once when its expansion begins: reading everybody's history
-- again for every chunk costs several times as much. Lists of ids rather than rows, because they are read from the first to the
-- last and thrown away: fifty for 250,000 people. Logged like everything else, so that a crash in between loses nobody.
create table audience_parts (
  campaign_id  uuid not null references campaigns on delete cascade,
  workspace_id uuid not null references workspaces,
  part         integer not null check (part >= 0),
  -- In their order; those of a part come before those of the next.
  prospect_ids uuid[] not null check (cardinality(prospect_ids) > 0),
  last_id      uuid not null,
  primary key (campaign_id, part)
);

-- Null: not settled, or the audience is read as the expansion goes on.
alter table campaigns add column audience_settled_at timestamptz;

select scope_tables();
