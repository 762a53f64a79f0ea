// Who would be written to but lacks something the message names: found before the launch, by the same rendering as the
// send and on the channel the send would take. Looks at the first people of the audience and says how many it looked at.
import type { MissingVariables } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { templateBodies } from '../delivery/campaign-cache.ts';
import { loadPeople } from '../delivery/claim-queries.ts';
import { renderContent, variablesOf } from '../messages/render.ts';
import type { Runtime } from '../runtime.ts';
import { channelHints, inAudience } from './audience.ts';
import type { CampaignRecord } from './queries.ts';

const mostChecked = 10_000;
const atOnce = 1_000;
const mostListed = 50;

export type Lacking = { prospect_id: string; name: string | null; channel: Channel; problem: string };

export async function findMissingVariables(rt: Runtime, campaign: CampaignRecord): Promise<MissingVariables> {
  const { checked, lacking } = await findLacking(rt, campaign);
  return { checked, count: lacking.length, people: lacking.slice(0, mostListed) };
}

export async function findLacking(
  rt: Runtime,
  campaign: CampaignRecord,
): Promise<{ checked: number; lacking: Lacking[] }> {
  // Not joined with the people again: without statistics that is a loop over all of them for each of them.
  const { rows } = await sql<{ id: string; channel: Channel | null }>`
    with chunk as materialized (
      select p.id, p.phone_number, p.phone_hash, p.held_reason
      from prospects p where ${inAudience(campaign)} order by p.id limit ${mostChecked}
    )
    select h.prospect_id as id, h.open_channel as channel from (${channelHints(campaign)}) h order by 1`.execute(
    rt.db,
  );
  const reached = rows.flatMap(({ id, channel }) =>
    channel && namesSomething(campaign, channel) ? [{ id, channel }] : [],
  );
  const bodies = await templateBodies(rt.db);
  const lacking: Omit<Lacking, 'name'>[] = [];
  for (let from = 0; from < reached.length; from += atOnce) {
    const chunk = reached.slice(from, from + atOnce);
    const ids = chunk.map((row) => row.id);
    const people = await rt.db.transaction().execute((tx) => loadPeople(rt.keys, tx, ids));
    for (const { id, channel } of chunk) {
      const person = people.get(id);
      const content = campaign.channel_content[channel];
      if (!person || !content) continue;
      const body =
        content.kind === 'template'
          ? bodies.get(`${campaign.workspace_id}/${content.name}/${content.language}`)
          : undefined;
      const variables = variablesOf(person, { name: campaign.portfolio_manager_name });
      const rendered = renderContent(channel, content, variables, body);
      if (!rendered.ok && rendered.code === 'variable_missing')
        lacking.push({ prospect_id: id, channel, problem: rendered.detail });
    }
  }
  const names = await namesOf(
    rt,
    lacking.map((one) => one.prospect_id),
  );
  return {
    checked: rows.length,
    lacking: lacking.map((one) => ({ ...one, name: names.get(one.prospect_id) ?? null })),
  };
}

async function namesOf(rt: Runtime, ids: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select id, coalesce(name, phone_number, email) as name from prospects where id = any(${ids}::uuid[])`.execute(
    rt.db,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Words alone lack nothing: nobody has to be looked at for them. */
function namesSomething(campaign: CampaignRecord, channel: Channel): boolean {
  const content = campaign.channel_content[channel];
  if (!content) return false;
  return (content.kind === 'template' ? content.parameters : [content.text]).some((one) => one.includes('{'));
}
