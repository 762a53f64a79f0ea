// Against servers that misbehave on the wire: what is told about a request decides whether a message may be sent again.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { allowedNetworks } from '../../src/http/allowed-networks.ts';
import { createOutgoingHttp, type OutgoingHttp } from '../../src/http/outgoing.ts';
import { testCertificate, testKey } from '../notifications/certificate.ts';

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const opened: { server: Server; sockets: Set<Socket>; http: OutgoingHttp }[] = [];

/** `answer` is told every request by its number, counted over all connections. */
async function host(answer: (socket: Socket, request: string, number: number) => void, connections = 256) {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer((socket) => {
    accepted++;
    sockets.add(socket);
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      // Every request of these tests ends with this.
      for (let end = text.indexOf('.end'); end !== -1; end = text.indexOf('.end')) {
        requests.push(text.slice(0, end));
        text = text.slice(end + 4);
        answer(socket, requests.at(-1) ?? '', requests.length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const http = createOutgoingHttp({
    ...{ timeoutMs: 300, connections },
    networks: allowedNetworks(['loopback']),
  });
  opened.push({ server, sockets, http });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send?to=1`;
  const send = (body = '', timeout_ms?: number) =>
    http.request({
      ...{ method: 'POST', url, headers: { 'idempotency-key': 'k' }, body: `${body}.end` },
      ...(timeout_ms === undefined ? {} : { timeout_ms }),
    });
  return { send, url, requests, sockets, http, server, accepted: () => accepted };
}

afterEach(async () => {
  for (const { server, sockets, http } of opened.splice(0)) {
    await http.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('Answers that come in pieces on many connections at once are each one’s own', async () => {
  const { send, accepted } = await host((socket, request) => {
    const name = request.split('\r\n\r\n')[1] ?? '';
    const body = name.repeat(300);
    const whole = `HTTP/1.1 200 OK\r\nx-name: ${name}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    // Every head and body is cut where the others' are, so that all are under way when the first is read on.
    const next = (at: number) => {
      if (at >= whole.length) return;
      socket.write(whole.slice(at, at + 40));
      setImmediate(() => setImmediate(() => next(at + 40)));
    };
    next(0);
  });
  const names = Array.from({ length: 40 }, (_, index) => String.fromCharCode(0x30 + index));
  const answers = await Promise.all(names.map((name) => send(name, 20_000)));
  expect(accepted()).toBe(names.length);
  expect(answers).toMatchObject(names.map((name) => ({ ok: true, body: name.repeat(300) })));
  expect(answers.map((one) => one.ok && one.headers['x-name'])).toEqual(names);
});

test('An answer is read whole: by length, in chunks, in pieces, in letters of several bytes', async () => {
  const { send, requests } = await host((socket, _request, number) => {
    const text = Buffer.from('আপনার বার্তা');
    if (number === 1) return socket.write(ok);
    if (number === 2) {
      socket.write(`HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: ${text.length}\r\n\r\n`);
      socket.write(text.subarray(0, 4));
      return setImmediate(() => socket.write(text.subarray(4)));
    }
    const chunk = (part: Buffer) => `${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`;
    // The mark some servers begin with is none of the answer.
    const mark = chunk(Buffer.from('\uFEFF'));
    const chunks = mark + chunk(text.subarray(0, 5)) + chunk(text.subarray(5)) + '0\r\n\r\n';
    socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks}`, 'latin1');
  });
  expect(await send('héllo')).toMatchObject({ ok: true, status: 200, body: 'ok' });
  expect(await send()).toMatchObject({ status: 429, headers: { 'retry-after': '7' }, body: 'আপনার বার্তা' });
  expect(await send()).toMatchObject({ status: 200, body: 'আপনার বার্তা' });
  expect(requests[0]).toMatch(/^POST \/send\?to=1 HTTP\/1\.1\r\n[^]*idempotency-key: k\r\n[^]*héllo$/);
});

test('Nobody listening: the request never left', async () => {
  const { send, server } = await host(() => {});
  await new Promise((resolve) => server.close(resolve));
  expect(await send()).toMatchObject({ ok: false, phase: 'before', reason: 'refused' });
});

test.each([
  ['closed without an answer', (socket: Socket) => socket.end()],
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ['cut off in the head', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')],
  ['cut off in the body', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok')],
  ['no HTTP', (socket: Socket) => socket.end('220 mail.example ready\r\n\r\n')],
])('A written request that is %s may have arrived, and is not written again', async (_how, breaks) => {
  const { send, requests } = await host((socket) => void breaks(socket));
  expect(await send()).toMatchObject({ ok: false, phase: 'after', reason: 'broken' });
  expect(requests).toHaveLength(1);
});

test.each([
  ['no answer', ''],
  ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok'],
])('%s in time: it may have arrived, and is not written again', async (_how, text) => {
  const { send, requests } = await host((socket) => void socket.write(text));
  expect(await send('', 100)).toMatchObject({ ok: false, phase: 'after', reason: 'timeout' });
  expect(requests).toHaveLength(1);
});

test('After a fault the connection opens anew, and nothing of the fault is left for the next request', async () => {
  const { send, requests, accepted } = await host((socket, _request, number) => {
    if (number === 1) socket.end();
    else socket.write(ok);
  }, 1);
  const results = await Promise.all([send('a'), send('b'), send('c')]);
  expect(results.map((one) => one.ok)).toEqual([false, true, true]);
  expect(requests.map((one) => one.at(-1))).toEqual(['a', 'b', 'c']);
  expect(accepted()).toBe(2);
});

test('A connection carries one request at a time, and no more are opened than allowed', async () => {
  const open: Socket[] = [];
  const { send, requests, sockets } = await host((socket) => void open.push(socket), 3);
  const sends = Array.from({ length: 10 }, (_, index) => send(String(index), 5_000));
  for (let answered = 0; answered < 10;) {
    await expect.poll(() => open.length).toBeGreaterThan(0);
    expect(requests.length - answered).toBeLessThanOrEqual(3);
    expect(new Set(open).size).toBe(open.length);
    for (const socket of open.splice(0)) {
      answered++;
      socket.write(ok);
    }
  }
  expect((await Promise.all(sends)).every((one) => one.ok)).toBe(true);
  expect(sockets.size).toBe(3);
  expect(new Set(requests.map((one) => one.at(-1))).size).toBe(sends.length);
  expect(requests).toHaveLength(sends.length);
});

test('An idle connection that the host closed is not written to', async () => {
  const { send, sockets, accepted } = await host((socket) => void socket.write(ok));
  expect(await send()).toMatchObject({ ok: true });
  const [first] = sockets;
  const closed = new Promise((resolve) => first?.once('close', resolve));
  first?.end();
  await closed;
  expect(await send()).toMatchObject({ ok: true });
  expect(accepted()).toBe(2);
});

test('Closing answers whoever waits: what was written may have arrived, what was not cannot have', async () => {
  const { send, http, requests } = await host(() => {}, 1);
  const sends = Promise.all([send('a', 5_000), send('b', 5_000)]);
  await expect.poll(() => requests.length).toBe(1);
  await http.close();
  expect(await sends).toMatchObject([
    { ok: false, phase: 'after', reason: 'broken' },
    { ok: false, phase: 'before', reason: 'refused' },
  ]);
  expect(await send('c')).toMatchObject({ ok: false, phase: 'before' });
  expect(requests).toHaveLength(1);
});

test('A connection is used again as the other side says, and no longer', async () => {
  const answer = (more: string) => `HTTP/1.1 200 OK\r\n${more}\r\ncontent-length: 2\r\n\r\nok`;
  const { send, sockets, accepted } = await host((socket, _request, number) => {
    if (number === 1) socket.write(answer('x: y'));
    if (number === 2) socket.write(answer('connection: close'));
    if (number === 3) socket.write(answer('keep-alive: timeout=2'));
    if (number === 4) socket.write(`${answer('x: y')}more`);
    if (number === 5) socket.end('HTTP/1.1 200 OK\r\n\r\nok');
    if (number === 6) socket.write(answer('x: y'));
  });
  const opened: number[] = [];
  for (let number = 1; number <= 6; number++) {
    expect(await send()).toMatchObject({ ok: true, body: 'ok' });
    opened.push(accepted());
    // Within the same turn nothing is used again.
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(opened).toEqual([1, 1, 2, 3, 4, 5]);
  await expect.poll(() => [...sockets].filter((one) => !one.destroyed).length).toBe(1);
});

test('Bytes that nobody asked for end their connection, and answer nothing', async () => {
  const { send, sockets, requests, accepted } = await host((socket, request) => {
    socket.write(ok.replace('ok', request.slice(-2)));
  });
  expect(await send('-a')).toMatchObject({ body: '-a' });
  const [first] = sockets;
  const closed = new Promise((resolve) => first?.once('close', resolve));
  first?.write(ok);
  await closed;
  expect(await send('-b')).toMatchObject({ body: '-b' });
  expect(requests).toHaveLength(2);
  expect(accepted()).toBe(2);
});

test('An answer that came before all of the request was written counts, and ends its connection', async () => {
  const { url, http, sockets, accepted } = await host(() => {});
  const answered = new Promise<void>((resolve) => {
    const early = setInterval(() => {
      const [socket] = sockets;
      if (!socket?.bytesRead) return;
      socket.pause();
      socket.write('HTTP/1.1 413 Large\r\ncontent-length: 0\r\n\r\n');
      clearInterval(early);
      resolve();
    }, 1);
  });
  const body = 'a'.repeat(20_000_000);
  const sent = http.request({ method: 'POST', url, body, timeout_ms: 5_000 });
  await answered;
  expect(await sent).toMatchObject({ ok: true, status: 413 });
  await new Promise((resolve) => setImmediate(resolve));
  const next = http.request({ method: 'POST', url, body: 'next', timeout_ms: 5_000 });
  await expect.poll(accepted).toBe(2);
  [...sockets][1]?.write(ok);
  expect(await next).toMatchObject({ ok: true, body: 'ok' });
});

test('What came while this process stood still is heard before the time-out', async () => {
  const { port1, port2 } = new MessageChannel();
  const thread = new Worker(
    `const { createServer } = require('node:net'); const { workerData } = require('node:worker_threads');
     const server = createServer((socket) => socket.once('data', () => socket.write(workerData.ok)));
     server.listen(0, '127.0.0.1', () => workerData.port.postMessage(server.address().port));`,
    { eval: true, workerData: { ok, port: port2 }, transferList: [port2] },
  );
  const http = createOutgoingHttp({ timeoutMs: 100, networks: allowedNetworks(['loopback']) });
  try {
    const port = await new Promise((resolve) => port1.once('message', resolve));
    const url = `http://127.0.0.1:${String(port)}/`;
    const written = new Promise((resolve) => setTimeout(resolve, 60));
    const sent = http.request({ method: 'GET', url });
    await written;
    const until = performance.now() + 200;
    while (performance.now() < until);
    expect(await sent).toMatchObject({ ok: true, body: 'ok' });
  } finally {
    await http.close();
    port1.close();
    await thread.terminate();
  }
});

test('What would become a header of its own is not sent', async () => {
  const { url, http, requests } = await host((socket) => void socket.write(ok));
  for (const headers of [{ 'x-a': 'b\r\nx-c: d' }, { 'x-a\r\nx-c': 'd' }, { 'content-length': '1' }])
    expect(await http.request({ method: 'POST', url, headers, body: '.end' })).toMatchObject({
      ...{ ok: false, phase: 'before' },
      detail: 'a header or the address cannot be written',
    });
  expect(await http.request({ method: 'POST', url, body: '.end' })).toMatchObject({ ok: true });
  expect(requests).toHaveLength(1);
});

describe('over TLS', () => {
  const before = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(before));

  async function secure(name: string) {
    const heard: string[] = [];
    const server = createSecureServer(
      { key: testKey, cert: testCertificate, ALPNProtocols: ['h2', 'http/1.1'] },
      (socket) => {
        socket.on('error', () => {});
        socket.on('data', (chunk) => {
          heard.push(`${String(socket.alpnProtocol)} ${String(chunk)}`);
          socket.write(ok);
        });
      },
    );
    await new Promise<void>((resolve) => server.listen(0, name, () => resolve()));
    const http = createOutgoingHttp({ timeoutMs: 2_000, networks: allowedNetworks(['loopback']) });
    opened.push({ server, sockets: new Set(), http });
    const url = `https://${name}:${(server.address() as AddressInfo).port}/`;
    return { heard, send: () => http.request({ method: 'POST', url, body: 'x' }) };
  }

  test('a certificate that is trusted and names the host: the request is sent, and the connection used again', async () => {
    setDefaultCACertificates([...before, testCertificate]);
    const { heard, send } = await secure('127.0.0.1');
    expect(await send()).toMatchObject({ ok: true, body: 'ok' });
    expect(await send()).toMatchObject({ ok: true, body: 'ok' });
    expect(heard).toHaveLength(2);
    // Offered both, it does not take the version it does not speak.
    expect(heard[0]).toMatch(/^http\/1\.1 POST \/ HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n/);
  });

  test('a certificate that nobody vouches for: nothing is sent', async () => {
    const { heard, send } = await secure('127.0.0.1');
    expect(await send()).toMatchObject({
      ...{ ok: false, phase: 'before', reason: 'refused' },
      detail: expect.stringContaining('SELF_SIGNED') as string,
    });
    expect(heard).toEqual([]);
  });

  test('a certificate of another name: nothing is sent', async () => {
    setDefaultCACertificates([...before, testCertificate]);
    const { heard, send } = await secure('127.0.0.2');
    expect(await send()).toMatchObject({
      ...{ ok: false, phase: 'before' },
      detail: expect.stringContaining('ALTNAME') as string,
    });
    expect(heard).toEqual([]);
  });
});
