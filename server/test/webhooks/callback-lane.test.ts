// The lane against Node's parser, over real connections: the same bytes get the same answers, byte for byte.
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildServer } from '../../src/http/server.ts';
import { loadAccountAccess } from '../../src/webhooks/accounts.ts';
import { openFrontDoor } from '../../src/webhooks/front-door.ts';
import { unpack } from '../../src/webhooks/packed.ts';
import { storeCallbacks } from '../../src/webhooks/receive.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createAccount, type Account } from './fixtures.ts';

type Served = { port: number; http: HttpServer; handed: number; close(): Promise<void> };

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let lane: Served;
let node: Served;
let whatsapp: Account;
let imessage: Account;
beforeAll(async () => {
  server = await startTestServer({ clock, routes: webhookRoutes });
  whatsapp = await createAccount(server, 'whatsapp');
  imessage = await createAccount(server, 'imessage');
  lane = await serve(true);
  node = await serve(false);
});
afterAll(async () => {
  await lane?.close();
  await node?.close();
  await server?.close();
});
beforeEach(async () => {
  await sql`delete from webhook_batches`.execute(server.rt.db);
  await loadAccountAccess(server.rt, [whatsapp.id, imessage.id]);
  lane.handed = 0;
});

async function serve(withLane: boolean): Promise<Served> {
  const app = await buildServer(server.rt, webhookRoutes, {
    frontDoor: (http) => openFrontDoor(http, server.rt, { lane: withLane }),
  });
  const served = { port: 0, http: app.server, handed: 0, close: () => app.close() };
  // With a lane in front, listeners hear of a connection when Node gets it.
  app.server.on('connection', () => (served.handed += 1));
  served.port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  return served;
}

