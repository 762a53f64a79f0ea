// Counters of campaigns, from their totals: a few dozen rows each, whatever the number of messages.
import type { CampaignNumbers } from '@sampark/contracts/analytics.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { numbersOf, type Counter } from './counts.ts';
import { metrics } from './metrics.ts';

/**
 * Numbers of each campaign named, zeros included. Of a campaign of another workspace: zeros. A PM's own campaigns only
 * is the caller's to see to: it has read the campaigns.
 */
export async function campaignNumbers(
  db: DbOrTx,
  workspace_id: string,
  campaign_ids: readonly string[],
): Promise<Map<string, CampaignNumbers>> {
  const counters = await readTotals(db, workspace_id, campaign_ids);
  return new Map(
    campaign_ids.map((id) => {
      const own = counters.get(id) ?? [];
      const counted = own.flatMap(({ channel, metric, count }) =>
        metric === null ? [] : [{ channel, metric, count }],
      );
      return [id, { total_recipients: own[0]?.total_recipients ?? 0, ...numbersOf(counted) }];
    }),
  );
}

type Total = Omit<Counter, 'metric'> & {
  campaign_id: string;
  total_recipients: number;
  /** Null in the one row of a campaign that has no counter yet. */
  metric: string | null;
};

async function readTotals(
  db: DbOrTx,
  workspace_id: string,
  ids: readonly string[],
): Promise<Map<string, Total[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Total>`
    /* prepared */ select c.id as campaign_id, c.total_recipients, t.channel, t.metric, t.count
    from campaigns c left join lateral (
      select channel, metric, sum(count)::bigint as count from campaign_totals
      where campaign_id = c.id and workspace_id = ${workspace_id} and metric = any(${metrics}::text[])
      group by channel, metric) t on true
    where c.id = any(${ids}::uuid[]) and c.workspace_id = ${workspace_id}
  `.execute(db);
  return Map.groupBy(rows, (row) => row.campaign_id);
}
