// The real program on a database that was written with other keys: it does not start, says which key is wrong and what to do, and
// has touched nothing.
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKeys } from '../../src/security/seal.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { freePort, startProgram, type Program } from '../delivery/program.ts';

const right = createKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2));
const other = () => randomBytes(32).toString('base64');
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const person = randomUUID();
const ids = { secret: right.ids.secret, suppression: right.ids.suppression };
let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const start = async (env: Record<string, string> = {}): Promise<Program> =>
  startProgram({
    ...{ databaseUrl: database.appUrl, ownerUrl: database.ownerUrl },
    ...{ port: await freePort(), roles: 'api', env },
  });

/** `sampark keys …` with these keys. */
async function keys(args: string[], env: Record<string, string>): Promise<{ code: number; said: string }> {
  const run = promisify(execFile)(process.execPath, [main, 'keys', ...args], {
    env: {
      ...{ PATH: process.env.PATH, SAMPARK_LOG: 'silent', SAMPARK_DEMO: 'off' },
      ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
      SAMPARK_SECRET: Buffer.alloc(32, 1).toString('base64'),
      SAMPARK_SUPPRESSION_KEY: Buffer.alloc(32, 2).toString('base64'),
      ...env,
    },
  });
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }),
  );
}

async function works(env?: Record<string, string>): Promise<void> {
  const program = await start(env);
  expect(program.wasReady, program.said()).toBe(true);
  await program.stop();
}

async function refused(env: Record<string, string>): Promise<string> {
  const { rows: before } = await owner.query('select count(*)::int from instances');
  const program = await start(env);
  expect(program.wasReady).toBe(false);
  expect((await owner.query('select count(*)::int from instances')).rows).toEqual(before);
  return program.said();
}

it('refuses every key that is not the one the database was written with, and names both', async () => {
  await works();
  const said = await refused({
    SAMPARK_PERSON_KEYS: `1:${other()}`,
    SAMPARK_SECRET: other(),
    SAMPARK_SUPPRESSION_KEY: other(),
  });
  for (const what of ['The secret', 'The suppression key', 'The master key of version 1'])
    expect(said).toContain(`${what} is not the one this database was written with`);
  for (const id of [ids.secret, ids.suppression, right.people.master.id(1) ?? ''])
    expect(said).toContain(`written with: key id ${id}`);
  expect(said.match(/given: {8}key id [0-9a-f]{12}/g)).toHaveLength(3);
  expect(said).toContain('Put the right one back from where your keys are kept and start again.');
  expect(said).toContain('Nothing was sent and nothing was sealed.');
  await works();
});

it('knows a wrong key by what it cannot open where no id was kept yet, and a version that is not given', async () => {
  const [wrapped] = await right.people.master.wrap([{ person, key: randomBytes(32) }]);
  await owner.query(`insert into workspaces (id, name, slug) values ($1, 'One', 'one')`, [person]);
  await owner.query(
    `insert into person_keys (prospect_id, workspace_id, wrapped_key, master_version, created_at) values ($1, $1, $2, 1, now())`,
    [person, wrapped?.wrapped],
  );
  await owner.query('delete from known_keys');
  expect(await refused({ SAMPARK_PERSON_KEYS: `1:${other()}` })).toContain(
    'written with: a key that opens it; its id was not kept yet',
  );
  expect((await owner.query('select from known_keys')).rowCount).toBe(0);
  await works();
  expect(await refused({ SAMPARK_PERSON_KEYS: `2:${other()}` })).toMatch(
    /version 1 .*\n.*\n.*given: {8}none/,
  );
});

it('is said by `keys status`, and `keys accept` gives a lost key up', async () => {
  const env = { SAMPARK_PERSON_KEYS: `1:${other()}` };
  const status = await keys(['status'], env);
  expect(status.code).toBe(1);
  expect(status.said).toContain('The master key of version 1 is not the one this database was written with');
  expect(status.said).toContain('CANNOT BE OPENED: 1 keys of people');
  expect(await keys(['accept', 'secret'], env)).toMatchObject({ code: 1 });
  expect(await keys(['accept', 'person-1'], env)).toMatchObject({ code: 0 });
  await works(env);
});
