import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Overview, StreamEvents } from '@sampark/contracts/analytics.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignNumbers } from '../../src/analytics/campaign-numbers.ts';
import { runAnalytics } from '../../src/analytics/follow-analytics.ts';
import { analyticsRoutes } from '../../src/analytics/routes.ts';
import type { StreamClient } from '../../src/analytics/stream-client.ts';
import { createRoom } from '../../src/analytics/stream-room.ts';
import { appendEvents } from '../../src/events/append.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { happen, makeCampaign } from './seed.ts';

let server: TestServer;
let address: string;
let pm: { user: TestUser; token: string };
const stop = new AbortController();

beforeAll(async () => {
  server = await startTestServer({ routes: analyticsRoutes });
  address = await server.listen();
  pm = await server.login('standard');
});
afterAll(async () => {
  stop.abort();
  await server.close();
});

type Open = {
  events: EventSourceMessage[];
  comments: string[];
  done: Promise<void>;
  close(): void;
  status: number;
};

async function open(token: string): Promise<Open> {
  const closing = new AbortController();
  const response = await fetch(`${address}/api/v1/stream`, {
    headers: { authorization: `Bearer ${token}` },
    signal: closing.signal,
  });
  const events: EventSourceMessage[] = [];
  const comments: string[] = [];
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onComment: (text) => comments.push(text),
  });
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  return {
    events,
    comments,
    status: response.status,
    close: () => closing.abort(),
    done: read().catch(() => {}),
  };
}

function last<E extends keyof StreamEvents>(stream: Open, name: E): StreamEvents[E] | undefined {
  const event = stream.events.findLast((one) => one.event === name);
  return event && (JSON.parse(event.data) as StreamEvents[E]);
}

async function campaignOf(user: TestUser, name: string) {
  const id = await makeCampaign(server.rt, {
    workspace_id: user.workspace_id,
    owner: user.id,
    name,
    recipients: 2,
  });
  return { id, owner: user.id, workspace_id: user.workspace_id };
}

it('gives the overview: today, the last hour, what runs, and who must look', async () => {
  const campaign = await campaignOf(pm.user, 'Autumn');
  await happen(server.rt, campaign, [
    { type: 'campaign.expanded', data: { count: 4 } },
    { type: 'message.sent', channel: 'signal', data: { from: 'sending' } },
    { type: 'message.unknown', channel: 'signal', data: { from: 'sending', code: 'timeout' } },
    { type: 'message.held', data: { from: 'pending', code: 'compliance' } },
  ]);
  const answer = await server.ask('GET', '/api/v1/analytics/overview', { token: pm.token });
  expect(answer.statusCode).toBe(200);
  const overview: Overview = answer.json();
  expect(overview.needs_a_person).toEqual({ held: 1, unknown: 1 });
  expect(overview.campaigns_running).toBe(1);
  expect(overview.campaigns[0]).toMatchObject({
    name: 'Autumn',
    progress: 0.75,
    numbers: { queued: 4, waiting: 1 },
  });
  expect(overview.campaigns[0]?.rate_per_minute).toBeGreaterThan(0);
  expect(overview.campaigns[0]?.eta).not.toBeNull();
  expect(overview.minutes.reduce((sum, one) => sum + one.sent, 0)).toBe(1);
  expect(Date.now() - Date.parse(overview.as_of)).toBeLessThan(2_000);
});

it('follows a message that arrives after all', async () => {
  const campaign = await campaignOf(pm.user, 'Late');
  const numbers = async () =>
    (await campaignNumbers(server.rt.db, campaign.workspace_id, [campaign.id])).get(campaign.id);
  await happen(server.rt, campaign, [
    { type: 'campaign.expanded', data: { count: 2 } },
    { type: 'message.sent', channel: 'whatsapp', data: { from: 'sending' } },
    { type: 'message.failed', channel: 'whatsapp', data: { from: 'sent', code: 'undelivered' } },
    { type: 'message.unknown', channel: 'whatsapp', data: { from: 'sending', code: 'timeout' } },
  ]);
  expect(await numbers()).toMatchObject({ waiting: 0, messages_sent: 1, messages_failed: 1, unknown: 1 });
  await happen(server.rt, campaign, [
    { type: 'message.delivered', channel: 'whatsapp', data: { from: 'failed', from_code: 'undelivered' } },
    { type: 'message.read', channel: 'whatsapp', data: { from: 'unknown', implies: ['sent', 'delivered'] } },
  ]);
  expect(await numbers()).toMatchObject({
    total_recipients: 2,
    waiting: 0,
    messages_sent: 2,
    messages_delivered: 2,
    messages_read: 1,
    messages_failed: 0,
    unknown: 0,
    by_channel: { whatsapp: { attempted: 2 } },
  });
});

