import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { sealLog } from '../../src/audit/seal-log.ts';
import { checkChunk } from '../../src/audit/verify/check-chunk.ts';
import { verifyDatabase } from '../../src/audit/verify/verify-database.ts';
import { appendEvents } from '../../src/events/append.ts';
import { createTestRuntime, createWorkspace, type TestRuntime } from '../support/server.ts';
import { eventAt, sealed, tamper, trailOf } from './support.ts';

let rt: TestRuntime;
let owner: ReturnType<typeof connect>;
beforeAll(async () => {
  rt = await createTestRuntime();
  owner = connect(rt.ownerUrl, { max: 2, name: 'owner' });
});
afterAll(async () => {
  await owner.db.destroy();
  await rt.drop();
});

const trail = async (count: number) => (await trailOf(rt, count)).id;
const sealAll = (most?: number) => sealed(rt, most);
const tamperAs = (work: (db: typeof owner.db) => Promise<unknown>) => tamper(owner.db, work);
const verify = (id: string) => verifyDatabase(rt.ownerUrl, id);
const eventOf = (id: string, seq: number) => eventAt(rt, id, seq);

it('seals every event of each workspace once, in segments that join', async () => {
  const [one, other] = [await createWorkspace(rt), await createWorkspace(rt)];
  for (let round = 0; round < 25; round++)
    await appendEvents(
      rt.db,
      rt.clock.now(),
      [one, other, one].map(({ id }) => ({
        workspace_id: id,
        type: 'settings.changed' as const,
        occurred_at: new Date(),
      })),
    );
  while ((await sealAll(13)) > 0);
  expect(await verify(one.id)).toMatchObject({ entries: 50, last_seq: 50, broken: undefined });
  expect(await verify(other.id)).toMatchObject({ entries: 25, last_seq: 25, broken: undefined });
});

it('seals many at once from their binary rows as it seals a few from their text', async () => {
  const [one, other] = [await createWorkspace(rt), await createWorkspace(rt)];
  await appendEvents(
    rt.db,
    rt.clock.now(),
    Array.from({ length: 240 }, (_, index) => ({
      workspace_id: index % 3 === 0 ? other.id : one.id,
      type: 'settings.changed' as const,
      occurred_at: new Date(1_700_000_000_000 + index),
      data: { number: index, 'বাংলা "x"\n': [null, 1.5] },
    })),
  );
  expect(await sealAll()).toBe(240);
  const client = await rt.pool.connect();
  try {
    for (const [id, entries] of [
      [one.id, 160],
      [other.id, 80],
    ] as const)
      // Without a connection for binary rows the text is the database's own.
      expect(await checkChunk(client, { workspace_id: id, first: 1, last: 1 })).toEqual({
        entries,
        broken: undefined,
      });
  } finally {
    client.release();
  }
});

it('names the entry of which one byte was changed', async () => {
  const id = await trail(30);
  const event = await eventOf(id, 17);
  await tamperAs((db) =>
    sql`update events set data = jsonb_set(data, '{number}', '17') where id = ${event}`.execute(db),
  );
  expect((await verify(id)).broken).toMatchObject({ seq: 17, event_id: event, kind: 'changed' });
});

it('names a deleted entry, an added one, one moved in time, and a changed hash', async () => {
  const deleted = await trail(30);
  const gone = await eventOf(deleted, 12);
  await tamperAs((db) => sql`delete from events where id = ${gone}`.execute(db));
  expect((await verify(deleted)).broken).toMatchObject({ seq: 12, event_id: gone, kind: 'missing' });

  const added = await trail(30);
  const [first, behind] = [await eventOf(added, 1), await eventOf(added, 9)];
  await tamperAs((db) =>
    sql`insert into events (id, xid, recorded_at, workspace_id, type, occurred_at) overriding system value
      select 9000000 + ${first}, xid, recorded_at, workspace_id, 'user.logged_in', occurred_at from events where id = ${behind}`.execute(
      db,
    ),
  );
  expect((await verify(added)).broken).toMatchObject({ event_id: 9000000 + first, kind: 'extra' });

  const swapped = await trail(30);
  const [a, b] = [await eventOf(swapped, 3), await eventOf(swapped, 25)];
  await tamperAs((db) =>
    sql`update events e set xid = o.xid from events o where e.id in (${a}, ${b}) and o.id in (${a}, ${b}) and o.id <> e.id`.execute(
      db,
    ),
  );
  expect((await verify(swapped)).broken).toMatchObject({ seq: 3, event_id: a, kind: 'moved' });

  const hashed = await trail(30);
  await tamperAs((db) =>
    sql`update audit_segments set hashes = set_byte(hashes, 4 * 32 + 5, 255 - get_byte(hashes, 4 * 32 + 5))
      where workspace_id = ${hashed} and first_seq = 1`.execute(db),
  );
  expect((await verify(hashed)).broken).toMatchObject({ seq: 5, kind: 'hash' });
});

