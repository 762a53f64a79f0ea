// The audit trail loses whole months only, with a signed note of what went, and verifies afterwards with that note and not without.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkpointFile, keepPublicKey } from '../../src/audit/checkpoint-file.ts';
import { exportTrail } from '../../src/audit/export-trail.ts';
import { auditKeyOf } from '../../src/audit/note.ts';
import { publishCheckpoints } from '../../src/audit/publish-checkpoints.ts';
import { sealLog } from '../../src/audit/seal-log.ts';
import { verifyDatabase } from '../../src/audit/verify/verify-database.ts';
import { verifyFile } from '../../src/audit/verify/verify-file.ts';
import { connect } from '../../src/db/connect.ts';
import { appendEvents } from '../../src/events/append.ts';
import { loadKey } from '../../src/load-key.ts';
import { dropMonths } from '../../src/retention/drop-months.ts';
import { retentionReport } from '../../src/retention/report.ts';
import { manualClock } from '../support/manual-clock.ts';
import { createUser, createWorkspace, startTestServer, type TestServer } from '../support/server.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let owner: ReturnType<typeof connect>;
let quiet: string;

beforeAll(async () => {
  server = await startTestServer({ clock });
  owner = connect(server.rt.ownerUrl, { max: 1, name: 'owner' });
  quiet = (await createWorkspace(server.rt)).id;
  await sql`select ensure_month_partitions('2015-03-01'::timestamptz, 3)`.execute(server.rt.db);
  await sql`insert into retention_settings (workspace_id, regimes, updated_at)
    select id, '{shoktiai}', ${clock.now()} from workspaces`.execute(server.rt.db);
});
afterAll(async () => {
  await owner.db.destroy();
  await server.close();
});

const key = () => auditKeyOf(loadKey(server.rt.config.dataDir, 'audit'));

async function log(workspace_id: string, recorded: string, count = 3): Promise<void> {
  const at = new Date(recorded);
  await appendEvents(
    server.rt.db,
    at,
    Array.from({ length: count }, (_, index) => ({
      ...{ workspace_id, type: 'conversion.recorded' as const, occurred_at: at, data: { index } },
    })),
  );
}

const seal = async () => {
  for (let more = true; more;) {
    const sealed = await sealLog(server.rt);
    more = sealed.kind === 'sealed' && sealed.more;
  }
};

async function verify(workspace_id: string) {
  const text = await readFile(checkpointFile(server.rt.config.dataDir, workspace_id), 'utf8').catch(() => '');
  return verifyDatabase(server.rt.config.databaseUrl, workspace_id, {
    checkpoints: { text, key: key().publicKey },
  });
}

