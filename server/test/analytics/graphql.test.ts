import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getOperationAST,
  lexicographicSortSchema,
  parse,
  printSchema,
  type IntrospectionQuery,
} from 'graphql/index.js';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printedSchema, queryNames, schema } from '../../src/analytics/graphql/schema.ts';
import { limits, tooCostly } from '../../src/analytics/graphql/limits.ts';
import { analyticsRoutes } from '../../src/analytics/routes.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
} from '../support/server.ts';
import { happen, makeCampaign } from './seed.ts';

let server: TestServer;
let mine: { workspace_id: string; owner: string; id: string; token: string };
let admin: string;

const rate = 'numerator denominator rate reason';

beforeAll(async () => {
  server = await startTestServer({ routes: analyticsRoutes });
  const { rt, workspace } = server;
  const pm = await server.login('standard');
  admin = (await server.login('admin')).token;
  const id = await makeCampaign(rt, {
    workspace_id: workspace.id,
    owner: pm.user.id,
    name: 'Spring',
    recipients: 6,
  });
  mine = { workspace_id: workspace.id, owner: pm.user.id, id, token: pm.token };
  await happen(rt, mine, [
    { type: 'campaign.expanded', data: { count: 6 } },
    { type: 'message.sent', channel: 'whatsapp', data: { from: 'sending', latency_ms: 100 } },
    { type: 'message.delivered', channel: 'whatsapp', data: { from: 'sent', latency_ms: 1_000 } },
    { type: 'message.read', channel: 'whatsapp', data: { from: 'delivered', latency_ms: 60_000 } },
    { type: 'message.replied', channel: 'whatsapp', data: { reply_seconds: 90 } },
    { type: 'message.sent', channel: 'whatsapp', data: { from: 'sending', latency_ms: 200 } },
    { type: 'message.sent', channel: 'telegram', data: { from: 'sending', latency_ms: 50 } },
    { type: 'message.failed', channel: 'whatsapp', data: { from: 'sending', code: 'not_on_channel' } },
    { type: 'message.skipped', data: { from: 'pending', code: 'no_consent' } },
  ]);
});
afterAll(() => server.close());

async function ask(query: string, token = mine.token, variables?: Record<string, unknown>) {
  const answer = await server.ask('POST', '/graphql', {
    token,
    payload: { query, variables },
    headers: { accept: 'application/graphql-response+json' },
  });
  return {
    status: answer.statusCode,
    ...answer.json<{ data?: unknown; errors?: { message: string; extensions: { code: string } }[] }>(),
  };
}

it('reports a campaign with rates, and no rate where a channel gives no receipts', async () => {
  const { data } = await ask(
    `query ($id: ID!) { campaignPerformance(id: $id) {
    name totals { queued waiting sent delivered read replied failed skipped attempted }
    rates { delivery { ${rate} } read { ${rate} } failure { ${rate} } }
    channels { channel sent rates { read { ${rate} } reply { ${rate} } } }
    profiles { profileId totals { sent } }
  } }`,
    mine.token,
    { id: mine.id },
  );
  expect(data).toEqual({
    campaignPerformance: {
      name: 'Spring',
      totals: {
        queued: 6,
        waiting: 1,
        sent: 3,
        delivered: 1,
        read: 1,
        replied: 1,
        failed: 1,
        skipped: 1,
        attempted: 4,
      },
      rates: {
        delivery: { numerator: 1, denominator: 2, rate: 0.5, reason: null },
        read: { numerator: 1, denominator: 1, rate: 1, reason: null },
        failure: { numerator: 1, denominator: 4, rate: 0.25, reason: null },
      },
      channels: [
        {
          channel: 'WHATSAPP',
          sent: 2,
          rates: {
            read: { numerator: 1, denominator: 1, rate: 1, reason: null },
            reply: { numerator: 1, denominator: 2, rate: 0.5, reason: null },
          },
        },
        {
          channel: 'TELEGRAM',
          sent: 1,
          rates: {
            read: { numerator: 0, denominator: 0, rate: null, reason: 'NO_RECEIPTS' },
            reply: { numerator: 0, denominator: 1, rate: 0, reason: null },
          },
        },
      ],
      profiles: [{ profileId: null, totals: { sent: 3 } }],
    },
  });
});

