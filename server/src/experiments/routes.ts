// Experiments over the API. Parses by contract, calls one verb. Who sees a campaign sees its experiment.
import { IdParams, Nullable, Page } from '@sampark/contracts/domain.ts';
import {
  Declared,
  DeclareRequest,
  ExperimentDesign,
  ExperimentListQuery,
  ExperimentPlan,
  ExperimentResource,
  ExperimentResults,
  ExperimentSeries,
  PlanRequest,
  StopVariantRequest,
} from '@sampark/contracts/experiments.ts';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { readCampaign } from '../campaigns/queries.ts';
import { defineRoute, type Actor, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import type { Runtime } from '../runtime.ts';
import { declareWinner } from './declare-winner.ts';
import { endVariant } from './end-variant.ts';
import { planExperiment } from './plan-experiment.ts';
import { experimentOf, listExperiments, present, readExperiment } from './queries.ts';
import { experimentResults } from './results.ts';
import { experimentSeries } from './series.ts';
import { writeReport } from './write-report.ts';
import { deleteExperiment, designExperiment } from './write-experiment.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;
const writers = { roles: ['admin', 'standard'] } as const;
const one = { params: IdParams, resources: { id: 'experiment' } } as const;
const ofCampaign = { params: IdParams, resources: { id: 'campaign' } } as const;
const tag = 'Experiments';

const design = {
  name: 'Two greetings',
  varies: 'message',
  metric: 'replied',
  expected_rate: 0.2,
  minimum_effect: 0.05,
  variants: [
    { name: 'Formal', share: 5000, is_control: true },
    {
      name: 'By first name',
      share: 5000,
      is_control: false,
      change: { message_content: 'Hello {{ first_name }}, shall we talk this week?' },
    },
  ],
};

export const experimentRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/experiments',
    summary: 'List experiments, newest first',
    tag,
    access: readers,
    query: ExperimentListQuery,
    response: { 200: Page(ExperimentResource) },
    handler: ({ rt, actor, query }) => listExperiments(rt.db, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/experiments/plan',
    summary: 'How many people an experiment needs, and what a campaign’s audience can show',
    description:
      'Changes nothing. `any_time` is what verdicts go by; `once` is what one look at the end would need.',
    tag,
    access: { ...readers, scope: 'campaigns:read' },
    body: PlanRequest,
    bodyResources: { campaign_id: 'campaign' },
    example: { metric: 'replied', expected_rate: 0.2, minimum_effect: 0.05, variants: 2 },
    ratePerMinute: 120,
    response: { 200: ExperimentPlan },
    handler: ({ rt, actor, body }) => planExperiment(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/experiments/:id',
    summary: 'Read an experiment',
    tag,
    access: readers,
    ...one,
    response: { 200: ExperimentResource },
    handler: async ({ rt, actor, params }) => present(await readExperiment(rt.db, actor, params.id)),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/experiments/:id',
    summary: 'Take the experiment away from a campaign that was not launched',
    tag,
    access: writers,
    ...one,
    response: { 204: null },
    handler: ({ rt, actor, params }) => deleteExperiment(rt, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/experiments/:id/results',
    summary: 'What an experiment shows now, and what may be said of it',
    description:
      'May be asked at any time: verdict, intervals and `always_valid_p` hold for all looks together. A winner once named is kept.',
    tag,
    access: readers,
    ...one,
    response: { 200: ExperimentResults },
    handler: async ({ rt, actor, params }) =>
      experimentResults(rt, await readExperiment(rt.db, actor, params.id)),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/experiments/:id/series',
    summary: 'How rates and differences came about',
    tag,
    access: readers,
    ...one,
    ratePerMinute: 120,
    response: { 200: ExperimentSeries },
    handler: async ({ rt, actor, params }) =>
      experimentSeries(rt, await readExperiment(rt.db, actor, params.id)),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/experiments/:id/declare',
    summary: 'Declare the winner, and send it to everybody who has got nothing yet',
    description:
      'Refused while the verdict does not name this variant, unless a reason is given, which is kept. Without `roll_out` it only decides; asked again with it, the winner decided for is rolled out.',
    tag,
    access: writers,
    ...one,
    body: DeclareRequest,
    example: { winner: 'B', roll_out: true },
    response: { 200: Declared },
    handler: async ({ rt, actor, params, body }) => {
      const rolled_out = await declareWinner(rt, actor, params.id, body);
      return { experiment: present(await readExperiment(rt.db, actor, params.id)), rolled_out };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/experiments/:id/stop-variant',
    summary: 'Stop sending a variant; who waited for it gets another',
    tag,
    access: writers,
    ...one,
    body: StopVariantRequest,
    example: { variant: 'B' },
    response: { 200: ExperimentResource },
    handler: async ({ rt, actor, params, body }) => {
      await endVariant(rt, actor, params.id, body.variant);
      return present(await readExperiment(rt.db, actor, params.id));
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/experiments/:id/report',
    summary: 'The results of an experiment as a file',
    description:
      '`html`: a page to read, print and keep. `csv`: a line for each variant. That it was taken is recorded.',
    tag,
    access: readers,
    ...one,
    query: Type.Object(
      { format: Type.Optional(Type.Enum(['html', 'csv'], { default: 'html' })) },
      { additionalProperties: false },
    ),
    response: { 200: Type.String({ description: 'text/html or text/csv, UTF-8' }) },
    ratePerMinute: 30,
    handler: async ({ rt, actor, params, query, reply }) => {
      const format = query.format ?? 'html';
      const report = await writeReport(rt, actor, params.id, format);
      reply.header('content-disposition', `attachment; filename="experiment-${params.id}.${format}"`);
      reply.header('cache-control', 'no-store');
      return reply.type(`text/${format}; charset=utf-8`).send(report);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/campaigns/:id/experiment',
    summary: 'The experiment of a campaign',
    description: 'Null where the campaign has none. The ETag is the campaign’s.',
    tag,
    access: readers,
    ...ofCampaign,
    response: { 200: Type.Object({ experiment: Nullable(ExperimentResource) }) },
    handler: async ({ rt, actor, params, reply }) => ({
      experiment: await show(rt, actor, params.id, reply),
    }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/v1/campaigns/:id/experiment',
    summary: 'Say what a campaign tries, in which variants and for whom',
    description:
      'Replaces the design as a whole, while the campaign is a draft or scheduled; the launch fixes it. If-Match and the ETag are the campaign’s.',
    tag,
    access: writers,
    ...ofCampaign,
    body: ExperimentDesign,
    example: design,
    response: { 200: ExperimentResource },
    handler: async ({ rt, actor, params, body, request, reply }) => {
      await designExperiment(rt, actor, params.id, requireVersion(request), body);
      return show(rt, actor, params.id, reply);
    },
  }),
];

/** Of a campaign, if it has one. */
async function show(
  rt: Runtime,
  actor: Actor,
  campaign_id: string,
  reply: FastifyReply,
): Promise<ExperimentResource | null> {
  const { version } = await readCampaign(rt.db, actor, campaign_id);
  const experiment = await experimentOf(rt.db, campaign_id);
  sendVersion(reply, version);
  return experiment ? present(experiment) : null;
}
