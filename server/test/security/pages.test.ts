// What browsers are told, and that nothing a person wrote becomes part of a page.
import type { Notification } from '@sampark/contracts/notifications.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oldServer } from '../../src/db/migrate.ts';
import { renderMail } from '../../src/notifications/mail/render-mail.ts';
import { routes } from '../../src/routes.ts';
import { hashPassword } from '../../src/users/passwords.ts';
import { returnPath } from '../../../web/src/lib/return-path.ts';
import { createUser, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let secure: TestServer;
beforeAll(async () => {
  server = await startTestServer({ routes });
  const config = { ...server.rt.config, publicUrl: 'https://sampark.example' };
  secure = await startTestServer({ routes, rt: { ...server.rt, config } });
});
afterAll(async () => {
  await secure.close();
  await server.close();
});

/** `default-src 'self'; img-src 'self' data:` as a map. */
function policyOf(header: unknown): Map<string, string[]> {
  return new Map(
    String(header)
      .split(';')
      .map((one) => one.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources]),
  );
}

describe('every answer', () => {
  it.each([
    '/',
    '/campaigns/x',
    '/errors',
    '/docs/',
    '/openapi.json',
    '/api/v1/me',
    '/nowhere.js',
    '/healthz',
  ])('%s: no foreign script, frame, type or referrer', async (path) => {
    for (const one of [server, secure]) {
      const { headers } = await one.ask('GET', path, { headers: { accept: 'text/html' } });
      const policy = policyOf(headers['content-security-policy']);
      expect(policy.get('default-src')).toEqual(["'self'"]);
      for (const name of [
        'script-src',
        'script-src-attr',
        'script-src-elem',
        'style-src',
        'style-src-attr',
        'connect-src',
        'frame-src',
      ])
        for (const source of policy.get(name) ?? [])
          expect([name, source, /^'(?:self|none|sha256-.+)'$/.test(source)]).toEqual([name, source, true]);
      expect(policy.get('frame-ancestors')?.[0]).toMatch(/^'(?:none|self)'$/);
      expect(policy.get('object-src')).toEqual(["'none'"]);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['server']).toBeUndefined();
    }
  });

  it('says to stay with HTTPS where it is served by HTTPS, and only there', async () => {
    const header = async (one: TestServer) =>
      (await one.ask('GET', '/healthz')).headers['strict-transport-security'];
    expect(await header(secure)).toBe('max-age=31536000; includeSubDomains');
    expect(await header(server)).toBeUndefined();
  });

  it('of the API is kept by nobody on the way', async () => {
    for (const path of ['/api/v1/me', '/api/v1/prospects', '/api/v1/nowhere'])
      expect((await server.ask('GET', path)).headers['cache-control']).toContain('no-store');
  });

  it('has no leave for other sites, whatever they ask', async () => {
    const { token } = await server.login('admin');
    const answer = await server.ask('GET', '/api/v1/me', { token, headers: { origin: 'https://evil.example' } }); // prettier-ignore
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    const asked = await server.app.inject({ method: 'OPTIONS', url: '/api/v1/me', headers: { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' } }); // prettier-ignore
    expect(asked.statusCode).toBeGreaterThanOrEqual(400);
    expect(asked.headers['access-control-allow-methods']).toBeUndefined();
  });
});

it('every cookie is for the server alone, this site alone, and HTTPS alone where there is one', async () => {
  const password = 'correct horse battery';
  const hash = await hashPassword(password);
  const user = await createUser(secure.rt, { workspace_id: secure.workspace.id, password_hash: hash });
  const answer = await secure.ask('POST', '/api/v1/auth/login', { payload: { email: user.email, password } });
  expect(answer.cookies).toHaveLength(2);
  for (const cookie of answer.cookies)
    expect(cookie).toMatchObject({
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/',
      name: expect.stringMatching(/^__Host-sampark_/),
    });
  for (const cookie of answer.cookies) expect(cookie).not.toHaveProperty('domain');
});

describe('where one is sent after signing in', () => {
  const origin = 'https://sampark.example';
  beforeAll(() => Object.assign(globalThis, { window: { location: { origin } } }));
  afterAll(() => Reflect.deleteProperty(globalThis, 'window'));
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example/',
    'https:evil.example',
    'sampark.example.evil.example',
    '',
    ['/a'],
    { toString: () => '/a' },
  ])('never to %j', (value) => expect(returnPath(value)).toBeUndefined());
  it('to a page of ours', () => expect(returnPath('/campaigns/1?a=b#c')).toBe('/campaigns/1?a=b#c'));
});

it('a name in a mail is text', () => {
  const bad = '<img src=x onerror=alert(1)>"\'&\r\nBcc: everybody@example.com';
  const mail = renderMail({
    ...{ language: 'en', person: bad, workspace: bad, url: 'https://sampark.example' },
    notifications: [
      {
        ...{ id: '1', kind: 'campaign_completed', severity: 'info', count: 1, read_at: null, people: [] },
        ...{ first_at: '2026-11-20T10:00:00Z', last_at: '2026-11-20T10:00:00Z', channels: [], reasons: [] },
        ...{ campaign: { id: '1', name: bad }, device: null, numbers: null, late_seconds: null, open: null },
        ...{ waiting: null, senders: null },
      } as unknown as Notification,
    ],
  });
  expect(mail.html).not.toContain('<img');
  expect(mail.html).toContain('&#60;img');
  expect(mail.subject).not.toMatch(/[\r\n]/);
});

it('what a request says of itself comes back as text at most', async () => {
  const bad = '<script>alert(1)</script>';
  for (const path of [
    `/${bad}`,
    `/api/v1/${bad}`,
    `/errors?${bad}`,
    `/docs/${bad}`,
    `/hooks/${bad}/${bad}`,
  ]) {
    const answer = await server.ask('GET', encodeURI(path), {
      headers: { accept: 'text/html', 'user-agent': bad, 'x-request-id': bad },
    });
    if (String(answer.headers['content-type']).includes('html'))
      expect([path, answer.body.includes(bad)]).toEqual([path, false]);
    expect(JSON.stringify(answer.headers)).not.toContain(bad);
  }
});

it('a database that is too old is refused, by its name', () => {
  for (const [number, version] of [
    [150_013, '15.13'],
    [160_009, '16.9'],
    [170_005, '17.5'],
    [170_006, '17.6'],
  ] as const)
    expect(oldServer(number, version)).toContain(`PostgreSQL ${version}`);
  expect(oldServer(180_000, '18.0')).toBeUndefined();
});