it('shows what happens within two seconds, to those who may see it', async () => {
  const campaign = await campaignOf(pm.user, 'Live');
  const colleague = await createUser(server.rt, { workspace_id: pm.user.workspace_id, role: 'standard' });
  const own = await open(pm.token);
  const other = await open(await tokenFor(server.rt, colleague));
  expect(own.status).toBe(200);
  await expect.poll(() => last(own, 'overview')).toBeDefined();
  await expect.poll(() => last(other, 'overview')).toBeDefined();
  void runAnalytics(server.rt, { signal: stop.signal });
  const started = performance.now();
  await appendEvents(server.rt.db, new Date(), [
    {
      workspace_id: campaign.workspace_id,
      type: 'message.sent',
      occurred_at: new Date(),
      campaign_id: campaign.id,
      portfolio_manager_id: campaign.owner,
      channel: 'imessage',
      data: { from: 'sending' },
    },
  ]);
  await expect
    .poll(() => last(own, 'campaign')?.numbers.messages_sent, {
      interval: 10,
      timeout: 45_000,
    })
    .toBe(1);
  await expect
    .poll(() => last(own, 'overview')?.today.by_channel.imessage?.messages_sent, { interval: 10 })
    .toBe(1);
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(own.events.findLast((one) => one.event === 'campaign')?.id).toMatch(/^\d+$/);
  expect(other.events.some((one) => one.event === 'campaign')).toBe(false);
  expect(last(other, 'overview')?.today.messages_sent).toBe(0);
  own.close();
  other.close();
});

it('ends with the session', async () => {
  const user = await createUser(server.rt, { workspace_id: pm.user.workspace_id, role: 'compliance' });
  const stream = await open(await tokenFor(server.rt, user));
  await expect.poll(() => last(stream, 'overview')).toBeDefined();
  await sql`update sessions set revoked_at = now() where user_id = ${user.id}`.execute(server.rt.db);
  await stream.done;
  expect(last(stream, 'end')).toEqual({ reason: 'session_ended' });
});

it('does not end who comes while the sessions of the others are looked at', async () => {
  const { rt } = server;
  const ended: string[] = [];
  let beats = 0;
  const clientOf = async (user: TestUser): Promise<StreamClient> => {
    const { rows } = await sql<{ id: string }>`
      select id from sessions where user_id = ${user.id} order by created_at desc limit 1`.execute(rt.db);
    const actor = { user_id: user.id, workspace_id: user.workspace_id, role: 'standard' as const };
    return {
      ...{ actor: { ...actor, session_id: rows[0]?.id ?? '', request_id: '' }, scope_id: user.id },
      ...{ expires_at: Date.now() + 60_000, last_write: -Infinity, send: () => {}, beat: () => beats++ },
      end: () => void ended.push(user.id),
    };
  };
  const late = await createUser(rt, { workspace_id: pm.user.workspace_id, role: 'standard' });
  await tokenFor(rt, late);
  const [first, second] = [await clientOf(pm.user), await clientOf(late)];
  const room = createRoom(rt, pm.user.workspace_id, () => {});
  const looking = async () =>
    (await sql`select from pg_locks where not granted and relation = 'sessions'::regclass`.execute(rt.db))
      .rows.length > 0;
  await rt.db.transaction().execute(async (tx) => {
    await sql`lock table sessions in access exclusive mode`.execute(tx);
    room.clients.add(first);
    await room.join(first);
    await expect.poll(looking, { timeout: 45_000, interval: 20 }).toBe(true);
    room.clients.add(second);
  });
  // The round ends with a sign of life to everybody.
  await expect.poll(() => beats, { timeout: 45_000, interval: 20 }).toBeGreaterThan(1);
  room.clients.clear();
  expect(ended).toEqual([]);
});

it('allows ten streams of one user and refuses the next', async () => {
  const user = await createUser(server.rt, { workspace_id: pm.user.workspace_id, role: 'admin' });
  const token = await tokenFor(server.rt, user);
  const streams = await Promise.all(Array.from({ length: 10 }, () => open(token)));
  const eleventh = await open(token);
  expect(eleventh.status).toBe(429);
  for (const one of streams) one.close();
});

it('exports CSV that no spreadsheet runs, and says so in the log', async () => {
  await campaignOf(pm.user, '=cmd()|"x"');
  const campaigns = await server.ask('GET', '/api/v1/analytics/export?kind=campaigns', { token: pm.token });
  expect(campaigns.headers['content-type']).toContain('text/csv');
  expect(campaigns.body).toContain(`,"'=cmd()|""x""",`);
  expect(campaigns.body).toMatch(/Late,active,[^,]+,whatsapp,,,2,2,1,/);
  const series = await server.ask('GET', '/api/v1/analytics/export?interval=DAY', { token: pm.token });
  const lines = series.body.trim().split('\r\n');
  expect(lines[0]).toBe(
    'at,time_zone,channel,sent,delivered,read,replied,failed,skipped,opted_out,converted',
  );
  expect(lines.length).toBeGreaterThan(30);
  const { rows } = await sql<{ count: number }>`
    select count(*) from events where type = 'export.made' and actor_id = ${pm.user.id}`.execute(
    server.rt.db,
  );
  expect(rows[0]?.count).toBe(2);
});
