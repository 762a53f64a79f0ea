// Links of campaigns: where people are led when they press one, and what is known of it here.
import { CampaignLinks } from '@sampark/contracts/campaign-links.ts';
import { IdParams } from '@sampark/contracts/domain.ts';
import { Type } from 'typebox';
import { acceptedLanguage } from '../http/accepted-language.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { guardPage } from '../public-pages/send-page.ts';
import { isVisit } from './link-fetchers.ts';
import { showLinks } from './show-links.ts';
import { showUnknownLink } from './show-unknown-link.ts';
import { visitLink } from './visit-link.ts';

export const linkRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/l/:token',
    tag: 'Campaigns',
    summary: 'A link in a message: leads on to where it was made for',
    description:
      'The first visit of a person is counted; apps that fetch a link to show what is behind it are not. No cookie is set, and neither the visitor’s network address nor their browser is kept.',
    access: { public: 'The signed address names one link of one message; it opens nothing but its target' },
    params: Type.Object({ token: Type.String({ maxLength: 200 }) }),
    resources: { token: 'visit_link' },
    produces: 'text/html; charset=utf-8',
    head: true,
    // Thousands of phones share one address of a mobile network.
    ratePerMinute: 600,
    response: { 302: null },
    handler: async ({ rt, params, request, reply }) => {
      const target = await visitLink(rt, params.token, isVisit(request));
      if (target === undefined)
        return showUnknownLink(reply, acceptedLanguage(request.headers['accept-language']));
      guardPage(reply).header('location', target);
      return undefined;
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/links',
    tag: 'Campaigns',
    summary: 'The links of a campaign, and how many people followed them',
    access: { roles: ['admin', 'standard', 'compliance'] },
    params: IdParams,
    resources: { id: 'campaign' },
    response: { 200: CampaignLinks },
    handler: ({ rt, actor, params }) => showLinks(rt, actor, params.id),
  }),
];