it('names a segment that is gone or joins nothing', async () => {
  const id = await trail(14);
  await appendEvents(rt.db, rt.clock.now(), [
    { workspace_id: id, type: 'export.made', occurred_at: new Date() },
  ]);
  await sealAll();
  await appendEvents(rt.db, rt.clock.now(), [
    { workspace_id: id, type: 'export.made', occurred_at: new Date() },
  ]);
  await sealAll();
  expect((await verify(id)).broken).toBeUndefined();
  await tamperAs((db) =>
    sql`delete from audit_segments where workspace_id = ${id} and first_seq = 15`.execute(db),
  );
  expect((await verify(id)).broken).toMatchObject({ seq: 15, kind: 'segment' });
});

it('seals once when two seal at the same time, and after one was killed between reading and writing', async () => {
  const { id } = await createWorkspace(rt);
  await appendEvents(
    rt.db,
    rt.clock.now(),
    Array.from({ length: 40 }, () => ({
      workspace_id: id,
      type: 'settings.changed' as const,
      occurred_at: new Date(),
    })),
  );
  for (const point of ['audit-entries-read', 'before-seal-commit'])
    await expect(
      sealLog({
        ...rt,
        crashPoint: (name) => {
          if (name === point) throw new Error('killed');
        },
      }),
    ).rejects.toThrow('killed');
  const turns = await Promise.all(Array.from({ length: 4 }, () => sealLog(rt, { most: 9 })));
  expect(turns.some((one) => one.kind === 'sealed' && one.entries > 0)).toBe(true);
  while ((await sealAll(9)) > 0);
  expect(await verify(id)).toMatchObject({ entries: 40, last_seq: 40, broken: undefined });
});

it('leaves what an open transaction may still precede, and takes it afterwards', async () => {
  const { id } = await createWorkspace(rt);
  const event = () => [{ workspace_id: id, type: 'settings.changed' as const, occurred_at: new Date() }];
  await rt.db.transaction().execute(async (tx) => {
    await appendEvents(tx, rt.clock.now(), event());
    await appendEvents(rt.db, rt.clock.now(), event());
    await sealAll();
    expect((await verify(id)).entries).toBe(0);
  });
  await sealAll();
  expect(await verify(id)).toMatchObject({ entries: 2, last_seq: 2, broken: undefined });
});

it.each(['app', 'owner'] as const)('refuses update, delete and truncate to the %s', async (role) => {
  const id = await trail(3);
  const db = role === 'app' ? rt.db : owner.db;
  const { rows } = await sql<{ part: string }>`select tableoid::regclass::text as part from events
    where workspace_id = ${id} limit 1`.execute(rt.db);
  for (const table of ['events', rows[0]?.part ?? '', 'audit_segments'])
    for (const statement of [
      sql`update ${sql.table(table)} set workspace_id = workspace_id where workspace_id = ${id}`,
      sql`delete from ${sql.table(table)} where workspace_id = ${id}`,
      sql`truncate ${sql.table(table)}`,
    ])
      await expect(statement.execute(db)).rejects.toMatchObject({ code: '42501' });
  const { rows: forged } = await sql<{ n: number }>`select count(*)::int as n from events
    where workspace_id = ${id}`.execute(rt.db);
  expect(forged).toEqual([{ n: 3 }]);
});

it('does not let the application choose an entry’s place in the log', async () => {
  const { id } = await createWorkspace(rt);
  await expect(
    sql`insert into events (xid, recorded_at, workspace_id, type, occurred_at)
      values ('3', now(), ${id}, 'user.logged_in', now())`.execute(rt.db),
  ).rejects.toMatchObject({ code: '42501' });
});
