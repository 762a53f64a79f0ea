// Long answers are compressed for those who take it, and say the same.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineRoute, type AnyRoute } from '../../src/http/route.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const long = 'Grüße '.repeat(1_000);
const answer = (method: 'GET' | 'POST', url: string, text: string): AnyRoute =>
  defineRoute({
    ...{ method, url, summary: 'A text', tag: 'Health', access: { public: 'a test' } },
    response: { 200: Type.Object({ text: Type.String() }) },
    handler: async () => ({ text }),
  });

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    routes: [
      answer('GET', '/api/v1/long', long),
      answer('GET', '/api/v1/short', 'Hello'),
      answer('POST', '/api/v1/long', long),
    ],
  });
});
afterAll(() => server?.close());

const ask = (method: 'GET' | 'POST', url: string, encoding?: string) =>
  server.ask(method, `/api/v1/${url}`, {
    headers: encoding === undefined ? {} : { 'accept-encoding': encoding },
  });

it.each([
  ['gzip', 'gzip'],
  ['gzip, deflate, br', 'br'],
  ['deflate, GZIP ; q=0.5, br;q=0.0', 'gzip'],
])('accepting %s', async (encoding, used) => {
  const { headers, rawPayload } = await ask('GET', 'long', encoding);
  expect(headers).toMatchObject({ 'content-encoding': used, vary: 'accept-encoding' });
  expect(headers['content-length']).toBe(String(rawPayload.length));
  expect(rawPayload.length).toBeLessThan(long.length / 10);
  const plain = used === 'br' ? brotliDecompressSync(rawPayload) : gunzipSync(rawPayload);
  expect(JSON.parse(plain.toString())).toEqual({ text: long });
});

it.each([
  ['GET', 'long', undefined],
  ['GET', 'long', 'zstd'],
  ['GET', 'long', 'gzip;q=0'],
  ['GET', 'short', 'gzip'],
  ['POST', 'long', 'gzip'],
] as const)('%s %s accepting %s is left as it is', async (method, url, encoding) => {
  const { headers, body } = await ask(method, url, encoding);
  expect(headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(body)).toEqual({ text: url === 'short' ? 'Hello' : long });
});