it('answers every query there is', async () => {
  const { data, errors } = await ask(
    `query ($id: ID!) {
    campaigns(first: 5, status: ACTIVE) { items { id name totals { sent } rates { reply { rate } } } endCursor }
    engagement(interval: MINUTE) { timeZone points { at sent failed } }
    days: engagement(interval: DAY, campaignId: $id, channel: WHATSAPP) { points { sent } }
    responsePatterns { timeZone hours { weekday hour replied sent } }
    failureReasons(campaignId: $id) { kind channel code text count }
    latency { channel accepted { samples p50 p95 } read { p95 } }
    deviceHealth { healthy offline devices { name status history { at status reason } } }
    funnel { stage count ofPrevious }
  }`,
    mine.token,
    { id: mine.id },
  );
  expect(errors).toBeUndefined();
  expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).toSorted()).toEqual(queryNames.toSorted());
  expect(data).toMatchObject({
    campaigns: { items: [{ id: mine.id, totals: { sent: 3 } }], endCursor: null },
    failureReasons: [
      {
        kind: 'FAILED',
        channel: 'WHATSAPP',
        code: 'not_on_channel',
        text: 'This person is not on this channel',
        count: 1,
      },
      { kind: 'SKIPPED', channel: null, code: 'no_consent', text: null, count: 1 },
    ],
    funnel: [
      { stage: 'queued', count: 6, ofPrevious: null },
      { stage: 'sent', count: 3, ofPrevious: 0.5 },
      { stage: 'delivered', count: 1 },
      { stage: 'read', count: 1 },
      { stage: 'replied', count: 1 },
      { stage: 'converted', count: 0 },
    ],
    deviceHealth: { healthy: 0, offline: 0, devices: [] },
  });
  const typed = data as {
    engagement: { points: { sent: number }[] };
    days: { points: { sent: number }[] };
    latency: { channel: string; accepted: { samples: number; p95: number } }[];
  };
  expect(typed.engagement.points.reduce((sum, one) => sum + one.sent, 0)).toBe(3);
  expect(typed.days.points.reduce((sum, one) => sum + one.sent, 0)).toBe(2);
  const whatsapp = typed.latency.find((one) => one.channel === 'WHATSAPP');
  expect(whatsapp?.accepted.samples).toBe(2);
  expect(whatsapp?.accepted.p95).toBeGreaterThan(165);
  expect(whatsapp?.accepted.p95).toBeLessThanOrEqual(215);
});

it('shows a PM their own campaigns only, and nobody another workspace', async () => {
  const other = await createUser(server.rt, { workspace_id: server.workspace.id, role: 'standard' });
  const foreign = await createUser(server.rt, {
    workspace_id: (await createWorkspace(server.rt)).id,
    role: 'admin',
  });
  const query = `query ($id: ID!) { campaignPerformance(id: $id) { name } campaigns { items { id } } funnel { count } }`;
  expect((await ask(query, admin, { id: mine.id })).data).toMatchObject({
    campaignPerformance: { name: 'Spring' },
  });
  for (const user of [other, foreign]) {
    const token = await tokenFor(server.rt, user);
    const refused = await ask(query, token, { id: mine.id });
    expect(refused.errors?.map((one) => one.extensions.code)).toEqual(['not_found']);
    for (const field of [
      'engagement(campaignId: $id) { timeZone }',
      'failureReasons(campaignId: $id) { code }',
      'latency(campaignId: $id) { channel }',
      'funnel(campaignId: $id) { count }',
    ]) {
      const answer = await ask(`query ($id: ID!) { ${field} }`, token, { id: mine.id });
      expect([field, answer.errors?.map((one) => one.extensions.code)]).toEqual([field, ['not_found']]);
    }
    const list = await ask('{ campaigns { items { id } } funnel { count } }', token);
    expect(list.data).toEqual({
      campaigns: { items: [] },
      funnel: Array.from({ length: 6 }, () => ({ count: 0 })),
    });
  }
});

