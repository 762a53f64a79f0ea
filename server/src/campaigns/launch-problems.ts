// What forbids a launch. The forecast says the same and much more, but counts everybody for it; a launch needs to know only
// that there is somebody to write to, and the first few people of an audience nearly always show one.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { Runtime } from '../runtime.ts';
import { contentProblems, forecastCampaign, templateProblems } from './forecast.ts';
import { findLacking } from './missing-variables.ts';
import type { CampaignRecord } from './queries.ts';

const looksAt = 200;

export async function launchProblems(
  rt: Runtime,
  campaign: CampaignRecord,
): Promise<CampaignForecast['problems']> {
  const { reached, lacking } = await findLacking(rt, campaign, rt.clock.now(), looksAt);
  const problems =
    reached > lacking.length
      ? [
          ...contentProblems(
            campaign,
            campaign.channel_order.filter((channel) => campaign.channel_content[channel] !== undefined),
          ),
          ...(await templateProblems(rt.db, campaign)),
        ]
      : (await forecastCampaign(rt, campaign)).problems;
  return problems.filter((one) => one.blocking);
}
