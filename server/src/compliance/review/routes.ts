// The review queue over the API. A portfolio manager reads what was flagged of their own messages; compliance decides.
import {
  ComplianceOverview,
  FlagBulk,
  FlagBulkResult,
  FlagChange,
  FlagContext,
  FlagListQuery,
  FlagResource,
  FlagSummary,
  RefuseRequest,
  ReleaseMany,
  ReleaseRequest,
  ReleaseResult,
  ReleaseState,
  RuleStatistics,
} from '@sampark/contracts/flags.ts';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../../http/route.ts';
import { changeFlag, changeFlags } from './change-flags.ts';
import { ruleStatistics, summariseFlags } from './count-flags.ts';
import { listFlags, readFlag } from './list-flags.ts';
import { showContext } from './show-context.ts';
import { showOverview } from './show-overview.ts';
import { readRelease } from './read-release.ts';
import { refuseMessage, withdrawRelease } from './refuse-message.ts';
import { releaseMessage, releaseMessages } from './release-messages.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const reviewers = { roles: ['admin', 'compliance'] } as const;
const message = { params: IdParams, resources: { id: 'message' } } as const;

export const reviewRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/flags',
    summary: 'List flagged messages',
    description: 'What waits comes oldest first, everything else newest first.',
    tag: 'Compliance',
    access: readers,
    query: FlagListQuery,
    response: { 200: Page(FlagResource) },
    handler: ({ rt, actor, query }) => listFlags(rt.db, rt.keys.people, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/compliance/flags',
    summary: 'Assign or decide many flags',
    description:
      'Those with these ids, or all that a filter matches. What is decided stays as it is; what the one who asks sent or wrote is left to others.',
    tag: 'Compliance',
    access: reviewers,
    body: FlagBulk,
    example: {
      filter: { state: 'waiting', rule_id: '00000000-0000-4000-8000-000000000001' },
      change: { verdict: 'false_alarm', note: 'The phrase is the name of a fund.' },
    },
    response: { 200: FlagBulkResult },
    handler: ({ rt, actor, body }) => changeFlags(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/flags/summary',
    summary: 'What waits, by rule and campaign',
    tag: 'Compliance',
    access: readers,
    response: { 200: FlagSummary },
    handler: ({ rt, actor }) => summariseFlags(rt.db, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/rules/statistics',
    summary: 'How good each rule is, by what people decided',
    tag: 'Compliance',
    access: reviewers,
    response: { 200: RuleStatistics },
    handler: ({ rt, actor }) => ruleStatistics(rt.db, actor, rt.clock.now()),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/flags/:id',
    summary: 'One flag',
    tag: 'Compliance',
    access: readers,
    params: IdParams,
    resources: { id: 'flag' },
    response: { 200: FlagResource },
    handler: ({ rt, actor, params }) => readFlag(rt.db, rt.keys.people, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/flags/:id/context',
    summary: 'Everything needed to decide about one flag',
    description:
      'The text as the person read it with what the rule found, what was said around it, and earlier verdicts.',
    tag: 'Compliance',
    access: readers,
    params: IdParams,
    resources: { id: 'flag' },
    response: { 200: FlagContext },
    handler: ({ rt, actor, params }) => showContext(rt.db, rt.keys.people, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/overview',
    summary: 'Flags day by day, by rule and by portfolio manager',
    tag: 'Compliance',
    access: reviewers,
    query: Type.Object(
      { days: Type.Optional(Type.Integer({ minimum: 7, maximum: 90 })) },
      { additionalProperties: false },
    ),
    response: { 200: ComplianceOverview },
    handler: ({ rt, actor, query }) => showOverview(rt.db, actor, query.days ?? 30, rt.clock.now()),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/compliance/flags/:id',
    summary: 'Assign a flag, decide about it, or take one’s own verdict back',
    tag: 'Compliance',
    access: reviewers,
    params: IdParams,
    resources: { id: 'flag' },
    body: FlagChange,
    example: { verdict: 'minor', note: 'Talked to the author.' },
    response: { 200: FlagResource },
    handler: async ({ rt, actor, params, body }) => {
      await changeFlag(rt, actor, params.id, body);
      return readFlag(rt.db, rt.keys.people, actor, params.id);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/messages/:id/release',
    summary: 'How far a held message is on its way out',
    tag: 'Compliance',
    access: reviewers,
    ...message,
    response: { 200: ReleaseState },
    handler: ({ rt, actor, params }) => readRelease(rt.db, rt.keys.people, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/compliance/messages/:id/release',
    summary: 'Let a held message go',
    description:
      'Takes two people, neither of them its author. It then goes the way of every message: consent, stops, caps and hours are asked anew, and so are the rules.',
    tag: 'Compliance',
    access: reviewers,
    ...message,
    body: ReleaseRequest,
    example: { note: 'The fund is called so.' },
    response: { 200: ReleaseState },
    handler: async ({ rt, actor, params, body }) => {
      await releaseMessage(rt, actor, params.id, body.note);
      return readRelease(rt.db, rt.keys.people, actor, params.id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/compliance/messages/release',
    summary: 'Let many held messages go',
    description:
      'One person’s word for up to 200, in one step. Each still takes two people: where yours is the first it waits, where it is the second it leaves, and what cannot count is named with the reason.',
    tag: 'Compliance',
    access: reviewers,
    body: ReleaseMany,
    example: { message_ids: ['00000000-0000-4000-8000-000000000001'], note: 'The fund is called so.' },
    response: { 200: ReleaseResult },
    handler: ({ rt, actor, body }) => releaseMessages(rt, actor, body.message_ids, body.note),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/compliance/messages/:id/release',
    summary: 'Take back the first word for letting a held message go',
    description: 'By the person who gave it, before a second one has spoken: then it is on its way.',
    tag: 'Compliance',
    access: reviewers,
    ...message,
    response: { 200: ReleaseState },
    handler: async ({ rt, actor, params }) => {
      await withdrawRelease(rt, actor, params.id);
      return readRelease(rt.db, rt.keys.people, actor, params.id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/compliance/messages/:id/refuse',
    summary: 'Decide that a held message is not sent',
    description: 'One person is enough. The reason is for the author, who is told.',
    tag: 'Compliance',
    access: reviewers,
    ...message,
    body: RefuseRequest,
    example: { note: 'Promises a return.' },
    response: { 200: ReleaseState },
    handler: async ({ rt, actor, params, body }) => {
      await refuseMessage(rt, actor, params.id, body.note);
      return readRelease(rt.db, rt.keys.people, actor, params.id);
    },
  }),
];
