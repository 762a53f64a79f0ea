-- Every version of what a campaign, a template or a profile says, drafts too (SEC Rule 17a-4(f)(2)(i)(A)); rules have theirs in
-- rule_versions. Written in the transaction that changes the thing, never changed.
create table content_versions (
  workspace_id uuid not null references workspaces,
  kind         text not null check (kind in ('campaign', 'template', 'profile')),
  -- No foreign key: a deleted draft is a record, too.
  subject_id   uuid not null,
  version      integer not null check (version > 0),
  content      jsonb not null,
  -- What happened to it: made, changed, deleted. Kept: it was there when versions began to be kept.
  act          text not null check (act in ('made', 'changed', 'deleted', 'kept')),
  made_by      uuid references users,
  made_at      timestamptz not null,
  primary key (kind, subject_id, version)
);
create index content_versions_age on content_versions (workspace_id, made_at);

create function campaign_content(c campaigns) returns jsonb language sql stable set search_path = public as $$
  select jsonb_build_object('name', c.name, 'purpose', c.purpose, 'target_segment', c.target_segment,
    'message_content', c.message_content, 'channel_content', c.channel_content, 'channel_order', c.channel_order,
    'engagement_profile_id', c.engagement_profile_id, 'weight', c.weight, 'pace_per_second', c.pace_per_second,
    'prospect_ids', (select coalesce(jsonb_agg(r.prospect_id order by r.prospect_id), '[]') from campaign_recipients r
                     where r.campaign_id = c.id))
$$;

insert into content_versions (workspace_id, kind, subject_id, version, content, act, made_by, made_at)
select c.workspace_id, 'campaign', c.id, c.version, campaign_content(c), 'kept', c.content_by, c.updated_at from campaigns c;

-- Templates and profiles are written by platforms, the set-up and one day by people: whoever writes one, its version is kept.
create function keep_content_version() returns trigger language plpgsql set search_path = public as $$
declare
  said jsonb := to_jsonb(new) - '{id,workspace_id,created_at,updated_at,version}'::text[];
begin
  if tg_op = 'UPDATE' then
    if said = to_jsonb(old) - '{id,workspace_id,created_at,updated_at,version}'::text[] then
      return null;
    end if;
  end if;
  insert into content_versions (workspace_id, kind, subject_id, version, content, act, made_at)
  select new.workspace_id, tg_argv[0], new.id,
    coalesce((select max(version) from content_versions v where v.kind = tg_argv[0] and v.subject_id = new.id), 0) + 1,
    said, case tg_op when 'INSERT' then 'made' else 'changed' end, new.updated_at;
  return null;
end $$;
insert into content_versions (workspace_id, kind, subject_id, version, content, act, made_at)
select t.workspace_id, 'template', t.id, 1, to_jsonb(t) - '{id,workspace_id,created_at,updated_at,version}'::text[], 'kept', t.updated_at
from channel_templates t;
insert into content_versions (workspace_id, kind, subject_id, version, content, act, made_at)
select p.workspace_id, 'profile', p.id, 1, to_jsonb(p) - '{id,workspace_id,created_at,updated_at,version}'::text[], 'kept', p.updated_at
from engagement_profiles p;
create trigger keep_version after insert or update on channel_templates for each row execute function keep_content_version('template');
create trigger keep_version after insert or update on engagement_profiles for each row execute function keep_content_version('profile');

-- What a supervisor looks at (FINRA Rule 3110), and whether sending needs the answers to come in.
create table supervision_settings (
  workspace_id    uuid primary key references workspaces,
  -- Of each portfolio manager's sent messages.
  percent         numeric not null default 0 check (percent between 0 and 100),
  -- So many of a new portfolio manager's are looked at, all of them.
  first_messages  integer not null default 0 check (first_messages between 0 and 1000),
  require_capture boolean not null default false,
  version         integer not null default 1,
  updated_at      timestamptz not null,
  updated_by      uuid references users
);

-- Per portfolio manager and week (its Monday, UTC): how many went out, and how many of them were drawn.
create table supervised_weeks (
  workspace_id uuid not null references workspaces,
  portfolio_manager_id uuid not null,
  week         date not null,
  sent         integer not null default 0,
  sampled      integer not null default 0,
  primary key (workspace_id, portfolio_manager_id, week)
);

-- Whether what people write to a sender reaches us, as its platform or its stream last said. Null: nothing is known to be wrong.
alter table health_watch add column capture_fault text, add column capture_at timestamptz;

-- Months of the audit trail that were dropped, each with a signed note of where the chain begins since
-- (server/src/audit/drop-note.ts). Only drop_event_month writes here.
create table audit_drops (
  workspace_id uuid not null,
  month        date not null,
  -- The last entry that is gone, its place in the log and its hash.
  last_seq     bigint not null,
  last_xid     xid8 not null,
  last_id      bigint not null,
  root         bytea not null,
  note         text not null,
  dropped_at   timestamptz not null,
  primary key (workspace_id, month)
);
create trigger append_only before update or delete on audit_drops for each row execute function refuse_change();
create trigger never_emptied before truncate on audit_drops for each statement execute function refuse_change();

