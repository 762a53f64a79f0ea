// Several files with the same people, imported at the same moment in opposite order: everybody gets in, nobody twice.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runImport } from '../../src/imports/run-import.ts';
import { createTestRuntime, createUser, createWorkspace, type TestRuntime } from '../support/server.ts';
import { counts, upload, withoutQueue } from './support.ts';

let rt: TestRuntime;
beforeAll(async () => (rt = withoutQueue(await createTestRuntime())));
afterAll(() => rt.drop());

it('imports of the same people at once let each other through', async () => {
  const workspace = await createWorkspace(rt, { default_country: 'BD' });
  const user = await createUser(rt, { workspace_id: workspace.id });
  const rows = 4_000;
  const lines = Array.from({ length: rows }, (_, row) => `+88017${60_000_000 + row},Person ${row}`);
  const ids = [];
  for (const body of [
    lines,
    lines.toReversed(),
    lines.toSorted((a, b) => (a.at(-1) ?? '').localeCompare(b.at(-1) ?? '')),
  ]) {
    ids.push(await upload(rt, user, ['phone,name', ...body].join('\n')));
  }
  await Promise.all(ids.map((id) => runImport(rt, { import_id: id })));
  const done = await Promise.all(ids.map((id) => counts(rt, id)));
  for (const one of done) {
    expect(one).toMatchObject({ status: 'completed', rows_total: rows, rows_rejected: 0 });
    expect(one.rows_imported + one.rows_updated).toBe(rows);
  }
  expect(done.reduce((sum, one) => sum + one.rows_imported, 0)).toBe(rows);
  const { rows: found } = await sql<{ people: number; created: number }>`
    select count(*) as people, (select count(*) from events where workspace_id = ${workspace.id}
      and type = 'prospect.created') as created
    from prospects where workspace_id = ${workspace.id}`.execute(rt.db);
  expect(found[0]).toEqual({ people: rows, created: rows });
});
