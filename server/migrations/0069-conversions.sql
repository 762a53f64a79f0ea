-- What people did in the end, as told by a program or a person: each belongs to the message it followed. What it was worth stands
-- in the log alone.
create table conversions (
  id                 uuid primary key default gen_random_uuid(),
  workspace_id       uuid not null references workspaces,
  prospect_id        uuid not null references prospects on delete cascade,
  kind               text not null,
  occurred_at        timestamptz not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid references users,
  -- Keyed hash of the teller's own number for it: told twice, it is one.
  reference_hash     bytea,
  -- The message it followed; null: none in the time allowed.
  message_id         uuid,
  message_created_at timestamptz,
  campaign_id        uuid,
  unique (workspace_id, reference_hash)
);
create index conversions_campaign on conversions (campaign_id, message_id) where campaign_id is not null;
create index conversions_prospect on conversions (prospect_id);

select scope_tables();
