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

const TOKEN = '42:abc-DEF_1';
let bench: Bench;
let chat = 0;

const control = (method: string, name: string, body?: unknown): Promise<Json> =>
  bench.simulators.control.telegram(method, name, body) as Promise<Json>;
const call = (method: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  request(
    `${bench.simulators.urls.telegram}/bot${TOKEN}/${method}`,
    body === undefined ? 'GET' : 'POST',
    body,
    headers,
  );
const send = (more: Json = {}): Promise<Answer> =>
  call('sendMessage', { chat_id: chat, text: 'Hello', ...more });
const start = async (address: string, payload = ''): Promise<number> => {
  const { chat_ids: ids } = await control('POST', 'start', { bot: TOKEN, people: [{ address, payload }] });
  return (ids as number[])[0] as number;
};
const updates = async (fields: Json = {}): Promise<Json[]> =>
  (await call('getUpdates', fields)).body['result'] as Json[];
/** One chat takes one message a second, so tests that send several move on in between. */
const nextSecond = (): void => bench.clock.advance(1_000);

beforeEach(async () => {
  bench = await startBench();
  await control('POST', 'accounts', { token: TOKEN, username: 'sampark_bot' });
  await control('PATCH', 'behaviour', QUIET);
  chat = await start('+8801711000001', 'lead_9f3');
});
afterEach(() => bench.close());

describe('requests', () => {
  it('takes any case, GET, urlencoded, multipart and JSON', async () => {
    expect((await call('GETME')).body['result']).toMatchObject({
      id: 42,
      is_bot: true,
      username: 'sampark_bot',
    });
    expect((await call(`sendMessage?chat_id=${chat}&text=by%20query`)).body['result']).toMatchObject({
      text: 'by query',
    });
    nextSecond();
    const url = `${bench.simulators.urls.telegram}/bot${TOKEN}/sendMessage`;
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] });
    const fields = { chat_id: String(chat), text: 'রহিম', reply_markup: markup };
    const form = await (await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })).json();
    expect(form).toMatchObject({
      ok: true,
      result: { text: 'রহিম', reply_markup: JSON.parse(markup) as Json },
    });
    nextSecond();
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    expect(await (await fetch(url, { method: 'POST', body: data })).json()).toMatchObject({
      result: { text: 'রহিম' },
    });
  });

  it('answers 401 to an unknown token, 404 to an unknown method or path', async () => {
    const other = await request(`${bench.simulators.urls.telegram}/bot1:x/getMe`);
    expect(other.body).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
    expect((await call('flyToMoon')).body).toMatchObject({
      error_code: 404,
      description: 'Not Found: method not found',
    });
    expect((await request(`${bench.simulators.urls.telegram}/nothing`)).body).toMatchObject({
      error_code: 404,
    });
  });
});

