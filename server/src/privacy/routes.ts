// What a person may ask for: a copy of everything kept about them, and to be forgotten.
import { IdParams } from '@sampark/contracts/domain.ts';
import { CopyQuery, ErasePerson, Erasure, ErasureProof } from '@sampark/contracts/privacy.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { requireProspect } from '../prospects/require-prospect.ts';
import { copyPerson } from './copy-person.ts';
import { erasePerson } from './erase/erase-person.ts';
import { readErasure } from './erase/read-erasure.ts';

export const privacyRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/prospects/:id/copy',
    tag: 'prospects',
    summary: 'A copy of everything kept about a person',
    description:
      'For a person who asks what is kept about them. JSON for machines, or `format=html`: one page to read and print. That it was made is recorded.',
    access: { roles: ['admin', 'compliance'] },
    params: IdParams,
    resources: { id: 'prospect' },
    query: CopyQuery,
    produces: 'application/json',
    response: { 200: Type.Unsafe<string>(Type.String()) },
    ratePerMinute: 30,
    handler: async ({ rt, actor, params, query, reply }) => {
      const { text, fileName } = await copyPerson(rt, actor, params.id, query);
      reply.header('content-disposition', `attachment; filename="${fileName}"`);
      reply.header('cache-control', 'no-store');
      return reply
        .type(query.format === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
        .send(text);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/prospects/:id/erase',
    tag: 'prospects',
    summary: 'Erase a person',
    description:
      'Empties everything that is known of the person and destroys the key that opens what was written to and by them. Where a legal hold or a retention clock keeps the records, the profile goes now and the key when they end. It cannot be undone. The number cannot be written to or imported again.',
    access: { roles: ['admin', 'compliance'] },
    params: IdParams,
    resources: { id: 'prospect' },
    body: ErasePerson,
    example: { reason: 'person_request', confirm: true },
    response: { 200: Erasure },
    handler: ({ rt, actor, params, body }) => erasePerson(rt, actor, params.id, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/prospects/:id/erasure',
    tag: 'prospects',
    summary: 'Proof that a person was erased',
    access: { roles: ['admin', 'compliance'] },
    params: IdParams,
    resources: { id: 'prospect' },
    response: { 200: ErasureProof },
    handler: async ({ rt, actor, params }) => {
      await requireProspect(rt.db, actor, params.id);
      return { erasure: await readErasure(rt.db, actor.workspace_id, params.id, rt.clock.now()) };
    },
  }),
];
