// What a campaign's links are, and who followed them. Before the launch as it would write them.
import type { CampaignLinks } from '@sampark/contracts/campaign-links.ts';
import { countedLink, linksOf } from '@sampark/contracts/counted-links.ts';
import { sql } from 'kysely';
import { readCampaign, withChoices } from '../campaigns/queries.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { contentsOf, targetsOf } from './campaign-links.ts';
import { targetsNow } from './keep-links.ts';

/** Throws `not_found`. */
export async function showLinks(rt: Runtime, actor: Actor, id: string): Promise<CampaignLinks> {
  const campaign = await withChoices(rt.db, await readCampaign(rt.db, actor, id));
  // Without counting, which ones it would be.
  const targets = (await targetsNow(rt.db, campaign)) ?? targetsOf(campaign);
  const { rows } = await sql<{ number: number; people: number }>`
    select l.number, count(v.message_id)::int as people from campaign_links l
    left join link_visits v on v.link_id = l.id
    where l.campaign_id = ${id} and l.workspace_id = ${actor.workspace_id} group by l.number`.execute(rt.db);
  const { rows: all } = await sql<{ sent: number; people: number }>`
    select (select count(*)::int from messages m where m.campaign_id = ${id} and m.workspace_id = ${actor.workspace_id}
        and m.created_at = ${campaign.launched_at} and m.sent_at is not null) as sent,
      (select count(distinct v.message_id)::int from link_visits v
        where v.campaign_id = ${id} and v.workspace_id = ${actor.workspace_id}) as people`.execute(rt.db);
  const { sent = 0, people = 0 } = all[0] ?? {};
  return {
    counted: campaign.count_link_visits,
    address: countedLink(rt.config.publicUrl, 1),
    ...{ sent, people, rate: sent === 0 ? null : Math.min(1, people / sent) },
    links: targets.map((target, at) => ({
      ...{ number: at + 1, target },
      people: rows.find((row) => row.number === at + 1)?.people ?? 0,
    })),
    uncounted: uncountedOf(contentsOf(campaign)),
  };
}

/** Each address once for a channel; what a template holds by itself is known to the platform alone. */
function uncountedOf(contents: ReturnType<typeof contentsOf>): CampaignLinks['uncounted'] {
  const found = new Map<string, CampaignLinks['uncounted'][number]>();
  const note = (one: CampaignLinks['uncounted'][number]) =>
    found.set(`${one.channel} ${one.why} ${one.address ?? ''}`, one);
  for (const { channel, content } of contents) {
    if (content.kind === 'template') note({ channel, address: null, why: 'template' });
    for (const link of linksOf(channel, content))
      if (link.varies && !link.approved) note({ channel, address: link.address, why: 'variable' });
  }
  return [...found.values()];
}
