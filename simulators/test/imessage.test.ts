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

const PERSON = '+8801711000001';
const CHAT = `iMessage;-;${PERSON}`;
let bench: Bench;

const control = (method: string, name: string, body?: unknown): Promise<Json> =>
  bench.simulators.control.imessage(method, name, body) as Promise<Json>;
const api = (path: string, method = 'GET', body?: unknown, prefix = ''): Promise<Answer> => {
  const mark = path.includes('?') ? '&' : '?';
  return request(`${bench.simulators.urls.imessage}${prefix}/api/v1${path}${mark}password=pw`, method, body);
};
const send = (more: Json = {}): Promise<Answer> =>
  api('/message/text', 'POST', {
    chatGuid: CHAT,
    tempGuid: `temp-${bench.clock.now()}`,
    message: 'Hi',
    ...more,
  });
const hookEvents = async (): Promise<void> => {
  await api('/webhook', 'POST', { url: bench.hook.url, events: ['*'] });
};
const query = async (more: Json = {}): Promise<Json[]> =>
  (await api('/message/query', 'POST', { chatGuid: CHAT, ...more })).body['data'] as Json[];

beforeEach(async () => {
  bench = await startBench();
  await control('POST', 'accounts', {
    accounts: [
      { name: 'mac-1', password: 'pw' },
      { name: 'mac-2', password: 'pw2' },
    ],
  });
  await control('PATCH', 'behaviour', QUIET);
  await control('PATCH', 'settings', { own_new_message_twice: 0 });
});
afterEach(() => bench.close());

it('answers ping and info, by any alias of the password, per Mac', async () => {
  expect((await api('/ping')).body).toEqual({ status: 200, message: 'Ping received!', data: 'pong' });
  expect((await api('/server/info')).body['data']).toMatchObject({
    private_api: true,
    helper_connected: true,
  });
  const root = bench.simulators.urls.imessage;
  expect((await request(`${root}/mac-2/api/v1/ping?guid=pw2`)).status).toBe(200);
  expect((await request(`${root}/mac-2/api/v1/ping?token=pw2`)).status).toBe(200);
  expect((await request(`${root}/mac-2/api/v1/ping?password=pw`)).body).toMatchObject({
    status: 401,
    error: { type: 'Authentication Error' },
  });
  expect((await request(`${root}/api/v1/ping`)).status).toBe(401);
  expect((await api('/nothing')).status).toBe(404);
});

describe('message/text', () => {
  it('sends, announces and follows up through the webhook', async () => {
    await hookEvents();
    await control('PATCH', 'settings', { own_new_message_twice: 1 });
    const answer = await send({ tempGuid: 'temp-9f3' });
    expect(answer.body).toMatchObject({
      status: 200,
      data: { text: 'Hi', error: 0, isFromMe: true, tempGuid: 'temp-9f3', dateDelivered: null },
    });
    const guid = (answer.body['data'] as Json)['guid'];
    await until(() => bench.hook.posts.length === 4, bench.clock);
    const events = bench.hook.posts.map(({ body }) => body as { type: string; data: Json });
    expect(events.map(({ type }) => type)).toEqual([
      'new-message',
      'new-message',
      'updated-message',
      'updated-message',
    ]);
    expect(events.every(({ data }) => data['guid'] === guid)).toBe(true);
    expect(events.map(({ data }) => data['tempGuid'])).toEqual(['temp-9f3', undefined, undefined, undefined]);
    expect(events[2]?.data).toMatchObject({ isDelivered: true, dateRead: null });
    expect(events[2]?.data['chats']).toBeUndefined();
    expect(events[3]?.data['dateRead']).toEqual(expect.any(Number));
    expect((await api(`/message/${String(guid)}`)).body['data']).toMatchObject({ guid, isDelivered: true });
  });

  it.each([
    ['no chat', { chatGuid: '' }, 'chatGuid'],
    ['no tempGuid by AppleScript', { tempGuid: '' }, `'tempGuid' is required`],
    ['no text by AppleScript', { message: '' }, `'message' is required`],
    ['no text by Private API', { message: '', method: 'private-api' }, `'message' or 'subject'`],
    ['an unknown method', { method: 'pigeon' }, 'method is invalid'],
    ['a text that is none', { message: 5 }, 'must be a string'],
  ])('refuses %s', async (_name, more, reason) => {
    const answer = await send(more);
    expect(answer.body).toMatchObject({
      status: 400,
      error: { type: 'Validation Error', message: expect.stringContaining(reason) as string },
    });
  });

  it('refuses a tempGuid only while it is on its way', async () => {
    await control('PATCH', 'behaviour', { latency_ms: 5_000 });
    const first = send({ tempGuid: 'temp-1' });
    await until(async () => (await ledgerOf(bench, 'imessage'))['accepted'] === 1);
    await control('PATCH', 'behaviour', { latency_ms: 0 });
    expect((await send({ tempGuid: 'temp-1' })).body['error']).toMatchObject({
      message: expect.stringContaining('already queued') as string,
    });
    bench.clock.advance(5_000);
    expect((await first).status).toBe(200);
    expect(await until(async () => (await send({ tempGuid: 'temp-1' })).status === 200)).toBe(true);
    expect(await ledgerOf(bench, 'imessage')).toMatchObject({ accepted: 2, doubled: 1 });
  });

  it.each([22, 4, 3])('fails with error %i in the message', async (code) => {
    await hookEvents();
    await control(
      'PATCH',
      'behaviour',
      code === 22 ? { people: { registered: 0 } } : { addresses: { [PERSON]: { fail: code } } },
    );
    const answer = await send();
    expect(answer.body).toMatchObject({
      status: 500,
      error: { type: 'iMessage Error' },
      data: { error: code },
    });
    await until(() => bench.hook.posts.length === 1);
    expect(bench.hook.posts[0]?.body).toMatchObject({ type: 'message-send-error', data: { error: code } });
    expect((await ledgerOf(bench, 'imessage'))['accepted']).toBe(0);
  });

  it('fails while banned, without Private API, beyond the day', async () => {
    await control('POST', 'ban', { account: 'mac-1' });
    expect((await send()).status).toBe(500);
    await control('POST', 'unban', { account: 'mac-1' });
    await control('POST', 'accounts', { name: 'mac-1', private_api: false, per_day: 1 });
    expect((await send({ method: 'private-api' })).body['error']).toMatchObject({ type: 'iMessage Error' });
    expect((await api(`/handle/availability/imessage?address=${encodeURIComponent(PERSON)}`)).status).toBe(
      500,
    );
    expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(500);
    expect(await ledgerOf(bench, 'imessage')).toMatchObject({
      accepted: 1,
      violations_by_kind: { per_day: 1 },
    });
  });

  it('delivers a webhook once, whatever is answered', async () => {
    await hookEvents();
    bench.hook.statuses.push(500);
    await control('POST', 'inbound', { account: 'mac-1', from: PERSON, text: 'ok' });
    await until(() => bench.hook.posts.length === 1);
    bench.clock.advance(3_600_000);
    expect(bench.hook.posts).toHaveLength(1);
  });
});

