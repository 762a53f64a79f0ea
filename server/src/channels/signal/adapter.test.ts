import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  accountAt,
  stubPlatform,
  textMessage,
  type StubPlatform,
} from '../../../test/webhooks/stub-platform.ts';
import type { AccountAccess } from '../channel.ts';
import { signal } from './adapter.ts';

let platform: StubPlatform;
let account: AccountAccess;
beforeAll(async () => {
  platform = await stubPlatform();
  account = accountAt(platform.url, 'signal', { address: '+8801700000000' });
});
afterAll(() => platform.close());
beforeEach(() => void platform.asked.splice(0));

const result = (type: string, more: object = {}) => ({
  recipientAddress: { uuid: 'u-1', number: '+8801711000000' },
  type,
  ...more,
});
const answered = (type: string, more: object = {}) => ({
  status: 200,
  json: { jsonrpc: '2.0', id: 'k', result: { timestamp: 1_764_000_000_123, results: [result(type, more)] } },
});
const failed = (code: number, type?: string, more: object = {}, message = 'Failed') => ({
  status: 200,
  json: {
    jsonrpc: '2.0',
    error: { code, message, ...(type ? { data: { response: { results: [result(type, more)] } } } : {}) },
  },
});
const send = (text?: string, attempt = 1) =>
  signal.send(platform.http, account, textMessage('+8801711000000', text, attempt));

const unregistered = { kind: 'rejected', code: 'not_on_channel', blame: 'contact', suppress: 'unreachable' };
const captcha = { kind: 'rejected', code: 'captcha_required', blame: 'account', hold: true };
const identity = { kind: 'retry', code: 'identity_changed', after_seconds: 86_400, pause: 'contact' };
const limited = (after_seconds: number) => ({
  kind: 'retry',
  code: 'account_rate',
  after_seconds,
  pause: 'account',
});

/** Every row of channel-protocols.md, part C. */
const table: [string, object, object][] = [
  ['UNREGISTERED_FAILURE in results', answered('UNREGISTERED_FAILURE'), unregistered],
  ['UNREGISTERED_FAILURE as the error', failed(-1, 'UNREGISTERED_FAILURE'), unregistered],
  ['rate limit', failed(-5, 'RATE_LIMIT_FAILURE', { retryAfterSeconds: 86_400 }), limited(86_400)],
  ['rate limit without a time', failed(-5, 'RATE_LIMIT_FAILURE', { retryAfterSeconds: null }), limited(3600)],
  ['rate limit without results', failed(-5), limited(3600)],
  [
    'rate limit with a token',
    failed(-5, 'RATE_LIMIT_FAILURE', { token: 't', retryAfterSeconds: 86_400 }),
    captcha,
  ],
  ['an older daemon’s proof', failed(-1, 'NETWORK_FAILURE', { token: 't' }), captcha],
  ['captcha rejected', failed(-6), captcha],
  ['identity in results', answered('IDENTITY_FAILURE'), identity],
  ['identity as the error', failed(-4), identity],
  ['network', failed(-1, 'NETWORK_FAILURE'), { kind: 'retry', code: 'network' }],
  ['pre-key, first', failed(-1, 'INVALID_PRE_KEY_FAILURE'), { kind: 'retry', code: 'server_fault' }],
  ['IO', failed(-3), { kind: 'retry', code: 'network' }],
  ['-1 otherwise', failed(-1), { kind: 'rejected', code: 'unclassified', blame: 'contact' }],
  ['-32600', failed(-32600), { kind: 'rejected', code: 'account_configuration', blame: 'account' }],
  ['-32601', failed(-32601), { kind: 'rejected', code: 'account_configuration', blame: 'account' }],
  ['-32602', failed(-32602), { kind: 'rejected', code: 'content_invalid', blame: 'content' }],
  [
    '-32602 about the account',
    failed(-32602, undefined, {}, 'Specified account does not exist'),
    { kind: 'rejected', code: 'account_configuration', blame: 'account' },
  ],
  ['-32603', failed(-32603), { kind: 'retry', code: 'server_fault' }],
  ...[404, 405, 415, 421].map((status): [string, object, object] => [
    `HTTP ${status}`,
    { status, text: '' },
    { kind: 'rejected', code: 'account_configuration', blame: 'account' },
  ]),
  ['201 without a body', { status: 201, text: '' }, { kind: 'unknown', code: 'unclassified' }],
];

