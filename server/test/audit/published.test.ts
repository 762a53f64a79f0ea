// What leaves the database: exports, and signed checkpoints that show what the chain itself cannot.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkpointFile, keepPublicKey, publicKeyFile } from '../../src/audit/checkpoint-file.ts';
import { entryFields, entryText } from '../../src/audit/entry.ts';
import { exportTrail } from '../../src/audit/export-trail.ts';
import { auditKeyOf, readNote, splitNotes, writeNote } from '../../src/audit/note.ts';
import { publishCheckpoints } from '../../src/audit/publish-checkpoints.ts';
import { connectVerifier } from '../../src/audit/verify/connect-verifier.ts';
import { RowPacker } from '../../src/db/copied-row.ts';
import { copyRows } from '../../src/db/copy-rows.ts';
import { RowTexts, rowColumns } from '../../src/audit/verify/row-text.ts';
import { verifyDatabase } from '../../src/audit/verify/verify-database.ts';
import { verifyFile } from '../../src/audit/verify/verify-file.ts';
import { verifyExport, verifyTrail, writeExport } from '../../src/cli/audit.ts';
import { connect } from '../../src/db/connect.ts';
import { createTestRuntime, type TestRuntime } from '../support/server.ts';
import { eventAt, sealed, tamper, trailOf } from './support.ts';

const key = auditKeyOf(Buffer.alloc(32, 7));
let rt: TestRuntime;
let owner: ReturnType<typeof connect>;
beforeAll(async () => {
  rt = await createTestRuntime();
  owner = connect(rt.ownerUrl, { max: 1, name: 'owner' });
  await keepPublicKey(rt.config.dataDir, key.publicKey);
});
afterAll(async () => {
  await owner.db.destroy();
  await rt.drop();
});

async function exported(workspace: { id: string; slug: string }): Promise<string> {
  const path = join(rt.config.dataDir, `${workspace.id}.jsonl`);
  const lines = exportTrail(rt.pool, { workspace, now: rt.clock.now(), publicKey: key.publicKey });
  await pipeline(lines, createWriteStream(path));
  return path;
}

async function notesOf(id: string) {
  return { text: await readFile(checkpointFile(rt.config.dataDir, id), 'utf8'), key: key.publicKey };
}

async function changed(path: string, change: (lines: string[]) => string[]): Promise<string> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const other = `${path}.changed`;
  await writeFile(other, `${change(lines).join('\n')}\n`);
  return other;
}

