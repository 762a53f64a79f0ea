// Why messages go or do not, and what countries add to the workspace's own limits.
import { CountryRuleSet, CountryRules, defaultCountryRules } from '@sampark/contracts/country-rules.ts';
import { IdParams } from '@sampark/contracts/domain.ts';
import { AskWhy, Why } from '@sampark/contracts/explain.ts';
import { settingsOf } from '@sampark/contracts/settings.ts';
import { Problem } from '../http/problem.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { checkVersion, sendVersion } from '../http/version.ts';
import { changeWorkspace, getWorkspace, type WorkspaceRow } from '../workspaces/change-workspace.ts';
import { explain } from './explain.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] as const };

export const decisionRoutes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/prospects/:id/why',
    summary: 'Would a message to this person be sent, and why or why not?',
    description: 'The decision that sending would make at that time, with what it rests on. Nothing is sent.',
    tag: 'Compliance',
    access: { ...readers, scope: 'compliance:read' },
    params: IdParams,
    resources: { id: 'prospect' },
    body: AskWhy,
    example: { purpose: 'marketing' },
    response: { 200: Why },
    handler: ({ rt, actor, params, body }) => explain(rt, actor, params.id, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/compliance/countries',
    summary: 'What countries add to quiet hours and caps',
    tag: 'Compliance',
    access: readers,
    response: { 200: CountryRules },
    handler: async ({ rt, actor, reply }) => {
      const row = await getWorkspace(rt, actor.workspace_id);
      sendVersion(reply, row.updated_at);
      return present(row);
    },
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/v1/compliance/countries',
    summary: 'Replace what countries add to quiet hours and caps',
    description: 'Holds for every message decided a moment later, those in the queue included.',
    tag: 'Compliance',
    access: { roles: ['admin', 'compliance'] },
    body: CountryRuleSet,
    example: { items: [...defaultCountryRules] },
    response: { 200: CountryRules },
    handler: async ({ rt, actor, body, request, reply }) => {
      const countries = body.items.map((one) => one.country);
      const twice = countries.findIndex((one, at) => countries.indexOf(one) !== at);
      if (twice >= 0) {
        const reason = `${countries[twice]} stands here twice; one entry a country`;
        throw new Problem('invalid_request', { errors: [{ field: `body.items.${twice}.country`, reason }] });
      }
      const items = body.items.toSorted((a, b) => (a.country < b.country ? -1 : 1));
      const row = await changeWorkspace(rt, actor, { settings: { jurisdictions: items } }, (current) =>
        checkVersion(request, current.updated_at),
      );
      sendVersion(reply, row.updated_at);
      return present(row);
    },
  }),
];

function present(row: WorkspaceRow) {
  return {
    items: settingsOf(row.settings).jurisdictions,
    defaults: [...defaultCountryRules],
    version: row.updated_at.getTime(),
  };
}
