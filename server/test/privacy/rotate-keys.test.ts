// A new master key: every person's key wrapped and every secret sealed with it, however often that is interrupted, and the old one
// then not needed.
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forget, rotate, showKeys } from '../../src/cli/keys.ts';
import { rewrapKeys } from '../../src/privacy/keys/rotate-keys.ts';
import type { Tx } from '../../src/events/append.ts';
import type { Runtime } from '../../src/runtime.ts';
import { masterKeyFiles } from '../../src/security/person-keys/master-keys.ts';
import { createVault } from '../../src/security/person-keys/vault.ts';
import { sealedColumns } from '../../src/security/sealed-columns.ts';
import { createKeys, sealedWith } from '../../src/security/seal.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, createWorkspace, startTestServer, type TestServer } from '../support/server.ts';

const people = 2_300; // three batches
let server: TestServer;
let rt: Runtime;
let person: string;
const folder = mkdtempSync(join(tmpdir(), 'keys-'));
const vault = () => createVault(masterKeyFiles(folder, 0));
const [secret, suppression] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
/** As another process has it: nothing remembered. */
const another = (crashPoint: (name: string) => void = () => {}): Runtime => ({
  ...rt,
  crashPoint,
  keys: createKeys(secret, suppression, masterKeyFiles(folder, 0)),
});
/** As SAMPARK_SECRET sealed before there were versions. */
function sealedBySecret(plain: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, 'sampark', 'seal', 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), body]);
}
const credentials = async () => {
  const { rows } = await sql<{ credentials: Buffer }>`
    select credentials from sender_accounts order by created_at, id`.execute(rt.db);
  return rows.map((row) => row.credentials);
};
const noWait = () => Promise.resolve();