create or replace function refuse_change() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op = 'DELETE' then
    if exists (select from installation where old.workspace_id = any(removed_demos)) then
      return old;
    end if;
    -- Segments whose entries went with their month.
    if tg_table_name = 'audit_segments' then
      if exists (select from audit_drops d where d.workspace_id = old.workspace_id
                 and d.last_seq >= (to_jsonb(old) ->> 'last_seq')::bigint) then
        return old;
      end if;
    end if;
  end if;
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege';
end $$;

-- Drops one month of the log, and the segments of the chains that end in it. `drops`: for each workspace with entries in it
-- {workspace_id, last_seq, note}. Refused, whatever the caller believes: a month that ended less than a year ago by the
-- database's own clock, one with entries of a workspace with a standing hold, and one whose entries a note does not cover.
create function drop_event_month(of_month date, at timestamptz, drops jsonb) returns void
language plpgsql security definer set search_path = public as $$
declare
  part text := format('events_%s', to_char(of_month, 'YYYY_MM'));
  bad  uuid;
begin
  set local lock_timeout = '2s';
  if of_month <> date_trunc('month', of_month)::date or of_month + interval '13 months' > now() then
    raise exception 'the month % is not old enough', of_month using errcode = 'insufficient_privilege';
  end if;
  execute format('lock table only %I in access exclusive mode', part);
  execute format($q$
    select e.workspace_id from (select distinct on (workspace_id) workspace_id, xid, id from %I
                                order by workspace_id, xid desc, id desc) e
    left join jsonb_to_recordset($1) as d(workspace_id uuid, last_seq bigint, note text) using (workspace_id)
    left join lateral (
      select s.last_xid, s.last_id from audit_segments s where s.workspace_id = e.workspace_id and s.last_seq = d.last_seq
      union all
      select g.last_xid, g.last_id from audit_drops g where g.workspace_id = e.workspace_id and g.last_seq = d.last_seq
      limit 1) s on true
    where s.last_id is null or d.note is null or (s.last_xid, s.last_id) < (e.xid, e.id)
      or not exists (select from audit_segments n where n.workspace_id = e.workspace_id and n.first_seq > d.last_seq)
      or exists (select from legal_holds h where h.workspace_id = e.workspace_id and h.lifted_at is null)
    limit 1$q$, part) into bad using drops;
  if bad is not null then
    raise exception 'the month % is held or not covered for workspace %', of_month, bad using errcode = 'insufficient_privilege';
  end if;
  insert into audit_drops (workspace_id, month, last_seq, last_xid, last_id, root, note, dropped_at)
  select d.workspace_id, of_month, d.last_seq, s.last_xid, s.last_id, s.root, d.note, at
  from jsonb_to_recordset(drops) as d(workspace_id uuid, last_seq bigint, note text) cross join lateral (
    select s.last_xid, s.last_id, substr(s.hashes, octet_length(s.hashes) - 31) as root from audit_segments s
    where s.workspace_id = d.workspace_id and s.last_seq = d.last_seq
    union all
    select g.last_xid, g.last_id, g.root from audit_drops g where g.workspace_id = d.workspace_id and g.last_seq = d.last_seq
    limit 1) s;
  delete from audit_segments s using jsonb_to_recordset(drops) as d(workspace_id uuid, last_seq bigint)
  where s.workspace_id = d.workspace_id and s.last_seq <= d.last_seq;
  execute format('drop table %I', part);
end $$;

-- Entries of the ledger that a later one of the same person, channel and purpose has replaced, and old versions of content:
-- the application may delete neither. Never sooner than a year, by the database's own clock.
create function delete_replaced_consents(ids bigint[], of_workspace uuid) returns integer
language plpgsql security definer set search_path = public as $$
declare gone integer;
begin
  delete from consents c where c.id = any(ids) and c.workspace_id = of_workspace and c.recorded_at < now() - interval '1 year'
    and exists (select from consents n where n.prospect_id = c.prospect_id and n.channel = c.channel and n.purpose = c.purpose
                and n.workspace_id = c.workspace_id and n.id > c.id);
  get diagnostics gone = row_count;
  return gone;
end $$;

create function delete_old_versions(of_kind text, subjects uuid[], numbers integer[], of_workspace uuid) returns integer
language plpgsql security definer set search_path = public as $$
declare gone integer;
begin
  delete from content_versions v using unnest(subjects, numbers) as o(subject_id, version)
  where v.kind = of_kind and v.subject_id = o.subject_id and v.version = o.version and v.workspace_id = of_workspace
    and v.made_at < now() - interval '1 year';
  get diagnostics gone = row_count;
  return gone;
end $$;

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select, insert, update on supervision_settings, supervised_weeks to sampark_app;
    revoke delete, truncate on supervision_settings, supervised_weeks from sampark_app;
    grant select, insert on content_versions to sampark_app;
    revoke update, delete, truncate on content_versions from sampark_app;
    grant select on audit_drops to sampark_app;
    revoke insert, update, delete, truncate on audit_drops from sampark_app;
    revoke execute on function drop_event_month, delete_replaced_consents, delete_old_versions from public;
    grant execute on function drop_event_month, delete_replaced_consents, delete_old_versions to sampark_app;
  end if;
end $$;
