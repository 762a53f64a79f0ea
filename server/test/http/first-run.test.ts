// A new installation: keys, `sampark init`, the set-up page.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { init } from '../../src/cli/init.ts';
import { settleDemo } from '../../src/create-runtime.ts';
import { loadKey } from '../../src/load-key.ts';
import { authRoutes } from '../../src/users/auth-routes.ts';
import { workspaceRoutes } from '../../src/workspaces/routes.ts';
import { setupCode } from '../../src/workspaces/set-up.ts';
import { createTestRuntime, startTestServer, type TestRuntime } from '../support/server.ts';

let rt: TestRuntime | undefined;
afterEach(async () => {
  await rt?.drop();
  rt = undefined;
});

describe('keys', () => {
  it('are made once, and only their owner reads them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keys-'));
    const first = loadKey(folder, 'master');
    expect(first).toHaveLength(32);
    expect(loadKey(folder, 'master')).toEqual(first);
    expect(loadKey(folder, 'suppression')).not.toEqual(first);
    expect(statSync(join(folder, 'keys', 'master.key')).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });
});

describe('sampark init', () => {
  const run = (runtime: TestRuntime, flags: Parameters<typeof init>[1], password: string) =>
    init(
      runtime,
      { passwordStdin: true, ...flags },
      { input: Readable.from([`${password}\n`]), output: new PassThrough() },
    );

  it('makes a workspace whose administrator can sign in', async () => {
    rt = await createTestRuntime();
    await expect(run(rt, { name: 'Rahman Wealth' }, 'four quiet rivers')).rejects.toThrow(
      '--email is missing',
    );
    await expect(run(rt, { name: 'Rahman Wealth', email: 'n@example.com' }, 'short')).rejects.toThrow(
      'fewer than 12',
    );
    await run(
      rt,
      { name: 'Rahman Wealth', email: 'n@example.com', country: 'bd', timeZone: 'Asia/Dhaka' },
      'four quiet rivers',
    );
    const server = await startTestServer({ rt, routes: authRoutes });
    const answer = await server.ask('POST', '/api/v1/auth/login', {
      payload: { email: 'N@example.com', password: 'four quiet rivers' },
    });
    expect(answer.json().user).toMatchObject({
      role: 'admin',
      workspace: { name: 'Rahman Wealth', time_zone: 'Asia/Dhaka' },
    });
    await server.close();
  });
});

describe('the set-up page', () => {
  const payload = {
    workspace: { name: 'First' },
    admin: { email: 'first@example.com', name: 'First', password: 'four quiet rivers' },
  };

  it('works once, away from the machine only with the code', async () => {
    rt = await createTestRuntime();
    const server = await startTestServer({ rt, routes: workspaceRoutes });
    await rt.db.deleteFrom('workspaces').execute();
    const ask = (more: object = {}, remoteAddress = '127.0.0.1', headers: Record<string, string> = {}) =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/setup',
        payload: { ...payload, ...more },
        remoteAddress,
        headers,
      });
    expect((await server.ask('GET', '/api/v1/setup')).json()).toEqual({ needed: true, code_required: false });
    const elsewhere = { method: 'GET', url: '/api/v1/setup', remoteAddress: '203.0.113.5' } as const;
    expect((await server.app.inject(elsewhere)).json()).toEqual({ needed: true, code_required: true });
    expect((await ask({}, '203.0.113.5')).json()).toMatchObject({ code: 'forbidden' });
    const wrong = setupCode(rt).replace(/./, (first) => (first === '0' ? '1' : '0'));
    expect((await ask({ code: wrong }, '203.0.113.5')).json()).toMatchObject({ code: 'forbidden' });
    expect((await ask({}, '127.0.0.1', { 'x-forwarded-for': '203.0.113.5' })).statusCode).toBe(403);
    expect((await ask({ admin: { ...payload.admin, password: 'manchesterunited' } })).json()).toMatchObject({
      ...{ code: 'weak_password', field: 'body.admin.password' },
    });
    const answers = await Promise.all([
      ask({ code: setupCode(rt) }, '203.0.113.5'),
      ask({ admin: { ...payload.admin, email: 'second@example.com' } }),
    ]);
    expect(answers.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([201, 404]);
    expect((await ask()).statusCode).toBe(404);
    expect((await server.ask('GET', '/api/v1/setup')).json()).toMatchObject({ needed: false });
    await server.close();
  });

  it('does not exist in the demo', async () => {
    rt = await createTestRuntime();
    rt.demo.enabled = true;
    const server = await startTestServer({ rt, routes: workspaceRoutes });
    await rt.db.deleteFrom('workspaces').execute();
    expect((await server.ask('POST', '/api/v1/setup', { payload })).statusCode).toBe(404);
    await server.close();
  });
});

describe('SAMPARK_DEMO', () => {
  it.each([
    ['on', true],
    ['off', false],
    // A DATABASE_URL is set in tests: somebody means it.
    ['auto', false],
  ])('%s', async (setting, enabled) => {
    rt = await createTestRuntime({ env: { SAMPARK_DEMO: setting } });
    await settleDemo(rt);
    expect(rt.demo.enabled).toBe(enabled);
  });
});
