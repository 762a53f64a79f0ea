// Imports over HTTP: what is refused at the door, progress, rejects and their way back.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeOldUploads } from '../../src/imports/remove-uploads.ts';
import { importRoutes } from '../../src/imports/routes.ts';
import { runImport } from '../../src/imports/run-import.ts';
import { createTestRuntime, startTestServer, type TestServer } from '../support/server.ts';
import { importCsv, rejectsOf, withoutQueue } from './support.ts';

let server: TestServer;
let token: string;
beforeAll(async () => {
  const rt = withoutQueue(await createTestRuntime({ env: { SAMPARK_IMPORT_LIMIT: '200000' } }));
  server = await startTestServer({ rt, routes: importRoutes });
  token = (await server.login('standard')).token;
});
afterAll(async () => {
  await server.close();
  await server.rt.drop();
});

const csv = { 'content-type': 'text/csv' };
const post = (payload: string | Buffer, url = '/api/v1/imports', headers: Record<string, string> = csv) =>
  server.ask('POST', url, { token, payload, headers });
const uploads = () => {
  try {
    return readdirSync(join(server.rt.config.dataDir, 'uploads'));
  } catch {
    return [];
  }
};

describe('refused at the door, with nothing stored', () => {
  it.each([
    ['an Excel workbook', Buffer.from('PK\x03\x04 and so on'), 415, 'import_not_csv', 'xlsx'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 415, 'import_not_csv', 'PDF'],
    ['a web page', Buffer.from('<!DOCTYPE html><html>'), 415, 'import_not_csv', 'web page'],
    ['a binary', Buffer.from([0x70, 0, 1, 2, 3, 0, 0, 0, 0x71]), 415, 'import_not_csv', 'binary'],
    [
      'NUL deep inside',
      Buffer.from(`phone\n${'+8801712345678\n'.repeat(1_000)}\0`),
      415,
      'import_not_csv',
      'binary',
    ],
    ['JSON', Buffer.from('[{"phone": "1"}]'), 415, 'import_not_csv', 'JSON'],
    ['an empty file', Buffer.from('\n'), 422, 'import_header_missing', ''],
    ['no phone column', Buffer.from('colour,size\nred,1\n'), 422, 'import_header_missing', 'colour'],
    ['too much', Buffer.from(`phone\n${'+8801712345678\n'.repeat(20_000)}`), 413, 'too_large', ''],
  ])('%s', async (_what, body, status, code, detail) => {
    const before = uploads();
    const answer = await post(body);
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ code: string }>().code).toContain(code);
    expect(answer.json<{ detail?: string }>().detail ?? '').toContain(detail);
    expect(uploads()).toEqual(before);
  });

  it('a mapping that names no column of the file', async () => {
    const answer = await post(
      'tel,name\n+8801712345678,A\n',
      `/api/v1/imports?mapping=${encodeURIComponent('{"phone":"mobile"}')}`,
    );
    expect(answer.json()).toMatchObject({ status: 422, code: 'import_mapping_invalid' });
    expect((await post('tel\n1', '/api/v1/imports?mapping={')).json()).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
  });
});

it('a form with the fields behind the file', async () => {
  const form = ['--x', 'content-disposition: form-data; name="file"; filename="a.csv"', 'content-type: text/csv', '', 'who,where\nA,+8801799000001\n', '--x', 'content-disposition: form-data; name="mapping"', '', '{"phone":"where","name":"who"}', '--x--', ''].join('\r\n'); // prettier-ignore
  const answer = await post(form, '/api/v1/imports', { 'content-type': 'multipart/form-data; boundary=x' });
  expect(answer.statusCode).toBe(202);
  const { id } = answer.json<{ id: string }>();
  await runImport(server.rt, { import_id: id });
  const shown = await server.ask('GET', `/api/v1/imports/${id}`, { token });
  expect(shown.json()).toMatchObject({
    status: 'completed',
    progress: 1,
    rows_total: 1,
    rows_imported: 1,
    file_name: 'a.csv',
  });
  expect(
    (await server.ask('GET', '/api/v1/imports', { token })).json<{ items: unknown[] }>().items,
  ).toHaveLength(1);
  const stranger = await server.login('standard', (await import('../support/server.ts').then((all) => all.createWorkspace(server.rt)))); // prettier-ignore
  expect((await server.ask('GET', `/api/v1/imports/${id}`, { token: stranger.token })).statusCode).toBe(404);
});

it('the same Idempotency-Key imports once', async () => {
  const headers = { ...csv, 'idempotency-key': 'import-1' };
  const one = await post('phone\n+8801799000002\n', '/api/v1/imports', headers);
  const two = await post('phone\n+8801799000002\n', '/api/v1/imports', headers);
  expect(two.json()).toEqual(one.json());
});

