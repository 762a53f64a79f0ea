// Of a campaign that runs or is paused: the templates it writes with that the platform does not let out now.
import { wordsToCome } from '../choices/choices.ts';
import { eachWords } from '../choices/each-words.ts';
import { stopTemplates } from '../delivery/stop-senders.ts';
import type { DbOrTx, Tx } from '../events/append.ts';
import { templateProblems, unsendable, type TemplateProblem } from '../templates/template-problems.ts';
import { campaignById, withChoices, type CampaignRecord } from './queries.ts';

export async function unsendableTemplates(db: DbOrTx, asked: CampaignRecord): Promise<TemplateProblem[]> {
  if (asked.status !== 'active' && asked.status !== 'paused') return [];
  const campaign = await withChoices(db, asked);
  const problems = await eachWords(campaign, (own) => templateProblems(db, own), wordsToCome);
  return problems.filter((one) => one.blocking && unsendable.has(one.code));
}

/** A campaign that just started by itself: what was taken back since its schedule was set pauses it before anything is refused. */
export async function pauseUnsendable(tx: Tx, campaign_id: string, now: Date): Promise<void> {
  const campaign = await campaignById(tx, campaign_id);
  const [problem] = await unsendableTemplates(tx, campaign);
  if (problem === undefined) return;
  const paused = problem.code === 'template_paused' || problem.code === 'template_disabled';
  const code = paused ? 'template_paused' : 'template_missing';
  await stopTemplates(tx, [{ workspace_id: campaign.workspace_id, campaign_id, code, intent_at: now }], now);
}
