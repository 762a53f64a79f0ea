import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  accountAt,
  stubPlatform,
  textMessage,
  type StubPlatform,
} from '../../../test/webhooks/stub-platform.ts';
import type { AccountAccess } from '../channel.ts';
import { telegram } from './adapter.ts';
import { plainText } from '@sampark/contracts/telegram-text.ts';
import { escapeHtml } from './html.ts';

let platform: StubPlatform;
let account: AccountAccess;
beforeAll(async () => {
  platform = await stubPlatform();
  account = accountAt(platform.url, 'telegram', {
    credentials: { bot_token: '7:abc', secret_token: 'hush' },
  });
});
afterAll(() => platform.close());
beforeEach(() => void platform.asked.splice(0));

const ok = { status: 200, json: { ok: true, result: { message_id: 5, chat: { id: 42 } } } };
const refusal = (error_code: number, description: string, parameters?: object) => ({
  status: error_code,
  json: { ok: false, error_code, description, ...(parameters ? { parameters } : {}) },
});
const send = (text?: string) => telegram.send(platform.http, account, textMessage('42', text));

/** Every row of channel-protocols.md, part B. */
const table: [number, string, object][] = [
  [
    403,
    'Forbidden: bot was blocked by the user',
    { code: 'blocked_by_contact', blame: 'contact', suppress: 'blocked' },
  ],
  [403, 'Forbidden: user is deactivated', { code: 'unreachable', blame: 'contact', suppress: 'unreachable' }],
  [
    403,
    "Forbidden: bot can't initiate conversation with a user",
    { code: 'not_started', blame: 'contact', suppress: 'unreachable' },
  ],
  [
    403,
    'Forbidden: bot was kicked from the group chat',
    { code: 'blocked_by_contact', blame: 'contact', suppress: 'blocked' },
  ],
  [
    403,
    'Forbidden: bot is not a member of the channel chat',
    { code: 'blocked_by_contact', blame: 'contact', suppress: 'blocked' },
  ],
  [400, 'Bad Request: chat not found', { code: 'not_started', blame: 'contact', suppress: 'unreachable' }],
  [400, 'Bad Request: message is too long', { code: 'content_too_long', blame: 'content' }],
  [400, 'Bad Request: message text is empty', { code: 'content_invalid', blame: 'content' }],
  [401, 'Unauthorized', { code: 'account_credentials', blame: 'account' }],
  [404, 'Not Found: method not found', { code: 'account_configuration', blame: 'account' }],
  [
    409,
    'Conflict: terminated by other getUpdates request',
    { code: 'account_configuration', blame: 'account' },
  ],
];

describe('sending', () => {
  it('sends HTML to the chat and names the message by chat and id', async () => {
    platform.answers = [ok];
    expect(await send('<b>Hi</b>')).toEqual({ kind: 'accepted', external_id: '42:5' });
    expect(platform.asked[0]).toMatchObject({
      url: '/bot7:abc/sendMessage',
      body: { chat_id: '42', text: '<b>Hi</b>', parse_mode: 'HTML' },
      headers: { 'idempotency-key': textMessage('').key },
    });
  });

  it('puts every button on a row of its own', async () => {
    platform.answers = [ok];
    const content = {
      kind: 'buttons' as const,
      text: 'Pick',
      buttons: [
        { id: 'a', title: 'A' },
        { id: 'STOP', title: 'Stop' },
      ],
    };
    await telegram.send(platform.http, account, { ...textMessage('42'), content });
    expect(platform.asked[0]?.body).toMatchObject({
      reply_markup: {
        inline_keyboard: [[{ text: 'A', callback_data: 'a' }], [{ text: 'Stop', callback_data: 'STOP' }]],
      },
    });
  });

  it.each(table)('%i %s', async (status, description, expected) => {
    platform.answers = [refusal(status, description)];
    expect(await send()).toEqual({ kind: 'rejected', detail: description, ...expected });
    expect(platform.asked).toHaveLength(1);
  });

  it('pauses the whole bot for as long as it is told', async () => {
    platform.answers = [refusal(429, 'Too Many Requests: retry after 7', { retry_after: 7 })];
    expect(await send()).toMatchObject({
      kind: 'retry',
      code: 'account_rate',
      after_seconds: 7,
      pause: 'account',
    });
  });

  it('retries a fault of the platform, and takes a proxy’s for doubt', async () => {
    platform.answers = [refusal(500, 'Internal Server Error')];
    expect(await send()).toMatchObject({ kind: 'retry', code: 'server_fault' });
    platform.answers = [{ status: 502, text: '<html>' }];
    expect(await send()).toMatchObject({ kind: 'unknown' });
    platform.answers = [{ status: 200, json: { ok: true, result: {} } }];
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'unclassified' });
    platform.answers = ['silence'];
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'timeout' });
  });

  it('follows a moved group once', async () => {
    const moved = refusal(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -100 });
    platform.answers = [
      moved,
      { status: 200, json: { ok: true, result: { message_id: 6, chat: { id: -100 } } } },
    ];
    expect(await send()).toEqual({ kind: 'accepted', external_id: '-100:6', recipient_id: '-100' });
    platform.answers = [moved];
    expect(await send()).toMatchObject({ kind: 'rejected' });
  });

  it('says it plainly once when Telegram cannot parse the markup', async () => {
    const unparsed = refusal(400, "Bad Request: can't parse entities: Unsupported start tag");
    platform.answers = [unparsed, ok];
    expect(await send('<b>5 < 6</b> &amp; more')).toMatchObject({ kind: 'accepted' });
    expect(platform.asked[1]?.body).toMatchObject({ text: '5 < 6 & more' });
    expect(platform.asked[1]?.body).not.toHaveProperty('parse_mode');
    platform.answers = [unparsed];
    expect(await send()).toMatchObject({ kind: 'rejected', code: 'content_invalid' });
  });

  it('counts what a reader sees', async () => {
    platform.answers = [ok];
    expect(await send(`<b>${'x'.repeat(4096)}</b>`)).toMatchObject({ kind: 'accepted' });
    expect(await send('x'.repeat(4097))).toMatchObject({ code: 'content_too_long' });
  });
});

