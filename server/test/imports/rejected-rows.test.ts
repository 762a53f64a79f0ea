// Rejected rows on a screen: page by page, then corrected and sent again.
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportItem, RejectedRow } from '@sampark/contracts/imports.ts';
import { importRoutes } from '../../src/imports/routes.ts';
import { createTestRuntime, createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts'; // prettier-ignore
import { importCsv, withoutQueue } from './support.ts';

let server: TestServer;
let user: TestUser;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ rt: withoutQueue(await createTestRuntime()), routes: importRoutes });
  ({ user, token } = await server.login('standard'));
});
afterAll(async () => {
  await server.close();
  await server.rt.drop();
});

type Page = { items: RejectedRow[]; next_cursor: string | null };
const ask = <T>(path: string, as = token) =>
  server.ask('GET', `/api/v1/imports/${path}`, { token: as }).then((answer) => answer.json<T>());

async function allRows(id: string, limit: number): Promise<RejectedRow[]> {
  const found: RejectedRow[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page = await ask(`${id}/rejected-rows?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    cursor = page.next_cursor;
  }
  return found;
}

const file = [
  'name,phone,note',
  'রহিমা,12,"two\nlines"',
  'Karim,+8801715000001,fine',
  '"Lina, A.",+88017,',
  'Only a name',
  'Omar,phone?,x',
  '',
].join('\n');

it('tell the line, the column, the reason and the row as it was read', async () => {
  const { id } = await importCsv(server.rt, user, file);
  const { items, next_cursor } = await ask<Page>(`${id}/rejected-rows`);
  expect(next_cursor).toBeNull();
  expect(items).toMatchObject([
    { line: 2, column: 'phone', code: 'phone_invalid', value: '12', record: ['রহিমা', '12', 'two\nlines'] },
    { line: 5, column: 'phone', code: 'phone_invalid', value: '+88017', record: ['Lina, A.', '+88017', ''] },
    { line: 6, record: ['Only a name'] },
    { line: 7, column: 'phone', value: 'phone?', record: ['Omar', 'phone?', 'x'] },
  ]);
  expect(items.every((one) => one.reason.length > 0)).toBe(true);
  for (const limit of [1, 2, 3, 4]) expect(await allRows(id, limit)).toEqual(items);
});

it('corrected and sent again they go in, and nothing else happens twice', async () => {
  const { id } = await importCsv(server.rt, user, file.replaceAll('0001', '0002'));
  const { columns } = await ask<ImportItem>(id);
  const rejected = await allRows(id, 2);
  const corrected = rejected.map(({ record }, n) => {
    const at = columns.findIndex((one) => one.field === 'phone');
    const row = columns.map((_, index) => record[index] ?? '');
    row[at] = `+88017150001${10 + n}`;
    return row;
  });
  const again = await importCsv(server.rt, user, stringify([columns.map((one) => one.column), ...corrected]));
  expect(again).toMatchObject({ rows_total: 4, rows_imported: 4, rows_rejected: 0 });
  expect(await ask(`${again.id}/rejected-rows`)).toEqual({ items: [], next_cursor: null });
  const { name, attributes } = await server.rt.db
    .selectFrom('prospects')
    .select(['name', 'attributes'])
    .where('phone_number', '=', '+8801715000110')
    .executeTakeFirstOrThrow();
  expect({ name, attributes }).toEqual({ name: 'রহিমা', attributes: { note: 'two\nlines' } });
});

it('are shown to who made the import and to who sees everything', async () => {
  const { id } = await importCsv(server.rt, user, file.replaceAll('0001', '0003'));
  const colleague = await tokenFor(
    server.rt,
    await createUser(server.rt, { workspace_id: user.workspace_id }),
  );
  expect(await ask(`${id}/rejected-rows`, colleague)).toMatchObject({ code: 'not_found' });
  expect((await ask<Page>(`${id}/rejected-rows`, (await server.login('admin')).token)).items).toHaveLength(4);
  expect(await ask(`${id}/rejected-rows?cursor=x`)).toMatchObject({ code: 'invalid_cursor' });
});
