// Who would be written to but lacks something the message names: found before the launch, by the same rendering as the
// send and on the channel the send would take. Looks at the first people of the audience and says how many it looked at.
import type { MissingVariables } from '@sampark/contracts/campaigns.ts';
import { textsIn } from '@sampark/contracts/content-texts.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { allWords, wordsFor } from '../choices/choices.ts';
import { chooser } from '../choices/choose.ts';
import { widest } from '../choices/each-words.ts';
import { loadPeople } from '../delivery/claim-queries.ts';
import { renderContent, variablesOf } from '../messages/render.ts';
import type { Runtime } from '../runtime.ts';
import { loadTemplates } from '../templates/load-templates.ts';
import { audiencePage, channelHints } from './audience.ts';
import { decideFor, loadSurroundings } from './decide-for.ts';
import { withChoices, type CampaignRecord } from './queries.ts';

const mostChecked = 10_000;
const atOnce = 1_000;
const mostListed = 50;

export type Lacking = { prospect_id: string; name: string | null; channel: Channel; problem: string };

export async function findMissingVariables(rt: Runtime, campaign: CampaignRecord): Promise<MissingVariables> {
  const { checked, lacking } = await findLacking(rt, campaign, rt.clock.now());
  return { checked, count: lacking.length, people: lacking.slice(0, mostListed) };
}

export async function findLacking(
  rt: Runtime,
  asked: CampaignRecord,
  at: Date,
  most = mostChecked,
): Promise<{ checked: number; reached: number; lacking: Lacking[] }> {
  const campaign = await withChoices(rt.db, asked);
  const choose = chooser(campaign);
  // Not joined with the people again: without statistics that is a loop over all of them for each of them.
  const { rows } = await sql<{ id: string; channel: Channel | null }>`
    with chunk as materialized (${audiencePage(campaign, null, most, at)})
    select h.prospect_id as id, h.open_channel as channel from (${channelHints(widest(campaign))}) h order by 1`.execute(
    rt.db,
  );
  const hinted = rows.filter((row) => row.channel !== null).map((row) => row.id);
  // Words alone lack nothing: where nobody names anything, the hint is enough for a long list.
  if (rows.length > atOnce && !namesSomething(campaign))
    return { checked: rows.length, reached: hinted.length, lacking: [] };
  const [templates, surroundings] = await Promise.all([
    loadTemplates(rt.db, campaign.workspace_id),
    loadSurroundings(rt, campaign.workspace_id),
  ]);
  const lacking: Omit<Lacking, 'name'>[] = [];
  let reached = 0;
  for (let from = 0; from < hinted.length; from += atOnce) {
    const ids = hinted.slice(from, from + atOnce);
    const people = await rt.db.transaction().execute((tx) => loadPeople(rt.keys, tx, ids));
    for (const [id, person] of people) {
      const words = wordsFor(campaign, choose(person));
      const decision = decideFor({ ...campaign, ...words }, person, surroundings, at);
      if (decision.outcome === 'skip') continue;
      reached++;
      const { channel } = decision;
      const content = words.channel_content[channel];
      if (!content) continue;
      const variables = variablesOf(person, {
        name: campaign.portfolio_manager_name,
        public_url: rt.config.publicUrl,
      });
      const own = templates.get(campaign.workspace_id);
      const rendered = renderContent(channel, content, variables, own, words.languages[channel]);
      if (!rendered.ok && rendered.code !== 'content_too_long')
        lacking.push({ prospect_id: id, channel, problem: rendered.detail });
    }
  }
  const names = await namesOf(
    rt,
    lacking.map((one) => one.prospect_id),
  );
  return {
    checked: rows.length,
    reached,
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

function namesSomething(campaign: CampaignRecord): boolean {
  return allWords(campaign)
    .flatMap(({ channel_content }) => Object.values(channel_content))
    .flatMap(textsIn)
    .some(({ text }) => text.includes('{'));
}
