// SQL of campaigns. Every query names the workspace and, for a PM, the owner.
import type { CampaignResource, TargetSegment } from '@sampark/contracts/campaigns.ts';
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { MissingValues } from '@sampark/contracts/missing-values.ts';
import type { CampaignStatus, Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import { numbersOf, type Counter } from '../analytics/counts.ts';
import { metrics } from '../analytics/metrics.ts';
import type { Choices } from '../choices/choices.ts';
import { choicesOf } from '../choices/load-choices.ts';
import type { DbOrTx } from '../events/append.ts';
import { mostRows, readCursor, pageOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { UsedSegment } from './audience.ts';
import { usedSegment } from './used-segment.ts';
import { ownedBy } from '../http/scope.ts';

export type CampaignRecord = {
  id: string;
  workspace_id: string;
  portfolio_manager_id: string;
  portfolio_manager_name: string;
  owner_is_admin: boolean;
  name: string;
  purpose: Purpose;
  status: CampaignStatus;
  target_segment: TargetSegment;
  segment: UsedSegment | null;
  recipients_listed: number;
  message_content: string;
  message_format: 'rich' | null;
  channel_content: ContentByChannel;
  channel_order: Channel[];
  engagement_profile_id: string | null;
  missing_values: MissingValues;
  count_link_visits: boolean;
  weight: number;
  pace_per_second: number | null;
  launch_time: Date | null;
  time_zone: string | null;
  launched_at: Date | null;
  late_seconds: number | null;
  completed_at: Date | null;
  expanded_at: Date | null;
  total_recipients: number;
  people_waiting: number;
  version: number;
  created_at: Date;
  updated_at: Date;
  /** Loaded by who needs them (`withChoices`). */
  choices?: Choices | undefined;
};

const select = (where: RawBuilder<unknown>, rest = sql``, more = sql``) => sql<CampaignRecord>`
  /* prepared */ select c.id, c.workspace_id, c.portfolio_manager_id, u.name as portfolio_manager_name, u.role = 'admin' as owner_is_admin, c.name, c.purpose, c.status,
    c.target_segment, ${usedSegment('c')} as segment, (select count(*)::int from campaign_recipients r where r.campaign_id = c.id) as recipients_listed,
    c.message_content, c.message_format, c.channel_content, c.channel_order, c.engagement_profile_id, c.missing_values, c.count_link_visits, c.weight, c.pace_per_second,
    c.launch_time, c.time_zone, c.launched_at, c.late_seconds, c.completed_at, c.expanded_at, c.total_recipients, c.people_waiting,
    c.version, c.created_at, c.updated_at ${more}
  from campaigns c join users u on u.id = c.portfolio_manager_id
  where ${where} ${rest}`;

/** The campaign, if the actor may see it. Throws `not_found` otherwise, without telling whether it exists. */
export async function readCampaign(
  db: DbOrTx,
  actor: Actor,
  id: string,
  lock = false,
): Promise<CampaignRecord> {
  const { rows } = await select(seenBy(actor, id), lock ? sql`for update of c` : sql``).execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return row;
}

function seenBy(actor: Actor, id: string): RawBuilder<unknown> {
  return sql`c.id = ${id} and c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}`;
}

/** With what its people may be sent instead of its own words. */
export async function withChoices(db: DbOrTx, campaign: CampaignRecord): Promise<CampaignRecord> {
  return { ...campaign, choices: await choicesOf(db, campaign.id) };
}

/** For jobs, which act for nobody. */
export async function campaignById(db: DbOrTx, id: string): Promise<CampaignRecord> {
  const { rows } = await select(sql`c.id = ${id}`).execute(db);
  if (!rows[0]) throw new Error(`no campaign ${id}`);
  return rows[0];
}

export async function listCampaigns(
  db: DbOrTx,
  actor: Actor,
  query: { limit?: number; cursor?: string; status?: string; q?: string },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('campaigns', query.cursor);
  // The key as text: a Date would cut its microseconds off, and with them rows of the same millisecond.
  const found = await select(
    sql`c.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}
      ${query.status === undefined ? sql`` : sql`and c.status = ${query.status}`}
      ${query.q === undefined ? sql`` : sql`and c.name ilike ${`%${query.q.replace(/[\\%_]/g, '\\$&')}%`}`}
      ${after ? sql`and (c.created_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}`,
    sql`order by c.created_at desc, c.id desc limit ${mostRows(limit)}`,
    sql`, c.created_at::text as sort_key, ${counters}`,
  ).execute(db);
  const rows = found.rows as (Counted & { sort_key: string })[];
  const page = pageOf('campaigns', rows, limit, (row) => [row.sort_key, row.id]);
  return {
    items: page.items.map(({ sort_key: _key, ...row }) => withNumbers(row)),
    next_cursor: page.next_cursor,
  };
}

type Counted = CampaignRecord & { counters: Counter[] };

/** With the campaign's counters of the event log. */
const counters = sql`(select coalesce(json_agg(t), '[]') from (
    select channel, metric, sum(count)::bigint as count from campaign_totals
    where campaign_id = c.id and workspace_id = c.workspace_id and metric = any(${sql.lit(`{${metrics.join()}}`)}::text[])
    group by channel, metric) t) as counters`;

function withNumbers(row: Counted): CampaignResource {
  const { workspace_id: _w, expanded_at: _e, owner_is_admin: _a, counters: counted, ...shown } = row;
  const own = numbersOf(counted);
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
}

export async function showCampaign(db: DbOrTx, actor: Actor, id: string): Promise<CampaignResource> {
  const { rows } = await select(seenBy(actor, id), sql``, sql`, ${counters}`).execute(db);
  const row = rows[0] as Counted | undefined;
  if (!row) throw new Problem('not_found');
  return withNumbers(row);
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