describe('queries', () => {
  it('filters by chat, time, statement, and pages', async () => {
    const start = bench.clock.now();
    for (const message of ['one', 'Two', 'three']) {
      await send({ message });
      bench.clock.advance(1_000);
    }
    expect((await query()).map((one) => one['text'])).toEqual(['three', 'Two', 'one']);
    expect((await query({ sort: 'ASC', limit: 1, offset: 1 })).map((one) => one['text'])).toEqual(['Two']);
    expect(await query({ after: start + 1_500 })).toHaveLength(1);
    expect(await query({ before: start + 1_500 })).toHaveLength(2);
    const where = (statement: string, args: Json): Promise<Json[]> => query({ where: [{ statement, args }] });
    expect(await where('message.text = :text', { text: 'Two' })).toHaveLength(1);
    expect(await where('message.text LIKE :term COLLATE NOCASE', { term: 't%' })).toHaveLength(2);
    expect(await where('message.date_delivered IS NULL', {})).toHaveLength(0);
    const guid = (await query({ limit: 1, with: ['chats'] }))[0] as Json;
    expect(guid['chats']).toMatchObject([{ guid: CHAT }]);
    expect(await where('message.guid IN (:...guids)', { guids: [guid['guid']] })).toHaveLength(1);
    const broken = await api('/message/query', 'POST', {
      where: [{ statement: 'message.tempGuid = :a', args: { a: 1 } }],
    });
    expect(broken.body).toMatchObject({ status: 500, error: { type: 'Database Error' } });
    expect((await api('/message/query', 'POST', { limit: 5000 })).status).toBe(400);
    expect((await api('/message/query', 'POST', { chatGuid: 'iMessage;-;+1' })).body).toMatchObject({
      data: [],
    });
    expect((await api('/chat/query', 'POST', {})).body).toMatchObject({
      data: [{ guid: CHAT }],
      metadata: { total: 1 },
    });
  });

  it('makes chats and keeps one webhook per URL', async () => {
    const made = await api('/chat/new', 'POST', { addresses: [PERSON], message: 'Hi', tempGuid: 'temp-7' });
    expect(made.body['data']).toMatchObject({ guid: CHAT, messages: [{ text: 'Hi' }] });
    expect((await api('/chat/new', 'POST', { message: 'Hi' })).status).toBe(400);
    const first = (await api('/webhook', 'POST', { url: bench.hook.url, events: ['new-message'] })).body[
      'data'
    ] as Json;
    const again = (await api('/webhook', 'POST', { url: bench.hook.url, events: ['*'] })).body[
      'data'
    ] as Json;
    expect(again).toEqual(first);
    expect((await api('/webhook')).body['data']).toHaveLength(1);
    expect((await api(`/webhook/${String(first['id'])}`, 'DELETE')).status).toBe(200);
    expect((await api(`/webhook/${String(first['id'])}`, 'DELETE')).status).toBe(404);
  });
});
