// SQL of campaigns. Every query names the workspace and, for a PM, the owner.
import type { CampaignResource, TargetSegment } from '@sampark/contracts/campaigns.ts';
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { CampaignStatus, Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import { campaignNumbers } from '../analytics/campaign-numbers.ts';
import type { DbOrTx } from '../events/append.ts';
import { readCursor, pageOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';

export type CampaignRecord = {
  id: string;
  workspace_id: string;
  portfolio_manager_id: string;
  portfolio_manager_name: string;
  name: string;
  purpose: Purpose;
  status: CampaignStatus;
  target_segment: TargetSegment;
  recipients_listed: number;
  message_content: string;
  channel_content: ContentByChannel;
  channel_order: Channel[];
  engagement_profile_id: string | null;
  weight: number;
  pace_per_second: number | null;
  launch_time: Date | null;
  time_zone: string | null;
  launched_at: Date | null;
  late_seconds: number | null;
  completed_at: Date | null;
  expanded_at: Date | null;
  total_recipients: number;
  version: number;
  created_at: Date;
  updated_at: Date;
};

const select = (where: RawBuilder<unknown>, rest = sql``) => sql<CampaignRecord>`
  select c.id, c.workspace_id, c.portfolio_manager_id, u.name as portfolio_manager_name, c.name, c.purpose, c.status,
    c.target_segment, (select count(*)::int from campaign_recipients r where r.campaign_id = c.id) as recipients_listed,
    c.message_content, c.channel_content, c.channel_order, c.engagement_profile_id, c.weight, c.pace_per_second,
    c.launch_time, c.time_zone, c.launched_at, c.late_seconds, c.completed_at, c.expanded_at, c.total_recipients,
    c.version, c.created_at, c.updated_at
  from campaigns c join users u on u.id = c.portfolio_manager_id
  where ${where} ${rest}`;

/** The campaign, if the actor may see it. Throws `not_found` otherwise, without telling whether it exists. */
export async function readCampaign(
  db: DbOrTx,
  actor: Actor,
  id: string,
  lock = false,
): Promise<CampaignRecord> {
  const { rows } = await select(
    sql`c.id = ${id} and c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}`,
    lock ? sql`for update of c` : sql``,
  ).execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return row;
}

export async function listCampaigns(
  db: DbOrTx,
  actor: Actor,
  query: { limit?: number; cursor?: string; status?: string; q?: string },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('campaigns', query.cursor);
  const { rows } = await select(
    sql`c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}
      ${query.status === undefined ? sql`` : sql`and c.status = ${query.status}`}
      ${query.q === undefined ? sql`` : sql`and c.name ilike ${`%${query.q.replace(/[\\%_]/g, '\\$&')}%`}`}
      ${after ? sql`and (c.created_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}`,
    sql`order by c.created_at desc, c.id desc limit ${limit + 1}`,
  ).execute(db);
  const page = pageOf('campaigns', rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: await withNumbers(db, actor.workspace_id, page.items), next_cursor: page.next_cursor };
}

/** Adds the counters of the event log, in one query for all rows. */
export async function withNumbers(
  db: DbOrTx,
  workspace_id: string,
  rows: readonly CampaignRecord[],
): Promise<CampaignResource[]> {
  const numbers = await campaignNumbers(
    db,
    workspace_id,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const own = numbers.get(row.id);
    if (!own) throw new Error(`No numbers for campaign ${row.id}`);
    const { workspace_id: _workspace, expanded_at: _expanded, ...shown } = row;
    return {
      ...shown,
      launch_time: iso(row.launch_time),
      launched_at: iso(row.launched_at),
      completed_at: iso(row.completed_at),
      created_at: row.created_at.toISOString(),
      updated_at: row.updated_at.toISOString(),
      messages_sent: own.messages_sent,
      messages_delivered: own.messages_delivered,
      messages_failed: own.messages_failed,
      numbers: { ...own, total_recipients: row.total_recipients },
    };
  });
}

export async function showCampaign(db: DbOrTx, actor: Actor, id: string): Promise<CampaignResource> {
  const [shown] = await withNumbers(db, actor.workspace_id, [await readCampaign(db, actor, id)]);
  if (!shown) throw new Problem('not_found');
  return shown;
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
