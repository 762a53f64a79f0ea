import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ledgerOf,
  QUIET,
  request,
  startBench,
  until,
  type Answer,
  type Bench,
  type Json,
} from './support.ts';

const OWN = '+8801800000000';
const PERSON = '+8801711000001';
let bench: Bench;

const control = (method: string, name: string, body?: unknown): Promise<Json> =>
  bench.simulators.control.signal(method, name, body) as Promise<Json>;
const url = (path: string): string => `${bench.simulators.urls.signal}${path}`;
const rpc = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  request(url('/api/v1/rpc'), 'POST', body, headers);
const call = async (method: string, params: Json = {}): Promise<Json> =>
  (await rpc({ jsonrpc: '2.0', id: 'k1', method, params: { account: OWN, ...params } })).body;
const send = (recipient = PERSON, more: Json = {}): Promise<Json> =>
  call('send', { recipient: [recipient], message: 'Hi', ...more });
const firstResult = (answer: Json): Json => {
  const data = (answer['error'] as Json)['data'] as { response: { results: Json[] } };
  return data.response.results[0] as Json;
};

beforeEach(async () => {
  bench = await startBench();
  await control('POST', 'accounts', [{ number: OWN }, { number: '+8801800000001' }]);
  await control('PATCH', 'behaviour', QUIET);
});
afterEach(() => bench.close());

/** Collects the events of one stream. */
async function listen(query = ''): Promise<{ frames: string[]; events: Json[]; stop(): void }> {
  const stopper = new AbortController();
  const response = await fetch(url(`/api/v1/events${query}`), { signal: stopper.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const stream = { frames: [] as string[], events: [] as Json[], stop: () => stopper.abort() };
  void (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body ?? []) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        stream.frames.push(line);
        if (line.startsWith('data:')) stream.events.push(JSON.parse(line.slice(5)) as Json);
      }
    }
  })().catch(() => {});
  return stream;
}

