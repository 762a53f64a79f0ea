// Campaigns over the API. Parses by contract, calls one verb.
import {
  CampaignForecast,
  CampaignListQuery,
  CampaignPatch,
  CampaignPreview,
  CampaignProgress,
  CampaignResource,
  ForecastQuery,
  NewCampaign,
  PreviewQuery,
  ScheduleRequest,
} from '@sampark/contracts/campaigns.ts';
import { CampaignVersions } from '@sampark/contracts/supervision.ts';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { MessageListQuery, MessageResource } from '@sampark/contracts/messages.ts';
import { OptOutReach } from '@sampark/contracts/opt-out-reach.ts';
import { Type } from 'typebox';
import { plannedOnce } from '../db/planned-once.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import { optOutReach } from '../messages/opt-out-reach.ts';
import { listMessages } from '../messages/queries.ts';
import { inAudience } from './audience.ts';
import {
  cancelCampaign,
  launchCampaign,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
} from './change-state.ts';
import { missingRoutes } from './missing/routes.ts';
import { forecastCampaign } from './forecast.ts';
import { launchInstant } from './launch-instant.ts';
import { showProgress } from './forecast/show-progress.ts';
import { previewCampaign } from './preview.ts';
import { listCampaigns, readCampaign, showCampaign } from './queries.ts';
import { listVersions } from './versions.ts';
import { writeRecord } from './write-record.ts';
import { copyCampaign, createCampaign, deleteCampaign, updateCampaign } from './write-campaign.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const senders = { roles: ['admin', 'standard'] } as const;
const one = { params: IdParams, resources: { id: 'campaign' } } as const;
const example = {
  name: 'Quarterly review',
  message_content: 'Dear {{ first_name }}, shall we look at your portfolio this week?',
  channel_order: ['whatsapp', 'telegram', 'signal'],
  channel_content: {
    whatsapp: {
      kind: 'template',
      name: 'quarterly_review',
      language: 'en',
      parameters: ['{{ first_name }}'],
    },
  },
};

