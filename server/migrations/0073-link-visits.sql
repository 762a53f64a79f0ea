-- Visits of the links in what a campaign sends. Each message's links have addresses of their own, which say by themselves what they
-- stand for: nothing is kept of a message until somebody comes.
alter table campaigns add column count_link_visits boolean not null default false;

-- Where they lead: written at the launch, from the words that are fixed then. No other address is ever led to.
create table campaign_links (
  id           integer generated always as identity primary key,
  workspace_id uuid not null references workspaces,
  campaign_id  uuid not null references campaigns on delete cascade,
  -- From 1, in the order of the words.
  number       integer not null check (number > 0),
  target       text not null check (target ~* '^https?://'),
  unique (campaign_id, number)
);

-- The first visit of a message's link: the others add nothing. Neither from where nor with what.
create table link_visits (
  link_id      integer not null references campaign_links on delete cascade,
  message_id   uuid not null,
  workspace_id uuid not null references workspaces,
  campaign_id  uuid not null references campaigns on delete cascade,
  prospect_id  uuid not null references prospects on delete cascade,
  visited_at   timestamptz not null,
  primary key (link_id, message_id)
);
create index link_visits_campaign on link_visits (campaign_id, message_id);
create index link_visits_prospect on link_visits (prospect_id);

create or replace function campaign_content(c campaigns) returns jsonb language sql stable set search_path = public as $$
  select jsonb_build_object('name', c.name, 'purpose', c.purpose, 'target_segment', c.target_segment,
    'message_content', c.message_content, 'channel_content', c.channel_content, 'channel_order', c.channel_order,
    'engagement_profile_id', c.engagement_profile_id, 'weight', c.weight, 'pace_per_second', c.pace_per_second,
    'prospect_ids', (select coalesce(jsonb_agg(r.prospect_id order by r.prospect_id), '[]') from campaign_recipients r
                     where r.campaign_id = c.id))
    || coalesce((select jsonb_build_object('profile_ids', jsonb_agg(p.profile_id order by p.profile_id))
                 from campaign_profiles p where p.campaign_id = c.id and p.listed having count(*) > 0), '{}')
    || coalesce((select jsonb_build_object('experiment', jsonb_build_object('name', e.name, 'varies', e.varies,
                   'metric', e.metric, 'trial_share', e.trial_share, 'holdout_share', e.holdout_share,
                   'variants', (select jsonb_agg(jsonb_build_object('key', v.key, 'name', v.name, 'share', v.share,
                                  'is_control', v.is_control, 'change', v.change) order by v.variant)
                                from experiment_variants v where v.experiment_id = e.id)))
                 from experiments e where e.campaign_id = c.id), '{}')
    || case when c.missing_values = '{}' then '{}'::jsonb else jsonb_build_object('missing_values', c.missing_values) end
    || case when c.count_link_visits then '{"count_link_visits": true}'::jsonb else '{}'::jsonb end
$$;

select scope_tables();