describe('sending', () => {
  it('sends to one recipient and names the message by its timestamp', async () => {
    platform.answers = [answered('SUCCESS')];
    expect(await send()).toEqual({ kind: 'accepted', external_id: '1764000000123', recipient_id: 'u-1' });
    expect(platform.asked[0]).toMatchObject({
      url: '/api/v1/rpc',
      body: {
        method: 'send',
        params: { account: '+8801700000000', recipient: ['+8801711000000'], message: 'Hello' },
      },
    });
  });

  it('says which words stand out, in UTF-16 units', async () => {
    platform.answers = [answered('SUCCESS')];
    const message = textMessage('+8801711000000', '👋 Rahima');
    const content = { ...message.content, styles: ['3:6:BOLD'] as const };
    await signal.send(platform.http, account, { ...message, content });
    expect(platform.asked[0]).toMatchObject({
      body: { params: { message: '👋 Rahima', textStyle: ['3:6:BOLD'] } },
    });
  });

  it.each(table)('%s', async (_, answer, expected) => {
    platform.answers = [answer as never];
    expect(await send()).toMatchObject(expected);
  });

  it('gives a bad pre-key one more try and no third', async () => {
    platform.answers = [failed(-1, 'INVALID_PRE_KEY_FAILURE')];
    expect(await send('Hi', 2)).toMatchObject({ kind: 'rejected' });
  });

  it('counts bytes, not letters', async () => {
    platform.answers = [answered('SUCCESS')];
    expect(await send('ক'.repeat(666))).toMatchObject({ kind: 'accepted' });
    expect(await send('ক'.repeat(667))).toMatchObject({ kind: 'rejected', code: 'content_too_long' });
    expect(platform.asked).toHaveLength(1);
  });
});

const envelope = (more: object) => ({
  account: '+88017',
  envelope: {
    sourceNumber: '+8801711000000',
    sourceUuid: 'u-1',
    sourceName: 'R',
    timestamp: 1_764_000_009_000,
    ...more,
  },
});

describe('events', () => {
  it('reads one receipt for each timestamp, with who sent it', () => {
    const receiptMessage = { when: 1_764_000_009_000, isDelivery: true, timestamps: [1, 2] };
    const at = new Date(1_764_000_009_000);
    expect(signal.readCallback(envelope({ receiptMessage }))).toEqual([
      { kind: 'receipt', status: 'delivered', external_id: '1', from: '+8801711000000', at },
      { kind: 'receipt', status: 'delivered', external_id: '2', from: '+8801711000000', at },
    ]);
    const read = { ...receiptMessage, isDelivery: false, isRead: true, timestamps: [1] };
    expect(signal.readCallback(envelope({ sourceNumber: null, receiptMessage: read }))).toMatchObject([
      { status: 'read', from: 'u-1' },
    ]);
  });

  it('reads messages, drops typing, keeps what it does not know', () => {
    const dataMessage = { timestamp: 5, message: 'Yes', quote: { id: 3 } };
    expect(signal.readCallback(envelope({ dataMessage }))).toMatchObject([
      {
        kind: 'inbound',
        external_id: 'u-1:5',
        from: 'u-1',
        from_phone: '+8801711000000',
        text: 'Yes',
        reply_to_external_id: '3',
      },
    ]);
    expect(signal.readCallback(envelope({ typingMessage: {} }))).toEqual([]);
    expect(signal.readCallback(envelope({ callMessage: {} }))).toMatchObject([{ kind: 'unknown' }]);
    expect(signal.readCallback(envelope({ dataMessage: { ...dataMessage, groupInfo: {} } }))).toMatchObject([
      { kind: 'unknown' },
    ]);
    for (const odd of [null, 3, [], {}, { envelope: 1 }]) {
      expect(signal.readCallback(odd)).toMatchObject([{ kind: 'unknown' }]);
    }
  });

  it('lets receipts wait, and nothing that was written', () => {
    const only = (envelope: object) => signal.onlyReceipts?.(JSON.stringify({ envelope }));
    expect(only({ receiptMessage: { timestamps: [1] } })).toBe(true);
    expect(only({ dataMessage: { message: '"receiptMessage"' } })).toBe(false);
    expect(only({ somethingNew: {} })).toBe(false);
  });

  it('refuses every callback', () => {
    const request = { method: 'POST', headers: {}, query: {}, raw: Buffer.from('{}'), rest: '' };
    expect(signal.verifyCallback(account, request)).toEqual({ kind: 'refused' });
  });

  it('reads the stream across chunks and connections, and holds events until they are stored', async () => {
    const open: ServerResponse[] = [];
    const server = createServer((request, response) => {
      expect(request.url).toBe('/api/v1/events?account=%2B8801700000000');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(':\n\n');
      open.push(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stored: string[] = [];
    let failures = 1;
    const source = signal.openUpdates?.(
      platform.http,
      { ...account, base_url: url },
      (texts) => {
        if (failures-- > 0) return Promise.reject(new Error('database away'));
        stored.push(...texts);
        return Promise.resolve();
      },
      () => {},
    );
    await expect.poll(() => open.length).toBe(1);
    open[0]?.write('event:receive\nda');
    open[0]?.write('ta:{"n":1}\n\n');
    await expect.poll(() => stored).toEqual(['{"n":1}']);
    open[0]?.destroy();
    await expect.poll(() => open.length, { timeout: 5_000 }).toBe(2);
    open[1]?.write('event:receive\ndata:{"n":2}\n\n');
    await expect.poll(() => stored).toEqual(['{"n":1}', '{"n":2}']);
    await source?.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
