// The sending client against the one it took the place of: what both hear of the same bytes, and of the simulators, is the same.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { Agent, request as undici } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulators, type Simulators } from '../../../simulators/src/start.ts';
import { allowedNetworks } from '../../src/http/allowed-networks.ts';
import { createOutgoingHttp, type OutgoingHttp, type OutgoingRequest } from '../../src/http/outgoing.ts';

let http: OutgoingHttp;
let agent: Agent;
beforeAll(() => {
  http = createOutgoingHttp({ timeoutMs: 5_000, networks: allowedNetworks(['loopback']) });
  agent = new Agent({ headersTimeout: 5_000, bodyTimeout: 5_000 });
});
afterAll(async () => {
  await http.close();
  await agent.destroy();
});

type Heard = { status: number; headers: object; body: string } | 'fault';

async function ours(asked: OutgoingRequest): Promise<Heard> {
  const answer = await http.request(asked);
  if (!answer.ok) return 'fault';
  return { status: answer.status, headers: { ...answer.headers }, body: answer.body };
}

async function theirs({ url, method, headers, body }: OutgoingRequest): Promise<Heard> {
  try {
    const answer = await undici(url, {
      dispatcher: agent,
      method,
      headers: headers ?? {},
      body: body ?? null,
    });
    return { status: answer.statusCode, headers: { ...answer.headers }, body: await answer.body.text() };
  } catch {
    return 'fault';
  }
}

const body = fc.oneof(fc.constant(''), fc.string({ maxLength: 200 }), fc.constant('\uFEFFআপনার বার্তা 🙂'));
const answers = fc
  .record({
    status: fc.constantFrom(200, 201, 204, 304, 400, 429, 503),
    framing: fc.constantFrom('length', 'chunked', 'close', 'short', 'wrong chunk', 'twice', 'no http'),
    closes: fc.boolean(),
    body,
  })
  .map(({ status, framing, closes, body: text }) => {
    const none = status === 204 || status === 304;
    const bytes = none ? Buffer.alloc(0) : Buffer.from(text);
    const size = bytes.length;
    const length: Record<string, string> = {
      ...{
        length: `Content-Length: ${size}\r\n`,
        short: `Content-Length: ${size + 1}\r\n`,
        close: '',
        'no http': '',
      },
      ...{ chunked: 'Transfer-Encoding: chunked\r\n', 'wrong chunk': 'Transfer-Encoding: chunked\r\n' },
      twice: `Content-Length: ${size}\r\nContent-Length: ${size}\r\n`,
    };
    const said = framing === 'no http' ? 'HTTP 200\r\n' : `HTTP/1.1 ${status} Said\r\n`;
    const framed = none ? '' : (length[framing] ?? '');
    const head = `${said}X-One: 1\r\nx-Two:  a b\r\n${closes ? 'Connection: close\r\n' : ''}${framed}\r\n`;
    const chunked = !none && (framing === 'chunked' || framing === 'wrong chunk');
    const wrong = framing === 'wrong chunk' ? 1 : 0;
    const chunk = size === 0 ? '' : `${(size + wrong).toString(16)};a=b\r\n`;
    const parts = chunked
      ? [Buffer.from(chunk), bytes, Buffer.from(size === 0 ? '0\r\n\r\n' : '\r\n0\r\n\r\n')]
      : [bytes];
    return {
      bytes: Buffer.concat([Buffer.from(head), ...parts]),
      ends: framing !== 'length' && framing !== 'chunked',
    };
  });

test('The same bytes say the same, in whatever pieces they come', async () => {
  let said: { bytes: Buffer; ends: boolean } | undefined;
  let cuts: number[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      void (async () => {
        if (!said) return;
        const { bytes, ends } = said;
        const places = [
          ...cuts.map((one) => one % (bytes.length + 1)).toSorted((a, b) => a - b),
          bytes.length,
        ];
        let from = 0;
        for (const to of places) {
          if (to > from) socket.write(bytes.subarray(from, to));
          from = to;
          await turn();
        }
        if (ends) socket.end();
      })();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    await fc.assert(
      fc.asyncProperty(answers, fc.array(fc.nat(400), { maxLength: 4 }), async (answer, places) => {
        said = answer;
        cuts = places;
        const asked: OutgoingRequest = { method: 'POST', url, headers: { 'x-a': 'b' }, body: 'hello' };
        expect(await ours(asked)).toEqual(await theirs(asked));
      }),
      { numRuns: 100 },
    );
  } finally {
    server.close();
  }
});

test('The simulators answer both alike', async () => {
  const simulators: Simulators = await startSimulators({ seed: 5 });
  try {
    const { whatsapp, telegram, signal, imessage } = simulators.urls;
    await simulators.control.telegram('POST', 'accounts', { token: '7:abc', id: 7 });
    await simulators.control.imessage('POST', 'accounts', {
      name: 'mac-1',
      password: 'p',
      address: '+8801700000001',
    });
    const json = { 'content-type': 'application/json' };
    const asked: OutgoingRequest[] = [
      { method: 'GET', url: `${telegram}/bot7:abc/getMe` },
      {
        method: 'POST',
        url: `${telegram}/bot7:abc/sendMessage`,
        headers: json,
        body: '{"chat_id":1,"text":"আপনি"}',
      },
      { method: 'POST', url: `${telegram}/botnobody/getMe`, headers: json, body: '{}' },
      { method: 'POST', url: `${whatsapp}/v23.0/1/messages`, headers: json, body: '{}' },
      { method: 'DELETE', url: `${whatsapp}/v23.0/none` },
      { method: 'GET', url: `${signal}/api/v1/check` },
      {
        method: 'POST',
        url: `${signal}/api/v1/rpc`,
        headers: json,
        body: '{"jsonrpc":"2.0","id":"a","method":"listAccounts"}',
      },
      { method: 'POST', url: `${signal}/api/v1/rpc`, headers: json, body: 'no json' },
      { method: 'GET', url: `${imessage}/api/v1/server/info?password=p` },
      { method: 'GET', url: `${imessage}/api/v1/server/info?password=wrong` },
    ];
    const heard: Heard[] = [];
    for (const one of asked) {
      const [mine, other] = [await ours(one), await theirs(one)].map(withoutTime);
      expect(mine).toEqual(other);
      if (mine) heard.push(mine);
    }
    expect(heard.filter((one) => one !== 'fault' && one.status === 200).length).toBeGreaterThanOrEqual(4);
    expect(heard).not.toContain('fault');
  } finally {
    await simulators.close();
  }
});

/** An answer's own instant, and ids that are made for each. */
function withoutTime(heard: Heard): Heard {
  if (heard === 'fault') return heard;
  const headers = Object.fromEntries(
    Object.entries(heard.headers).filter(([name]) => !/^(date|x-fb-|www-)/.test(name)),
  );
  return { ...heard, headers, body: heard.body.replace(/"fbtrace_id":"[^"]*"/, '') };
}
