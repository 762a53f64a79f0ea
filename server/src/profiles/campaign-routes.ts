// The profiles of a campaign over the API: which it chooses from, and which of them each person gets.
import { IdParams } from '@sampark/contracts/domain.ts';
import {
  CampaignProfileList,
  CampaignProfiles,
  ProfilePreview,
} from '@sampark/contracts/profile-selection.ts';
import type { FastifyReply } from 'fastify';
import { readCampaign } from '../campaigns/queries.ts';
import { defineRoute, type Actor, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import type { Runtime } from '../runtime.ts';
import { campaignProfiles } from './campaign-profiles.ts';
import { listForCampaign } from './list-for-campaign.ts';
import { previewSelection } from './preview-selection.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const one = { params: IdParams, resources: { id: 'campaign' } } as const;

export const campaignProfileRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/profiles',
    summary: 'The profiles a campaign chooses from, and the version of each that its messages use',
    tag: 'Campaigns',
    access: readers,
    ...one,
    response: { 200: CampaignProfiles },
    handler: ({ rt, actor, params, reply }) => show(rt, actor, params.id, reply),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/v1/campaigns/:id/profiles',
    summary: 'Say which profiles a campaign chooses from',
    description:
      'Which of them fits each person best, and why, is shown by the profile preview. What they say is fixed for the campaign at its launch. The ETag is the campaign’s.',
    tag: 'Campaigns',
    access: { roles: ['admin', 'standard'] },
    ...one,
    body: CampaignProfileList,
    bodyResources: { default_profile_id: 'profile' },
    example: { profile_ids: [], default_profile_id: null },
    response: { 200: CampaignProfiles },
    handler: async ({ rt, actor, params, body, request, reply }) => {
      await listForCampaign(rt, actor, params.id, requireVersion(request), body);
      return show(rt, actor, params.id, reply);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/profile-preview',
    summary: 'Which of its profiles each person of a campaign’s audience gets, and why',
    description:
      'Counts over the whole audience, as far as five seconds reach; reasons for its first fifty people.',
    tag: 'Campaigns',
    access: readers,
    ...one,
    ratePerMinute: 30,
    response: { 200: ProfilePreview },
    handler: async ({ rt, actor, params }) =>
      previewSelection(rt, await readCampaign(rt.db, actor, params.id)),
  }),
];

async function show(rt: Runtime, actor: Actor, id: string, reply: FastifyReply): Promise<CampaignProfiles> {
  const { version } = await readCampaign(rt.db, actor, id);
  sendVersion(reply, version);
  const profiles = await campaignProfiles(rt.db, id);
  return {
    items: profiles.map((profile) => ({
      profile_id: profile.id,
      name: profile.name,
      language: profile.language,
      is_active: profile.is_active,
      is_default: profile.is_default,
      listed: profile.listed,
      version: profile.version,
    })),
  };
}
