// Consents, suppressions and start links over HTTP.
import {
  ConsentLedger,
  ConsentListItem,
  ConsentQuery,
  NewConsent,
  NewOptOut,
  NewStartLink,
  NewStartLinks,
  NewSuppression,
  LiftSuppression,
  OptOutItem,
  OptOutQuery,
  SuppressionFound,
  SuppressionList,
  SuppressionListResult,
  SuppressionLookUp,
  StartLink,
  StartLinks,
  SuppressionItem,
  SuppressionQuery,
} from '@sampark/contracts/consents.ts';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { liftSuppression } from './lift-suppression.ts';
import { makeStartLink, makeStartLinks } from './make-start-links.ts';
import { listConsents } from './list-consents.ts';
import { listOptOuts } from './list-opt-outs.ts';
import { lookUpAddress } from './look-up-address.ts';
import { optOutAddress } from './opt-out-address.ts';
import { recordConsent } from './record-consent.ts';
import { showConsents } from './show-consents.ts';
import { listSuppressions } from './show-suppressions.ts';
import { suppressAddress } from './suppress-address.ts';
import { suppressList } from './suppress-list.ts';

const writers = { roles: ['admin', 'standard'] as const };
const readers = { roles: ['admin', 'standard', 'compliance'] as const };
const wording = 'By pressing Start you agree to receive market news from us on Telegram.';

export const consentRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/prospects/:id/consents',
    tag: 'consents',
    summary: 'What a person agreed to, and when',
    access: readers,
    params: IdParams,
    resources: { id: 'prospect' },
    response: { 200: ConsentLedger },
    handler: ({ rt, actor, params }) => showConsents(rt, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/consents',
    tag: 'consents',
    summary: 'Who agreed to what or stopped it, newest first',
    description: 'One act is one item, however many channels and purposes it concerned.',
    access: { roles: ['admin', 'compliance'] },
    query: ConsentQuery,
    response: { 200: Page(ConsentListItem) },
    handler: ({ rt, actor, query }) => listConsents(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/prospects/:id/consents',
    tag: 'consents',
    summary: 'Record a grant or a withdrawal',
    description:
      'A grant after an opt-out is refused with `opted_out`: only the person’s own act reverses one.',
    access: writers,
    params: IdParams,
    resources: { id: 'prospect' },
    body: NewConsent,
    example: {
      channel: 'whatsapp',
      purpose: 'marketing',
      action: 'granted',
      source: 'signed form',
      evidence: { form: '2026-114' },
    },
    idempotent: true,
    response: { 201: ConsentLedger },
    handler: ({ rt, actor, params, body }) => recordConsent(rt, actor, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/prospects/:id/start-link',
    tag: 'consents',
    summary: 'Make a Telegram start link for a person',
    access: writers,
    params: IdParams,
    resources: { id: 'prospect' },
    body: NewStartLink,
    example: { channel: 'telegram', grants: ['telegram:marketing'], wording },
    idempotent: true,
    response: { 201: StartLink },
    handler: ({ rt, actor, params, body }) => makeStartLink(rt, actor, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/start-links',
    tag: 'consents',
    summary: 'Make start links for many people',
    description:
      'For a list of ids, or for everybody a filter matches; at most 10,000 at once. Who has stopped us on the channel and has no known chat there is left out.',
    access: writers,
    body: NewStartLinks,
    example: { channel: 'telegram', grants: ['telegram:marketing'], wording, filter: { country: 'BD' } },
    idempotent: true,
    ratePerMinute: 20,
    response: { 201: StartLinks },
    handler: ({ rt, actor, body }) => makeStartLinks(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/suppressions',
    tag: 'suppressions',
    summary: 'List addresses that must not be messaged',
    access: readers,
    query: SuppressionQuery,
    response: { 200: Page(SuppressionItem) },
    handler: ({ rt, actor, query }) => listSuppressions(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/suppressions',
    tag: 'suppressions',
    summary: 'Stop messaging an address',
    access: readers,
    body: NewSuppression,
    example: { phone: '+8801712345678', reason: 'person_request', note: 'Asked on the phone' },
    idempotent: true,
    response: { 201: SuppressionItem },
    handler: ({ rt, actor, body }) => suppressAddress(rt, actor, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/suppressions/list',
    tag: 'suppressions',
    summary: 'Stop messaging many numbers',
    description:
      'Pasted numbers, one a line, or a CSV whose first column is the number; at most 2,000. Sent twice it adds them once.',
    access: { roles: ['admin', 'compliance'] },
    body: SuppressionList,
    example: { numbers: '+8801712345678\n+447400123456', reason: 'person_request', note: 'Letter of 3 May' },
    ratePerMinute: 10,
    response: { 200: SuppressionListResult },
    handler: ({ rt, actor, body }) => suppressList(rt, actor, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/suppressions/look-up',
    tag: 'suppressions',
    summary: 'Whether a number may be written to',
    description: 'By the whole number, in the body so that it stands in no log; nothing is kept.',
    access: { roles: ['admin', 'compliance'], scope: 'prospects:read' },
    body: SuppressionLookUp,
    example: { phone: '+8801712345678' },
    ratePerMinute: 60,
    response: { 200: SuppressionFound },
    handler: ({ rt, actor, body }) => lookUpAddress(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/opt-outs',
    tag: 'consents',
    summary: 'People whose own consents say no, the latest first',
    access: { roles: ['admin', 'compliance'] },
    query: OptOutQuery,
    response: { 200: Page(OptOutItem) },
    handler: ({ rt, actor, query }) => listOptOuts(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/opt-outs',
    tag: 'consents',
    summary: 'Pass on that a person wants no more messages',
    description:
      'For other systems: by number or channel address, known to us or not, which the answer does not tell. Counts at once, for messages already queued too.',
    access: writers,
    body: NewOptOut,
    example: { phone: '+8801712345678', source: 'crm', evidence: { ticket: 'C-1182' } },
    idempotent: true,
    response: { 204: null },
    handler: async ({ rt, actor, body }) => optOutAddress(rt, actor, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/suppressions/:id/lift',
    tag: 'suppressions',
    summary: 'Lift a stop that was ours',
    description:
      'Stops a person wanted, a platform reported or the law demands are refused with `opted_out`.',
    access: { roles: ['admin', 'compliance'] },
    params: IdParams,
    resources: { id: 'suppression' },
    body: LiftSuppression,
    example: { reason: 'The number was typed wrong' },
    response: { 204: null },
    handler: async ({ rt, actor, params, body }) => liftSuppression(rt, actor, params.id, body.reason),
  }),
];
