import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  accountAt,
  stubPlatform,
  textMessage,
  type StubPlatform,
} from '../../../test/webhooks/stub-platform.ts';
import type { AccountAccess } from '../channel.ts';
import { imessage } from './adapter.ts';

let platform: StubPlatform;
let account: AccountAccess;
beforeAll(async () => {
  platform = await stubPlatform();
  account = accountAt(platform.url, 'imessage', {
    credentials: { password: 'p&w', callback_secret: 'hush' },
  });
});
afterAll(() => platform.close());
beforeEach(() => void platform.asked.splice(0));

const { key } = textMessage('');
const send = () => imessage.send(platform.http, account, textMessage('+8801711000000'));
const failure = (status: number, type: string, words: string, error?: number) => ({
  status,
  json: {
    status,
    message: 'Failed',
    error: { type, message: words },
    ...(error ? { data: { guid: 'g', error } } : {}),
  },
});

/** Every row of channel-protocols.md, part D. */
const table: [string, object, object][] = [
  [
    '400',
    failure(400, 'Validation Error', 'Bad chat'),
    { kind: 'rejected', code: 'content_invalid', blame: 'content' },
  ],
  [
    'already queued',
    failure(400, 'Validation Error', 'Message is already queued to be sent'),
    { kind: 'unknown' },
  ],
  [
    '401',
    failure(401, 'Authentication Error', 'Bad password'),
    { kind: 'rejected', code: 'account_credentials', blame: 'account' },
  ],
  [
    '403',
    failure(403, 'Authentication Error', 'No'),
    { kind: 'rejected', code: 'account_credentials', blame: 'account' },
  ],
  [
    '404',
    failure(404, 'Database Error', 'Chat does not exist'),
    { kind: 'rejected', code: 'unreachable', blame: 'contact' },
  ],
  [
    'Private API away',
    failure(500, 'iMessage Error', 'Private API Helper is not connected!'),
    { kind: 'rejected', code: 'account_configuration', blame: 'account' },
  ],
  [
    'error 22',
    failure(500, 'iMessage Error', 'Failed to send', 22),
    { kind: 'rejected', code: 'not_on_channel', blame: 'contact', suppress: 'unreachable' },
  ],
  ['error 4', failure(500, 'iMessage Error', 'Failed to send', 4), { kind: 'unknown', code: 'timeout' }],
  ['time-out', failure(500, 'iMessage Error', 'Message send timeout'), { kind: 'unknown', code: 'timeout' }],
  ['504', failure(504, 'Gateway Timeout', 'Too slow'), { kind: 'unknown', code: 'timeout' }],
  [
    'other errors',
    failure(500, 'iMessage Error', 'Failed to send', 9),
    { kind: 'retry', code: 'server_fault' },
  ],
  ['another’s 502', { status: 502, json: { message: 'Bad gateway' } }, { kind: 'unknown' }],
  ['200 unreadable', { status: 200, text: 'ok' }, { kind: 'unknown', code: 'unclassified' }],
];

describe('sending', () => {
  it('sends to the person’s own chat with our key as tempGuid', async () => {
    platform.answers = [
      { status: 200, json: { status: 200, message: 'Success', data: { guid: 'G1', error: 0 } } },
    ];
    expect(await send()).toEqual({ kind: 'accepted', external_id: 'G1' });
    expect(platform.asked[0]).toMatchObject({
      url: '/api/v1/message/text?password=p%26w',
      headers: { 'idempotency-key': key },
      body: {
        chatGuid: 'iMessage;-;+8801711000000',
        tempGuid: key,
        message: 'Hello',
        method: 'apple-script',
      },
    });
    const advanced = { ...account, settings: { method: 'private-api' } };
    await imessage.send(platform.http, advanced, textMessage('a@b.c'));
    expect(platform.asked[1]?.body).toMatchObject({ method: 'private-api' });
  });

  it.each(table)('%s', async (_, answer, expected) => {
    platform.answers = [answer as never];
    expect(await send()).toMatchObject(expected);
  });

  it('may repeat when the Mac is off', async () => {
    const off = { ...account, base_url: 'http://127.0.0.1:1' };
    expect(await imessage.send(platform.http, off, textMessage('+1'))).toMatchObject({
      kind: 'retry',
      code: 'network',
    });
  });
});

