// The register of personal data knows every column of every table that names a person or a message.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { needNoStep, profileSteps, recordSteps } from '../../src/privacy/erase/steps.ts';
import { byIdOnly, personalData, plainColumns } from '../../src/privacy/register.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.close());

type Column = { table: string; column: string; holds_words: boolean };

async function columns(): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select c.table_name as table, c.column_name as column,
      c.udt_name in ('text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea', 'inet', '_text') as holds_words
    from information_schema.columns c join pg_class k on k.relname = c.table_name and k.relnamespace = 'public'::regnamespace
    where c.table_schema = 'public' and k.relkind in ('r', 'p') and not k.relispartition
    order by 1, 2`.execute(server.rt.db);
  return rows;
}

it('every column that can hold words about a person is in the register or known to be plain', async () => {
  const all = await columns();
  const about = new Set([
    ...all.filter(({ column }) => ['prospect_id', 'message_id'].includes(column)).map(({ table }) => table),
    ...Object.keys(personalData),
  ]);
  const unknown = all
    .filter(({ table, holds_words }) => holds_words && about.has(table))
    .filter(({ table, column }) => {
      if (personalData[table]?.columns.includes(column)) return false;
      if (byIdOnly.includes(table)) return !plainColumns.includes(column);
      return !plainColumns.includes(column) || personalData[table] === undefined;
    })
    .map(({ table, column }) => `${table}.${column}`);
  expect(unknown).toEqual([]);
  expect(about.size).toBeGreaterThan(20);
});

it('the register names nothing that is not there, and nothing twice', async () => {
  const there = new Set((await columns()).map(({ table, column }) => `${table}.${column}`));
  const named = Object.entries(personalData).flatMap(([table, { columns: held }]) =>
    held.map((column) => `${table}.${column}`),
  );
  expect(named.filter((one) => !there.has(one))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
  for (const holding of Object.values(personalData)) {
    expect(holding.section === null, JSON.stringify(holding)).toBe(holding.because !== undefined);
  }
});

it('every table of the register has its way of erasure', () => {
  const ways = new Set([
    ...Object.keys(profileSteps),
    ...Object.keys(recordSteps),
    ...Object.keys(needNoStep),
  ]);
  expect(Object.keys(personalData).filter((table) => !ways.has(table))).toEqual([]);
});