it('a preview shows the columns even where none is known as the phone, and a mapping can leave a field out', async () => {
  const preview = async (file: string, mapping: object) => {
    const address = `/api/v1/imports/preview?mapping=${encodeURIComponent(JSON.stringify(mapping))}`;
    const { columns } = (await post(file, address)).json<{ columns: { field: string | null }[] }>();
    return columns.map((one) => one.field);
  };
  const odd = 'Who,Where to reach\nNadia,+8801712345678\n';
  expect(await preview(odd, {})).toEqual([null, null]);
  expect(await preview(odd, { phone: 'Where to reach' })).toEqual([null, 'phone']);
  const known = 'Phone,Opted out\n+8801712345678,\n';
  expect(await preview(known, {})).toEqual(['phone', 'optout']);
  expect(await preview(known, { optout: '' })).toEqual(['phone', null]);
});

it('a preview tells how the file would be read', async () => {
  const answer = await post(
    'নাম;মোবাইল;Colour\nরহিমা;০১৭১২৩৪৫৬৭৮;red\nX;12;blue\n',
    '/api/v1/imports/preview?default_country=BD',
  );
  expect(answer.json()).toMatchObject({
    encoding: 'utf-8',
    delimiter: ';',
    has_header: true,
    columns: [
      { column: 'নাম', field: 'name', samples: ['রহিমা', 'X'] },
      { column: 'মোবাইল', field: 'phone' },
      { column: 'Colour', field: null },
    ],
    issues: [{ line: 3, column: 'মোবাইল', code: 'phone_invalid' }],
    rows_without_consent: 1,
  });
});

it('rejected rows come back as CSV, corrected they go in', async () => {
  const { user } = await server.login('standard');
  const file = 'phone,name,note\n12,"=HYPERLINK(1)","a, ""b"""\n+8801799000003,B,c\nonly\n';
  const done = await importCsv(server.rt, user, file);
  const answer = await server.ask('GET', `/api/v1/imports/${done.id}/rejects`, { token });
  expect(answer.headers['content-type']).toContain('text/csv');
  const rows = parse(answer.body, { bom: true });
  expect(rows[0]).toEqual(['phone', 'name', 'note', 'line', 'column', 'reason', 'code']);
  expect(rows[1]).toEqual([
    '12',
    "'=HYPERLINK(1)",
    'a, "b"',
    '2',
    'phone',
    expect.any(String),
    'phone_invalid',
  ]);
  expect(rows[2]?.slice(0, 5)).toEqual(['only', '', '', '4', 'name']);
  const again = await importCsv(server.rt, user, answer.body.replace('\r\n12,', '\r\n+8801799000004,').replace('\r\nonly,', '\r\n+8801799000005,')); // prettier-ignore
  expect(again).toMatchObject({ rows_total: 2, rows_imported: 2 });
  const back = await server.rt.db.selectFrom('prospects').select(['name', 'attributes']).where('phone_number', '=', '+8801799000004').executeTakeFirst(); // prettier-ignore
  expect(back).toEqual({ name: '=HYPERLINK(1)', attributes: { note: 'a, "b"' } });
});

it('imported + updated + rejected = rows, whatever the file holds', async () => {
  const { user } = await server.login('standard');
  const cell = fc.oneof(
    fc.integer({ min: 0, max: 30 }).map((n) => `+88017${95_000_000 + n}`),
    fc.constantFrom('', '12', 'Rahima', '"open', '"a ""b"""', 'yes', 'no', '2025-01-01', 'x,y'),
  );
  const file = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(file, async (rows) => {
      const text = ['phone,name,whatsapp consent,opted out', ...rows.map((row) => row.join(','))].join('\n');
      const done = await importCsv(server.rt, user, text);
      expect(done.status).toBe('completed');
      expect(done.rows_imported + done.rows_updated + done.rows_rejected).toBe(done.rows_total);
      expect(await rejectsOf(server.rt, done.id)).toHaveLength(done.rows_rejected);
      expect(done.rows_without_consent).toBeLessThanOrEqual(done.rows_imported + done.rows_updated);
    }),
    { numRuns: 40 },
  );
});

it('uploads go after 30 days', async () => {
  const { user } = await server.login('standard');
  const done = await importCsv(server.rt, user, 'phone\n+8801799000009\n');
  expect(uploads()).toContain(`${done.id}.csv`);
  const old = new Date(server.rt.clock.now().getTime() - 31 * 86_400_000);
  await server.rt.db.updateTable('imports').set({ created_at: old }).where('id', '=', done.id).execute();
  await removeOldUploads(server.rt);
  expect(uploads()).not.toContain(`${done.id}.csv`);
});
