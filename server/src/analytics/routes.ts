// Analytics: the overview, the live stream, CSV, and GraphQL for everything else.
import { CampaignLive, Overview } from '@sampark/contracts/analytics.ts';
import { ChannelSchema, IdParams, Instant, roles, Uuid } from '@sampark/contracts/domain.ts';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { plannedOnce } from '../db/planned-once.ts';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { readCampaignLive } from './campaign-live.ts';
import { campaignsCsv, seriesCsv } from './export-csv.ts';
import { limits } from './graphql/limits.ts';
import { serveGraphql } from './graphql/serve.ts';
import { readOverviews } from './overview.ts';
import { intervals, type Interval } from './queries.ts';
import { receiptsOf } from './rates.ts';
import { openStream } from './stream.ts';
import { scopeOf, visibleCampaign, zoneOf } from './visible.ts';

const overview = defineRoute({
  method: 'GET',
  url: '/api/v1/analytics/overview',
  summary: 'Today, the last hour, running campaigns, device health',
  description: 'A portfolio manager sees their own work. `as_of` says how fresh the numbers are.',
  tag: 'Analytics',
  access: { roles },
  response: { 200: Overview },
  handler: async ({ rt, actor }) => {
    const { workspace_id, scope_id } = scopeOf(actor);
    return (await readOverviews(rt.db, workspace_id, [scope_id], rt.clock.now())).get(scope_id);
  },
});

const campaignLive = defineRoute({
  method: 'GET',
  url: '/api/v1/campaigns/:id/live',
  summary: 'A campaign while it runs: numbers, pace, last hour, failures, what it waits for',
  tag: 'Analytics',
  access: { roles },
  params: IdParams,
  resources: { id: 'campaign' },
  response: { 200: CampaignLive },
  handler: ({ rt, actor, params }) =>
    plannedOnce(rt.db, async (db) =>
      readCampaignLive(rt, db, actor.workspace_id, await visibleCampaign(db, actor, params.id)),
    ),
});

const day = 86_400_000;
/** Days one file may span, by step. */
const mostDays: Record<Interval, number> = { MINUTE: 7, HOUR: 366, DAY: 3_660 };

const exportCsv = defineRoute({
  method: 'GET',
  url: '/api/v1/analytics/export',
  summary: 'Numbers as CSV',
  description:
    '`kind=series`: one line for each step and channel between `from` and `to` (last 30 days). `kind=campaigns`: one line for each campaign and channel, since launch.',
  tag: 'Analytics',
  access: { roles },
  query: Type.Object({
    kind: Type.Optional(Type.Enum(['series', 'campaigns'], { default: 'series' })),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    interval: Type.Optional(Type.Enum([...intervals], { default: 'DAY' })),
    campaign_id: Type.Optional(Uuid),
    channel: Type.Optional(ChannelSchema),
  }),
  response: { 200: Type.String({ description: 'text/csv, UTF-8' }) },
  ratePerMinute: 30,
  handler: async ({ rt, actor, query, reply }) => {
    const kind = query.kind ?? 'series';
    const interval = query.interval ?? 'DAY';
    const now = rt.clock.now();
    const to = query.to === undefined ? now : new Date(query.to);
    const from = query.from === undefined ? new Date(to.getTime() - 30 * day) : new Date(query.from);
    if (from >= to)
      throw new Problem('invalid_request', { field: 'query.from', detail: '`from` must be before `to`.' });
    if (to.getTime() - from.getTime() > mostDays[interval] * day) {
      throw new Problem('query_too_costly', {
        field: 'query.from',
        detail: `At interval ${interval}, ask for at most ${mostDays[interval]} days.`,
      });
    }
    const campaign =
      query.campaign_id === undefined ? undefined : await visibleCampaign(rt.db, actor, query.campaign_id);
    const zone = await zoneOf(rt.db, actor.workspace_id);
    await appendEvents(rt.db, now, [
      {
        workspace_id: actor.workspace_id,
        type: 'export.made',
        occurred_at: now,
        actor_id: actor.user_id,
        campaign_id: campaign?.id ?? null,
        data: { what: `analytics.${kind}`, from, to, interval, channel: query.channel ?? null },
      },
    ]);
    const lines =
      kind === 'campaigns'
        ? campaignsCsv(rt.db, actor)
        : seriesCsv(rt.db, scopeOf(actor), {
            from,
            to,
            interval,
            zone,
            campaign_id: campaign?.id,
            channel: query.channel,
          });
    reply.type('text/csv; charset=utf-8');
    reply.header(
      'content-disposition',
      `attachment; filename="sampark-${kind}-${now.toISOString().slice(0, 10)}.csv"`,
    );
    return reply.send(Readable.from(lines));
  },
});

const stream = defineRoute({
  method: 'GET',
  url: '/api/v1/stream',
  summary: 'Live numbers as Server-Sent Events',
  description:
    'Events `overview` (at most one a second), `campaign` {id, numbers}, `import` and, last, `end` {reason}. Read it with fetch: the token goes in the Authorization header. It ends with the token.',
  tag: 'Analytics',
  access: { roles },
  response: { 200: Type.String({ description: 'text/event-stream' }) },
  produces: 'text/event-stream',
  ratePerMinute: 60,
  handler: openStream,
});

const graphql = defineRoute({
  method: 'POST',
  url: '/graphql',
  summary: 'Analytics as GraphQL',
  description: `Schema: contracts/analytics.graphql, or by introspection. At most ${limits.depth} levels, ${limits.aliases} aliases and a cost of ${limits.cost}; errors carry the API's codes under \`extensions.code\`.`,
  tag: 'Analytics',
  access: { roles: ['admin', 'standard', 'compliance'], scope: 'analytics:read' },
  body: Type.Object({
    query: Type.String({ maxLength: 50_000 }),
    variables: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])),
    operationName: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    extensions: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])),
  }),
  example: { query: '{ funnel { stage count } }' },
  response: { 200: Type.Unknown({ description: 'GraphQL response: data and errors' }) },
  handler: async ({ rt, actor, body, request, reply }) => {
    const receipts = receiptsOf(rt.channels);
    // What resolvers ask at the same time goes to the database together.
    const answer = await plannedOnce(rt.db, (db) =>
      serveGraphql({ rt: { ...rt, db }, actor, receipts }, body, request.headers.accept),
    );
    for (const [name, value] of answer.headers) if (name === 'content-type') reply.header(name, value);
    reply.code(answer.status);
    return reply.serializer((text: string) => text).send(answer.body);
  },
});

export const analyticsRoutes: AnyRoute[] = [campaignLive, overview, exportCsv, stream, graphql];
