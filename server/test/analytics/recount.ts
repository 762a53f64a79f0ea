// The numbers again, straight from the log by plain SQL: an implementation of its own, to hold the rollups against.
import { sql, type Kysely } from 'kysely';
import { latencyBounds } from '../../src/analytics/latency-buckets.ts';
import type { DB } from '../../src/db/generated/schema.ts';

export type Counted = {
  workspace_id: string;
  campaign_id: string;
  minute: Date;
  channel: string;
  profile_id: string;
  portfolio_manager_id: string;
  metric: string;
  code: string;
  count: number;
  total_ms: number;
};

/** `settled`: the states that are neither waiting to be sent nor under way. */
const moves = sql`
  select e.*, coalesce(e.data ->> 'code', '') as reason, coalesce(e.data ->> 'from_code', '') as from_reason,
         coalesce(e.data -> 'implies', '[]') as implied,
         coalesce(e.data ->> 'from', 'sending') as left_state,
         coalesce(e.data ->> 'from', 'sending') not in ('pending', 'retrying', 'sending') as was_settled
  from events e`;

const facts = sql`
  with m as (${moves})
  select m.*, 'queued' as metric, '' as code, (data ->> 'count')::bigint as n, 0::bigint as ms from m
   where type = 'campaign.expanded'
  union all
  select m.*, 'queued', '', 1, 0 from m where type = 'message.queued' and not data ? 'from'
  union all
  select m.*, rung, '', 1, 0 from m, unnest(array['sent', 'delivered', 'read']) as rung
   where type in ('message.sent', 'message.delivered', 'message.read') and (type = 'message.' || rung or implied ? rung)
  union all
  select m.*, substr(type, 9), reason, 1, 0 from m
   where type in ('message.failed', 'message.skipped', 'message.unknown', 'message.held', 'message.cancelled',
                  'message.retrying', 'message.rescheduled')
  union all
  select m.*, 'left_' || left_state, from_reason, 1, 0 from m
   where type like 'message.%' and type <> 'message.replied' and left_state in ('failed', 'unknown', 'held')
  union all
  select m.*, 'left_sent', '', 1, 0 from m where type = 'message.retrying' and left_state = 'sent'
  union all
  select m.*, 'finished', '', 1, 0 from m
   where type in ('message.sent', 'message.delivered', 'message.read', 'message.failed', 'message.skipped',
                  'message.unknown', 'message.held', 'message.cancelled') and not was_settled
  union all
  select m.*, 'reopened', '', 1, 0 from m
   where was_settled and (type in ('message.retrying', 'message.rescheduled') or type = 'message.queued')
  union all
  select m.*, 'replied', '', 1, 0 from m where type = 'message.replied'
  union all
  select m.*, 'converted', '', 1, 0 from m where type = 'conversion.recorded'
  union all
  select m.*, 'opted_out', '', 1, 0 from m
   where type = 'consent.withdrawn'
     and coalesce((data ->> 'opt_out')::boolean, (data ->> 'by_person')::boolean, true)
  union all
  select m.*, 'latency_' || substr(type, 9), bound::text, 1, ms from m,
    lateral (select case type when 'message.replied' then (data ->> 'reply_seconds')::bigint * 1000
                              else (data ->> 'latency_ms')::bigint end as ms) l,
    lateral (select min(b) as bound from unnest(${latencyBounds}::bigint[]) as b where b >= ms) b
   where type in ('message.sent', 'message.delivered', 'message.read', 'message.replied') and ms >= 0`;

const nobody = sql`'00000000-0000-0000-0000-000000000000'::uuid`;

/** One row per minute × campaign × channel × profile × PM × metric × code, in that order. */
export async function recount(db: Kysely<DB>): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select workspace_id, coalesce(campaign_id, ${nobody}) as campaign_id, date_trunc('minute', occurred_at) as minute,
           coalesce(channel, '') as channel, coalesce(profile_id, ${nobody}) as profile_id,
           coalesce(portfolio_manager_id, ${nobody}) as portfolio_manager_id, metric, code,
           sum(n)::bigint as count, sum(ms)::bigint as total_ms
    from (${facts}) f
    group by 1, 2, 3, 4, 5, 6, 7, 8
    order by 1, 2, 3, 4, 5, 6, 7, 8
  `.execute(db);
  return rows;
}
