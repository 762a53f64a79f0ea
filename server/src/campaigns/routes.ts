// Campaigns over the API. Parses by contract, calls one verb.
import {
  CampaignForecast,
  CampaignListQuery,
  CampaignPatch,
  CampaignPreview,
  CampaignResource,
  MissingVariables,
  NewCampaign,
  PreviewQuery,
  ScheduleRequest,
} from '@sampark/contracts/campaigns.ts';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { MessageListQuery, MessageResource } from '@sampark/contracts/messages.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import { listMessages } from '../messages/queries.ts';
import {
  cancelCampaign,
  launchCampaign,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
} from './change-state.ts';
import { findMissingVariables } from './missing-variables.ts';
import { forecastCampaign } from './forecast.ts';
import { previewCampaign } from './preview.ts';
import { listCampaigns, readCampaign, showCampaign } from './queries.ts';
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
    handler: ({ rt, actor, query }) => listCampaigns(rt.db, actor, query),
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
      const shown = await showCampaign(rt.db, actor, params.id);
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
    response: { 200: CampaignForecast },
    handler: async ({ rt, actor, params }) =>
      forecastCampaign(rt, await readCampaign(rt.db, actor, params.id)),
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
      previewCampaign(rt, await readCampaign(rt.db, actor, params.id), query.prospect_id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/missing-variables',
    summary: 'People who lack something the message names',
    tag: 'Campaigns',
    access: readers,
    ...one,
    response: { 200: MissingVariables },
    handler: async ({ rt, actor, params }) =>
      findMissingVariables(rt, await readCampaign(rt.db, actor, params.id)),
  }),
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
    handler: async ({ rt, actor, params, query }) => {
      const campaign = await readCampaign(rt.db, actor, params.id);
      return listMessages(rt.db, actor, {
        ...query,
        campaign_id: campaign.id,
        launched_at: campaign.launched_at,
      });
    },
  }),
];