describe('sendMessage', () => {
  it('parses HTML and measures it afterwards', async () => {
    const text = `<b>${'x'.repeat(4090)}</b> &amp; <a href="https://a.b">y</a>`;
    const answer = await send({ text, parse_mode: 'HTML' });
    expect(answer.body['result']).toMatchObject({
      entities: [
        { type: 'bold', offset: 0, length: 4090 },
        { type: 'text_link', offset: 4093, length: 1, url: 'https://a.b' },
      ],
    });
    expect(((answer.body['result'] as Json)['text'] as string).length).toBe(4094);
  });

  it.each([
    ['<b>x', 'HTML', `Can't find end tag corresponding to start tag "b"`],
    ['<b>x</i>', 'HTML', `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`],
    ['x</b>', 'HTML', 'Unexpected end tag at byte offset 1'],
    ['ক<foo>x</foo>', 'HTML', `Unsupported start tag "foo" at byte offset 3`],
    ['<b x', 'HTML', 'Unclosed start tag at byte offset 0'],
    ['<span>x</span>', 'HTML', `Tag "span" must have class "tg-spoiler" at byte offset 0`],
    ['Hi.', 'MarkdownV2', `Character '.' is reserved and must be escaped with the preceding '\\'`],
    ['*x', 'MarkdownV2', `Can't find end of Bold entity at byte offset 0`],
    ['ক _x', 'MarkdownV2', `Can't find end of Italic entity at byte offset 4`],
    ['`x', 'MarkdownV2', `Can't find end of Code entity at byte offset 0`],
  ])('refuses %s as %s', async (text, mode, reason) => {
    const answer = await send({ text, parse_mode: mode });
    expect(answer.body).toEqual({
      ok: false,
      error_code: 400,
      description: `Bad Request: can't parse entities: ${reason}`,
    });
  });

  it.each([
    ['*b* _i_ __u__ ~s~ ||p||', 'b i u s p', ['bold', 'italic', 'underline', 'strikethrough', 'spoiler']],
    ['[a\\.b](https://x.y/\\)) `c\\`d`', 'a.b c`d', ['text_link', 'code']],
    ['```ts\nlet x\n```', 'let x', ['pre']],
    ['>quoted\nrest', 'quoted\nrest', ['blockquote']],
    ['\\*plain\\* 1\\.5', '*plain* 1.5', []],
  ])('parses MarkdownV2 %s', async (text, plain, types) => {
    const { result } = (await send({ text, parse_mode: 'MarkdownV2' })).body as { result: Json };
    expect(result['text']).toBe(plain);
    expect(((result['entities'] as Json[] | undefined) ?? []).map((entity) => entity['type'])).toEqual(types);
  });

  it.each([
    ['an empty text', { text: '' }, 'message text is empty'],
    ['markup without text', { text: '<b> </b>', parse_mode: 'HTML' }, 'message text is empty'],
    ['4097 characters', { text: 'x'.repeat(4097) }, 'message is too long'],
    ['an unknown parse mode', { parse_mode: 'BBCode' }, 'unsupported parse_mode'],
    ['no chat', { chat_id: '' }, 'chat_id is empty'],
    ['a chat nobody started', { chat_id: 77 }, 'chat not found'],
    [
      'callback data over 64 bytes',
      { reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'ক'.repeat(22) }]] } },
      'BUTTON_DATA_INVALID',
    ],
    ['a reply to nothing', { reply_parameters: { message_id: 999 } }, 'message to be replied not found'],
    [
      'an entity beyond the end',
      { entities: [{ type: 'bold', offset: 3, length: 9 }] },
      "can't parse entities: entity begins after the end of the text at UTF-16 offset 3",
    ],
  ])('refuses %s', async (_name, more, reason) => {
    expect((await send(more)).body).toEqual({
      ok: false,
      error_code: 400,
      description: `Bad Request: ${reason}`,
    });
    expect((await ledgerOf(bench, 'telegram'))['accepted']).toBe(0);
  });

  it('counts 4096 emoji as 4096 characters', async () => {
    expect((await send({ text: '😀'.repeat(4096) })).status).toBe(200);
  });

  it.each([
    ['deactivated', 403, 'Forbidden: user is deactivated'],
    ['initiate', 403, "Forbidden: bot can't initiate conversation with a user"],
    ['kicked', 403, 'Forbidden: bot was kicked from the group chat'],
    ['not_member', 403, 'Forbidden: bot is not a member of the channel chat'],
    ['migrated', 400, 'Bad Request: group chat was upgraded to a supergroup chat'],
    [500, 500, 'Internal Server Error'],
    [502, 502, 'Bad Gateway'],
  ])('fails as %s when told to', async (code, status, description) => {
    await control('POST', 'fail', { code });
    const answer = await send();
    expect([answer.status, answer.body['description']]).toEqual([status, description]);
    if (code === 'migrated')
      expect(answer.body['parameters']).toEqual({ migrate_to_chat_id: -1001234567890 });
  });

  it('uses the idempotency-key header as the ledger key', async () => {
    const key = '018f4e2a-0000-7000-8000-000000000002';
    await call('sendMessage', { chat_id: chat, text: 'a' }, { 'idempotency-key': `${key}.1` });
    nextSecond();
    await call('sendMessage', { chat_id: chat, text: 'a' }, { 'idempotency-key': `${key}.2` });
    expect(await ledgerOf(bench, 'telegram')).toMatchObject({
      accepted: 2,
      unique: 1,
      doubled: 1,
      messages: [{ key, to: String(chat) }],
    });
  });
});

