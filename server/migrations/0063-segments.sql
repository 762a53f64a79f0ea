-- Named conditions on people, and what a campaign made of one when it was launched.
create table segments (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  owner_id     uuid not null references users,
  name         text not null,
  description  text not null default '',
  -- contracts/src/segments.ts SegmentCondition
  condition    jsonb not null,
  -- Every portfolio manager may use it.
  shared       boolean not null default false,
  version      integer not null default 1 check (version > 0),
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);
create index segments_list on segments (workspace_id, created_at desc, id desc);

alter table campaigns
  -- The condition as it was at the launch, with the segment and its version: what expansion goes by from then on.
  add column frozen_segment jsonb;
-- Who uses a segment is asked before it is deleted.
create index campaigns_segment on campaigns ((target_segment ->> 'segment_id')) where target_segment ? 'segment_id';

select scope_tables();
