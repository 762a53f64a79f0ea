// Unknown outcomes over the API: what is open, and a person's decision about one or many.
import { IdParams } from '@sampark/contracts/domain.ts';
import { MessageDetail } from '@sampark/contracts/messages.ts';
import {
  SettleCounts,
  SettleManyRequest,
  SettleRequest,
  UnknownList,
  UnknownQuery,
} from '@sampark/contracts/settlement.ts';
import { readCampaign } from '../campaigns/queries.ts';
import { settleByPerson } from '../delivery/settle-by-person.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { Problem } from '../http/problem.ts';
import { listUnknown } from './list-unknown.ts';
import { readMessage } from './queries.ts';
import { settleMessage } from './settle-message.ts';

const deciders = { roles: ['admin', 'standard'] } as const;

export const settleRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/messages/unknown',
    summary: 'Messages whose outcome is not known and not decided',
    description: 'With what may still settle each by itself, and when it may be sent again.',
    tag: 'Messages',
    access: { roles: ['admin', 'standard', 'compliance'] },
    query: UnknownQuery,
    response: { 200: UnknownList },
    handler: ({ rt, actor, query }) => listUnknown(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/messages/:id/settle',
    summary: 'Decide about a message whose outcome is not known',
    description:
      '`resend`: a new attempt, after the rules were asked again; the person may get the message twice. `leave`: nothing more is sent. A receipt that comes later outranks both.',
    tag: 'Messages',
    access: deciders,
    params: IdParams,
    resources: { id: 'message' },
    body: SettleRequest,
    example: { decision: 'leave', note: 'Rang her: it arrived.' },
    idempotent: true,
    response: { 200: MessageDetail },
    handler: async ({ rt, actor, params, body }) => {
      await settleMessage(rt, actor, params.id, body);
      return readMessage(rt.db, rt.keys.people, actor, params.id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/messages/settle',
    summary: 'Decide about many messages whose outcome is not known',
    description: 'Of a campaign, a channel, or those named; at most 1,000 a call.',
    tag: 'Messages',
    access: deciders,
    body: SettleManyRequest,
    example: { decision: 'leave', campaign_id: '00000000-0000-4000-8000-000000000001', platform: 'telegram' },
    idempotent: true,
    response: { 200: SettleCounts },
    handler: async ({ rt, actor, body }) => {
      const { decision, note, tried_before, ...choice } = body;
      if (!choice.campaign_id && !choice.platform && !choice.message_ids)
        throw new Problem('invalid_request', {
          field: 'body.campaign_id',
          detail: 'Name a campaign, a channel or the messages.',
        });
      if (choice.campaign_id) await readCampaign(rt.db, actor, choice.campaign_id);
      return settleByPerson(
        rt,
        actor,
        { ...choice, ...(tried_before ? { tried_before: new Date(tried_before) } : {}) },
        { decision, ...(note === undefined ? {} : { note }) },
      );
    },
  }),
];