describe('limits', () => {
  it('allows one message a second in a chat, and says when to come back', async () => {
    await send();
    bench.clock.advance(400);
    const answer = await send();
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.body).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    bench.clock.advance(600);
    expect((await send()).status).toBe(200);
    expect((await ledgerOf(bench, 'telegram'))['violations_by_kind']).toEqual({ per_chat: 1 });
  });

  it('allows 30 a second for the whole bot', async () => {
    const people = Array.from({ length: 31 }, (_, index) => ({ chat_id: 5000 + index, first_name: 'R' }));
    await control('POST', 'start', { bot: TOKEN, people });
    const answers = await Promise.all(people.map(({ chat_id }) => send({ chat_id })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    expect((await ledgerOf(bench, 'telegram'))['violations_by_kind']).toEqual({ per_second: 1 });
    await control('POST', 'throttle', { bot: TOKEN, seconds: 7 });
    expect((await send()).body['parameters']).toEqual({ retry_after: 7 });
  });
});

describe('people', () => {
  it('starts, blocks, comes back; the bot is told each time', async () => {
    const [first] = await updates();
    expect(first).toMatchObject({
      message: {
        text: '/start lead_9f3',
        chat: { id: chat, type: 'private' },
        from: { language_code: 'bn' },
      },
    });
    await control('POST', 'block', { bot: TOKEN, chat_id: chat });
    expect((await send()).body).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    expect(await start('+8801711000001', 'again')).toBe(chat);
    const kinds = (await updates({ offset: ((first as Json)['update_id'] as number) + 1 })).map(
      (update) => Object.keys(update)[1],
    );
    expect(kinds).toEqual(['my_chat_member', 'my_chat_member', 'message']);
    nextSecond();
    expect((await send()).status).toBe(200);
    await control('POST', 'deactivate', { bot: TOKEN, chat_id: chat });
    nextSecond();
    expect((await send()).body['description']).toBe('Forbidden: user is deactivated');
  });

  it('presses a button; the query is answered once; the message is edited', async () => {
    await control('PATCH', 'behaviour', { people: { reply: 1, press_button: 1 } });
    const keyboard = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };
    const sent = (await send({ reply_markup: keyboard })).body['result'] as Json;
    const query = (
      await until(
        async () => (await updates({ offset: -1 })).find((one) => one['callback_query']),
        bench.clock,
      )
    )['callback_query'] as Json;
    expect(query).toMatchObject({
      data: 'yes',
      message: { message_id: sent['message_id'] },
      from: { id: chat },
    });
    const answer = { callback_query_id: query['id'] };
    expect((await call('answerCallbackQuery', answer)).body['result']).toBe(true);
    expect((await call('answerCallbackQuery', answer)).body['description']).toContain('query is too old');
    const edit = { chat_id: chat, message_id: sent['message_id'], text: 'Done' };
    expect((await call('editMessageText', edit)).body['result']).toMatchObject({ text: 'Done' });
    expect((await call('editMessageText', edit)).body['description']).toContain('message is not modified');
    expect((await call('editMessageText', { ...edit, message_id: 99 })).body['description']).toBe(
      'Bad Request: message to edit not found',
    );
  });

  it('knows a chat only after its start', async () => {
    expect((await call('getChat', { chat_id: chat })).body['result']).toMatchObject({
      id: chat,
      type: 'private',
    });
    expect((await call('getChat', { chat_id: 5 })).body['description']).toBe('Bad Request: chat not found');
    expect((await call('sendChatAction', { chat_id: chat, action: 'typing' })).body['result']).toBe(true);
    await control('POST', 'ban', { bot: TOKEN });
    expect((await send()).status).toBe(401);
  });
});

describe('updates', () => {
  it('confirms by offset and respects limit and kinds', async () => {
    await start('+8801711000002');
    await start('+8801711000003');
    const [first, second] = await updates({ limit: 2 });
    expect((second as Json)['update_id']).toBe(((first as Json)['update_id'] as number) + 1);
    const rest = await updates({
      offset: ((second as Json)['update_id'] as number) + 1,
      allowed_updates: ['callback_query'],
    });
    expect(rest).toHaveLength(1);
    await start('+8801711000004');
    expect(await updates({ offset: ((rest[0] as Json)['update_id'] as number) + 1 })).toEqual([]);
  });

  it('holds a long poll until something happens, and ends it for a second poller', async () => {
    await updates({ offset: (((await updates())[0] as Json)['update_id'] as number) + 1 });
    const waiting = call('getUpdates', { timeout: 50 });
    await until(async () => (await control('GET', 'health'))['ok'] as boolean);
    const second = call('getUpdates', { timeout: 50 });
    expect((await waiting).body).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('terminated by other getUpdates') as string,
    });
    await start('+8801711000002', 'x');
    expect((await second).body['result']).toHaveLength(1);
  });

  it('posts to the webhook with the secret, retries, and excludes polling', async () => {
    bench.hook.statuses.push(500);
    const set = { url: bench.hook.url, secret_token: 'S-1', max_connections: 3 };
    expect((await call('setWebhook', set)).body).toEqual({
      ok: true,
      result: true,
      description: 'Webhook was set',
    });
    expect((await call('setWebhook', set)).body['description']).toBe('Webhook is already set');
    await until(() => bench.hook.posts.length === 2, bench.clock);
    expect(bench.hook.posts[1]?.headers['x-telegram-bot-api-secret-token']).toBe('S-1');
    expect(bench.hook.posts[1]?.body).toMatchObject({ message: { text: '/start lead_9f3' } });
    expect((await call('getWebhookInfo')).body['result']).toMatchObject({
      url: bench.hook.url,
      pending_update_count: 0,
      last_error_message: 'Wrong response from the webhook: 500',
    });
    expect((await call('getUpdates')).body).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('webhook is active') as string,
    });
    expect((await call('deleteWebhook', {})).body['description']).toBe('Webhook was deleted');
    expect(await updates()).toEqual([]);
  });

  it('refuses bad webhooks and too frequent changes', async () => {
    expect((await call('setWebhook', { url: 'ftp://x' })).body['description']).toBe(
      'Bad Request: bad webhook: invalid URL specified',
    );
    const url = bench.hook.url;
    expect((await call('setWebhook', { url, secret_token: 'a b' })).body['description']).toBe(
      'Bad Request: secret token contains unallowed characters',
    );
    await call('setWebhook', { url, drop_pending_updates: true });
    expect((await call('setWebhook', { url: `${url}2` })).status).toBe(429);
    nextSecond();
    expect((await call('setWebhook', { url: `${url}2` })).status).toBe(200);
    expect(bench.hook.posts).toHaveLength(0);
  });
});