beforeAll(async () => {
  server = await startTestServer();
  rt = server.rt;
  const { id: workspace_id } = await createWorkspace(rt);
  const user = await createUser(rt, { workspace_id });
  person = await resourceMakers.prospect(rt, user);
  for (const n of [1, 2, 3]) {
    const id = await resourceMakers.account(rt, user);
    const plain = JSON.stringify({ token: `secret ${n}` });
    const sealed = n < 3 ? sealedBySecret(plain) : another().keys.seal(plain);
    await sql`update sender_accounts set credentials = ${sealed} where id = ${id}`.execute(rt.db);
  }
  const { rows } = await sql<{
    id: string;
  }>`select uuidv7() as id from generate_series(2, ${people})`.execute(rt.db);
  const owners = [person, ...rows.map((row) => row.id)].map((id) => ({ id, workspace_id }));
  await vault().toWrite(rt.db as unknown as Tx, owners, rt.clock.now());
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('goes on where it was killed, keeps every key what it was, and lets go of the old version only then', async () => {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const sealed = (await vault().toRead(rt.db, [person])).seal(person, 'a.b', 'words');
  let batches = 0;
  const killed = another((name) => {
    if (name === 'keys:after-batch' && ++batches === 2) throw new Error('killed');
  });
  await expect(rotate(killed, print, noWait)).rejects.toThrow('killed');
  await showKeys(another(), print);
  expect(lines.filter((line) => line.startsWith('Version'))).toEqual([
    expect.stringMatching(/^Version 1: 300 keys of people and 0 secrets, still needed/),
    expect.stringMatching(/^Version 2: 2,000 keys of people and 3 secrets, in use/),
  ]);
  expect(await forget(another(), 1, print)).toBe(1);

  expect(await rotate(another(), print, noWait)).toBe(0);
  expect(lines).toContain('Going on with version 2');
  expect(await forget(another(), 1, print)).toBe(0);
  expect((await vault().toRead(rt.db, [person])).open(person, 'a.b', sealed)).toBe('words');
  lines.length = 0;
  await showKeys(another(), print);
  expect(lines[0]).toMatch(/^Version 2: 2,300 keys of people and 3 secrets, in use/);
  const { rows } = await sql<{
    data: unknown;
  }>`select data from events where type = 'keys.rotated' order by id`.execute(rt.db);
  expect(rows.map((row) => row.data)).toEqual(
    expect.arrayContaining([{ version: 2, keys: 300, secrets: 0 }, { forgotten: 1 }]),
  );
});

it('seals every secret anew, those of SAMPARK_SECRET too, and needs the old version until the last one', async () => {
  const open = (sealed: Buffer[]) => sealed.map((one) => another().keys.open(one));
  const plain = [1, 2, 3].map((n) => JSON.stringify({ token: `secret ${n}` }));
  expect((await credentials()).map(sealedWith)).toEqual([2, 2, 2]);
  await sql`insert into sign_in_providers (workspace_id, issuer, client_id, client_secret, enabled, created_at, updated_at)
    select id, 'https://id.example.test', 'sampark', ${another().keys.seal('of the provider')}, true, created_at, created_at
    from workspaces order by id limit 1`.execute(rt.db);
  expect(open(await credentials())).toEqual(plain);
  // A secret entered by a process that was not started again: under the old version, and it has to be kept for it.
  const process = another();
  const old = another().keys.seal('late');
  expect(process.keys.people.master.next?.()).toBe(3);
  await sql`update sender_accounts set credentials = ${old} where credentials = ${(await credentials())[0]}`.execute(
    rt.db,
  );
  await rewrapKeys(another(), 3);
  const lines: string[] = [];
  expect(await forget(another(), 2, (line) => void lines.push(line))).toBe(1);
  expect(lines[0]).toContain('4 keys or secrets are still under version 2: run sampark keys rotate first.');
  let rounds = 0;
  const killed = another((name) => {
    if (name === 'keys:after-secrets' && ++rounds === 1) throw new Error('killed');
  });
  await expect(rotate(killed, () => {}, noWait)).rejects.toThrow('killed');
  expect(await rotate(another(), () => {}, noWait)).toBe(0);
  expect(open(await credentials())).toEqual(['late', ...plain.slice(1)]);
  const { rows } = await sql<{ client_secret: Buffer }>`select client_secret from sign_in_providers`.execute(
    rt.db,
  );
  expect(open(rows.map((row) => row.client_secret))).toEqual(['of the provider']);
  expect(await forget(another(), 2, () => {})).toBe(0);
});

it('a secret that does not open stays, is told, and stops nothing', async () => {
  const [first = Buffer.of(0)] = await credentials();
  const damaged = Buffer.from(first);
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
  await sql`update sender_accounts set credentials = ${damaged} where credentials = ${first}`.execute(rt.db);
  const lines: string[] = [];
  expect(await rotate(another(), (line) => void lines.push(line), noWait)).toBe(0);
  expect(lines).toContain('1 secrets cannot be opened and stayed as they are: enter them anew.');
  const [newest = 0] = another().keys.people.master.versions().slice(-1);
  expect((await credentials()).map(sealedWith).toSorted((a, b) => a - b)).toEqual([
    newest - 1,
    newest,
    newest,
  ]);
  expect(await forget(another(), newest - 1, () => {})).toBe(1);
  await sql`update sender_accounts set credentials = ${another().keys.seal('new')} where credentials = ${damaged}`.execute(
    rt.db,
  );
});

it('knows every column that something is sealed in', async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.atttypid = 'bytea'::regtype and a.attnum > 0 and not a.attisdropped`.execute(rt.db);
  // Hashes, what is under the key of a person, what is only compressed, and pictures.
  const others =
    /_hash$|^audit_|^person_keys\.wrapped_key$|^messages\.sealed$|^webhook_batches\.callbacks$|^profile_logos\.bytes$/;
  expect(
    rows
      .map((row) => row.name)
      .filter((name) => !others.test(name))
      .toSorted(),
  ).toEqual(sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted());
});

it('makes no second key where two processes write about somebody at the same moment', async () => {
  const { rows } = await sql<{ id: string; workspace_id: string }>`
    select gen_random_uuid() as id, workspace_id from prospects limit 1`.execute(rt.db);
  const made = await Promise.all(
    [vault(), vault()].map((one) =>
      rt.db.transaction().execute((tx) => one.toWrite(tx, rows, rt.clock.now())),
    ),
  );
  const id = rows[0]?.id ?? '';
  const sealed = made[0]?.seal(id, 'a.b', 'words') ?? Buffer.of(0);
  expect(made[1]?.open(id, 'a.b', sealed)).toBe('words');
});
