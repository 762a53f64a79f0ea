// What people ask for about their own data, over the API. A portfolio manager passes a request on and sees those of their
// book; compliance works on it.
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import {
  NewPrivacyRequest,
  PrivacyRequest,
  PrivacyRequestChange,
  PrivacyRequestClosing,
  PrivacyRequestCounts,
  PrivacyRequestDetail,
  PrivacyRequestQuery,
} from '@sampark/contracts/privacy-requests.ts';
import { defineRoute, type AnyRoute } from '../../http/route.ts';
import { changeRequest } from './change-request.ts';
import { closeRequest } from './close-request.ts';
import { countRequests, listRequests } from './list-requests.ts';
import { recordRequest } from './record-request.ts';
import { showRequest } from './show-request.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const officers = { roles: ['admin', 'compliance'] } as const;
const one = { params: IdParams, resources: { id: 'privacy_request' } } as const;

export const privacyRequestRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/privacy-requests',
    tag: 'Privacy',
    summary: 'What people ask for about their own data',
    access: readers,
    query: PrivacyRequestQuery,
    response: { 200: Page(PrivacyRequest) },
    handler: ({ rt, actor, query }) => listRequests(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/privacy-requests',
    tag: 'Privacy',
    summary: 'Pass on what a person asks for about their data',
    description:
      'A copy, erasure, correction or an objection, with how it came. The last day for an answer is a month later. An objection stops marketing to the person at once.',
    access: readers,
    body: NewPrivacyRequest,
    example: {
      prospect_id: '00000000-0000-4000-8000-000000000001',
      kind: 'copy',
      came_by: 'phone',
      note: 'Asked at the meeting about the fund.',
    },
    idempotent: true,
    response: { 201: PrivacyRequestDetail },
    handler: ({ rt, actor, body }) => recordRequest(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/privacy-requests/summary',
    tag: 'Privacy',
    summary: 'How many are open, near their last day, and late',
    access: officers,
    response: { 200: PrivacyRequestCounts },
    handler: ({ rt, actor }) => countRequests(rt, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/privacy-requests/:id',
    tag: 'Privacy',
    summary: 'One request, with every step',
    access: readers,
    ...one,
    response: { 200: PrivacyRequestDetail },
    handler: ({ rt, actor, params }) => showRequest(rt, actor, params.id),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/privacy-requests/:id',
    tag: 'Privacy',
    summary: 'Assign a request, note what was done, or take more time',
    description: 'Two further months, once, within the first month; the person is told the reason.',
    access: officers,
    ...one,
    body: PrivacyRequestChange,
    example: { note: 'Asked which address is the right one.' },
    response: { 200: PrivacyRequestDetail },
    handler: ({ rt, actor, params, body }) => changeRequest(rt, actor, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/privacy-requests/:id/close',
    tag: 'Privacy',
    summary: 'Answer a request: done, or refused with the reason',
    access: officers,
    ...one,
    body: PrivacyRequestClosing,
    example: { outcome: 'completed', note: 'Sent by e-mail.' },
    response: { 200: PrivacyRequestDetail },
    handler: ({ rt, actor, params, body }) => closeRequest(rt, actor, params.id, body),
  }),
];
