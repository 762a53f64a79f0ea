// What yesterday's traffic says about today's: how often a try fails for the moment, how long a platform takes to answer.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Runtime } from '../../runtime.ts';
import type { Situation } from './situation.ts';

/** What the last day of this workspace taught: faults that pass, the platforms' delay, single sends. */
export async function learnFromLastDay(rt: Runtime, workspace_id: string, now: Date) {
  const { rows } = await sql<{
    channel: Channel;
    sent: number;
    retried: number;
    failed: number;
    ms: number;
    timed: number;
    single: number;
  }>`
    select channel, coalesce(sum(count) filter (where metric = 'sent'), 0)::float8 as sent,
      coalesce(sum(count) filter (where metric = 'retrying'), 0)::float8 as retried,
      coalesce(sum(count) filter (where metric = 'failed'), 0)::float8 as failed,
      coalesce(sum(total_ms) filter (where metric = 'latency_sent'), 0)::float8 as ms,
      coalesce(sum(count) filter (where metric = 'latency_sent'), 0)::float8 as timed,
      coalesce(sum(count) filter (where metric = 'sent' and campaign_id = '00000000-0000-0000-0000-000000000000'), 0)::float8 as single
    from rollups where workspace_id = ${workspace_id} and minute > ${now}::timestamptz - interval '24 hours' and minute <= ${now}
      and metric in ('sent', 'retrying', 'failed', 'latency_sent') and channel <> '' group by 1`.execute(
    rt.db,
  );
  const tries: Situation['tries'] = {};
  const singles: Situation['singles'] = {};
  const answerMs = new Map<Channel, number>();
  for (const row of rows) {
    // A burst of failures long past says little of tomorrow: at most this many tries count.
    const all = row.sent + row.retried + row.failed;
    const scale = Math.min(1, 2_000 / Math.max(1, all));
    tries[row.channel] = { failed: row.retried * scale, all: all * scale };
    singles[row.channel] = row.single / 86_400;
    if (row.timed >= 20) answerMs.set(row.channel, row.ms / row.timed);
  }
  return { tries, singles, answerMs };
}
