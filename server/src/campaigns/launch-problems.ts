// What forbids a launch. The forecast says the same and much more, but counts everybody for it; a launch needs to know only
// that there is somebody to write to, and the first few people of an audience nearly always show one.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import { channelsWritten } from '../choices/choices.ts';
import { eachWords } from '../choices/each-words.ts';
import type { Runtime } from '../runtime.ts';
import { templateProblems } from '../templates/template-problems.ts';
import { contentProblems, forecastCampaign } from './forecast.ts';
import { findLacking } from './missing-variables.ts';
import { withChoices, type CampaignRecord } from './queries.ts';

const looksAt = 200;

export async function launchProblems(
  rt: Runtime,
  asked: CampaignRecord,
): Promise<CampaignForecast['problems']> {
  const campaign = await withChoices(rt.db, asked);
  const { reached, lacking } = await findLacking(rt, asked, rt.clock.now(), looksAt);
  const problems =
    reached > lacking.length
      ? [
          ...(await eachWords(campaign, (own) => contentProblems(own, channelsWritten(campaign)))),
          ...(await eachWords(campaign, (own) => templateProblems(rt.db, own))),
        ]
      : (await forecastCampaign(rt, asked)).problems;
  return problems.filter((one) => one.blocking);
}