const body = JSON.stringify({ entry: [], text: 'ক 😀' });
const signature = (text: string, secret = 'app-secret') =>
  `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
const hook = () => `POST /hooks/whatsapp/${whatsapp.id} HTTP/1.1`;

function request(first: string, lines: string[], text = ''): string {
  return `${[first, 'host: sampark.example', ...lines].join('\r\n')}\r\n\r\n${text}`;
}
const good = (...more: string[]) =>
  request(
    hook(),
    [`x-hub-signature-256: ${signature(body)}`, `content-length: ${Buffer.byteLength(body)}`, ...more],
    body,
  );
const last = () => request('GET /healthz HTTP/1.1', ['connection: close']);

class Talk {
  readonly socket: Socket;
  heard = '';
  readonly closed: Promise<unknown>;

  constructor({ port }: Served) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('error', () => {}).on('data', (chunk: Buffer) => (this.heard += chunk.toString('latin1')));
    this.closed = once(this.socket, 'close').catch(() => {});
  }

  async say(...parts: (string | Buffer)[]): Promise<this> {
    if (this.socket.connecting) await once(this.socket, 'connect');
    for (const part of parts) {
      this.socket.write(part);
      // The server runs in this process: by then it has read it.
      await turn();
      await turn();
    }
    return this;
  }

  /** What was said, but for times and the ids made for it. */
  get said(): string {
    return this.heard
      .replaceAll(/^(date|x-request-id|ratelimit-[a-z]+): .*$/gim, '$1: -')
      .replaceAll(/"request_id":"[^"]*"/g, '"request_id":"-"');
  }

  async answers(count: number): Promise<void> {
    while (this.heard.split(/HTTP\/1\.1 \d/).length - 1 < count) await once(this.socket, 'data');
  }

  async end(): Promise<string> {
    await this.closed;
    return this.said;
  }
}

const stored = async () => {
  const { rows } = await sql<{
    callbacks: Buffer;
  }>`select callbacks from webhook_batches order by id`.execute(server.rt.db);
  return rows
    .flatMap((row) => unpack(row.callbacks).map(({ text }) => text))
    .filter((text) => text !== 'last');
};

/** Node breaks off at bytes it cannot read, and what it read before them may still be on its way into the store. */
async function settled(): Promise<string[]> {
  const account = (await loadAccountAccess(server.rt, [whatsapp.id])).get(whatsapp.id);
  if (!account) throw new Error('no account');
  // Whoever stores last is stored last.
  await storeCallbacks(server.rt, account, ['last']);
  return stored();
}

/** What /metrics says of WhatsApp's callbacks. */
async function counted() {
  const { values } = await server.rt.metrics.callbacks.get();
  const of = (answer: string) =>
    values.find(({ labels }) => labels.channel === 'whatsapp' && labels.answer === answer);
  return { accepted: of('accepted')?.value ?? 0, refused: of('refused')?.value ?? 0 };
}

/** One after the other on each server: the transcripts, which have to be the same, and what was stored by each. */
async function both(exchange: (served: Served) => Promise<string>): Promise<string> {
  const taken = await exchange(lane);
  const byLane = await settled();
  const expected = await exchange(node);
  const all = await settled();
  expect(taken).toBe(expected);
  expect(all).toEqual([...byLane, ...byLane]);
  return taken;
}

it('answers as Node does, on one connection again and again', async () => {
  const wrong = good().replace(/sha256=../, 'sha256=zz');
  const before = await counted();
  const said = await both(async (served) => {
    const talk = new Talk(served);
    let count = 0;
    for (const one of [good(), wrong, good('connection: keep-alive'), good('Accept: */*')]) {
      await talk.say(one);
      await talk.answers((count += 1));
    }
    if (served === lane) expect(lane.handed).toBe(0);
    await talk.say(last());
    return talk.end();
  });
  expect(said.match(/HTTP\/1\.1 \d+/g)?.map((one) => one.slice(9))).toEqual([
    '200',
    '401',
    '200',
    '200',
    '200',
  ]);
  expect(said).toContain('Keep-Alive: timeout=72');
  expect(await stored()).toEqual(Array.from({ length: 6 }, () => body));
  const after = await counted();
  expect([after.accepted - before.accepted, after.refused - before.refused]).toEqual([6, 2]);
});

it('takes the secret of a path, and the first callback after a silence', async () => {
  clock.advance(5_000);
  const path = request(
    `POST /hooks/imessage/${imessage.id}/path-secret HTTP/1.1`,
    [`content-length: ${Buffer.byteLength(body)}`],
    body,
  );
  const talk = await new Talk(lane).say(path);
  await talk.answers(1);
  expect(talk.heard).toMatch(/^HTTP\/1\.1 200 /);
  expect(lane.handed).toBe(0);
  talk.socket.destroy();
});

it('serves other routes on the connection of a callback', async () => {
  await both(async (served) => {
    const talk = new Talk(served);
    let count = 0;
    for (const one of [
      good(),
      request('GET /healthz HTTP/1.1', []),
      good(),
      request('GET /x HTTP/1.1', []),
    ]) {
      await talk.say(one);
      await talk.answers((count += 1));
    }
    await talk.say(last());
    return talk.end();
  });
  expect(lane.handed).toBe(1);
});

describe('leaves to Node, with its answer', () => {
  const length = Buffer.byteLength(body);
  const sized = `content-length: ${length}`;
  const sign = () => `x-hub-signature-256: ${signature(body)}`;
  const chunked = `${length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const withLines = (...lines: string[]) => request(hook(), [sign(), ...lines], body);
  it.each<[string, () => string]>([
    ['chunked', () => request(hook(), [sign(), 'transfer-encoding: chunked'], chunked)],
    ['chunked and a length', () => request(hook(), [sign(), sized, 'Transfer-Encoding: chunked'], chunked)],
    ['a length and chunked', () => request(hook(), ['transfer-encoding: chunked', sign(), sized], chunked)],
    ['an odd encoding', () => withLines('transfer-encoding: xchunked', sized)],
    ['two lengths', () => withLines(sized, sized)],
    ['two lengths that differ', () => withLines(sized, `content-length: ${length + 1}`)],
    ['a length with a plus', () => withLines(`content-length: +${length}`)],
    ['a length with a blank inside', () => withLines('content-length: 1 1')],
    ['a hexadecimal length', () => withLines(`content-length: 0x${length.toString(16)}`)],
    ['a list of lengths', () => withLines(`content-length: ${length}, ${length}`)],
    ['a leading zero', () => withLines(`content-length: 0${length}`)],
    ['a bare line feed', () => good().replace('\r\n', '\n')],
    ['a bare line feed between headers', () => good('a: b').replace('\r\na: b', '\na: b')],
    ['a bare line feed at the end', () => good().replace('\r\n\r\n', '\r\n\n')],
    ['a folded header', () => good('a: b\r\n c')],
    ['NUL in a value', () => good('a: b\0')],
    ['a control character', () => good('a: b\x07')],
    ['a byte above ASCII', () => good('a: b\xe9')],
    ['absolute form', () => good().replace('/hooks', 'http://sampark.example/hooks')],
    ['a lower-case method', () => good().replace('POST', 'post')],
    ['a blank before the colon', () => good('a : b')],
    ['no host', () => good().replace('host: sampark.example\r\n', '')],
    ['two hosts', () => good('host: other.example')],
    ['two signatures', () => good(`x-hub-signature-256: ${signature(body, 'other')}`)],
    ['HTTP/1.0', () => good().replace('HTTP/1.1', 'HTTP/1.0')],
    ['HTTP/2.0', () => good().replace('HTTP/1.1', 'HTTP/2.0')],
    ['an upgrade', () => good('connection: upgrade', 'upgrade: websocket')],
    ['an expectation', () => good('expect: 100-continue')],
    ['connection: close', () => good('connection: close')],
    ['a line before', () => `\r\n${good()}`],
    ['a head beyond the limit', () => good(`a: ${'b'.repeat(20_000)}`)],
    ['another account', () => good().replace(whatsapp.id, randomUUID())],
    ['another channel', () => good().replace('/whatsapp/', '/telegram/')],
    ['a pair in one write', () => good() + good()],
    ['one hidden in the body of another', () => good() + request(hook(), [`content-length: 3`], good())],
    ['a request that is none', () => '\x16\x03\x01\x02\x00\x01'],
  ])('%s', async (_, text) => {
    const bytes = text();
    const said = await both(async (served) => {
      const talk = await new Talk(served).say(bytes);
      await talk.answers(1);
      await talk.say(last());
      return talk.end();
    });
    expect(said).toMatch(/^HTTP\/1\.1 \d/);
    expect(lane.handed).toBe(1);
  });
});

