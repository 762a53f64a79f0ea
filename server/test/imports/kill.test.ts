// A process importing 6,000 rows is killed by SIGKILL and another one takes the import up: every row exactly once.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestRuntime, createUser, createWorkspace, type TestRuntime } from '../support/server.ts';
import { counts, rejectsOf, upload, withoutQueue } from './support.ts';

let rt: TestRuntime;
beforeAll(async () => (rt = withoutQueue(await createTestRuntime())));
afterAll(() => rt.drop());

const rows = 6_000;

/** One row in 100 is broken, one in 50 repeats the person of 1,510 rows before: in an earlier chunk. */
function file(): string {
  const lines = ['phone,name,whatsapp consent,consent date'];
  for (let row = 1; row <= rows; row++) {
    const person = row > 1_500 && row % 50 === 0 ? row - 1_510 : row;
    lines.push(
      `${row % 100 === 99 ? 'broken' : `+88017${20_000_000 + person}`},Person ${row},yes,2026-01-02`,
    );
  }
  return lines.join('\n');
}

function run(id: string, ...more: string[]): { ended: Promise<NodeJS.Signals | null>; kill(): void } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'import-process.ts'), id, ...more], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: rt.config.databaseUrl,
      SAMPARK_DATA: rt.config.dataDir,
      SAMPARK_DEMO: 'off',
    },
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('exit', (_code, signal) => resolve(signal)),
  );
  return { ended, kill: () => child.kill('SIGKILL') };
}

async function expectEveryRowOnce(id: string, workspace: string): Promise<void> {
  const repeated = Array.from({ length: rows }, (_, index) => index + 1).filter((row) => row > 1_500 && row % 50 === 0 && row % 100 !== 99).length; // prettier-ignore
  const broken = rows / 100;
  expect(await counts(rt, id)).toMatchObject({
    status: 'completed',
    rows_total: rows,
    rows_imported: rows - broken - repeated,
    rows_updated: repeated,
    rows_rejected: broken,
    consents_recorded: rows - broken - repeated,
  });
  const { rows: found } = await sql<Record<string, number>>`
    select (select count(*) from prospects where workspace_id = ${workspace}) as people,
      (select count(*) from relationships where workspace_id = ${workspace}) as links,
      (select count(*) from consents where workspace_id = ${workspace}) as consents,
      (select count(*) from events where workspace_id = ${workspace} and type = 'prospect.created') as created,
      (select count(*) from events where workspace_id = ${workspace} and type = 'consent.granted') as granted,
      (select count(*) from events where workspace_id = ${workspace} and type like 'import.%') as import_events`.execute(
    rt.db,
  );
  const people = rows - broken - repeated;
  expect(found[0]).toEqual({
    people,
    links: people,
    consents: people,
    created: people,
    granted: people,
    import_events: 3,
  });
  expect(await rejectsOf(rt, id)).toHaveLength(broken);
}

describe('a killed import goes on after its last committed chunk', () => {
  it.each([
    ['before the first chunk commits', ['import:before-commit', '1']],
    ['before the third chunk commits', ['import:before-commit', '3']],
    ['after the second chunk committed', ['import:after-commit', '2']],
    ['after the last chunk, before the end is recorded', ['import:after-commit', '6']],
  ])('%s', async (_when, crash) => {
    const workspace = await createWorkspace(rt, { default_country: 'BD' });
    const user = await createUser(rt, { workspace_id: workspace.id });
    const id = await upload(rt, user, file());
    expect(await run(id, ...crash).ended).toBe('SIGKILL');
    expect(await counts(rt, id)).toMatchObject({ status: 'running' });
    expect(await run(id).ended).toBe(null);
    await expectEveryRowOnce(id, workspace.id);
  });

  it('killed from outside again and again', async () => {
    const workspace = await createWorkspace(rt, { default_country: 'BD' });
    const user = await createUser(rt, { workspace_id: workspace.id });
    const id = await upload(rt, user, file());
    for (let attempt = 0; attempt < 4; attempt++) {
      const process = run(id);
      const before = (await counts(rt, id)).rows_total;
      const until = Date.now() + 20_000;
      while (Date.now() < until) {
        const now = await counts(rt, id);
        if (now.rows_total > before || now.status === 'completed') break;
      }
      process.kill();
      await process.ended;
    }
    await run(id).ended;
    await expectEveryRowOnce(id, workspace.id);
  });

  it('two workers at once', async () => {
    const workspace = await createWorkspace(rt, { default_country: 'BD' });
    const user = await createUser(rt, { workspace_id: workspace.id });
    const id = await upload(rt, user, file());
    await Promise.all([run(id).ended, run(id).ended]);
    await run(id).ended;
    await expectEveryRowOnce(id, workspace.id);
  });
});
