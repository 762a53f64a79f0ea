// What people ask for about their data: its last day, who may do what with it, what the trail says, and who is told.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followToTheEnd } from '../notifications/helpers.ts';
import { linkFor } from '../../src/preferences/private-link.ts';
import { warnOfRequests } from '../../src/privacy/requests/warn-of-requests.ts';
import { manualClock } from '../support/manual-clock.ts';
import { resourceMakers } from '../support/resources.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
  type TestUser,
} from '../support/server.ts';

const clock = manualClock('2026-11-20T20:00:00Z');
let server: TestServer;
let officer: TestUser;
let pm: TestUser;
let person: string;

beforeAll(async () => (server = await startTestServer({ clock })));
afterAll(() => server.close());
beforeEach(async () => {
  clock.set(new Date('2026-11-20T20:00:00Z'));
  const { id: workspace_id } = await createWorkspace(server.rt);
  // Past midnight there: the day a request came on is the workspace's.
  await sql`update workspaces set time_zone = 'Asia/Dhaka' where id = ${workspace_id}`.execute(server.rt.db);
  pm = await createUser(server.rt, { workspace_id });
  officer = await createUser(server.rt, { workspace_id, role: 'compliance' });
  person = await resourceMakers.prospect(server.rt, pm);
});

type Request = {
  id: string;
  state: string;
  due_on: string;
  days_left: number | null;
  may_extend: boolean;
  person: { name: string } | null;
  kept: unknown;
  steps: { step: string; note: string | null; made_by_name: string | null }[];
};

