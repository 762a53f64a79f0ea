// Bodies, connections and load, over real sockets.
import { connect } from 'node:net';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineRoute, type AnyRoute } from '../../src/http/route.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let received = 0;
let begun: () => void = () => {};
let finish: () => void = () => {};

const everyone = { roles: ['admin', 'standard', 'compliance'] } as const;
const routes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/echo',
    summary: 'Echo',
    tag: 'Test',
    access: { public: 'A test without sign-in' },
    body: Type.Unknown(),
    response: { 200: Type.Unknown() },
    handler: async ({ body }) => body,
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/files',
    summary: 'Take a file',
    tag: 'Test',
    access: { public: 'A test without sign-in' },
    rawBody: 'stream',
    response: { 200: Type.Object({ bytes: Type.Integer() }) },
    handler: async ({ request }) => {
      let bytes = 0;
      if (request.isMultipart()) {
        for await (const part of request.files())
          for await (const chunk of part.file) bytes += (chunk as Buffer).length;
      } else {
        for await (const chunk of request.body as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          received = bytes;
        }
      }
      return { bytes };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/hooks/test',
    summary: 'A callback',
    tag: 'Test',
    access: { callback: 'A test without a signature' },
    rawBody: true,
    response: { 200: Type.Object({ bytes: Type.Integer(), kind: Type.String() }) },
    handler: async ({ request }) => ({
      bytes: (request.body as Buffer).length,
      kind: Buffer.isBuffer(request.body) ? 'buffer' : 'other',
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/slow',
    summary: 'Takes its time',
    tag: 'Test',
    access: everyone,
    response: { 200: Type.Object({ done: Type.Boolean() }) },
    handler: async () => {
      begun();
      await new Promise<void>((resolve) => (finish = resolve));
      return { done: true };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/events',
    summary: 'Never ends',
    tag: 'Test',
    access: everyone,
    produces: 'text/event-stream',
    response: { 200: null },
    handler: async ({ reply }) => {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
      reply.raw.write(': hello\n\n');
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/rare',
    summary: 'Three a minute',
    tag: 'Test',
    access: everyone,
    ratePerMinute: 3,
    response: { 200: Type.Object({}) },
    handler: async () => ({}),
  }),
];

let server: TestServer;
let address: URL;
beforeAll(async () => {
  server = await startTestServer({ routes, env: { SAMPARK_IMPORT_LIMIT: '2000000' } });
  address = new URL(await server.listen());
});
afterAll(() => server.close());

/** Writes raw bytes and returns everything that came back until the server closed, and whether it did. */
function raw(head: string, body?: (write: (chunk: string) => boolean, said: () => string) => Promise<void>) {
  return new Promise<{ text: string; sent: number }>((resolve, reject) => {
    let text = '';
    let sent = 0;
    let open = true;
    const socket = connect(Number(address.port), address.hostname);
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('close', () => {
      open = false;
      resolve({ text, sent });
    });
    // The server may close while we still write; what it answered is what counts.
    socket.on('error', () => {});
    socket.setTimeout(8_000, () => {
      socket.destroy();
      reject(new Error(`the server left the connection open: ${text}`));
    });
    socket.write(head);
    const write = (chunk: string) => {
      if (open) sent += chunk.length;
      return open && socket.write(chunk);
    };
    void body?.(write, () => text);
  });
}
const head = (path: string, ...lines: string[]) =>
  [`POST ${path} HTTP/1.1`, `host: ${address.host}`, ...lines, '', ''].join('\r\n');

describe('bodies', () => {
  it('of 2 GB are refused before they are sent, and the connection is closed', async () => {
    for (const path of ['/api/v1/echo', '/hooks/test', '/api/v1/files']) {
      const { text } = await raw(
        head(path, 'content-type: application/json', 'content-length: 2147483648') + '{',
      );
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(text).toContain('"code":"body_too_large"');
      expect(text.toLowerCase()).toContain('connection: close');
    }
  });

  it('without a length are cut off, and memory stays flat', async () => {
    const before = process.memoryUsage().rss;
    const chunk = 'x'.repeat(65_536);
    const { text, sent } = await raw(
      head('/api/v1/echo', 'content-type: application/json', 'transfer-encoding: chunked'),
      async (write) => {
        for (let n = 0; n < 4_000; n++) {
          if (!write(`10000\r\n${chunk}\r\n`)) await new Promise((resolve) => setTimeout(resolve, 1));
        }
      },
    );
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(100_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  it('of unknown addresses and strangers are not read', async () => {
    for (const [path, status] of [
      ['/api/v1/nowhere', 404],
      ['/api/v1/slow', 405],
    ] as const) {
      const { text } = await raw(
        head(path, 'content-type: application/json', 'content-length: 900000') + '{',
      );
      expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    }
  });

  it.each([
    ['{"a":1,}', 'malformed_json', /position 7/],
    ['{"a":', 'malformed_json', /position 5/],
    ['', 'invalid_request', undefined],
    [Buffer.from([0x22, 0xff, 0x22]), 'malformed_json', /UTF-8/],
    ['['.repeat(100) + ']'.repeat(100), 'malformed_json', /64 levels/],
    ['{"a":"x\\u0000y"}', 'invalid_request', undefined],
    ['{"a":"\\ud800"}', 'invalid_request', undefined],
    ['{"__proto__":{"admin":true}}', 'invalid_request', undefined],
  ])('%s is %s', async (payload, code, detail) => {
    const answer = await server.ask('POST', '/api/v1/echo', {
      payload,
      headers: { 'content-type': 'application/json' },
    });
    if (payload === '') expect(answer.statusCode).toBe(200);
    else {
      expect(answer.json()).toMatchObject({ code, status: 400 });
      if (detail) expect(answer.json().detail).toMatch(detail);
    }
  });

  it('of another kind are refused where JSON is due, taken as bytes by callbacks, as a stream by imports', async () => {
    const ask = (url: string, type: string, payload: string) =>
      server.ask('POST', url, { payload, headers: { 'content-type': type } });
    expect((await ask('/api/v1/echo', 'text/xml', '<a/>')).json()).toMatchObject({
      code: 'unsupported_media_type',
    });
    expect((await ask('/hooks/test', 'text/xml', '<a/>')).json()).toEqual({ bytes: 4, kind: 'buffer' });
    expect((await ask('/hooks/test', 'application/json', '{"a":1}')).json()).toEqual({
      bytes: 7,
      kind: 'buffer',
    });
    expect((await ask('/api/v1/files', 'text/csv', 'a,b\n')).json()).toEqual({ bytes: 4 });
    expect((await ask('/api/v1/files', 'image/png', 'a,b\n')).json()).toMatchObject({
      code: 'unsupported_media_type',
    });
    const form =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\n\r\n--b--\r\n';
    expect((await ask('/api/v1/files', 'multipart/form-data; boundary=b', form)).json()).toEqual({
      bytes: 4,
    });
  });

  it('are not even invited when they would be refused', async () => {
    const expecting = (length: number) =>
      head(
        '/api/v1/echo',
        'content-type: application/json',
        `content-length: ${length}`,
        'expect: 100-continue',
        'connection: close',
      );
    const { text } = await raw(expecting(5_000_000));
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    const taken = await raw(expecting(2), async (write, said) => {
      await expect.poll(said).toContain('100 Continue');
      write('{}');
    });
    expect(taken.text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  it('of imports are cut off at their own limit', async () => {
    const { text } = await raw(
      head('/api/v1/files', 'content-type: text/csv', 'transfer-encoding: chunked'),
      async (write) => {
        for (let n = 0; n < 400; n++) {
          if (!write(`10000\r\n${'x'.repeat(65_536)}\r\n`))
            await new Promise((resolve) => setTimeout(resolve, 1));
        }
      },
    );
    expect(text).toContain('"code":"import_too_large"');
    expect(received).toBeLessThanOrEqual(2_000_000);
  });
});

describe('load', () => {
  it('is limited per user, with standard headers', async () => {
    const { token } = await server.login('admin');
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++)
      statuses.push((await server.ask('GET', '/api/v1/rare', { token })).statusCode);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const last = await server.ask('GET', '/api/v1/rare', { token });
    expect(last.json()).toMatchObject({ code: 'rate_limited' });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect(last.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '0' });
    const other = await server.login('compliance');
    expect(
      (await server.ask('GET', '/api/v1/rare', { token: other.token })).headers['ratelimit-remaining'],
    ).toBe('2');
  });
});

describe('closing', () => {
  it('finishes what is under way and ends streams', async () => {
    const second = await startTestServer({ routes, rt: server.rt });
    const url = await second.listen();
    const { token } = await second.login('admin');
    const headers = { authorization: `Bearer ${token}` };
    const stream = await fetch(`${url}/api/v1/events`, { headers });
    const started = new Promise<void>((resolve) => (begun = resolve));
    const slow = fetch(`${url}/api/v1/slow`, { headers });
    await started;
    const closed = second.close();
    setTimeout(() => finish(), 50);
    expect(await (await slow).json()).toEqual({ done: true });
    expect(await stream.text()).toContain('hello');
    await closed;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});
