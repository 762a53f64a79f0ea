-- What was expected of a campaign when it was launched, to be held against what happened. Written once, never changed.
create table campaign_forecasts (
  campaign_id  uuid primary key references campaigns on delete cascade,
  workspace_id uuid not null references workspaces,
  made_at      timestamptz not null,
  -- Null: its schedule launched it.
  made_by      uuid references users,
  -- contracts/src/campaigns.ts CampaignForecast
  forecast     jsonb not null
);
create index campaigns_launched on campaigns (launched_at) where launched_at is not null;
do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, delete on campaign_forecasts to sampark_app;
    revoke update on campaign_forecasts from sampark_app;
  end if;
end $$;
