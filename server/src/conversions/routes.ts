// Conversions over the API: told by a CRM, a booking page, or a person.
import { ConversionResource, NewConversion } from '@sampark/contracts/experiments.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { recordConversion } from './record-conversion.ts';

export const conversionRoutes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/conversions',
    summary: 'Tell that somebody did what the messages were for',
    description:
      'Counted for the newest message sent to them in the 30 days before. With `reference` it may be told again without being counted twice: the first telling is answered, with 200.',
    tag: 'prospects',
    access: { roles: ['admin', 'standard'] },
    body: NewConversion,
    bodyResources: { prospect_id: 'prospect', campaign_id: 'campaign' },
    example: {
      prospect_id: '01890000-0000-7000-8000-000000000000',
      kind: 'meeting_held',
      reference: 'crm-4711',
    },
    idempotent: true,
    response: { 201: ConversionResource, 200: ConversionResource },
    handler: async ({ rt, actor, body, reply }) => {
      const { conversion, known } = await recordConversion(rt, actor, body);
      return reply.status(known ? 200 : 201).send(conversion);
    },
  }),
];
