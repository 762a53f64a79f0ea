// Messages over the API: reading them, and single sends.
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { MessageDetail, MessageListQuery, MessageResource, NewMessage } from '@sampark/contracts/messages.ts';
import { MessageVariable } from '@sampark/contracts/message-variables.ts';
import { Type } from 'typebox';
import { plannedOnce } from '../db/planned-once.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { listVariables } from './list-variables.ts';
import { listMessages, readMessage } from './queries.ts';
import { sendSingle } from './send-single.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;

export const messageRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/messages',
    summary: 'List messages, newest first',
    tag: 'Messages',
    access: readers,
    query: MessageListQuery,
    response: { 200: Page(MessageResource) },
    handler: ({ rt, actor, query }) =>
      plannedOnce(rt.db, (db) => listMessages(db, rt.keys.people, actor, query)),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/messages',
    summary: 'Send one message to one person',
    description:
      'Goes through the same policy, senders and records as a campaign’s messages, and ahead of them.',
    tag: 'Messages',
    access: { roles: ['admin', 'standard'] },
    body: NewMessage,
    example: {
      prospect_id: '00000000-0000-4000-8000-000000000001',
      purpose: 'service',
      channel_order: ['signal'],
      content: 'Your statement is ready, {{ first_name }}.',
    },
    idempotent: true,
    response: { 202: MessageDetail },
    handler: async ({ rt, actor, body }) =>
      readMessage(rt.db, rt.keys.people, actor, await sendSingle(rt, actor, { purpose: 'service', ...body })),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/message-variables',
    summary: 'What a text can name of your people, and how long the values are',
    tag: 'Messages',
    access: { roles: ['admin', 'standard'] },
    response: { 200: Type.Object({ items: Type.Array(MessageVariable) }) },
    handler: async ({ rt, actor }) => ({ items: await listVariables(rt.db, actor, rt.config.publicUrl) }),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/messages/:id',
    summary: 'One message with its decision and every attempt',
    tag: 'Messages',
    access: readers,
    params: IdParams,
    resources: { id: 'message' },
    response: { 200: MessageDetail },
    handler: ({ rt, actor, params }) => readMessage(rt.db, rt.keys.people, actor, params.id),
  }),
];
