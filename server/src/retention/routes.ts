// Record keeping over the API, for administrators and compliance officers.
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { HoldLift, LegalHold, LegalHoldQuery, NewLegalHold, RetentionChange, RetentionChoice, RetentionReport } from '@sampark/contracts/records.ts'; // prettier-ignore
import { acrossWorkspaces } from '../db/within-workspace.ts';
import { defineRoute, type Actor, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import type { Runtime } from '../runtime.ts';
import { changeRetention, refuseTooShort } from './change-settings.ts';
import { liftHold, listHolds, makeHold, readHold } from './legal-holds.ts';
import { retentionReport } from './report.ts';

const tag = 'Records';
const access = { roles: ['admin', 'compliance'] } as const;

function reportOf(rt: Runtime, actor: Actor, wanted?: RetentionChoice) {
  const { db } = acrossWorkspaces(rt, 'a month of the trail goes for all workspaces or for none');
  return retentionReport(db, actor.workspace_id, rt.clock.now(), wanted);
}

export const retentionRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/retention',
    tag,
    summary: 'How long each class of data is kept, and what would go now',
    description: 'A dry run: `due` is what the daily removal takes, `held` what legal holds keep from it.',
    access,
    response: { 200: RetentionReport },
    ratePerMinute: 30,
    handler: async ({ rt, actor, reply }) => {
      const report = await reportOf(rt, actor);
      sendVersion(reply, report.version);
      return report;
    },
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/v1/retention',
    tag,
    summary: 'Choose the rules that apply, and longer times than they ask for',
    access,
    body: RetentionChange,
    example: { regimes: ['sec_finra'], months: { messages: 84 }, reason: 'We are a broker-dealer.' },
    response: { 200: RetentionReport },
    handler: async ({ rt, actor, body, request, reply }) => {
      await changeRetention(rt, actor, requireVersion(request), body);
      const report = await reportOf(rt, actor);
      sendVersion(reply, report.version);
      return report;
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/retention/preview',
    tag,
    summary: 'What would be kept, and what would go, with other rules and times',
    description: 'The report as it would be after such a change. Nothing is changed.',
    access,
    body: RetentionChoice,
    example: { regimes: ['sec_finra'], months: { messages: 84 } },
    response: { 200: RetentionReport },
    ratePerMinute: 30,
    handler: ({ rt, actor, body }) => {
      refuseTooShort(body);
      return reportOf(rt, actor, body);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/legal-holds',
    tag,
    summary: 'List legal holds, newest first',
    access,
    query: LegalHoldQuery,
    response: { 200: Page(LegalHold) },
    handler: ({ rt, actor, query }) => listHolds(rt.db, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/legal-holds',
    tag,
    summary: 'Keep everything about a person, a campaign, a portfolio manager or a class of data',
    description: 'Whatever the clocks say, and whoever asks for erasure, until the hold is lifted.',
    access,
    body: NewLegalHold,
    example: { data_class: 'messages', reason: 'Case 2026-114' },
    bodyResources: { prospect_id: 'prospect', campaign_id: 'campaign', user_id: 'user' },
    response: { 201: LegalHold },
    idempotent: true,
    handler: async ({ rt, actor, body }) => readHold(rt.db, actor, await makeHold(rt, actor, body)),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/legal-holds/:id/lift',
    tag,
    summary: 'Lift a legal hold',
    description: 'A compliance officer does so alone. An administrator’s word needs a second person’s.',
    access,
    params: IdParams,
    resources: { id: 'legal_hold' },
    body: HoldLift,
    example: { reason: 'The case was closed.' },
    response: { 200: LegalHold },
    handler: async ({ rt, actor, params, body }) => {
      await liftHold(rt, actor, params.id, body.reason);
      return readHold(rt.db, actor, params.id);
    },
  }),
];
