// Consents, suppressions and start links over HTTP.
import {
  ConsentLedger,
  NewConsent,
  NewStartLink,
  NewStartLinks,
  NewSuppression,
  StartLink,
  StartLinks,
  SuppressionItem,
  SuppressionQuery,
} from '@sampark/contracts/consents.ts';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { liftSuppression } from './lift-suppression.ts';
import { makeStartLink, makeStartLinks } from './make-start-links.ts';
import { recordConsent } from './record-consent.ts';
import { showConsents } from './show-consents.ts';
import { listSuppressions } from './show-suppressions.ts';
import { suppressAddress } from './suppress-address.ts';

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
    description: 'For a list of ids, or for everybody a filter matches; at most 10,000 at once.',
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
    access: writers,
    body: NewSuppression,
    example: { phone: '+8801712345678', reason: 'person_request', note: 'Asked on the phone' },
    idempotent: true,
    response: { 201: SuppressionItem },
    handler: ({ rt, actor, body }) => suppressAddress(rt, actor, body),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/suppressions/:id',
    tag: 'suppressions',
    summary: 'Lift a stop that was ours',
    description:
      'Stops a person wanted, a platform reported or the law demands are refused with `opted_out`.',
    access: { roles: ['admin'] },
    params: IdParams,
    resources: { id: 'suppression' },
    response: { 204: null },
    handler: async ({ rt, actor, params }) => liftSuppression(rt, actor, params.id),
  }),
];
