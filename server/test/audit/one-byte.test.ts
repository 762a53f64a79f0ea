// A copy of the database with one byte of one row changed, as somebody with the disk in hand could leave it: `audit verify`
// names the entry, on the copy and, with nothing but the file, in an export of it; the original stays without blame.
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportTrail } from '../../src/audit/export-trail.ts';
import { auditKeyOf } from '../../src/audit/note.ts';
import { verifyExport, verifyTrail } from '../../src/cli/audit.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/db/connect.ts';
import { asAdmin } from '../../src/db/embedded/roles.ts';
import { connectionUrl } from '../../src/db/embedded/secrets.ts';
import type { Runtime } from '../../src/runtime.ts';
import { workerCluster } from '../support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventAt, tamper, trailOf } from './support.ts';

const changedSeq = 13;
const { publicKey } = auditKeyOf(Buffer.alloc(32, 7));
const folder = mkdtempSync(join(tmpdir(), 'sampark-copy-'));
let original: TestDatabase;
let copyUrl: string;
let workspace: { id: string; slug: string };
let event: number;

const on = async <T>(url: string, work: (rt: Runtime) => Promise<T>): Promise<T> => {
  const connection = connect(url, { max: 2, name: 'copy' });
  const config = readConfig({ SAMPARK_DATA: folder });
  try {
    return await work({
      ...connection,
      config,
      clock: systemClock,
      crashPoint: () => {},
    } as unknown as Runtime);
  } finally {
    await connection.db.destroy();
  }
};

beforeAll(async () => {
  original = await createTestDatabase();
  const { secrets } = await workerCluster();
  const copy = `${original.name}_copy`;
  copyUrl = connectionUrl(secrets, 'owner', copy);
  workspace = await on(original.ownerUrl, async (rt) => {
    const made = await trailOf(rt, 30);
    event = await eventAt(rt, made.id, changedSeq);
    return made;
  });
  await asAdmin(secrets, 'postgres', (admin) =>
    admin.query(`create database ${copy} template ${original.name} owner sampark_owner`),
  );
  await on(copyUrl, ({ db }) =>
    tamper(db, () =>
      sql`update events set data = convert_from(set_byte(convert_to(data::text, 'utf8'), 3,
          get_byte(convert_to(data::text, 'utf8'), 3) # 1), 'utf8')::jsonb where id = ${event}`.execute(db),
    ),
  );
});
afterAll(async () => {
  const { secrets } = await workerCluster();
  await asAdmin(secrets, 'postgres', (admin) =>
    admin.query(`drop database ${original.name}_copy with (force)`),
  );
  await original.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function verify(work: (print: (line: string) => void) => Promise<number>) {
  const lines: string[] = [];
  const code = await work((line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

const online = (url: string) =>
  on(url, (rt) => verify((print) => verifyTrail(rt, url, { workspace: workspace.slug }, print)));

async function exported(url: string, name: string): Promise<string> {
  const path = join(folder, name);
  await on(url, (rt) =>
    pipeline(exportTrail(rt.pool, { workspace, now: new Date(), publicKey }), createWriteStream(path)),
  );
  return path;
}

const offline = (file: string) => verify((print) => verifyExport({ file }, print));
const named = () => ({ code: 1, said: expect.stringContaining(`entry ${changedSeq} (event ${event})`) });

it('is named in the copy and in its export, and the original verifies', async () => {
  expect(await online(original.ownerUrl)).toMatchObject({ code: 0 });
  expect(await online(copyUrl)).toMatchObject(named());
  expect(await offline(await exported(original.ownerUrl, 'original.jsonl'))).toMatchObject({ code: 0 });
  expect(await offline(await exported(copyUrl, 'copy.jsonl'))).toMatchObject(named());
});

it('is named wherever in the line of a true export it is', async () => {
  const file = await exported(original.ownerUrl, 'true.jsonl');
  const bytes = await readFile(file);
  const lines = bytes.toString('latin1').split('\n');
  const begin = lines.slice(0, changedSeq).join('\n').length + 1;
  const length = lines[changedSeq]?.length ?? 0;
  for (let at = begin; at < begin + length; at += 7) {
    const other = Buffer.from(bytes);
    other[at] = (other[at] as number) ^ 1;
    const path = join(folder, 'changed.jsonl');
    await writeFile(path, other);
    expect(await offline(path)).toMatchObject({
      code: 1,
      said: expect.stringContaining(`entry ${changedSeq}`),
    });
  }
});
