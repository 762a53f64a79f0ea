// A campaign's links in the database: written once, at its launch.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import { choicesOf } from '../choices/load-choices.ts';
import type { Written } from '../choices/choices.ts';
import type { DbOrTx, Tx } from '../events/append.ts';
import { targetsOf, type Targets } from './campaign-links.ts';

type Counting = Written & { id: string; count_link_visits: boolean; launched_at: Date | null };

/** Of the words that are fixed now. Does nothing for a campaign that counts no visits. */
export async function keepLinks(tx: Tx, campaign_id: string): Promise<void> {
  const { rows } = await sql<{
    channel_content: ContentByChannel;
    channel_order: Channel[];
    engagement_profile_id: string | null;
  }>`select channel_content, channel_order, engagement_profile_id from campaigns
    where id = ${campaign_id} and count_link_visits`.execute(tx);
  const [row] = rows;
  if (!row) return;
  const targets = targetsOf({ ...row, choices: await choicesOf(tx, campaign_id) });
  if (targets.length === 0) return;
  await sql`
    insert into campaign_links (workspace_id, campaign_id, number, target)
    select c.workspace_id, c.id, t.number, t.target
    from campaigns c, unnest(${targets}::text[]) with ordinality t(target, number)
    where c.id = ${campaign_id} order by t.number`.execute(tx);
}

/** What previews go by: as the launch wrote them, or as it would. Undefined where visits are not counted. */
export async function targetsNow(db: DbOrTx, campaign: Counting): Promise<Targets | undefined> {
  if (!campaign.count_link_visits) return undefined;
  if (!campaign.launched_at) return targetsOf(campaign);
  const { rows } = await sql<{ target: string }>`
    select target from campaign_links where campaign_id = ${campaign.id} order by number`.execute(db);
  return rows.map((row) => row.target);
}

/** `[{id, target}]` of a campaign of this alias, in the order of their numbers; null where it counts none. */
export function keptLinks(alias: string): RawBuilder<{ id: number; target: string }[] | null> {
  return sql`case when ${sql.ref(`${alias}.count_link_visits`)} then (
    select jsonb_agg(jsonb_build_object('id', l.id, 'target', l.target) order by l.number)
    from campaign_links l where l.campaign_id = ${sql.ref(`${alias}.id`)}) end`;
}
