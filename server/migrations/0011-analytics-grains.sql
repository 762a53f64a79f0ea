-- Coarser steps of the scope rollups, so that a quarter of a year is read from a few thousand rows: hours for zones on
-- whole hours, days (UTC) for sums that no zone shapes. Histograms move from quarter hours to hours and days.
alter table scope_rollups drop constraint scope_rollups_grain_check;
alter table scope_rollups add constraint scope_rollups_grain_check
  check (grain in ('minute', 'quarter', 'hour', 'day', 'all'));

insert into scope_rollups (workspace_id, scope_id, grain, metric, bucket, channel, code, count, total_ms)
select workspace_id, scope_id, g.grain, metric, date_trunc(g.grain, bucket, 'UTC'), channel, code, sum(count), sum(total_ms)
from scope_rollups, unnest(array['hour', 'day']) as g(grain)
where scope_rollups.grain = 'quarter'
group by workspace_id, scope_id, g.grain, metric, date_trunc(g.grain, bucket, 'UTC'), channel, code;

delete from scope_rollups where grain = 'quarter' and metric like 'latency\_%';

-- The columns hang together (most rows of a scope are minutes); without this the planner expects far too many rows.
create statistics scope_rollups_together (dependencies, mcv) on workspace_id, scope_id, grain, metric from scope_rollups;
