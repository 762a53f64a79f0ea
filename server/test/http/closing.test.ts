// A server that stops does not wait for connections on which nothing is asked.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Type } from 'typebox';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defineRoute } from '../../src/http/route.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let port: number;
let release: (() => void) | undefined;
const asked = Promise.withResolvers<void>();

const slow = defineRoute({
  method: 'GET',
  url: '/api/v1/slow',
  summary: 'Answers when it may',
  tag: 'Test',
  access: { public: 'A test' },
  response: { 200: Type.Object({ done: Type.Boolean() }) },
  handler: async () => {
    asked.resolve();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return { done: true };
  },
});

beforeEach(async () => {
  server = await startTestServer({ routes: [slow] });
  port = Number(new URL(await server.listen()).port);
});
afterEach(() => server.close());

/** Open on both sides. */
async function connected(): Promise<Socket> {
  const accepted = once(server.app.server, 'connection');
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await Promise.all([accepted, once(socket, 'connect')]);
  return socket;
}

/** A connection that is cut may end in an error; it ends. */
const endOf = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

/** Node itself would wait a minute. */
async function closes(): Promise<'closed' | 'still open'> {
  const patience = Promise.withResolvers<'still open'>();
  const timer = setTimeout(() => patience.resolve('still open'), 10_000);
  const closed = server.app.close().then(() => 'closed' as const);
  return Promise.race([closed, patience.promise]).finally(() => clearTimeout(timer));
}

it('one that never asked anything, and one that only began to', async () => {
  const silent = await connected();
  const begun = await connected();
  const ended = Promise.all([endOf(silent), endOf(begun)]);
  begun.write('GET /healthz HT');
  expect(await closes()).toBe('closed');
  await ended;
});

it('one that was answered and kept for later', async () => {
  const kept = await connected();
  kept.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(kept, 'data');
  expect(await closes()).toBe('closed');
});

it('what is under way is answered first', async () => {
  const asking = fetch(`http://127.0.0.1:${port}/api/v1/slow`);
  await asked.promise;
  await connected();
  const closing = closes();
  release?.();
  expect(await (await asking).json()).toEqual({ done: true });
  expect(await closing).toBe('closed');
});