it('leaves a pair to Node of which the second is none', async () => {
  // Node says so before the first is stored, and ends.
  const ends = [lane, node].map(async (served) => (await new Talk(served).say(good() + good('a : b'))).end());
  const [said, expected] = await Promise.all(ends);
  expect(said).toBe(expected);
  await expect.poll(stored).toEqual([body, body]);
});

it('says the same however the bytes are cut', async () => {
  const kinds = [
    good(),
    good('connection: Keep-Alive', 'user-agent: facebookexternalua'),
    good().replace(/sha256=../, 'sha256=zz'),
    request(`POST /hooks/imessage/${imessage.id}/path-secret HTTP/1.1`, ['content-length: 2'], '{}'),
    request('GET /healthz HTTP/1.1', []),
    request(
      hook(),
      [`x-hub-signature-256: ${signature('{}')}`, 'transfer-encoding: chunked'],
      '2\r\n{}\r\n0\r\n\r\n',
    ),
  ].map((text) => Buffer.from(text));
  // Behind others, Node says that it is none before or after their answers, as the reads fall.
  const none = [Buffer.from(good('a : b'))];
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        { weight: 9, arbitrary: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }) },
        { weight: 1, arbitrary: fc.constant(none) },
      ),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
      async (requests, cuts) => {
        const bytes = Buffer.concat([...requests, Buffer.from(last())]);
        const points = [0, ...cuts.map((one) => Math.floor(one * bytes.length)), bytes.length].toSorted(
          (a, b) => a - b,
        );
        const parts = points.slice(1).map((point, index) => bytes.subarray(points[index], point));
        const [cut, uncut, reference] = [new Talk(lane), new Talk(lane), new Talk(node)];
        await Promise.all([
          ...[cut.say(...parts.filter(({ length }) => length > 0)), uncut.say(bytes), reference.say(bytes)],
        ]);
        const expected = await reference.end();
        expect(await uncut.end()).toBe(expected);
        expect(await cut.end()).toBe(expected);
      },
    ),
    { numRuns: 60 },
  );
});