export const campaignRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns',
    summary: 'List campaigns, newest first',
    tag: 'Campaigns',
    access: readers,
    query: CampaignListQuery,
    response: { 200: Page(CampaignResource) },
    handler: ({ rt, actor, query }) => plannedOnce(rt.db, (db) => listCampaigns(db, actor, query)),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/campaigns',
    summary: 'Create a draft',
    tag: 'Campaigns',
    access: senders,
    body: NewCampaign,
    example,
    idempotent: true,
    response: { 201: CampaignResource },
    handler: async ({ rt, actor, body, reply }) => {
      const shown = await showCampaign(rt.db, actor, await createCampaign(rt, actor, body));
      sendVersion(reply, shown.version);
      return shown;
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id',
    summary: 'Read a campaign with its numbers',
    tag: 'Campaigns',
    access: readers,
    ...one,
    response: { 200: CampaignResource },
    handler: async ({ rt, actor, params, reply }) => {
      const shown = await plannedOnce(rt.db, (db) => showCampaign(db, actor, params.id));
      sendVersion(reply, shown.version);
      return shown;
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/campaigns/:id',
    summary: 'Edit a campaign; content only before it is active',
    tag: 'Campaigns',
    access: senders,
    ...one,
    body: CampaignPatch,
    example: { name: 'Quarterly review, corrected' },
    response: { 200: CampaignResource },
    handler: async ({ rt, actor, params, body, request, reply }) => {
      await updateCampaign(rt, actor, params.id, requireVersion(request), body);
      const shown = await showCampaign(rt.db, actor, params.id);
      sendVersion(reply, shown.version);
      return shown;
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/campaigns/:id',
    summary: 'Delete a draft',
    tag: 'Campaigns',
    access: senders,
    ...one,
    response: { 204: null },
    handler: ({ rt, actor, params }) => deleteCampaign(rt, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/campaigns/:id/copy',
    summary: 'Make a new draft with the same content and audience',
    tag: 'Campaigns',
    access: senders,
    ...one,
    idempotent: true,
    response: { 201: CampaignResource },
    handler: async ({ rt, actor, params }) =>
      showCampaign(rt.db, actor, await copyCampaign(rt, actor, params.id)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/forecast',
    summary: 'Who a launch would reach now, who not and why, and how long it takes',
    tag: 'Campaigns',
    access: readers,
    ...one,
    query: ForecastQuery,
    response: { 200: CampaignForecast },
    handler: async ({ rt, actor, params, query }) => {
      const campaign = await readCampaign(rt.db, actor, params.id);
      const { start: launch_time, ...local } = query;
      if (launch_time === undefined && local.local_time === undefined) return forecastCampaign(rt, campaign);
      const plan = { ...(launch_time && { launch_time }), ...local };
      const { at } = await launchInstant(rt.db, campaign.workspace_id, plan, 'query');
      return forecastCampaign(rt, campaign, { start: at });
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/progress',
    summary: 'The forecast made at the launch, what is expected of the rest, and what happened',
    tag: 'Campaigns',
    access: readers,
    ...one,
    response: { 200: CampaignProgress },
    handler: async ({ rt, actor, params }) => showProgress(rt, await readCampaign(rt.db, actor, params.id)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/preview',
    summary: 'The message as one person would get it',
    tag: 'Campaigns',
    access: readers,
    ...one,
    query: PreviewQuery,
    response: { 200: CampaignPreview },
    handler: async ({ rt, actor, params, query }) =>
      previewCampaign(rt, await readCampaign(rt.db, actor, params.id), query),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/opt-out-line',
    summary: 'Whom of its audience the line that says how to stop goes to',
    tag: 'Campaigns',
    access: readers,
    ...one,
    response: { 200: OptOutReach },
    handler: async ({ rt, actor, params }) => {
      const campaign = await readCampaign(rt.db, actor, params.id);
      const people = inAudience(campaign, rt.clock.now());
      return optOutReach(rt.db, campaign.workspace_id, [campaign.purpose], people);
    },
  }),
  ...missingRoutes,
  defineRoute({
    method: 'POST',
    url: '/api/v1/campaigns/:id/schedule',
    summary: 'Launch later, at an instant or at a local time',
    tag: 'Campaigns',
    access: senders,
    ...one,
    body: ScheduleRequest,
    example: { local_time: '2099-01-05T09:00', time_zone: 'Asia/Dhaka' },
    response: { 200: CampaignResource },
    handler: async ({ rt, actor, params, body }) => {
      await scheduleCampaign(rt, actor, params.id, body);
      return showCampaign(rt.db, actor, params.id);
    },
  }),
  ...(
    [
      ['launch', 'Launch now', launchCampaign],
      ['resume', 'Resume a paused campaign where it stopped', resumeCampaign],
      ['cancel', 'End it for good; waiting messages are cancelled', cancelCampaign],
    ] as const
  ).map(([verb, summary, run]) =>
    defineRoute({
      method: 'POST',
      url: `/api/v1/campaigns/:id/${verb}`,
      summary,
      tag: 'Campaigns',
      access: senders,
      ...one,
      response: { 200: CampaignResource },
      handler: async ({ rt, actor, params }) => {
        await run(rt, actor, params.id);
        return showCampaign(rt.db, actor, params.id);
      },
    }),
  ),
  defineRoute({
    method: 'POST',
    url: '/api/v1/campaigns/:id/pause',
    summary: 'Stop sending; says how many messages may still leave',
    tag: 'Campaigns',
    access: senders,
    ...one,
    response: { 200: Type.Object({ ...CampaignResource.properties, may_still_leave: Type.Integer() }) },
    handler: async ({ rt, actor, params }) => {
      const { may_still_leave } = await pauseCampaign(rt, actor, params.id);
      return { ...(await showCampaign(rt.db, actor, params.id)), may_still_leave };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/messages',
    summary: 'Every recipient with status and reason',
    tag: 'Campaigns',
    access: readers,
    ...one,
    query: MessageListQuery,
    response: { 200: Page(MessageResource) },
    handler: ({ rt, actor, params, query }) =>
      plannedOnce(rt.db, async (db) => {
        const { id, launched_at } = await readCampaign(db, actor, params.id);
        return listMessages(db, rt.keys.people, actor, { ...query, campaign_id: id, launched_at });
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/versions',
    summary: 'Every version of what a campaign says, newest first',
    tag: 'Campaigns',
    access: readers,
    ...one,
    response: { 200: CampaignVersions },
    handler: ({ rt, actor, params }) => listVersions(rt.db, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/record',
    summary: 'Everything about a campaign as one page to read and keep',
    description:
      'Versions, steps, outcomes, reasons and a sample of messages as they were sent. That it was taken is recorded.',
    tag: 'Campaigns',
    access: { roles: ['admin', 'compliance'] },
    ...one,
    produces: 'text/html',
    response: { 200: Type.Unsafe<string>(Type.String()) },
    ratePerMinute: 30,
    handler: async ({ rt, actor, params, reply }) => {
      const page = await writeRecord(rt, actor, params.id);
      reply.header('content-disposition', `attachment; filename="campaign-${params.id}.html"`);
      reply.header('cache-control', 'no-store');
      return reply.type('text/html; charset=utf-8').send(page);
    },
  }),
];