const months = async () => {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class
    where relname ~ '^events_2015_[0-9]+$' order by 1`.execute(server.rt.db);
  return rows.map((row) => row.name);
};

it('drops the oldest months, and the chain verifies from there with the signed note only', async () => {
  const { rt, workspace } = server;
  await keepPublicKey(rt.config.dataDir, key().publicKey);
  await log(workspace.id, '2015-03-10T10:00:00Z', 5);
  await seal();
  await publishCheckpoints(rt, key(), 0);
  // Written in March's last moments, between two that were recorded in April.
  await log(workspace.id, '2015-04-01T00:00:00.100Z', 2);
  await log(workspace.id, '2015-03-31T23:59:59.900Z', 1);
  await log(workspace.id, '2015-04-01T00:00:00.200Z', 2);
  await log(quiet, '2015-03-20T10:00:00Z', 2);
  await seal();
  await log(workspace.id, clock.now().toISOString(), 4);
  await seal();
  expect((await verify(workspace.id)).broken).toBeUndefined();

  const officer = await createUser(rt, { workspace_id: quiet, role: 'compliance' });
  const held = await sql<{ id: string }>`
    insert into legal_holds (workspace_id, kind, data_class, reason, made_by, made_at)
    values (${quiet}, 'class', 'senders', 'Case', ${officer.id}, ${clock.now()}) returning id`.execute(rt.db);
  // One workspace's hold keeps the month for all of them.
  expect(await dropMonths(rt)).toEqual([]);
  await sql`update legal_holds set lifted_at = now(), lifted_by = ${officer.id} where id = ${held.rows[0]?.id}`.execute(
    rt.db,
  );

  const report = await retentionReport(rt.db, workspace.id, clock.now());
  const due = report.classes.find((one) => one.data_class === 'trail')?.due;
  const dropped = await dropMonths(rt);
  expect(dropped.map((one) => one.month)).toEqual(['2015-03', '2015-04']);
  expect(await months()).toEqual(['events_2015_05']);
  const { rows: last } = await sql<{ last_seq: number }>`
    select max(last_seq)::int as last_seq from audit_drops where workspace_id = ${workspace.id}`.execute(
    rt.db,
  );
  expect(last[0]?.last_seq).toBe(due);

  await seal();
  for (const id of [workspace.id, quiet]) {
    const found = await verify(id);
    expect([id, found.broken]).toEqual([id, undefined]);
    expect(found.first_seq).toBeGreaterThan(1);
    expect(found.entries).toBeGreaterThan(0);
  }
  // It goes on being signed.
  clock.advance(120_000);
  await log(workspace.id, clock.now().toISOString(), 2);
  await seal();
  expect((await publishCheckpoints(rt, key(), 0)).length).toBeGreaterThan(0);
  expect((await verify(workspace.id)).broken).toBeUndefined();

  const file = join(rt.config.dataDir, 'trail.jsonl');
  await pipeline(
    exportTrail(rt.pool, { workspace, now: clock.now(), publicKey: key().publicKey }),
    createWriteStream(file),
  );
  const text = await readFile(checkpointFile(rt.config.dataDir, workspace.id), 'utf8');
  const checked = await verifyFile({ path: file, checkpoints: { text, key: key().publicKey } });
  expect(checked.broken).toBeUndefined();
  expect(checked.header.dropped).toContain('month 2015-04');
  await writeFile(file, (await readFile(file, 'utf8')).replace('conversion.recorded', 'conversion.recordee'));
  expect((await verifyFile({ path: file })).broken).toBeDefined();

  // Without the key, without the note, or with another's, it does not begin there.
  expect((await verifyDatabase(rt.config.databaseUrl, workspace.id)).broken?.what).toContain('public key');
  const other = auditKeyOf(Buffer.alloc(32, 9)).publicKey;
  const strange = await verifyDatabase(rt.config.databaseUrl, workspace.id, {
    checkpoints: { text: '', key: other },
  });
  expect(strange.broken?.what).toContain('no signed note');
  await sql`alter table audit_drops disable trigger append_only`.execute(owner.db);
  await sql`update audit_drops set note = replace(note, 'month 2015', 'month 2014') where workspace_id = ${workspace.id}`.execute(
    owner.db,
  );
  expect((await verify(workspace.id)).broken?.what).toContain('no signed note');
});

it('leaves a month of which other entries remain provable: those before the cut may not change', async () => {
  const { rt } = server;
  const { id } = await createWorkspace(rt);
  await sql`insert into retention_settings (workspace_id, regimes, updated_at) values (${id}, '{shoktiai}', ${clock.now()})`.execute(
    rt.db,
  );
  await sql`select ensure_month_partitions('2015-06-01'::timestamptz, 1)`.execute(rt.db);
  await log(id, clock.now().toISOString(), 1); // before in the log, recorded years later
  await log(id, '2015-06-30T23:59:59Z', 2);
  await seal();
  await log(id, clock.now().toISOString(), 2);
  await seal();
  expect((await dropMonths(rt)).map((one) => one.month)).toEqual(['2015-06']);
  await seal();
  expect((await verify(id)).broken).toBeUndefined();
  await sql`alter table events disable trigger append_only`.execute(owner.db);
  await sql`update events set data = '{"index": 7}' where workspace_id = ${id} and id = (
    select min(id) from events where workspace_id = ${id})`.execute(owner.db);
  expect((await verify(id)).broken?.what).toContain('left from before');
});

it('the database refuses a month that is young or not covered, whoever asks', async () => {
  const { db } = server.rt;
  const young = sql`select drop_event_month(date_trunc('month', now())::date, now(), '[]')`.execute(db);
  await expect(young).rejects.toThrow('not old enough');
  await sql`select ensure_month_partitions('2015-07-01'::timestamptz, 1)`.execute(db);
  await log(quiet, '2015-07-10T10:00:00Z');
  const bare = sql`select drop_event_month('2015-07-01', now(), '[]')`.execute(db);
  await expect(bare).rejects.toThrow('not covered');
  await expect(
    sql`insert into audit_drops (workspace_id, month, last_seq, last_xid, last_id, root, note, dropped_at)
      values (${quiet}, '2015-07-01', 5, '1', 1, '', 'x', now())`.execute(db),
  ).rejects.toThrow('denied');
});