describe('transport', () => {
  it('answers check, and 404, 405, 415 where the daemon does', async () => {
    expect((await request(url('/api/v1/check'))).status).toBe(200);
    expect((await request(url('/api/v1/nothing'))).status).toBe(404);
    expect((await request(url('/api/v1/rpc'))).status).toBe(405);
    expect((await request(url('/api/v1/events'), 'POST', {})).status).toBe(405);
    expect((await rpc('{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await request(url('/api/v1/events?account=%2B1'))).status).toBe(400);
  });

  it('numbers JSON-RPC errors, always with HTTP 200', async () => {
    const codeOf = async (body: unknown): Promise<unknown> => {
      const answer = await rpc(body);
      expect(answer.status).toBe(200);
      return (answer.body['error'] as Json)['code'];
    };
    expect(await codeOf('{"broken')).toBe(-32700);
    expect(await codeOf({ id: 1 })).toBe(-32600);
    expect(await codeOf([])).toBe(-32600);
    expect(await codeOf({ jsonrpc: '2.0', id: 1, method: 'fly' })).toBe(-32601);
    expect(await codeOf({ jsonrpc: '2.0', id: 1, method: 'send', params: { account: '+1' } })).toBe(-32602);
    expect(
      await codeOf({ jsonrpc: '2.0', id: 1, method: 'send', params: { account: OWN, message: 'x' } }),
    ).toBe(-1);
  });

  it('answers batches in order and notifications with 201', async () => {
    const version = { jsonrpc: '2.0', method: 'version' };
    const batch = await rpc([{ ...version, id: 1 }, version, { ...version, id: 2 }]);
    expect(batch.body).toMatchObject([
      { id: 1, result: { version: expect.any(String) as string } },
      { id: 2 },
    ]);
    const notification = await rpc(version);
    expect([notification.status, notification.text]).toEqual([201, '']);
  });
});

describe('send', () => {
  it('gives every message a timestamp of its own, and receipts that name it', async () => {
    const stream = await listen(`?account=${encodeURIComponent(OWN)}`);
    const [one, two] = [await send(), await send()];
    const [first, second] = [one, two].map((answer) => (answer['result'] as Json)['timestamp'] as number);
    expect(second).toBeGreaterThan(first as number);
    expect(one['result']).toMatchObject({
      results: [{ type: 'SUCCESS', recipientAddress: { number: PERSON } }],
    });
    await until(() => stream.events.length === 4, bench.clock);
    const receipts = stream.events.map(({ envelope }) => (envelope as Json)['receiptMessage'] as Json);
    expect(
      receipts.filter((receipt) => receipt['isDelivery']).map((receipt) => receipt['timestamps']),
    ).toEqual([[first], [second]]);
    expect(receipts.filter((receipt) => receipt['isRead'])).toHaveLength(2);
    expect(stream.events[0]).toMatchObject({
      account: OWN,
      envelope: { source: PERSON, sourceNumber: PERSON, sourceDevice: 1 },
    });
    expect(stream.frames).toContain('event:receive');
    bench.clock.advance(15_000);
    await until(() => stream.frames.filter((line) => line === ':').length >= 2);
    stream.stop();
  });

  it('keeps envelopes until somebody receives', async () => {
    await control('POST', 'inbound', { account: OWN, from: PERSON, text: 'আছি' });
    const stream = await listen();
    await until(() => stream.events.length === 1);
    expect(stream.events[0]).toMatchObject({ envelope: { dataMessage: { message: 'আছি' } } });
    stream.stop();
  });

  it.each([
    ['UNREGISTERED_FAILURE', -1],
    ['NETWORK_FAILURE', -1],
    ['IDENTITY_FAILURE', -4],
    ['RATE_LIMIT_FAILURE', -5],
    ['INVALID_PRE_KEY_FAILURE', -1],
  ])('reports %s as error %i when every recipient failed', async (type, code) => {
    await control('PATCH', 'behaviour', { addresses: { [PERSON]: { fail: type } } });
    const answer = await send();
    expect((answer['error'] as Json)['code']).toBe(code);
    expect(firstResult(answer)).toMatchObject({ type });
    expect(firstResult(answer)['token']).toBeUndefined();
    const mixed = await call('send', { recipient: [PERSON, '+8801711000002'], message: 'x' });
    expect((mixed['result'] as { results: Json[] }).results.map((result) => result['type'])).toEqual([
      type,
      'SUCCESS',
    ]);
  });

  it.each([-3, -1, -32603])('answers error %i when told to', async (code) => {
    await control('POST', 'fail', { code });
    expect((await send())['error']).toMatchObject({ code });
  });

  it('refuses unknown text styles and accepts known ones', async () => {
    expect((await send(PERSON, { textStyle: ['0:2:BLINK'] }))['error']).toMatchObject({ code: -1 });
    expect((await send(PERSON, { textStyle: ['0:2:BOLD'] }))['result']).toBeDefined();
  });

  it.each([
    ['0:9:BOLD', 'beyond the text'],
    ['2:0:BOLD', 'of nothing'],
    ['0:3:BOLD', 'that cuts a letter in two'],
    ['3:1:BOLD', 'that begins within a letter'],
  ])('refuses %s: a range %s', async (style) => {
    const answer = await send(PERSON, { message: 'Hi\u{1f600}!', textStyle: [style] });
    expect(answer['error']).toMatchObject({ code: -1, message: `Invalid textStyle: ${style}` });
  });

  it('takes different styles of one place, but none twice', async () => {
    const nested = { message: 'Hello', textStyle: ['0:5:BOLD', '1:2:ITALIC', '3:2:ITALIC'] };
    expect((await send(PERSON, nested))['result']).toBeDefined();
    const twice = { message: 'Hello', textStyle: ['0:5:BOLD', '1:2:BOLD'] };
    expect((await send(PERSON, twice))['error']).toMatchObject({ code: -1 });
  });

  it('wants a captcha after a ban, and goes on once it is solved', async () => {
    await control('POST', 'ban', { account: OWN });
    const result = firstResult(await send());
    expect(result).toMatchObject({
      type: 'RATE_LIMIT_FAILURE',
      retryAfterSeconds: 86_400,
      token: expect.any(String) as string,
    });
    const challenge = result['token'];
    const wrong = await call('submitRateLimitChallenge', { challenge, captcha: 'nonsense' });
    expect(wrong['error']).toMatchObject({ code: -6 });
    expect(
      (await call('submitRateLimitChallenge', { challenge, captcha: 'signalcaptcha://x' }))['result'],
    ).toEqual({});
    expect((await send())['result']).toBeDefined();
  });

  it('stops at a changed safety number until it is trusted', async () => {
    await control('POST', 'identity', { account: OWN, address: PERSON });
    expect((await send())['error']).toMatchObject({ code: -4 });
    expect((await call('listIdentities'))['result']).toMatchObject([
      { number: PERSON, trustLevel: 'UNTRUSTED' },
    ]);
    await call('trust', { recipient: PERSON, trustAllKnownKeys: true });
    expect((await send())['result']).toBeDefined();
  });

  it('limits the day, counts what goes beyond, and throttles on request', async () => {
    await control('POST', 'accounts', { number: OWN, per_day: 1 });
    await send();
    expect(firstResult(await send())).toMatchObject({
      type: 'RATE_LIMIT_FAILURE',
      retryAfterSeconds: 15 * 3600,
    });
    expect(await ledgerOf(bench, 'signal')).toMatchObject({ accepted: 1, violations: 1 });
    bench.clock.advance(86_400_000);
    expect((await send())['result']).toBeDefined();
    bench.clock.advance(86_400_000);
    await control('POST', 'throttle', { account: OWN, seconds: 60 });
    expect(firstResult(await send())).toMatchObject({ retryAfterSeconds: 60 });
  });

  it('keys the ledger by header, and by request id in a batch', async () => {
    const keys = ['018f4e2a-0000-7000-8000-000000000003', '018f4e2a-0000-7000-8000-000000000004'];
    const request = (id: string): Json => ({
      jsonrpc: '2.0',
      id,
      method: 'send',
      params: { account: OWN, recipient: [PERSON], message: 'x' },
    });
    await rpc(request('k1'), { 'idempotency-key': `${keys[0]}.1` });
    await rpc([request(`${keys[0]}.2`), request(`${keys[1]}.1`)], { 'idempotency-key': 'batch' });
    expect(await ledgerOf(bench, 'signal')).toMatchObject({ accepted: 3, unique: 2, doubled: 1 });
  });
});

it('tells who is registered and which accounts there are', async () => {
  await control('PATCH', 'behaviour', { addresses: { '+8801711000009': { registered: 0 } } });
  const status = await call('getUserStatus', { recipient: [PERSON, '+8801711000009'] });
  expect(status['result']).toMatchObject([
    { recipient: PERSON, isRegistered: true, uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    { isRegistered: false, uuid: null },
  ]);
  expect((await call('listAccounts'))['result']).toEqual([{ number: OWN }, { number: '+8801800000001' }]);
  expect((await call('sendReceipt', { recipient: PERSON, targetTimestamp: 5 }))['result']).toBeDefined();
});
