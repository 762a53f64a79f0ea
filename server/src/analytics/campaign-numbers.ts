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
  const recipients = await readRecipients(db, workspace_id, campaign_ids);
  return new Map(
    campaign_ids.map((id) => [
      id,
      { total_recipients: recipients.get(id) ?? 0, ...numbersOf(counters.get(id) ?? []) },
    ]),
  );
}

async function readTotals(
  db: DbOrTx,
  workspace_id: string,
  ids: readonly string[],
): Promise<Map<string, Counter[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Counter & { campaign_id: string }>`
    select campaign_id, channel, metric, sum(count)::bigint as count
    from campaign_totals
    where campaign_id = any(${ids}::uuid[]) and workspace_id = ${workspace_id} and metric = any(${metrics}::text[])
    group by campaign_id, channel, metric
  `.execute(db);
  return Map.groupBy(rows, (row) => row.campaign_id);
}

async function readRecipients(
  db: DbOrTx,
  workspace_id: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; total_recipients: number }>`
    select id, total_recipients from campaigns where id = any(${ids}::uuid[]) and workspace_id = ${workspace_id}
  `.execute(db);
  return new Map(rows.map((row) => [row.id, row.total_recipients]));
}
