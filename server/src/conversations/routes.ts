// Conversations over the API: list, read, answer.
import { ChannelSchema, IdParams, Page, PageQuery } from '@sampark/contracts/domain.ts';
import {
  ConversationEntry,
  ConversationPatch,
  ConversationReply,
  ConversationResource,
  MessageDetail,
} from '@sampark/contracts/messages.ts';
import { Type } from 'typebox';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import { plannedOnce } from '../db/planned-once.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { readMessage } from '../messages/queries.ts';
import {
  conversationEntries,
  countConversations,
  listConversations,
  readConversation,
  showConversation,
} from './queries.ts';
import { replyInConversation } from './reply.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const writers = { roles: ['admin', 'standard'] } as const;
const one = { params: IdParams, resources: { id: 'conversation' } } as const;

export const conversationRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/conversations',
    summary: 'List conversations, latest word first',
    tag: 'Conversations',
    access: readers,
    query: Type.Object(
      {
        ...PageQuery,
        status: Type.Optional(Type.Enum(['open', 'closed'])),
        unread: Type.Optional(Type.Boolean()),
        channel: Type.Optional(ChannelSchema),
        assigned: Type.Optional(Type.Enum(['me', 'nobody'])),
        q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the person’s name' })),
      },
      { additionalProperties: false },
    ),
    response: { 200: Page(ConversationResource) },
    handler: ({ rt, actor, query }) =>
      plannedOnce(rt.db, (db) => listConversations(db, rt.keys.people, actor, query)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/conversations/counts',
    summary: 'How many open conversations are mine, nobody’s, all, unread',
    tag: 'Conversations',
    access: readers,
    response: {
      200: Type.Object({
        mine: Type.Integer(),
        unassigned: Type.Integer(),
        all: Type.Integer(),
        unread: Type.Integer(),
      }),
    },
    handler: ({ rt, actor }) => plannedOnce(rt.db, (db) => countConversations(db, actor)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/conversations/:id',
    summary: 'Read one conversation',
    tag: 'Conversations',
    access: readers,
    ...one,
    response: { 200: ConversationResource },
    handler: async ({ rt, actor, params }) => showConversation(rt.db, rt.keys.people, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/conversations/:id/messages',
    summary: 'What was said, newest first',
    tag: 'Conversations',
    access: readers,
    ...one,
    query: Type.Object(PageQuery, { additionalProperties: false }),
    response: { 200: Page(ConversationEntry) },
    handler: async ({ rt, actor, params, query }) =>
      conversationEntries(rt.db, rt.keys.people, await readConversation(rt.db, actor, params.id), query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/conversations/:id/messages',
    summary: 'Answer in a conversation',
    tag: 'Conversations',
    access: writers,
    ...one,
    body: ConversationReply,
    example: { text: 'Thank you, I will call you this afternoon.' },
    idempotent: true,
    response: { 202: MessageDetail },
    handler: async ({ rt, actor, params, body }) =>
      readMessage(rt.db, rt.keys.people, actor, await replyInConversation(rt, actor, params.id, body.text)),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/conversations/:id',
    summary: 'Mark as read, close, reopen or assign',
    tag: 'Conversations',
    access: writers,
    ...one,
    body: ConversationPatch,
    example: { read: true },
    response: { 200: ConversationResource },
    handler: async ({ rt, actor, params, body }) => {
      const before = await readConversation(rt.db, actor, params.id);
      if (body.assigned_to) {
        const user = await rt.db
          .selectFrom('users')
          .select('id')
          .where('id', '=', body.assigned_to)
          .where('workspace_id', '=', actor.workspace_id)
          .executeTakeFirst();
        if (!user)
          throw new Problem('invalid_request', {
            field: 'body.assigned_to',
            detail: 'There is no such user here.',
          });
      }
      const decided = {
        ...(body.status === undefined ? {} : { status: body.status }),
        ...(body.assigned_to === undefined ? {} : { assigned_to: body.assigned_to }),
      };
      const now = rt.clock.now();
      await rt.db.transaction().execute(async (tx) => {
        await tx
          .updateTable('conversations')
          .set({ ...(body.read ? { unread_count: 0 } : {}), ...decided })
          .where('id', '=', params.id)
          .where('workspace_id', '=', actor.workspace_id)
          .execute();
        if (Object.keys(decided).length === 0) return;
        await appendEvents(tx, now, [
          {
            workspace_id: actor.workspace_id,
            type: 'conversation.changed',
            occurred_at: now,
            actor_id: actor.user_id,
            prospect_id: before.prospect_id,
            channel: before.channel,
            data: { conversation_id: params.id, ...decided },
          },
        ]);
      });
      return showConversation(rt.db, rt.keys.people, actor, params.id);
    },
  }),
];
