-- A counter that moves was written in five steps of time for its portfolio manager and in five for the workspace. What
-- happens now is written by the minute alone; when a minute is over its sum goes into the coarser steps, once. Until then
-- whoever reads those adds the minutes that are still open (scope_counts).
create table scope_folds (
  only_one boolean primary key default true check (only_one),
  -- Minutes before this instant are in the coarser steps.
  until    timestamptz not null,
  -- A minute is folded some scopes at a time: of those up to and including `scope`, minutes before `next` are.
  next     timestamptz not null,
  scope    uuid not null default '00000000-0000-0000-0000-000000000000',
  check (next >= until)
);

-- Minutes counted so far are in all steps; ten more, where a process of the version before may still be counting.
insert into scope_folds (until, next)
select at, at from (select coalesce(
  (select greatest(max(bucket), date_trunc('minute', now()) + interval '10 minutes') + interval '1 minute'
   from scope_rollups where grain = 'minute'), date_trunc('minute', now()))) as m(at);

create index scope_rollups_minutes on scope_rollups (bucket, scope_id) where grain = 'minute';

create view scope_counts with (security_invoker = true) as
select workspace_id, scope_id, grain, metric, bucket, channel, code, count, total_ms from scope_rollups
union all
select r.workspace_id, r.scope_id, g.grain, r.metric,
  case g.grain when 'quarter' then date_bin(interval '15 minutes', r.bucket, timestamptz 'epoch')
    when 'hour' then date_trunc('hour', r.bucket, 'UTC') when 'day' then date_trunc('day', r.bucket, 'UTC')
    else timestamptz 'epoch' end,
  r.channel, r.code, r.count, r.total_ms
from scope_folds f
cross join (values ('quarter'), ('hour'), ('day'), ('all')) as g(grain)
join scope_rollups r on r.grain = 'minute' and r.bucket >= f.until and (r.bucket >= f.next or r.scope_id > f.scope);
