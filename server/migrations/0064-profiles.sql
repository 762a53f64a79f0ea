-- Engagement profiles that people write: at most fifty a portfolio manager, every version kept under the number the profile
-- itself bears, the profiles a campaign chooses from, and logos.
alter table engagement_profiles add column updated_by uuid references users;

-- The number a profile bears and the number its version is kept under become the same.
update engagement_profiles p set version = v.newest
from (select subject_id, max(version) as newest from content_versions where kind = 'profile' group by subject_id) v
where v.subject_id = p.id and p.version <> v.newest;
drop trigger keep_version on engagement_profiles;

create function profile_content(p engagement_profiles) returns jsonb language sql stable as $$
  select to_jsonb(p) - '{id,workspace_id,created_at,updated_at,updated_by,version}'::text[]
$$;

-- Whoever writes a profile: what it says changes only together with its number.
create function number_profile_version() returns trigger language plpgsql set search_path = public as $$
begin
  if new.version = old.version and profile_content(new) <> profile_content(old) then
    new.version := old.version + 1;
  end if;
  return new;
end $$;
create trigger number_version before update on engagement_profiles for each row execute function number_profile_version();

create function keep_profile_version() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    if new.version = old.version then
      return null;
    end if;
  end if;
  insert into content_versions (workspace_id, kind, subject_id, version, content, act, made_by, made_at)
  values (new.workspace_id, 'profile', new.id, new.version, profile_content(new),
    case tg_op when 'INSERT' then 'made' else 'changed' end, new.updated_by, new.updated_at);
  return null;
end $$;
create trigger keep_version after insert or update on engagement_profiles for each row execute function keep_profile_version();

-- FR-005. Counted under a lock of the portfolio manager's own, so that twenty who create at once are counted one by one: a count
-- without it sees none of the others. Held to the end of the transaction, which is when the others see the row.
create function refuse_too_many_profiles() returns trigger language plpgsql set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('engagement_profiles/' || new.portfolio_manager_id, 0));
  if (select count(*) from engagement_profiles where portfolio_manager_id = new.portfolio_manager_id) >= 50 then
    raise exception 'a portfolio manager has at most 50 profiles'
      using errcode = 'check_violation', constraint = 'engagement_profiles_at_most_50';
  end if;
  return new;
end $$;
create trigger at_most_50 before insert on engagement_profiles for each row execute function refuse_too_many_profiles();
create trigger at_most_50_moved before update of portfolio_manager_id on engagement_profiles for each row
  when (new.portfolio_manager_id <> old.portfolio_manager_id) execute function refuse_too_many_profiles();

-- The profiles a campaign chooses from, person by person; campaigns.engagement_profile_id is the one for whom none of them fits.
create table campaign_profiles (
  campaign_id  uuid not null references campaigns on delete cascade,
  workspace_id uuid not null references workspaces,
  profile_id   uuid not null references engagement_profiles,
  -- Not listed: the default alone, which is here for its version.
  listed       boolean not null default true,
  -- What it says is fixed at the launch: a message names its campaign and its profile, and so the version it used.
  version      integer check (version > 0),
  primary key (campaign_id, profile_id)
);
create index campaign_profiles_profile on campaign_profiles (profile_id);

-- Small pictures by the hash of their bytes (hex of SHA-256): written once, never changed, because old versions show them, too.
create table profile_logos (
  workspace_id uuid not null references workspaces,
  hash         text not null check (hash ~ '^[0-9a-f]{64}$'),
  bytes        bytea not null check (octet_length(bytes) <= 524288),
  width        integer not null,
  height       integer not null,
  uploaded_by  uuid not null references users,
  created_at   timestamptz not null,
  primary key (workspace_id, hash)
);

-- A campaign that chooses among profiles says so in its versions; one that does not reads as before.
create or replace function campaign_content(c campaigns) returns jsonb language sql stable set search_path = public as $$
  select jsonb_build_object('name', c.name, 'purpose', c.purpose, 'target_segment', c.target_segment,
    'message_content', c.message_content, 'channel_content', c.channel_content, 'channel_order', c.channel_order,
    'engagement_profile_id', c.engagement_profile_id, 'weight', c.weight, 'pace_per_second', c.pace_per_second,
    'prospect_ids', (select coalesce(jsonb_agg(r.prospect_id order by r.prospect_id), '[]') from campaign_recipients r
                     where r.campaign_id = c.id))
    || coalesce((select jsonb_build_object('profile_ids', jsonb_agg(p.profile_id order by p.profile_id))
                 from campaign_profiles p where p.campaign_id = c.id and p.listed having count(*) > 0), '{}')
$$;

do $$ begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update, delete on campaign_profiles to sampark_app;
    grant select, insert on profile_logos to sampark_app;
    revoke update, delete, truncate on profile_logos from sampark_app;
  end if;
end $$;

select scope_tables();
