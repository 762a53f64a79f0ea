// Segments over the API. Parses by contract, calls one verb.
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import {
  NewSegment,
  SegmentCount,
  SegmentCountRequest,
  SegmentFields,
  SegmentListQuery,
  SegmentPatch,
  SegmentReach,
  SegmentReachRequest,
  SegmentResource,
} from '@sampark/contracts/segments.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import { languageOf } from '../users/language-of.ts';
import { countReach } from './count-reach.ts';
import { countSegment } from './count-segment.ts';
import { listFields } from './list-fields.ts';
import { listSegments, showSegment } from './queries.ts';
import { createSegment, deleteSegment, updateSegment } from './write-segment.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const writers = { roles: ['admin', 'standard'] } as const;
const one = { params: IdParams, resources: { id: 'segment' } } as const;

const condition: NewSegment['condition'] = {
  all: [
    { field: 'lead_score', op: 'at_least', value: 70 },
    {
      any: [
        { field: 'country', op: 'in', value: ['AE', 'SG'] },
        { field: 'language', op: 'equals', value: 'ar' },
      ],
    },
    { not: { field: 'last_reply', op: 'within_days', value: 30 } },
  ],
};

export const segmentRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/segments',
    summary: 'List segments, newest first',
    tag: 'Segments',
    access: readers,
    query: SegmentListQuery,
    response: { 200: Page(SegmentResource) },
    handler: async ({ rt, actor, query, request }) =>
      listSegments(rt.db, actor, query, await languageOf(rt.db, actor, request)),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/segments',
    summary: 'Save a segment',
    tag: 'Segments',
    access: writers,
    body: NewSegment,
    example: { name: 'Warm, quiet, in the Gulf', condition },
    idempotent: true,
    response: { 201: SegmentResource },
    handler: async ({ rt, actor, body, request, reply }) => {
      const id = await createSegment(rt, actor, body);
      const shown = await showSegment(rt.db, actor, id, await languageOf(rt.db, actor, request));
      sendVersion(reply, shown.version);
      return shown;
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/segments/fields',
    summary: 'What a segment may ask of a person',
    description:
      'Every field with its operators, and values that occur among a few thousand people of your book.',
    tag: 'Segments',
    access: readers,
    response: { 200: SegmentFields },
    handler: ({ rt, actor }) => listFields(rt.db, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/segments/count',
    summary: 'Count the people of your book who fit, with up to ten of them',
    description: 'Nothing is saved. Counting that takes longer than five seconds is stopped.',
    tag: 'Segments',
    // It changes nothing.
    access: { ...readers, scope: 'prospects:read' },
    body: SegmentCountRequest,
    example: { condition },
    bodyResources: { segment_id: 'segment' },
    ratePerMinute: 120,
    response: { 200: SegmentCount },
    handler: async ({ rt, actor, body, request }) =>
      countSegment(rt, actor, body, { language: await languageOf(rt.db, actor, request) }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/segments/reach',
    summary: 'Count whom a message would reach, by channel, and who would get nothing, by reason',
    description:
      'Each person once, decided as for a campaign on all channels in the order of the answer. Nothing is saved. ' +
      'Counting that takes longer than five seconds is stopped.',
    tag: 'Segments',
    // It changes nothing.
    access: { ...readers, scope: 'prospects:read' },
    body: SegmentReachRequest,
    example: { condition, purpose: 'marketing' },
    bodyResources: { segment_id: 'segment' },
    ratePerMinute: 120,
    response: { 200: SegmentReach },
    handler: ({ rt, actor, body }) => countReach(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/segments/:id',
    summary: 'Read a segment',
    tag: 'Segments',
    access: readers,
    ...one,
    response: { 200: SegmentResource },
    handler: async ({ rt, actor, params, request, reply }) => {
      const shown = await showSegment(rt.db, actor, params.id, await languageOf(rt.db, actor, request));
      sendVersion(reply, shown.version);
      return shown;
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/segments/:id',
    summary: 'Change a segment; campaigns that were launched keep what they were launched with',
    tag: 'Segments',
    access: writers,
    ...one,
    body: SegmentPatch,
    example: { name: 'Warm and quiet' },
    response: { 200: SegmentResource },
    handler: async ({ rt, actor, params, body, request, reply }) => {
      await updateSegment(rt, actor, params.id, requireVersion(request), body);
      const shown = await showSegment(rt.db, actor, params.id, await languageOf(rt.db, actor, request));
      sendVersion(reply, shown.version);
      return shown;
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/segments/:id',
    summary: 'Delete a segment that no scheduled, running or paused campaign uses',
    tag: 'Segments',
    access: writers,
    ...one,
    response: { 204: null },
    handler: async ({ rt, actor, params }) => deleteSegment(rt, actor, params.id),
  }),
];
