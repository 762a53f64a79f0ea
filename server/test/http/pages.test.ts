// What the server shows besides the API: health, documents, the dashboard's files, security headers.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readiness } from '../../src/http/health.ts';
import { buildServer } from '../../src/http/server.ts';
import { authRoutes } from '../../src/users/auth-routes.ts';
import { userRoutes } from '../../src/users/user-routes.ts';
import { workspaceRoutes } from '../../src/workspaces/routes.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const clock = manualClock();
const routes = [...authRoutes, ...userRoutes, ...workspaceRoutes];
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clock, routes });
});
afterAll(() => server.close());

describe('health', () => {
  it('is ready with a current schema, and says what is missing', async () => {
    expect((await server.ask('GET', '/healthz')).json()).toEqual({ status: 'ok' });
    expect((await server.ask('GET', '/readyz')).statusCode).toBe(200);
    clock.advance(300 * 86_400_000);
    const later = await server.ask('GET', '/readyz');
    clock.advance(-300 * 86_400_000);
    expect(later.statusCode).toBe(503);
    expect(later.json().checks.partitions.detail).toContain('messages_2027_');
    const closed = { ...server.rt, db: server.rt.db.withSchema('nowhere') };
    expect((await readiness(closed)).checks.database?.ok).toBe(true);
  });

  it('counts requests by route pattern', async () => {
    await server.ask('GET', '/api/v1/users/00000000-0000-0000-0000-000000000000');
    const page = await server.ask('GET', '/metrics');
    expect(page.headers['content-type']).toContain('text/plain');
    expect(page.body).toContain('route="/api/v1/users/:id",status="401"');
    expect(page.body).not.toContain('00000000-0000');
  });
});

describe('documents', () => {
  it('describe every route in OpenAPI 3.1, with permissions, refusals and examples', async () => {
    const api = (await server.ask('GET', '/openapi.json')).json();
    expect(api.openapi).toBe('3.1.0');
    for (const route of routes) {
      const operation = api.paths[route.url.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      expect([route.url, operation?.summary]).toEqual([route.url, route.summary]);
      expect(operation.responses.default.content).toHaveProperty('application/problem+json');
      expect(operation.security).toEqual('roles' in route.access ? [{ bearer: [] }] : []);
    }
    const ids = Object.values(api.paths as Record<string, Record<string, { operationId: string }>>)
      .flatMap((path) => Object.values(path))
      .map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(api.paths['/api/v1/auth/login'])).toContain('sampark-demo');
  });

  it('have a page that loads nothing from elsewhere', async () => {
    const page = await server.ask('GET', '/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.body).not.toMatch(/(?:src|href)="https?:/);
    const scripts = [...page.body.matchAll(/src="([^"]+)"/g)].map((match) => match[1] ?? '');
    for (const script of scripts) {
      expect((await server.ask('GET', new URL(script, 'http://x/docs/').pathname)).statusCode).toBe(200);
    }
    expect((await server.ask('GET', '/errors')).body).toContain('id="login_throttled"');
  });
});

describe('refusals', () => {
  it.each([
    ['GET', '/api/v1/nowhere', 404, undefined],
    ['POST', '/api/v1/users', 405, 'GET'],
    ['DELETE', '/api/v1/users/x', 405, 'GET, PATCH'],
    ['GET', '/api/v1/auth/login', 405, 'POST'],
    ['GET', '/docs/nowhere', 404, undefined],
  ] as const)('%s %s is %i', async (method, url, status, allow) => {
    const answer = await server.ask(method, url, { headers: { accept: 'text/html' } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers.allow).toBe(allow);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['x-request-id']).toBe(answer.json().request_id);
  });

  it.each(['short', 'has space in it', 'x'.repeat(65), '<script>alert(1)</script>'])(
    'a request id like %s is replaced',
    async (id) => {
      const answer = await server.ask('GET', '/healthz', { headers: { 'x-request-id': id } });
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('the dashboard', () => {
  it('is served with its own files cached for ever and its page never', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Sampark</title>');
    writeFileSync(join(folder, 'assets', 'index-AbCd1234.js'), 'export {}');
    writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
    const app = await buildServer(server.rt, routes, { dashboardFolder: folder });
    const get = (url: string, accept = 'text/html') =>
      app.inject({ method: 'GET', url, headers: { accept } });
    for (const url of ['/', '/campaigns/123', '/join?token=x']) {
      const page = await get(url);
      expect([url, page.statusCode, page.body]).toEqual([url, 200, '<!doctype html><title>Sampark</title>']);
      expect(page.headers['cache-control']).toBe('no-cache');
      const policy = String(page.headers['content-security-policy']);
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(page.headers['x-content-type-options']).toBe('nosniff');
      expect(page.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect((await get('/assets/index-AbCd1234.js', '*/*')).headers['cache-control']).toContain('immutable');
    expect((await get('/favicon.svg', '*/*')).headers['cache-control']).toBe('no-cache');
    for (const url of [
      '/assets/missing.js',
      '/..%2f..%2fetc/passwd',
      '/%00',
      '/assets/..%2f..%2fpackage.json',
    ]) {
      expect([url, (await get(url, '*/*')).statusCode]).toEqual([url, 404]);
    }
    expect((await get('/campaigns', 'application/json')).statusCode).toBe(404);
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it('says how to build it when it is missing', async () => {
    const app = await buildServer(server.rt, routes, { dashboardFolder: '/nonexistent/' });
    const page = await app.inject({ method: 'GET', url: '/', headers: { accept: 'text/html' } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('npm start');
    await app.close();
  });
});

describe('workspace', () => {
  it('is edited on top of its version, keeping settings that were not named', async () => {
    const { token } = await server.login('admin');
    const read = await server.ask('GET', '/api/v1/workspace', { token });
    const edit = (payload: object, etag: unknown) =>
      server.ask('PATCH', '/api/v1/workspace', { token, payload, headers: { 'if-match': String(etag) } });
    const changed = await edit(
      { settings: { weekly_caps: { marketing: 1, coaching: 1 } } },
      read.headers.etag,
    );
    expect(changed.json().settings).toEqual({
      ...read.json().settings,
      weekly_caps: { marketing: 1, coaching: 1 },
    });
    expect((await edit({ name: 'Late' }, read.headers.etag)).json()).toMatchObject({
      code: 'version_conflict',
    });
    expect((await edit({ time_zone: 'Mars/Base' }, changed.headers.etag)).json().errors[0]).toMatchObject({
      field: 'body.time_zone',
    });
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from events where type = 'settings.changed'`.execute(server.rt.db);
    expect(rows[0]?.n).toBe(1);
  });
});
