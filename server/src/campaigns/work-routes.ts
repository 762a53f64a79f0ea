// A campaign at work over the API, for the page that shows it.
import { CampaignSenders, CampaignWaiting } from '@sampark/contracts/campaign-work.ts';
import { IdParams } from '@sampark/contracts/domain.ts';
import { shortly } from '../analytics/shortly.ts';
import { waitingNow } from '../analytics/waiting-for.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { campaignSenders } from './campaign-senders.ts';
import { readCampaign } from './queries.ts';
import { unsendableTemplates } from './unsendable-templates.ts';

const keptMs = 2_000;
const one = { params: IdParams, resources: { id: 'campaign' } } as const;
const readers = { roles: ['admin', 'standard', 'compliance'] } as const;

export const campaignWorkRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/senders',
    summary: 'The senders that carry it, by channel: at work, able to, or stopped and why',
    tag: 'Campaigns',
    access: readers,
    ...one,
    response: { 200: CampaignSenders },
    handler: async ({ rt, actor, params }) => {
      const campaign = await readCampaign(rt.db, actor, params.id);
      return shortly(
        rt,
        `senders/${campaign.id}`,
        () => keptMs,
        (now) => campaignSenders(rt.db, campaign, now),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/waiting',
    summary: 'What its waiting messages wait for, by reason, and when the next are due',
    tag: 'Campaigns',
    access: readers,
    ...one,
    response: { 200: CampaignWaiting },
    handler: async ({ rt, actor, params }) => {
      const campaign = await readCampaign(rt.db, actor, params.id);
      const [waiting, problems] = await Promise.all([
        waitingNow(rt, campaign.id),
        unsendableTemplates(rt.db, campaign),
      ]);
      return { ...waiting, problems: problems.map(({ code, reason, remedy }) => ({ code, reason, remedy })) };
    },
  }),
];