async function ask(user: TestUser, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  const answer = await server.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${await tokenFor(server.rt, user)}` },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json<Request & { items: Request[]; code: string }>() };
}

const record = (user: TestUser, kind: string, more: object = {}) =>
  ask(user, 'POST', '/privacy-requests', { prospect_id: person, kind, came_by: 'phone', ...more });

async function trail() {
  const { rows } = await sql<{ type: string; data: Record<string, unknown> }>`
    select type, data from events where prospect_id = ${person} and type like 'privacy_request.%' order by xid, id`.execute(
    server.rt.db,
  );
  return rows;
}

async function told(user: TestUser): Promise<string[]> {
  await followToTheEnd(server.rt);
  const { rows } = await sql<{ kind: string }>`
    select kind from notifications where user_id = ${user.id} order by first_at, kind`.execute(server.rt.db);
  return rows.map((row) => row.kind);
}

describe('a request about personal data', () => {
  it('goes from the first word to the answer, each step recorded and nothing personal in the trail', async () => {
    const made = await record(pm, 'copy', { note: 'Wants it on paper' });
    expect(made).toMatchObject({ status: 201, body: { state: 'open', due_on: '2026-12-21', days_left: 30 } });
    const url = `/privacy-requests/${made.body.id}`;
    expect((await record(officer, 'copy')).body.code).toBe('request_open');
    expect((await ask(pm, 'PATCH', url, { note: 'x' })).status).toBe(403);
    await ask(officer, 'PATCH', url, { assigned_to: officer.id });
    await ask(officer, 'PATCH', url, { note: 'Asked for an address' });
    const longer = await ask(officer, 'PATCH', url, {
      extend: { reason: 'Eight years of letters to go through' },
    });
    expect(longer.body).toMatchObject({ due_on: '2027-02-21', may_extend: false });
    const again = await ask(officer, 'PATCH', url, { extend: { reason: 'Even more letters than that' } });
    expect(again.body.code).toBe('request_not_extendable');
    const closed = await ask(officer, 'POST', `${url}/close`, { outcome: 'completed', note: 'Posted' });
    expect(closed.body).toMatchObject({ state: 'completed', days_left: null });
    expect(closed.body.steps.map((one) => [one.step, one.note])).toEqual([
      ['received', 'Wants it on paper'],
      ['assigned', null],
      ['noted', 'Asked for an address'],
      ['extended', 'Eight years of letters to go through'],
      ['completed', 'Posted'],
    ]);
    expect((await ask(officer, 'PATCH', url, { note: 'late' })).body.code).toBe('request_closed');
    const entries = await trail();
    expect(entries.map((one) => one.type.replace('privacy_request.', ''))).toEqual([
      'received',
      'changed',
      'changed',
      'changed',
      'closed',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/paper|address|letters|Posted/);
    // The same may be asked again.
    expect((await record(officer, 'copy')).status).toBe(201);
  });

  it('is refused only with a reason, and takes no more time after the month', async () => {
    const { body } = await record(officer, 'erasure');
    const url = `/privacy-requests/${body.id}`;
    expect((await ask(officer, 'POST', `${url}/close`, { outcome: 'refused' })).status).toBe(400);
    clock.set(new Date('2026-12-22T20:00:00Z'));
    const late = await ask(officer, 'PATCH', url, { extend: { reason: 'We had forgotten about it' } });
    expect(late.body.code).toBe('request_not_extendable');
    expect((await ask(officer, 'GET', url)).body.days_left).toBe(-2);
    await ask(officer, 'POST', `${url}/close`, { outcome: 'refused', note: 'Kept by law until 2032' });
    expect((await trail()).at(-1)?.data).toMatchObject({ outcome: 'refused', late: true });
  });

  it('stops marketing at once when it is an objection, as an act the person alone can undo', async () => {
    await record(pm, 'objection');
    const { rows } = await sql<{ purpose: string; granted: boolean }>`
      select distinct purpose, granted from consent_state where prospect_id = ${person}`.execute(
      server.rt.db,
    );
    expect(rows).toEqual([{ purpose: 'marketing', granted: false }]);
    const grant = await ask(pm, 'POST', `/prospects/${person}/consents`, {
      ...{ channel: 'signal', purpose: 'marketing', action: 'granted', source: 'signed form' },
    });
    expect(grant.body.code).toBe('opted_out');
  });

  it('comes from the person’s own page, once, and is shown there until it is answered', async () => {
    const path = `/p/${linkFor(server.rt.keys, { id: person, preferences_version: 1 }, clock.now())}`;
    const send = (kind: string) =>
      server.app.inject({
        method: 'POST',
        url: `${path}?lang=en`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `act=ask&kind=${kind}&note=My+street+is+wrong`,
      });
    for (const kind of ['correction', 'correction', 'objection'])
      expect((await send(kind)).statusCode).toBe(303);
    const page = await server.app.inject({ url: `${path}?lang=en&done=asked` });
    expect(page.body).toContain('The answer comes by 21 December 2026');
    expect(page.body).not.toContain('<option value="correction"');
    expect(page.body).toContain('<option value="erasure"');
    const list = await ask(officer, 'GET', '/privacy-requests');
    expect(list.body.items).toHaveLength(2);
    const { rows } = await sql<{ by_person: boolean }>`
      select distinct by_person from consents where prospect_id = ${person} and action = 'withdrawn'`.execute(
      server.rt.db,
    );
    expect(rows).toEqual([{ by_person: true }]);
    expect(await told(officer)).toEqual(['privacy_asked']);
  });

  it('is told of again a week before its last day, once', async () => {
    await record(officer, 'copy');
    expect(await told(officer)).toEqual([]);
    await warnOfRequests(server.rt);
    expect(await told(officer)).toEqual([]);
    clock.set(new Date('2026-12-14T00:00:00Z'));
    await warnOfRequests(server.rt);
    await warnOfRequests(server.rt);
    expect(await told(officer)).toEqual(['privacy_due']);
    expect(await told(pm)).toEqual([]);
    const counts = await ask(officer, 'GET', '/privacy-requests/summary');
    expect(counts.body).toEqual({ open: 1, late: 0, soon: 1 });
  });

  it('for erasure erases, keeps no words of it, and the proof can be read afterwards', async () => {
    const made = await record(officer, 'erasure', { note: 'Never heard of us before' });
    expect(made.body).toMatchObject({ kept: null });
    const url = `/privacy-requests/${made.body.id}`;
    const closed = await ask(officer, 'POST', `${url}/close`, { outcome: 'completed', note: 'Told Amina' });
    expect(closed.body).toMatchObject({ state: 'completed', person: { name: 'erased_person' } });
    expect(closed.body.steps.map((one) => [one.step, one.note])).toEqual([
      ['received', null],
      ['completed', null],
    ]);
    const proof = await ask(officer, 'GET', `/prospects/${person}/erasure`);
    expect(proof.body).toMatchObject({
      erasure: { key: { state: 'destroyed' }, emptied: { privacy_request_steps: 1 }, suppressed: 1 },
    });
  });

  it('is seen by a portfolio manager only for people in their book', async () => {
    const { body } = await record(officer, 'copy');
    const colleague = await createUser(server.rt, { workspace_id: pm.workspace_id });
    expect((await ask(pm, 'GET', '/privacy-requests')).body.items).toHaveLength(1);
    expect((await ask(colleague, 'GET', '/privacy-requests')).body.items).toHaveLength(0);
    expect((await ask(colleague, 'GET', `/privacy-requests/${body.id}`)).status).toBe(404);
    expect((await record(colleague, 'erasure')).status).toBe(404);
  });
});
