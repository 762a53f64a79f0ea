// What forbids a launch. The forecast says the same and much more, but counts everybody for it; a launch needs to know that
// there is somebody to write to, which the first few people of an audience nearly always show, and that nobody of all lacks a
// value about which nothing is decided.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import { channelsWritten, wordsFor } from '../choices/choices.ts';
import { chooser } from '../choices/choose.ts';
import { eachWords } from '../choices/each-words.ts';
import { silentProblems } from '../choices/silent-problems.ts';
import { loadPeople } from '../delivery/claim-queries.ts';
import { lackOf } from '../messages/fill-missing.ts';
import { variablesOf } from '../messages/render.ts';
import { experimentProblems } from '../experiments/experiment-problems.ts';
import type { Runtime } from '../runtime.ts';
import { loadTemplates } from '../templates/load-templates.ts';
import { templateProblems } from '../templates/template-problems.ts';
import { audiencePage } from './audience.ts';
import { decideFor, loadSurroundings } from './decide-for.ts';
import { contentProblems, forecastCampaign } from './forecast.ts';
import { countMissing } from './missing/count-missing.ts';
import { missingProblems } from './missing/missing-problems.ts';
import { withChoices, type CampaignRecord } from './queries.ts';

const looksAt = 200;

type Problems = CampaignForecast['problems'];

export async function launchProblems(rt: Runtime, asked: CampaignRecord): Promise<Problems> {
  const at = rt.clock.now();
  const campaign = await withChoices(rt.db, asked);
  const [reached, missing] = await Promise.all([
    reachedAmong(rt, campaign, at),
    countMissing(rt, campaign, at),
  ]);
  // The forecast looks at everybody. Where something is missing that alone is answer enough.
  if (reached === 0 && missing.count === 0)
    return (await forecastCampaign(rt, asked)).problems.filter((one) => one.blocking);
  return [
    ...(await eachWords(campaign, (own) => contentProblems(own, channelsWritten(campaign)))),
    ...silentProblems(campaign),
    ...(await eachWords(campaign, (own) => templateProblems(rt.db, own))),
    ...missingProblems(missing),
    ...(await experimentProblems(rt.db, campaign)),
  ].filter((one) => one.blocking);
}

/** Values that people of the audience lack as it stands, and about which nothing is decided. */
export async function missingValueProblems(rt: Runtime, campaign: CampaignRecord): Promise<Problems> {
  return missingProblems(await countMissing(rt, campaign, rt.clock.now()));
}

/** Of the first people of the audience, those who would be written to and whose message can be. */
async function reachedAmong(rt: Runtime, campaign: CampaignRecord, at: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`${audiencePage(campaign, null, looksAt, at)}`.execute(rt.db);
  const ids = rows.map((row) => row.id);
  const [people, surroundings, templates] = await Promise.all([
    rt.db.transaction().execute((tx) => loadPeople(rt.keys, tx, ids)),
    loadSurroundings(rt, campaign.workspace_id),
    loadTemplates(rt.db, campaign.workspace_id),
  ]);
  const choose = chooser(rt.keys, campaign);
  const sender = { name: campaign.portfolio_manager_name, public_url: rt.config.publicUrl };
  return [...people.values()].filter((person) => {
    const words = wordsFor(campaign, choose(person));
    const decision = decideFor({ ...campaign, ...words }, person, surroundings, at);
    const content = decision.outcome === 'skip' ? undefined : words.channel_content[decision.channel];
    if (decision.outcome === 'skip' || !content) return false;
    const { channel } = decision;
    const { outcome } = lackOf(channel, content, variablesOf(person, sender), {
      templates: templates.get(campaign.workspace_id),
      ...{ language: words.languages[channel], decided: campaign.missing_values },
    });
    return outcome === 'fine' || outcome === 'default';
  }).length;
}
