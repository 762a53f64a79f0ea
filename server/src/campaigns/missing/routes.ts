// Who of a campaign's audience lacks something its message names.
import { Readable } from 'node:stream';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import { LackingPeopleQuery, LackingPerson, MissingVariables } from '@sampark/contracts/missing-values.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../../http/route.ts';
import { readCampaign } from '../queries.ts';
import { showMissing } from './count-missing.ts';
import { csvOfLacking, pageOfLacking } from './list-lacking.ts';

const tag = 'Campaigns';
const access = { roles: ['admin', 'standard', 'compliance'] } as const;
const one = { params: IdParams, resources: { id: 'campaign' } } as const;

export const missingRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/missing-variables',
    summary: 'What people of the audience lack that the message names, by variable',
    description:
      'Looks at the whole audience, and counts those who would be written to. A launch wants `count` to be 0: decide in `missing_values` of the campaign what happens for whoever lacks a value, or put it on record.',
    tag,
    access,
    ...one,
    response: { 200: MissingVariables },
    handler: async ({ rt, actor, params }) => showMissing(rt, await readCampaign(rt.db, actor, params.id)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/missing-variables/people',
    summary: 'Everybody who lacks something the message names',
    tag,
    access,
    ...one,
    query: LackingPeopleQuery,
    response: { 200: Page(LackingPerson) },
    handler: async ({ rt, actor, params, query }) =>
      pageOfLacking(rt, await readCampaign(rt.db, actor, params.id), query),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/missing-variables/export',
    summary: 'Everybody who lacks something the message names, as CSV',
    description: 'One line for each person and value. That it was taken is recorded.',
    tag,
    access,
    ...one,
    query: Type.Object(
      {
        variable: LackingPeopleQuery.properties.variable,
        outcome: LackingPeopleQuery.properties.outcome,
      },
      { additionalProperties: false },
    ),
    produces: 'text/csv; charset=utf-8',
    response: { 200: Type.Unsafe<string>(Type.String()) },
    ratePerMinute: 30,
    handler: async ({ rt, actor, params, query, reply }) => {
      const lines = csvOfLacking(rt, actor, await readCampaign(rt.db, actor, params.id), query);
      reply.header('content-disposition', `attachment; filename="missing-values-${params.id}.csv"`);
      reply.header('cache-control', 'no-store');
      return reply.type('text/csv; charset=utf-8').send(Readable.from(lines));
    },
  }),
];
