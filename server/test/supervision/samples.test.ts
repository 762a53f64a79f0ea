// What supervisors look at: the share that is drawn, that it cannot be steered, and how it comes into the review queue.
import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/routes.ts';
import { appendEvents } from '../../src/events/append.ts';
import { drawSamples } from '../../src/supervision/draw-samples.ts';
import { lotOf } from '../../src/supervision/lot.ts';
import { manualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let officer: TestUser & { token: string };
beforeAll(async () => {
  server = await startTestServer({ clock, routes });
  const user = await createUser(server.rt, { workspace_id: server.workspace.id, role: 'compliance' });
  officer = { ...user, token: await tokenFor(server.rt, user) };
});
afterAll(() => server.close());

describe('the lot', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) =>
    createHash('sha256').update(`message ${index}`).digest('hex'),
  );
  const lot = lotOf(Buffer.alloc(32, 3));
  const otherLot = lotOf(Buffer.alloc(32, 4));

  it.each([1, 5, 25])('draws %d percent of 10,000 messages, within four standard deviations', (percent) => {
    const drawn = ids.filter((id) => lot(id, percent)).length;
    const expected = 100 * percent;
    const deviation = Math.sqrt(expected * (1 - percent / 100));
    expect(Math.abs(drawn - expected)).toBeLessThan(4 * deviation);
  });

  it('draws the same ones again, more of them at a higher share, and others under another key', () => {
    const at = (percent: number, by = lot) => ids.filter((id) => by(id, percent));
    expect(at(5)).toEqual(at(5));
    const more = new Set(at(10));
    expect(at(5).every((id) => more.has(id))).toBe(true);
    const [first, other] = [new Set(at(5)), at(5, otherLot)];
    expect(other.filter((id) => first.has(id)).length).toBeLessThan(60);
    expect([at(0).length, at(100).length]).toEqual([0, ids.length]);
  });
});

async function send(pm: TestUser, count: number): Promise<void> {
  const at = clock.now();
  const rows = Array.from({ length: count }, () => ({ id: randomUUID(), prospect_id: randomUUID() }));
  await sql`insert into messages (id, created_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose, due_at,
      updated_at, sent_at, attempt, delivery_status)
    select id, ${at}, ${pm.workspace_id}, prospect_id, ${pm.id}, 'signal', 'service', ${at}, ${at}, ${at}, 1, 'sent'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, prospect_id uuid)`.execute(
    server.rt.db,
  );
  await appendEvents(
    server.rt.db,
    at,
    rows.map((row) => ({
      ...{
        workspace_id: pm.workspace_id,
        type: 'message.sent' as const,
        occurred_at: at,
        message_id: row.id,
      },
      ...{ prospect_id: row.prospect_id, portfolio_manager_id: pm.id, channel: 'signal' },
    })),
  );
}

const ask = (method: 'GET' | 'PUT' | 'PATCH', url: string, payload?: object, version?: number) =>
  server.ask(method, `/api/v1${url}`, {
    token: officer.token,
    ...(payload ? { payload } : {}),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });

type Read = {
  version: number;
  managers: { id: string; sent: number; sampled: number; looked_at: number; violations: number }[];
};
const read = async () => (await ask('GET', '/supervision')).json<Read>();

it('puts drawn messages into the review queue once, and counts what was looked at', async () => {
  const old = await createUser(server.rt, { workspace_id: officer.workspace_id });
  await send(old, 30);
  expect(await drawSamples(server.rt)).toBe(0); // nobody has asked for any
  expect(
    (await ask('PUT', '/supervision', { percent: 20, first_messages: 5, require_capture: false }, 0))
      .statusCode,
  ).toBe(200);

  const pm = await createUser(server.rt, { workspace_id: officer.workspace_id });
  await send(pm, 5);
  await send(pm, 300);
  const drawn = await drawSamples(server.rt, 100);
  expect(drawn).toBeGreaterThan(5 + 30);
  expect(drawn).toBeLessThan(5 + 110);
  expect(await drawSamples(server.rt)).toBe(0);
  const { managers, version } = await read();
  expect(managers).toMatchObject([{ id: pm.id, sent: 305, sampled: drawn, looked_at: 0 }]);

  const queue = (
    await ask('GET', `/compliance/flags?state=waiting&portfolio_manager_id=${pm.id}&limit=200`)
  ).json<{
    items: { id: string; rule_name: string; excerpt: string; explanation: string }[];
  }>();
  expect(queue.items.length).toBe(drawn);
  expect(queue.items[0]).toMatchObject({ rule_name: 'Supervisory sample', excerpt: '' });
  expect(queue.items[0]?.explanation).toContain('20%');
  const verdict = { verdict: 'violation', note: 'No disclaimer.' };
  expect((await ask('PATCH', `/compliance/flags/${queue.items[0]?.id}`, verdict)).statusCode).toBe(200);
  expect((await read()).managers).toMatchObject([{ looked_at: 1, violations: 1 }]);

  // It is set here and nowhere else; a higher share is a further version of the same rule.
  const rules = (await ask('GET', '/compliance/rules')).json<{ items: unknown[] }>();
  expect(rules.items).toEqual([]);
  expect(
    (await ask('PUT', '/supervision', { percent: 100, first_messages: 0, require_capture: false }, version))
      .statusCode,
  ).toBe(200);
  expect(
    (await ask('PUT', '/supervision', { percent: 0, first_messages: 0, require_capture: false }, version))
      .statusCode,
  ).toBe(412);
  await send(pm, 7);
  expect(await drawSamples(server.rt)).toBe(7);
});
