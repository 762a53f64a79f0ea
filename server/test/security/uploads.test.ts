// Files come in by one door, as contacts. What a client says of a file never becomes a path, a program or a page.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../../src/analytics/export-csv.ts';
import { importRoutes } from '../../src/imports/routes.ts';
import { createTestRuntime, startTestServer, type TestServer } from '../support/server.ts';
import { safeCell } from '../../src/imports/write-rejects.ts';
import { withoutQueue } from '../imports/support.ts';

const secret = 'phone,name\n+447400000009,kept-in-a-file-of-this-server\n';
let server: TestServer;
let token: string;
let folder: string;
beforeAll(async () => {
  server = await startTestServer({ rt: withoutQueue(await createTestRuntime()), routes: importRoutes });
  token = (await server.login('standard')).token;
  folder = server.rt.config.dataDir;
  writeFileSync(join(folder, 'kept.csv'), secret);
});
afterAll(async () => {
  await server.close();
  await server.rt.drop();
});

const post = (payload: string, contentType: string, url = '/api/v1/imports') =>
  server.ask('POST', url, { token, payload, headers: { 'content-type': contentType } });
const stored = () => {
  const uploads = join(folder, 'uploads');
  return existsSync(uploads)
    ? readdirSync(uploads).map((name) => ({ name, text: readFileSync(join(uploads, name), 'utf8') }))
    : [];
};

describe('JSON that poses as an upload', () => {
  const file = () => ({ filepath: join(folder, 'kept.csv'), path: join(folder, 'kept.csv'), size: 10, originalFilename: 'a.csv', mimetype: 'text/csv' }); // prettier-ignore
  it.each(['/api/v1/imports', '/api/v1/imports/preview'])('%s reads no file for it', async (url) => {
    for (const body of [{ files: { file: file() } }, { file: file() }, { files: [file()] }, [file()]]) {
      for (const type of [
        'application/json',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
        'text/csv',
      ]) {
        const answer = await post(JSON.stringify(body), type, url);
        expect([type, answer.statusCode >= 400 && answer.statusCode < 500]).toEqual([type, true]);
        expect(answer.body).not.toContain('kept-in-a-file');
      }
    }
    expect(stored()).toEqual([]);
  });
});

describe('the name of a file', () => {
  it.each([
    '../../kept.csv',
    '../kept.csv',
    '/etc/cron.d/x',
    '..\\..\\kept.csv',
    'a.csv\u0000.js',
    'a.php',
    '%2e%2e%2fkept.csv',
    '.htaccess',
    'con',
    'x'.repeat(5_000),
    '<svg onload=alert(1)>.csv',
    '__proto__',
  ])('%s is a name and no place', async (name) => {
    const form = ['--x', `content-disposition: form-data; name="file"; filename="${name}"`, 'content-type: image/svg+xml', '', 'phone,name\n+447400000001,Amina', '--x--', ''].join('\r\n'); // prettier-ignore
    const before = readdirSync(folder);
    const answers = [
      await post(form, 'multipart/form-data; boundary=x'),
      await post(
        'phone,name\n+447400000001,Amina',
        'text/csv',
        `/api/v1/imports?file_name=${encodeURIComponent(name)}`,
      ),
    ];
    for (const answer of answers) expect([202, 400, 422]).toContain(answer.statusCode);
    for (const one of stored()) expect(one.name).toMatch(/^[0-9a-f-]{36}\.csv$/);
    expect(readdirSync(folder).filter((one) => one !== 'uploads')).toEqual(
      before.filter((one) => one !== 'uploads'),
    );
    expect(readFileSync(join(folder, 'kept.csv'), 'utf8')).toBe(secret);
  });
});

it('what was uploaded is served to nobody as a page', async () => {
  await post(
    'phone,name\n+447400000001,<script>alert(1)</script>\nx,<img src=x onerror=alert(1)>',
    'text/csv',
  );
  const [one] = stored().slice(-1);
  for (const path of [
    `/uploads/${one?.name}`,
    `/assets/../../uploads/${one?.name}`,
    `/%2e%2e/uploads/${one?.name}`,
    `/..%2f..%2f..%2fetc%2fpasswd`,
    '/assets/..%5c..%5c..%5cetc%5cpasswd',
    '//etc/passwd',
    '/assets/%00/../../package.json',
    '/index.html/../../package.json',
    '/.env',
    '/../package.json',
  ]) {
    for (const accept of ['*/*', 'text/html']) {
      const answer = await server.ask('GET', path, { headers: { accept } });
      expect([path, /alert\(1\)|root:|"private": true/.test(answer.body)]).toEqual([path, false]);
    }
  }
});

it('no cell of an export starts as a formula, whatever was imported', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', ' =', ''),
      fc.string(),
      (start, rest) => {
        const cell = start + rest;
        expect(cell === '' ? 'x' : csvLine([cell])).not.toMatch(/^"?[=+\-@\t\r\n＝＋－＠]/);
        // Numbers compute nothing.
        const number = /^[+-]?[\d\s().-]*$/.test(cell);
        expect(number ? 'x' : safeCell(cell)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      },
    ),
    { seed: 7 },
  );
});