it('escapes what variables bring', () => {
  expect(escapeHtml('a<b>&"c')).toBe('a&lt;b&gt;&amp;"c');
  expect(plainText(escapeHtml('<b>&amp;</b>'))).toBe('<b>&amp;</b>');
});

describe('callbacks', () => {
  const raw = Buffer.from(JSON.stringify({ update_id: 1, callback_query: { id: 'q1' } }));
  const ask = (headers: Record<string, string>, asked = account) =>
    telegram.verifyCallback(asked, { method: 'POST', headers, query: {}, raw, rest: '' });

  it('passes the secret token, and stops a pressed button’s spinner', () => {
    expect(ask({ 'x-telegram-bot-api-secret-token': 'hush' })).toMatchObject({
      kind: 'accepted',
      reply: { method: 'answerCallbackQuery', callback_query_id: 'q1' },
    });
  });

  it('refuses a wrong, a missing and an unset token', () => {
    expect(ask({ 'x-telegram-bot-api-secret-token': 'hus' })).toEqual({ kind: 'refused' });
    expect(ask({})).toEqual({ kind: 'refused' });
    expect(ask({ 'x-telegram-bot-api-secret-token': '' }, { ...account, credentials: {} })).toEqual({
      kind: 'refused',
    });
  });

  const chat = { id: 42, type: 'private' };
  const from = { id: 42, first_name: 'Rahim', last_name: 'U' };
  it.each([
    [
      { message: { message_id: 5, date: 1_764_000_000, from, chat, text: '/start lead_9f3' } },
      {
        kind: 'inbound',
        message_kind: 'start',
        payload: 'lead_9f3',
        from: '42',
        external_id: '42:5',
        from_name: 'Rahim U',
        at: new Date(1_764_000_000_000),
      },
    ],
    [
      { message: { message_id: 5, date: 1, from, chat, text: '/start' } },
      { kind: 'inbound', message_kind: 'start' },
    ],
    [
      { message: { message_id: 6, date: 1, from, chat, text: 'hi', reply_to_message: { message_id: 5 } } },
      { kind: 'inbound', message_kind: 'text', text: 'hi', reply_to_external_id: '42:5' },
    ],
    [
      {
        message: {
          message_id: 7,
          date: 1,
          from,
          chat,
          contact: { user_id: 42, phone_number: '8801711000000' },
        },
      },
      { kind: 'inbound', message_kind: 'other', from_phone: '+8801711000000' },
    ],
    [
      {
        callback_query: {
          id: 'q',
          from,
          data: 'STOP',
          message: {
            message_id: 5,
            chat,
            reply_markup: { inline_keyboard: [[{ text: 'No', callback_data: 'STOP' }]] },
          },
        },
      },
      {
        kind: 'inbound',
        message_kind: 'button',
        payload: 'STOP',
        text: 'No',
        external_id: 'query:q',
        reply_to_external_id: '42:5',
      },
    ],
    [
      { my_chat_member: { chat, date: 1, new_chat_member: { status: 'kicked' } } },
      { kind: 'blocked', from: '42' },
    ],
    [
      { my_chat_member: { chat, date: 1, new_chat_member: { status: 'member' } } },
      { kind: 'unblocked', from: '42' },
    ],
    [{ message: { message_id: 5, chat: { id: -1, type: 'group' }, text: 'x' } }, { kind: 'unknown' }],
    [{ edited_message: {} }, { kind: 'unknown' }],
  ])('reads %j', (update, expected) => {
    expect(telegram.readCallback({ update_id: 1, ...update })).toMatchObject([expected]);
  });

  it('takes no number from a contact card of somebody else', () => {
    const card = { user_id: 43, phone_number: '8801711000000' };
    const [event] = telegram.readCallback({ message: { message_id: 7, date: 1, from, chat, contact: card } });
    expect(event).not.toHaveProperty('from_phone');
  });
});

it('polls, confirms only what was stored, and goes on after a failure', async () => {
  const update = (id: number) => ({ update_id: id, message: { message_id: id } });
  platform.answers = [
    { status: 200, json: { ok: true, result: [update(10), update(11)] } },
    { status: 200, json: { ok: true, result: [update(10), update(11)] } },
    { status: 200, json: { ok: true, result: [] } },
  ];
  const stored: string[][] = [];
  let fails = 1;
  const source = telegram.openUpdates?.(
    platform.http,
    account,
    (texts) => {
      if (fails-- > 0) return Promise.reject(new Error('database away'));
      stored.push(texts);
      return Promise.resolve();
    },
    () => {},
  );
  await expect.poll(() => platform.asked.length, { timeout: 5_000 }).toBeGreaterThan(2);
  await source?.stop();
  expect(stored).toEqual([[JSON.stringify(update(10)), JSON.stringify(update(11))]]);
  const offsets = platform.asked.map((one) => (one.body as { offset?: number }).offset);
  expect(offsets.slice(0, 3)).toEqual([undefined, undefined, 12]);
});
