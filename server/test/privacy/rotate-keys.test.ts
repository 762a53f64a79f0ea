// A new master key: every person's key wrapped with it, however often that is interrupted, and the old one then not needed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forget, rotate, showKeys } from '../../src/cli/keys.ts';
import type { Tx } from '../../src/events/append.ts';
import type { Runtime } from '../../src/runtime.ts';
import { masterKeyFiles } from '../../src/security/person-keys/master-keys.ts';
import { createVault } from '../../src/security/person-keys/vault.ts';
import { resourceMakers } from '../support/resources.ts';
import { createUser, createWorkspace, startTestServer, type TestServer } from '../support/server.ts';

const people = 2_300; // three batches
let server: TestServer;
let rt: Runtime;
let person: string;
const folder = mkdtempSync(join(tmpdir(), 'keys-'));
const vault = () => createVault(masterKeyFiles(folder, 0));
/** As another process has it: nothing remembered. */
const another = (crashPoint: (name: string) => void = () => {}): Runtime => ({
  ...rt,
  crashPoint,
  keys: { ...rt.keys, people: vault() },
});
const noWait = () => Promise.resolve();

beforeAll(async () => {
  server = await startTestServer();
  rt = server.rt;
  const { id: workspace_id } = await createWorkspace(rt);
  person = await resourceMakers.prospect(rt, await createUser(rt, { workspace_id }));
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
    expect.stringMatching(/^Version 1: 300 keys, still needed/),
    expect.stringMatching(/^Version 2: 2,000 keys, in use/),
  ]);
  expect(await forget(another(), 1, print)).toBe(1);

  expect(await rotate(another(), print, noWait)).toBe(0);
  expect(lines).toContain('Going on with version 2');
  expect(await forget(another(), 1, print)).toBe(0);
  expect((await vault().toRead(rt.db, [person])).open(person, 'a.b', sealed)).toBe('words');
  lines.length = 0;
  await showKeys(another(), print);
  expect(lines[0]).toMatch(/^Version 2: 2,300 keys, in use/);
  const { rows } = await sql<{
    data: unknown;
  }>`select data from events where type = 'keys.rotated' order by id`.execute(rt.db);
  expect(rows.map((row) => row.data)).toEqual(
    expect.arrayContaining([{ version: 2, keys: 300 }, { forgotten: 1 }]),
  );
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