async function command(work: (print: (line: string) => void) => Promise<number>) {
  const lines: string[] = [];
  const code = await work((line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

it('an export verifies with nothing but itself, whole or in parts', async () => {
  const workspace = await trailOf(rt, 40);
  const path = await exported(workspace);
  for (const partBytes of [undefined, 900, 3_000])
    expect(await verifyFile({ path, ...(partBytes ? { partBytes } : {}) })).toMatchObject({
      ...{ entries: 40, first_seq: 1, last_seq: 40, broken: undefined },
    });
});

it.each([undefined, 900])(
  'names the entry of an export that was changed, left out or exchanged (parts of %s bytes)',
  async (partBytes) => {
    const workspace = await trailOf(rt, 40);
    const path = await exported(workspace);
    const verify = async (change: (lines: string[]) => string[]) =>
      (await verifyFile({ path: await changed(path, change), ...(partBytes ? { partBytes } : {}) })).broken;
    const event = await eventAt(rt, workspace.id, 23);
    const flip = (lines: string[]) => lines.with(23, lines[23]?.replace('number', 'numbfr') ?? '');
    expect(await verify(flip)).toMatchObject({ seq: 23, event_id: event, kind: 'changed' });
    expect(await verify((lines) => lines.toSpliced(23, 1))).toMatchObject({ seq: 23, kind: 'missing' });
    expect(await verify((lines) => lines.with(23, lines[24] ?? '').with(24, lines[23] ?? ''))).toMatchObject({
      seq: 23,
      kind: 'missing',
    });
    expect(await verify((lines) => lines.slice(0, 31))).toMatchObject({ seq: 31, kind: 'missing' });
    // Whoever rewrites the header as well is found by what was signed, below.
  },
);

it('one byte in one row: the database and the export made of it both name the entry', async () => {
  const workspace = await trailOf(rt, 20);
  const event = await eventAt(rt, workspace.id, 9);
  await tamper(owner.db, (db) =>
    sql`update events set type = 'settings.chanbed' where id = ${event}`.execute(db),
  );
  const verify = (print: (line: string) => void) =>
    verifyTrail(rt, rt.ownerUrl, { workspace: workspace.slug }, print);
  const online = await command(verify);
  expect(online).toMatchObject({ code: 1, said: expect.stringContaining(`entry 9 (event ${event})`) });
  const file = await exported(workspace);
  const offline = await command((print) => verifyExport({ file }, print));
  expect(offline).toMatchObject({ code: 1, said: expect.stringContaining(`entry 9 (event ${event})`) });
});

it('signs what has grown once, at a distance, to the file and the webhook', async () => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      received.push(body);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  rt.config.auditWebhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notes`;
  try {
    const { id } = await trailOf(rt, 12);
    const notes = await publishCheckpoints(rt, key, 60_000);
    expect(received).toEqual(notes);
    expect(await publishCheckpoints(rt, key, 60_000)).toEqual([]);
    expect(await publishCheckpoints(rt, key, 0)).toEqual([]);
    const own = await notesOf(id);
    expect(splitNotes(own.text)).toHaveLength(1);
    expect(readNote(own.text.trimEnd() + '\n', key.publicKey)).toMatchObject({
      signed: true,
      checkpoint: { workspace_id: id, size: 12 },
    });
    expect(await verifyDatabase(rt.ownerUrl, id, { checkpoints: own })).toMatchObject({
      ...{ checkpoints: 1, broken: undefined },
    });
  } finally {
    rt.config.auditWebhook = '';
    server.close();
  }
});

it('finds a truncated tail by what was signed, on the database and offline, and says so in the trail', async () => {
  const workspace = await trailOf(rt, 12);
  const { id } = workspace;
  await publishCheckpoints(rt, key, 0);
  const checkpoints = await notesOf(id);
  await tamper(owner.db, async (db) => {
    await sql`delete from events where workspace_id = ${id} and id > ${await eventAt(rt, id, 8)}`.execute(db);
    await sql`delete from audit_segments where workspace_id = ${id}`.execute(db);
  });
  // Sealed again from the start, as an owner would have it: the chain itself is flawless.
  while ((await sealed(rt)) > 0);
  const { broken } = await verifyDatabase(rt.ownerUrl, id, { checkpoints });
  expect(broken).toMatchObject({ seq: 9, kind: 'checkpoint' });
  const file = await exported(workspace);
  const signed = join(rt.config.dataDir, 'signed');
  await writeFile(signed, checkpoints.text);
  const offline = await command((print) =>
    verifyExport({ file, checkpoints: signed, key: publicKeyFile(rt.config.dataDir) }, print),
  );
  expect(offline).toMatchObject({
    code: 1,
    said: expect.stringContaining('Signed up to entry 12; this file ends at 8.'),
  });

  const alarms = async () => (await rt.metrics.auditAlarms.get()).values.map((one) => one.labels.reason);
  await publishCheckpoints(rt, key, 60_000);
  expect(await alarms()).toContain('lost');
  const { rows } = await sql<{ data: unknown }>`select data from events
    where workspace_id = ${id} and type = 'audit.resealed'`.execute(rt.db);
  expect(rows).toMatchObject([{ data: { signed: { size: 12 }, found: { size: expect.any(Number) } } }]);
  // Told once.
  await publishCheckpoints(rt, key, 0);
  expect(
    (await sql`select from events where workspace_id = ${id} and type = 'audit.resealed'`.execute(rt.db))
      .rows,
  ).toHaveLength(1);
});

it('an export cut short is found whatever its own first line says, unless it is meant to end there', async () => {
  const workspace = await trailOf(rt, 14);
  await publishCheckpoints(rt, key, 0);
  const signed = {
    checkpoints: checkpointFile(rt.config.dataDir, workspace.id),
    key: publicKeyFile(rt.config.dataDir),
  };
  const verify = (file: string, upTo?: string) =>
    command((print) => verifyExport({ file, ...signed, ...(upTo ? { upTo } : {}) }, print));
  const whole = await exported(workspace);
  expect(await verify(whole)).toMatchObject({
    ...{ code: 0, said: expect.stringContaining('1 signed checkpoints agree') },
  });
  const cut = await changed(whole, ([head = '', ...lines]) => [
    JSON.stringify({ ...JSON.parse(head), last_seq: 10, exported_at: '2000-01-01T00:00:00.000Z' }),
    ...lines.slice(0, 10),
  ]);
  const said = await verify(cut);
  expect(said.code).toBe(1);
  expect(said.said).toContain('Signed up to entry 14; this file ends at 10.');
  expect(said.said).not.toContain('agree');
  expect(await verify(cut, '10')).toMatchObject({ code: 0 });
  expect(await verify(cut, '11')).toMatchObject({ code: 1 });
  await expect(verify(cut, 'all')).rejects.toThrow('--up-to');
});

it('taking the trail out by command is an entry, written before the file is', async () => {
  const { id, slug } = await trailOf(rt, 3);
  const file = join(rt.config.dataDir, 'out.jsonl');
  const write = () => writeExport(rt, rt.ownerUrl, { workspace: slug, file, from: '2026-01-01' }, () => {});
  await write();
  // Refused: nothing was taken out.
  await expect(write()).rejects.toThrow('is there already');
  const { rows } = await sql<{ actor_id: null; data: unknown }>`
    select actor_id, data from events where workspace_id = ${id} and type = 'export.made'`.execute(rt.db);
  expect(rows).toEqual([{ actor_id: null, data: { what: 'audit', by: 'command', from: '2026-01-01' } }]);
});

it('does not take a checkpoint that somebody else signed, or one that was changed', async () => {
  const { id } = await trailOf(rt, 5);
  await publishCheckpoints(rt, key, 0);
  const { text } = await notesOf(id);
  const other = generateKeyPairSync('ed25519');
  const forged = writeNote(other, { workspace_id: id, size: 5, root: Buffer.alloc(32), time: new Date() });
  for (const [notes, kind] of [
    [forged, 'signature'],
    [text.replace('\n5\n', '\n4\n'), 'signature'],
    [text.slice(0, -40), 'signature'],
    [`${text}${forged}`, 'signature'],
  ] as const)
    expect(
      (await verifyDatabase(rt.ownerUrl, id, { checkpoints: { text: notes, key: key.publicKey } })).broken,
    ).toMatchObject({ kind });
});

const uuid = fc.option(fc.uuid(), { nil: null });
const instant = fc
  .tuple(
    fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
    fc.nat(999),
  )
  .map(([date, micros]) => date.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`));
const text = fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', ''));
const json = fc.dictionary(
  text,
  fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text)),
);
const row = fc.record({
  ...{ id: fc.nat(), xid: fc.nat().map(String), recorded_at: instant, workspace_id: fc.uuid(), type: text },
  ...{ occurred_at: instant, actor_id: uuid, campaign_id: uuid, message_id: uuid, prospect_id: uuid },
  ...{
    portfolio_manager_id: uuid,
    profile_id: uuid,
    channel: fc.option(text, { nil: null }),
    account_id: uuid,
  },
  ...{ device_id: uuid, decision: fc.option(json, { nil: null }), data: json },
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

it('the text of an entry says every field, each in its place, whatever the session is set to', async () => {
  const textOf = async (one: Row) => {
    const { rows } = await sql<{ entry: string }>`select ${sql.raw(entryText)} as entry
      from jsonb_populate_record(null::events, ${JSON.stringify(one)}::jsonb) e`.execute(owner.db);
    return rows[0]?.entry ?? '';
  };
  const client = await connectVerifier(rt.ownerUrl);
  const made = async (one: Row) => {
    const texts = new RowTexts();
    const packer = new RowPacker();
    const given = client.escapeLiteral(JSON.stringify(one));
    await copyRows(
      client,
      `copy (select ${rowColumns} from jsonb_populate_record(null::events, ${given}::jsonb) e) to stdout (format binary)`,
      (row) => packer.add(row),
    );
    texts.addAll(packer.rows());
    return texts.entries()?.map(({ id, text: bytes }) => ({ id, text: Buffer.from(bytes).toString() }));
  };
  let alike = 0;
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
  await fc.assert(
    fc.asyncProperty(row, fc.constantFrom(...entryFields), row, async (one, field, other) => {
      const entry = await textOf(one);
      expect(entry).not.toContain('\n');
      // Made here from the binary row it is the same, byte for byte, or SQL is asked.
      const own = await made(one);
      if (own) expect(own).toEqual([{ id: one.id, text: entry }]);
      alike += own ? 1 : 0;
      const read = JSON.parse(entry) as unknown[];
      for (const [index, name] of entryFields.entries()) {
        const given = name.endsWith('_at') ? one[name as 'recorded_at'].replace(/\.?0*Z$/, '') : one[name];
        expect(read[index]).toEqual(plain(given));
      }
      // Another value in any one field gives another text, and the same row the same one in another session's settings.
      const changedRow = { ...one, [field]: other[field] };
      const same = JSON.stringify(plain(one[field])) === JSON.stringify(plain(other[field]));
      if (!same) expect(await textOf(changedRow)).not.toBe(entry);
      await sql`set timezone = 'Asia/Dhaka'; set datestyle = 'SQL, DMY'; set extra_float_digits = 0`.execute(
        owner.db,
      );
      expect(await textOf(one)).toBe(entry);
      await sql`reset all`.execute(owner.db);
    }),
    { numRuns: 60 },
  );
  await client.end();
  expect(alike).toBeGreaterThan(20);
});
