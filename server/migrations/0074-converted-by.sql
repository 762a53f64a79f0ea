-- What counts as converted in an experiment: told over the API, a visit to a link of the message, or whichever came first.
alter table experiments add column converted_by text not null default 'told'
  check (converted_by in ('told', 'visit', 'either'));

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
                                from experiment_variants v where v.experiment_id = e.id))
                   || case when e.converted_by = 'told' then '{}'::jsonb else jsonb_build_object('converted_by', e.converted_by) end)
                 from experiments e where e.campaign_id = c.id), '{}')
    || case when c.missing_values = '{}' then '{}'::jsonb else jsonb_build_object('missing_values', c.missing_values) end
    || case when c.count_link_visits then '{"count_link_visits": true}'::jsonb else '{}'::jsonb end
$$;