it('hears the end of a connection as Node does', async () => {
  const heard: string[] = [];
  for (const text of [good().slice(0, 40), good().slice(0, -3), good().slice(0, 6), '']) {
    const said = both(async (served) => {
      const talk = await new Talk(served).say(text);
      talk.socket.end();
      return talk.end();
    });
    heard.push((await said).slice(0, 12));
  }
  expect(heard).toEqual(['HTTP/1.1 400', 'HTTP/1.1 400', 'HTTP/1.1 400', '']);
  // Whoever ends after asking is not answered; the callback is kept all the same.
  const [said, expected] = await Promise.all(
    [lane, node].map(async (served) => {
      const talk = await new Talk(served).say(good());
      talk.socket.end();
      return talk.end();
    }),
  );
  expect(said).toBe(expected);
  await expect.poll(stored).toEqual([body, body]);
});

it('leaves what comes slowly to Node, which closes it in the end', async () => {
  const talk = await new Talk(lane).say(good().slice(0, 60));
  await expect.poll(() => lane.handed).toBe(1);
  talk.socket.destroy();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const slow = await new Talk(lane).say(good().slice(0, -3));
    while (lane.handed < 2) await wait(50);
    // Node reads what it was given, and its patience begins.
    await wait(0);
    let waited = 0;
    for (; !slow.socket.closed; waited += 500) await wait(500);
    expect(waited).toBeGreaterThanOrEqual(30_000);
    expect(waited).toBeLessThan(33_000);
    expect(slow.heard).toBe('');
  } finally {
    vi.useRealTimers();
  }

  async function wait(ms: number): Promise<void> {
    vi.advanceTimersByTime(ms);
    await turn();
    await turn();
  }
});

it('closes what is idle too long', async () => {
  const { keepAliveTimeout, headersTimeout } = lane.http;
  const buffer = lane.http.keepAliveTimeoutBuffer;
  try {
    Object.assign(lane.http, { keepAliveTimeout: 1, keepAliveTimeoutBuffer: 0, headersTimeout: 20 });
    expect(await new Talk(lane).end()).toMatch(/^HTTP\/1\.1 400 /);
    lane.http.headersTimeout = headersTimeout;
    const talk = await new Talk(lane).say(good());
    expect(await talk.end()).toMatch(/^HTTP\/1\.1 200 /);
    expect(lane.handed).toBe(0);
  } finally {
    Object.assign(lane.http, { keepAliveTimeout, headersTimeout, keepAliveTimeoutBuffer: buffer });
  }
});

it('ends with the server: what is idle at once, what is being stored after its answer', async () => {
  const stopping = await serve(true);
  const silent = new Talk(stopping);
  const begun = await new Talk(stopping).say(good().slice(0, 30));
  const idle = await new Talk(stopping).say(good());
  await idle.answers(1);
  const owner = new pg.Client({ connectionString: server.rt.ownerUrl });
  await owner.connect();
  await owner.query('begin; lock table webhook_batches in access exclusive mode');
  const waiting = await new Talk(stopping).say(good());
  const held = () =>
    owner.query(`select from pg_locks where not granted and relation = 'webhook_batches'::regclass`);
  await expect.poll(async () => (await held()).rows.length).toBe(1);
  const closed = stopping.close();
  await Promise.all([silent.closed, begun.closed, idle.closed]);
  expect(waiting.heard).toBe('');
  await owner.query('commit');
  await owner.end();
  expect(await waiting.end()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: close\r\n/);
  await closed;
});
