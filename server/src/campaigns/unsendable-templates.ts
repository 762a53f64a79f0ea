// Of a campaign that runs or is paused: the templates it writes with that the platform does not let out now.
import { eachWords } from '../choices/each-words.ts';
import type { DbOrTx } from '../events/append.ts';
import { templateProblems, unsendable, type TemplateProblem } from '../templates/template-problems.ts';
import { withChoices, type CampaignRecord } from './queries.ts';

export async function unsendableTemplates(db: DbOrTx, asked: CampaignRecord): Promise<TemplateProblem[]> {
  if (asked.status !== 'active' && asked.status !== 'paused') return [];
  const campaign = await withChoices(db, asked);
  const problems = await eachWords(campaign, (own) => templateProblems(db, own));
  return problems.filter((one) => one.blocking && unsendable.has(one.code));
}
