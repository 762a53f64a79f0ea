// Prospects over HTTP.
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import {
  IdentityItem,
  NewProspect,
  ProspectChange,
  ProspectDetail,
  ProspectItem,
  ProspectListQuery,
  ReleaseProspect,
  ShareProspect,
  TimelineItem,
  TimelineQuery,
} from '@sampark/contracts/prospects.ts';
import { Type } from 'typebox';
import { plannedOnce } from '../db/planned-once.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import { changeProspect } from './change-prospect.ts';
import { createProspect } from './create-prospect.ts';
import { deleteProspect } from './delete-prospect.ts';
import { listIdentities } from './list-identities.ts';
import { listProspects } from './list-prospects.ts';
import { releaseProspect } from './release-prospect.ts';
import { shareProspect } from './share-prospect.ts';
import { findProspect } from './show-prospect.ts';
import { showTimeline } from './show-timeline.ts';

const writers = { roles: ['admin', 'standard'] as const };
const readers = { roles: ['admin', 'standard', 'compliance'] as const };
const tag = 'prospects';
const one = { params: IdParams, resources: { id: 'prospect' as const } };

export const prospectRoutes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/prospects',
    tag,
    summary: 'Add a person to your book',
    access: writers,
    body: NewProspect,
    example: { phone_number: '01712-345678', name: 'Rahima Begum', language: 'bn' },
    idempotent: true,
    response: { 201: ProspectDetail },
    handler: async ({ rt, actor, body, reply }) => {
      const prospect = await createProspect(rt, actor, body);
      sendVersion(reply, prospect.version);
      reply.header('location', `/api/v1/prospects/${prospect.id}`);
      return prospect;
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/prospects',
    tag,
    summary: 'List and search people',
    access: readers,
    query: ProspectListQuery,
    response: { 200: Page(ProspectItem) },
    handler: ({ rt, actor, query }) => listProspects(rt, actor, query),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/prospects/:id',
    tag,
    summary: 'One person',
    access: readers,
    ...one,
    response: { 200: ProspectDetail },
    handler: async ({ rt, actor, params, reply }) => {
      const prospect = await plannedOnce(rt.db, (db) => findProspect(db, actor, params.id));
      sendVersion(reply, prospect.version);
      return prospect;
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/prospects/:id',
    tag,
    summary: 'Change a person',
    access: writers,
    ...one,
    body: ProspectChange,
    example: { name: 'Rahima Khatun' },
    response: { 200: ProspectDetail },
    handler: async ({ rt, actor, params, body, request, reply }) => {
      const prospect = await changeProspect(rt, actor, params.id, requireVersion(request), body);
      sendVersion(reply, prospect.version);
      return prospect;
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/prospects/:id',
    tag,
    summary: 'Delete a person nobody wrote to',
    access: writers,
    ...one,
    response: { 204: null },
    handler: async ({ rt, actor, params }) => deleteProspect(rt, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/prospects/:id/timeline',
    tag,
    summary: 'What happened with a person, newest first',
    access: readers,
    ...one,
    query: TimelineQuery,
    response: { 200: Page(TimelineItem) },
    handler: ({ rt, actor, params, query }) => showTimeline(rt, actor, params.id, query),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/prospects/:id/identities',
    tag,
    summary: 'Where a person can be met on each channel',
    access: readers,
    ...one,
    response: { 200: Type.Object({ items: Type.Array(IdentityItem) }) },
    handler: ({ rt, actor, params }) => listIdentities(rt, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/prospects/:id/share',
    tag,
    summary: 'Put a person into another book as well',
    access: { roles: ['admin'] },
    ...one,
    body: ShareProspect,
    example: { user_id: '00000000-0000-4000-8000-000000000000' },
    response: { 200: ProspectDetail },
    handler: ({ rt, actor, params, body }) => shareProspect(rt, actor, params.id, body.user_id),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/prospects/:id/release',
    tag,
    summary: 'Let sending to a held person go on',
    access: writers,
    ...one,
    body: ReleaseProspect,
    example: { reason: 'Spoke to her: she meant last week’s webinar' },
    response: { 200: ProspectDetail },
    handler: ({ rt, actor, params, body }) => releaseProspect(rt, actor, params.id, body.reason),
  }),
];
