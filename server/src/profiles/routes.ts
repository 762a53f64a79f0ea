// Engagement profiles over the API. A PM sees and writes their own.
import { IdParams } from '@sampark/contracts/domain.ts';
import {
  NewProfile,
  ProfileList,
  ProfileListQuery,
  ProfilePatch,
  ProfileResource,
  ProfileVersions,
} from '@sampark/contracts/profiles.ts';
import { ProfileDraft, RenderedProfile } from '@sampark/contracts/rendered-profile.ts';
import type { FastifyReply } from 'fastify';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import { listProfiles, readProfile, showProfile, type ProfileRecord } from './queries.ts';
import { renderProfile } from './render-profile.ts';
import { listProfileVersions } from './versions.ts';
import { copyProfile, createProfile, deleteProfile, switchProfile, updateProfile } from './write-profile.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const writers = { roles: ['admin', 'standard'] } as const;
const one = { params: IdParams, resources: { id: 'profile' } } as const;
const tag = 'Profiles';
const text = 'Dear {{ first_name }}, shall we look at your portfolio this week?';
const example = {
  name: 'Retirees in Dhaka',
  language: 'en',
  branding_config: {
    colors: { accent: '#1a5fb4', background: '#ffffff', text: '#1a1a1a' },
    logos: {},
    fonts: { body: 'Inter' },
  },
  messaging_templates: {
    whatsapp: {
      kind: 'template',
      name: 'quarterly_review',
      language: 'en',
      parameters: ['{{ first_name }}'],
    },
    telegram: text,
    signal: text,
    imessage: text,
  },
  compliance_rules: { jurisdiction: 'BD', rules: [{ kind: 'max_links', count: 1 }] },
  target_demographics: { age_range: [60, 85], location: ['Dhaka'] },
};

export const profileRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/profiles',
    summary: 'List engagement profiles, newest first',
    tag,
    access: readers,
    query: ProfileListQuery,
    response: { 200: ProfileList },
    handler: ({ rt, actor, query }) => listProfiles(rt.db, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/profiles',
    summary: 'Make an engagement profile',
    description: 'At most 50 for each portfolio manager, switched-off ones included.',
    tag,
    access: writers,
    body: NewProfile,
    example,
    idempotent: true,
    response: { 201: ProfileResource },
    handler: async ({ rt, actor, body, reply }) => shown(reply, await createProfile(rt, actor, body)),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/profiles/render',
    summary: 'What a profile would say to one person on each channel, without saving it',
    description: 'Rendered as it is for sending; with everything that would keep it from being saved.',
    tag,
    access: readers,
    body: ProfileDraft,
    bodyResources: { prospect_id: 'prospect' },
    example: { language: 'en', messaging_templates: { signal: text } },
    response: { 200: RenderedProfile },
    handler: ({ rt, actor, body }) => renderProfile(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/profiles/:id',
    summary: 'Read an engagement profile',
    tag,
    access: readers,
    ...one,
    response: { 200: ProfileResource },
    handler: async ({ rt, actor, params, reply }) => shown(reply, await readProfile(rt.db, actor, params.id)),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/profiles/:id',
    summary: 'Change an engagement profile',
    description: 'Campaigns launched before go on with the version they were launched with.',
    tag,
    access: writers,
    ...one,
    body: ProfilePatch,
    example: { name: 'Retirees in Chattogram' },
    response: { 200: ProfileResource },
    handler: async ({ rt, actor, params, body, request, reply }) =>
      shown(reply, await updateProfile(rt, actor, params.id, requireVersion(request), body)),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/profiles/:id',
    summary: 'Delete a profile that no campaign names',
    tag,
    access: writers,
    ...one,
    response: { 204: null },
    handler: ({ rt, actor, params }) => deleteProfile(rt, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/profiles/:id/copy',
    summary: 'Make a profile of one’s own that says the same',
    tag,
    access: writers,
    ...one,
    idempotent: true,
    response: { 201: ProfileResource },
    handler: async ({ rt, actor, params, reply }) => shown(reply, await copyProfile(rt, actor, params.id)),
  }),
  ...(
    [
      ['activate', 'Let campaigns choose it again', true],
      ['deactivate', 'Choose it for nobody any more; launched campaigns go on', false],
    ] as const
  ).map(([verb, summary, active]) =>
    defineRoute({
      method: 'POST',
      url: `/api/v1/profiles/:id/${verb}`,
      summary,
      tag,
      access: writers,
      ...one,
      response: { 200: ProfileResource },
      handler: async ({ rt, actor, params, reply }) =>
        shown(reply, await switchProfile(rt, actor, params.id, active)),
    }),
  ),
  defineRoute({
    method: 'GET',
    url: '/api/v1/profiles/:id/versions',
    summary: 'Every version of what a profile says, newest first',
    tag,
    access: readers,
    ...one,
    response: { 200: ProfileVersions },
    handler: ({ rt, actor, params }) => listProfileVersions(rt.db, actor, params.id),
  }),
];

function shown(reply: FastifyReply, profile: ProfileRecord): ProfileResource {
  sendVersion(reply, profile.version);
  return showProfile(profile);
}
