-- Rollups without the campaign in their key, so that a chart over a workspace or a PM's work reads a few thousand rows
-- whatever the number of campaigns, and a note of what changed for the live stream.

create table scope_rollups (
  workspace_id uuid not null,
  -- The workspace's own id: everything in it. A user's id: what that portfolio manager sent.
  scope_id     uuid not null,
  -- minute: charts of the last hours. quarter: 15 minutes, the finest step between today's time zones, so hours and
  -- days of any zone are sums of it. all: since the beginning (bucket is the epoch).
  grain        text not null check (grain in ('minute', 'quarter', 'all')),
  metric       text not null,
  bucket       timestamptz not null,
  channel      text not null,
  code         text not null default '',
  count        bigint not null default 0,
  total_ms     bigint not null default 0,
  primary key (workspace_id, scope_id, grain, metric, bucket, channel, code)
) with (fillfactor = 80);

-- One row per campaign, PM or workspace whose numbers moved, with the revision of the last batch that moved them.
-- Batches are serialised by the follower's cursor lock, so revisions become visible in order and none is missed.
create table analytics_changes (
  workspace_id uuid not null,
  kind         text not null check (kind in ('workspace', 'pm', 'campaign')),
  id           uuid not null,
  portfolio_manager_id uuid,
  revision     bigint not null,
  primary key (workspace_id, kind, id)
);
create index analytics_changes_revision on analytics_changes (workspace_id, revision);
create sequence analytics_revisions;
