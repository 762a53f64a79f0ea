-- Experiments: a campaign that is sent in several variants, to find out which does better.
create table experiments (
  id             uuid primary key default gen_random_uuid(),
  workspace_id   uuid not null references workspaces,
  campaign_id    uuid not null unique references campaigns on delete cascade,
  name           text not null,
  -- What is different between variants; the rest is the campaign's.
  varies         text not null check (varies in ('message', 'profile', 'channel_order', 'send_time')),
  status         text not null default 'draft' check (status in ('draft', 'running', 'decided', 'ended')),
  metric         text not null check (metric in ('delivered', 'read', 'replied', 'converted')),
  -- Shares of people, 0 to 1. What the control is expected to reach; null: nobody knows.
  expected_rate  double precision check (expected_rate > 0 and expected_rate < 1),
  minimum_effect double precision not null check (minimum_effect > 0 and minimum_effect < 1),
  power          double precision not null default 0.8 check (power > 0 and power < 1),
  alpha          double precision not null default 0.05 check (alpha > 0 and alpha < 1),
  -- Ten-thousandths of the audience: who is in the experiment, and who gets nothing at all. The rest waits for the winner.
  trial_share    integer not null default 10000 check (trial_share between 1 and 10000),
  holdout_share  integer not null default 0 check (holdout_share between 0 and 9999),
  -- So long after its sending a message that did not do it counts as one that does not.
  settle_minutes integer not null default 4320 check (settle_minutes between 1 and 43200),
  -- contracts/src/experiments.ts Guardrails
  guardrails     jsonb not null,
  -- People for each variant by the plan; null without an expected rate.
  people_planned integer check (people_planned > 0),
  -- Fixed at the launch. [{key, from, to}] on a line of 10,000, which is whole; the key 'rest' owns who waits for the winner.
  stretches      jsonb,
  launched_at    timestamptz,
  -- The first verdict that named a winner, as it was shown: it is not taken back.
  shown_verdict  jsonb,
  shown_at       timestamptz,
  -- A variant's number; without a foreign key, since tables that point at each other cannot be emptied in an order.
  winner         smallint,
  decided_by     uuid references users,
  decided_at     timestamptz,
  -- Why it was decided before the verdict said that it may.
  decided_early  text,
  rolled_out_at  timestamptz,
  version        integer not null default 1 check (version > 0),
  created_by     uuid not null references users,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  check ((status = 'decided') = (winner is not null))
);
create index experiments_list on experiments (workspace_id, created_at desc, id desc);
-- Whose guardrails are watched.
create index experiments_running on experiments (id) where status = 'running';

create table experiment_variants (
  experiment_id  uuid not null references experiments on delete cascade,
  workspace_id   uuid not null references workspaces,
  variant        smallint not null check (variant between 1 and 26),
  -- 1 is A, 2 is B.
  key            text not null generated always as (chr(64 + variant)) stored,
  name           text not null,
  -- Of the people in the experiment, in ten-thousandths: 10,000 together.
  share          integer not null check (share between 1 and 9999),
  is_control     boolean not null,
  -- contracts/src/experiments.ts VariantChange; empty: as the campaign says.
  change         jsonb not null default '{}',
  stopped_at     timestamptz,
  stopped_reason text,
  primary key (experiment_id, variant)
);
create unique index experiment_variants_control on experiment_variants (experiment_id) where is_control;

alter table messages
  -- experiment_variants.variant; 0 is the holdout, null a campaign without an experiment.
  add column variant  smallint,
  -- False: got the variant by a roll-out or after another was stopped, so it is no part of any comparison.
  add column in_trial boolean;

-- What the variants say is part of what a campaign says; a campaign without them reads as before.
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
$$;

select scope_tables();
