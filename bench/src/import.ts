// npm run bench -- import [--size N]: N contacts as a CRM exports them, into an empty database of its own with the
// product's settings. Measured: storing the upload and importing it, and the most memory the importing process held.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { connect } from '../../server/src/db/connect.ts';
import { startEmbeddedPostgres } from '../../server/src/db/embedded/embedded-postgres.ts';
import { migrate } from '../../server/src/db/migrate.ts';
import { makeContacts } from './import/make-contacts.ts';

// An import makes much short-lived garbage. With V8's default young generation the process grows by 100 MB more, for no
// gain in time.
const smallYoungHeap = '--max-semi-space-size=4';

type Measured = {
  rows: number;
  imported: number;
  rejected: number;
  status: string;
  seconds: number;
  rss_mb: number;
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    size: { type: 'string', default: '250000' },
    seconds: { type: 'string' },
  },
});
const size = Number(values.size);
const say = (line: string) => process.stderr.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), 'sampark-bench-import-'));
let database: Awaited<ReturnType<typeof startEmbeddedPostgres>> | undefined;
try {
  const file = join(folder, 'contacts.csv');
  say(`Writing ${size} contacts`);
  await makeContacts(file, size);
  database = await startEmbeddedPostgres({ dataDir: folder });
  await migrate(database.ownerUrl);
  const { workspace, user } = await prepare(database.ownerUrl);
  const result = await measure(database.appUrl, file, workspace, user);
  say(`${result.imported} imported, ${result.rejected} rejected in ${result.seconds.toFixed(1)} s: ${Math.round(result.rows / result.seconds)} rows a second`); // prettier-ignore
  if (result.status !== 'completed' || result.rows !== size) throw new Error(`The import ended as ${result.status} after ${result.rows} rows`); // prettier-ignore
  const line = {
    bench: 'import',
    rows: result.rows,
    seconds: round(result.seconds),
    rss_mb: round(result.rss_mb),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
} finally {
  await database?.stop();
  if (database) rmSync(database.folder, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

async function prepare(ownerUrl: string): Promise<{ workspace: string; user: string }> {
  const { db } = connect(ownerUrl, { max: 1, name: 'bench' });
  const user = 'pm@bench.test';
  const { id } = await db
    .insertInto('workspaces')
    .values({ name: 'Bench', slug: 'bench', default_country: 'BD', time_zone: 'Asia/Dhaka' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('users')
    .values({ workspace_id: id, email: user, name: 'PM', password_hash: '!' })
    .execute();
  await db.destroy();
  return { workspace: id, user };
}

async function measure(appUrl: string, file: string, workspace: string, user: string): Promise<Measured> {
  const script = join(import.meta.dirname, 'import/import-here.ts');
  const child = promisify(execFile)(process.execPath, [smallYoungHeap, script, file, workspace, user], {
    env: {
      ...process.env,
      DATABASE_URL: appUrl,
      SAMPARK_DATA: folder,
      SAMPARK_DEMO: 'off',
      SAMPARK_LOG: 'error',
    },
  });
  child.child.stderr?.pipe(process.stderr);
  const { stdout } = await child;
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