describe('looking up', () => {
  const own = (more: object) => ({ guid: 'G', isFromMe: true, text: 'Hello', error: 0, ...more });
  const ask = (data: object[], text?: string) => {
    platform.answers = [{ status: 200, json: { status: 200, message: 'Success', data } }];
    const since = new Date(1_764_000_000_000);
    return imessage.lookUp?.(platform.http, account, {
      key,
      recipient: '+88',
      since,
      ...(text ? { text } : {}),
    });
  };

  it('finds by key, or by the same words, if only one fits', async () => {
    expect(await ask([own({ guid: 'A', tempGuid: key }), own({})])).toEqual({
      found: true,
      external_id: 'A',
    });
    expect(await ask([own({ text: 'Other' }), own({ guid: 'B' })], 'Hello')).toEqual({
      found: true,
      external_id: 'B',
    });
    expect(await ask([own({}), own({ guid: 'B' })], 'Hello')).toEqual({ found: 'several' });
    expect(await ask([{ ...own({}), isFromMe: false }], 'Hello')).toEqual({ found: false });
    expect(await ask([own({ error: 22 })], 'Hello')).toEqual({ found: false });
    expect(platform.asked[0]?.body).toMatchObject({ chatGuid: 'iMessage;-;+88', after: 1_763_999_990_000 });
  });

  it('looks into the person’s other conversations before it says that there is nothing', async () => {
    const empty = { status: 200, json: { status: 200, message: 'No chat found', data: [] } };
    const elsewhere = (chat: string) => ({
      ...empty,
      json: { ...empty.json, data: [own({ guid: 'C', chats: [{ guid: chat }] })] },
    });
    const look = (...answers: object[]) => {
      platform.answers = answers as never;
      return imessage.lookUp?.(platform.http, account, {
        ...{ key, recipient: '+88', since: new Date(), text: 'Hello' },
      });
    };
    expect(await look(empty, elsewhere('any;-;+88'))).toEqual({ found: true, external_id: 'C' });
    expect(await look(empty, elsewhere('any;-;+99'))).toEqual({ found: false });
    expect(await look(empty, { status: 500, text: '' })).toBeUndefined();
  });

  it('says nothing when the server cannot', async () => {
    platform.answers = [{ status: 500, text: '' }];
    expect(
      await imessage.lookUp?.(platform.http, account, { key, recipient: '+88', since: new Date() }),
    ).toBeUndefined();
  });
});

describe('callbacks', () => {
  const ask = (rest: string, asked = account) =>
    imessage.verifyCallback(asked, { method: 'POST', headers: {}, query: {}, raw: Buffer.from('{}'), rest });

  it('passes the secret path and nothing else', () => {
    expect(ask('hush')).toMatchObject({ kind: 'accepted' });
    expect(ask('hus')).toEqual({ kind: 'refused' });
    expect(ask('')).toEqual({ kind: 'refused' });
    expect(ask('', { ...account, credentials: { callback_secret: '' } })).toEqual({ kind: 'refused' });
  });

  it('lets news of our own messages wait, and nothing that was written', () => {
    const only = (data: object) => imessage.onlyReceipts?.(JSON.stringify({ type: 'new-message', data }));
    expect(only({ isFromMe: true })).toBe(true);
    expect(only({ isFromMe: false, text: '"isFromMe":true' })).toBe(false);
    expect(only({})).toBe(false);
  });

  const mine = { guid: 'G', isFromMe: true, tempGuid: key };
  it.each([
    [
      'new-message',
      { ...mine, dateCreated: 1000 },
      [{ kind: 'receipt', status: 'sent', external_id: 'G', key, at: new Date(1000) }],
    ],
    [
      'new-message',
      { ...mine, tempGuid: null, dateCreated: 1000 },
      [{ kind: 'receipt', status: 'sent', external_id: 'G' }],
    ],
    [
      'updated-message',
      { ...mine, dateDelivered: 2000, dateRead: 3000 },
      [
        { status: 'delivered', at: new Date(2000) },
        { status: 'read', at: new Date(3000) },
      ],
    ],
    ['updated-message', { ...mine, isFromMe: false, dateRead: 3000 }, []],
    [
      'message-send-error',
      { ...mine, error: 22 },
      [{ kind: 'receipt', status: 'failed', code: 'not_on_channel', key }],
    ],
    ['message-send-error', { ...mine, error: 4 }, [{ kind: 'unknown' }]],
    [
      'new-message',
      {
        guid: 'I',
        isFromMe: false,
        text: 'Yes',
        handle: { address: '+8801711000000' },
        dateCreated: 4000,
        threadOriginatorGuid: 'G',
      },
      [
        {
          kind: 'inbound',
          external_id: 'I',
          from: '+8801711000000',
          from_phone: '+8801711000000',
          reply_to_external_id: 'G',
        },
      ],
    ],
    [
      'new-message',
      { guid: 'I', isFromMe: false, text: 'x', handle: { address: 'a' }, chats: [{ guid: 'iMessage;+;1' }] },
      [{ kind: 'unknown' }],
    ],
    ['typing-indicator', {}, [{ kind: 'unknown' }]],
  ])('reads %s %j', (type, data, expected) => {
    const events = imessage.readCallback({ type, data });
    expect(events).toHaveLength(expected.length);
    expect(events).toMatchObject(expected);
  });

  it('replaces a registration whose events differ and leaves a fitting one', async () => {
    const url = 'https://us.example/hooks/imessage/1/hush';
    const register = () =>
      imessage.registerCallbacks?.(platform.http, account, 'https://us.example/hooks/imessage/1');
    const listed = (events: unknown) => ({
      status: 200,
      json: {
        data: [
          { id: 9, url, events },
          { id: 8, url: 'other' },
        ],
      },
    });
    platform.answers = [listed('["*"]'), { status: 200, json: {} }];
    await register();
    expect(platform.asked.map((one) => `${one.method} ${one.url.split('?')[0] ?? ''}`)).toEqual([
      'GET /api/v1/webhook',
      'DELETE /api/v1/webhook/9',
      'POST /api/v1/webhook',
    ]);
    platform.asked.splice(0);
    platform.answers = [listed(['new-message', 'updated-message', 'message-send-error'])];
    await register();
    expect(platform.asked).toHaveLength(1);
  });
});
