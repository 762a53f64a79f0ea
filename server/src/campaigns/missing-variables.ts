// Who could not be written to because the message names something they do not have: found before the launch, by the same
// rendering as the send. Looks at the first people of the audience, in one pass, and says how many it looked at.
import type { MissingVariables } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import { templateBodies } from '../delivery/campaign-cache.ts';
import { loadPeople } from '../delivery/claim-queries.ts';
import { renderContent, variablesOf } from '../messages/render.ts';
import type { Runtime } from '../runtime.ts';
import { inAudience } from './audience.ts';
import type { CampaignRecord } from './queries.ts';

const mostChecked = 10_000;
const atOnce = 1_000;
const mostListed = 50;

export async function findMissingVariables(rt: Runtime, campaign: CampaignRecord): Promise<MissingVariables> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select p.id, coalesce(p.name, p.phone_number, p.email) as name from prospects p
    where ${inAudience(campaign)} order by p.id limit ${mostChecked}`.execute(rt.db);
  const bodies = await templateBodies(rt.db);
  const found: MissingVariables = { checked: rows.length, count: 0, people: [] };
  for (let from = 0; from < rows.length; from += atOnce) {
    const chunk = rows.slice(from, from + atOnce);
    const people = await rt.db.transaction().execute((tx) =>
      loadPeople(
        rt.keys,
        tx,
        chunk.map((row) => row.id),
      ),
    );
    for (const row of chunk) {
      const person = people.get(row.id);
      if (!person) continue;
      const variables = variablesOf(person, { name: campaign.portfolio_manager_name });
      const problem = firstProblem(campaign, variables, bodies);
      if (problem === undefined) continue;
      found.count += 1;
      if (found.people.length < mostListed)
        found.people.push({ prospect_id: row.id, name: row.name, ...problem });
    }
  }
  return found;
}

function firstProblem(
  campaign: CampaignRecord,
  variables: ReturnType<typeof variablesOf>,
  bodies: Awaited<ReturnType<typeof templateBodies>>,
): { channel: string; problem: string } | undefined {
  for (const channel of campaign.channel_order) {
    const content = campaign.channel_content[channel];
    if (!content) continue;
    const body =
      content.kind === 'template'
        ? bodies.get(`${campaign.workspace_id}/${content.name}/${content.language}`)
        : undefined;
    const rendered = renderContent(channel, content, variables, body);
    if (!rendered.ok && rendered.code === 'variable_missing') return { channel, problem: rendered.detail };
  }
  return undefined;
}
