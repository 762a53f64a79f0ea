import { sql } from 'kysely';
import type { AuditEntry, AuditVerification } from '@sampark/contracts/audit.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { appendEvents } from '../../src/events/append.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { eventAt, sealed, tamper } from './support.ts';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer();
  token = (await server.login('compliance')).token;
});
afterAll(() => server.close());

type Entries = { items: AuditEntry[]; next_cursor: string | null };
const list = async (query: string): Promise<Entries> =>
  (await server.ask('GET', `/api/v1/audit?${query}`, { token })).json();
const verify = async () => {
  const answer = await server.ask('POST', '/api/v1/audit/verification', { token, payload: {} });
  expect(answer.statusCode).toBe(200);
  return JSON.parse(answer.body.trimEnd().split('\n').at(-1) ?? '') as AuditVerification;
};

it('lists, filters, exports and verifies the trail, and keeps what was done with it', async () => {
  const { rt, workspace } = server;
  const { user: admin } = await server.login('admin');
  await appendEvents(
    rt.db,
    rt.clock.now(),
    Array.from({ length: 6 }, (_, index) => ({
      workspace_id: workspace.id,
      type: index % 2 === 0 ? ('settings.changed' as const) : ('user.changed' as const),
      occurred_at: rt.clock.now(),
      actor_id: admin.id,
      data: { index },
    })),
  );
  expect((await list('limit=1')).items).toMatchObject([{ seq: null, hash: null, sealed_at: null }]);
  while ((await sealed(rt)) > 0);

  const first = await list('kind=settings&limit=2');
  expect(first.items).toMatchObject([
    {
      seq: 5,
      type: 'settings.changed',
      actor: { name: admin.name },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    { seq: 3 },
  ]);
  const rest = await list(`kind=settings&limit=2&cursor=${first.next_cursor}`);
  expect(rest.items.map((one) => one.seq)).toEqual([1]);
  expect((await list(`kind=access&actor_id=${admin.id}`)).items).toHaveLength(3);
  expect((await list(`to=${new Date(rt.clock.now().getTime() - 3_600_000).toISOString()}`)).items).toEqual(
    [],
  );

  expect(await verify()).toMatchObject({ entries: 6, done: true, broken: null });
  const file = await server.ask('GET', '/api/v1/audit/export', { token });
  expect(file.body.trimEnd().split('\n')).toHaveLength(7);
  while ((await sealed(rt)) > 0);
  expect((await list('kind=exports')).items.map((one) => one.type)).toEqual([
    'export.made',
    'audit.verified',
  ]);
  const state = await server.ask('GET', '/api/v1/audit/state', { token });
  expect(state.json()).toMatchObject({ entries: 8, last_hash: expect.any(String) });

  const owner = connect(rt.ownerUrl, { max: 1, name: 'owner' });
  const event = await eventAt(rt, workspace.id, 4);
  await tamper(owner.db, (db) => sql`update events set actor_id = null where id = ${event}`.execute(db));
  await owner.db.destroy();
  expect(await verify()).toMatchObject({ done: true, broken: { seq: 4, event_id: event, kind: 'changed' } });
});