it('refuses what asks for too much', async () => {
  const aliases = Array.from({ length: limits.rootFields + 1 }, (_, i) => `a${i}: funnel { stage }`).join(
    ' ',
  );
  const bomb = Array.from(
    { length: 12 },
    (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`,
  ).join(' ');
  const refused = {
    aliases: `{ ${aliases} }`,
    cost: '{ campaigns(first: 100) { items { channels { sent rates { read { rate numerator denominator } reply { rate numerator denominator } failure { rate numerator denominator } optOut { rate numerator denominator } delivery { rate numerator denominator } conversion { rate numerator denominator } } delivered failed held } } } }',
    bomb: `{ ...F0 } ${bomb} fragment F12 on Query { funnel { stage count } }`,
  };
  for (const [name, query] of Object.entries(refused)) {
    const answer = await ask(query);
    expect([name, answer.status, answer.errors?.map((one) => one.extensions.code)]).toEqual([
      name,
      400,
      ['query_too_costly'],
    ]);
  }
  expect((await ask(`{ ${'funnel { stage } '.repeat(1_000)} }`)).status).toBe(400);
  const days = await ask(
    '{ engagement(interval: MINUTE, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { timeZone } }',
  );
  expect(days.errors?.[0]?.extensions.code).toBe('query_too_costly');
});

it('counts levels, also through fragments', () => {
  const judge = (query: string) => {
    const document = parse(query);
    const operation = getOperationAST(document);
    return operation ? tooCostly(document, operation, {}) : 'no operation';
  };
  const nested = (levels: number) => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`;
  expect(judge(nested(limits.depth))).toBeUndefined();
  expect(judge(nested(limits.depth + 1))).toContain('levels');
  expect(judge(`{ a ...F } fragment F on Query ${nested(limits.depth + 1)}`)).toContain('levels');
  expect(judge(`{ __schema ${nested(limits.introspectionDepth - 1)} }`)).toBeUndefined();
});

it('allows introspection, refuses GET and mutations, and hides what went wrong inside', async () => {
  const { data } = await ask(getIntrospectionQuery());
  expect(printSchema(lexicographicSortSchema(buildClientSchema(data as IntrospectionQuery)))).toContain(
    'type CampaignPerformance',
  );
  expect((await server.ask('GET', '/graphql?query={funnel{stage}}', { token: mine.token })).statusCode).toBe(
    405,
  );
  expect((await ask('mutation { launch }')).errors).toHaveLength(1);
  expect(
    (await server.ask('POST', '/graphql', { payload: { query: '{ funnel { stage } }' } })).statusCode,
  ).toBe(401);
  const cursor = await ask('{ campaigns(after: "nonsense") { endCursor } }');
  expect(cursor.errors?.[0]?.extensions.code).toBe('invalid_cursor');
});

it('says no more about a fault than where it is', async () => {
  const owner = new pg.Client({ connectionString: server.rt.ownerUrl });
  await owner.connect();
  try {
    await owner.query('alter table devices rename to devices_away');
    const { errors } = await ask('{ deviceHealth { healthy } }');
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions.code).toBe('internal');
    expect(JSON.stringify(errors)).not.toContain('relation');
  } finally {
    await owner.query('alter table devices_away rename to devices');
    await owner.end();
  }
});

it('prints the schema that contracts/analytics.graphql holds', () => {
  const kept = readFileSync(new URL('../../../contracts/analytics.graphql', import.meta.url), 'utf8');
  expect(printedSchema()).toBe(kept);
});
