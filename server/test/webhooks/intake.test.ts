import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadAccountAccess } from '../../src/webhooks/accounts.ts';
import { payloadOf, unpack } from '../../src/webhooks/packed.ts';
import { storeCallbacks } from '../../src/webhooks/receive.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createAccount, postTelegram, postWhatsapp, type Account } from './fixtures.ts';

let server: TestServer;
let clock: ManualClock;
let whatsapp: Account;
let telegram: Account;
let imessage: Account;
beforeAll(async () => {
  clock = manualClock('2026-11-20T10:00:00Z');
  server = await startTestServer({ clock, routes: webhookRoutes });
  whatsapp = await createAccount(server, 'whatsapp');
  telegram = await createAccount(server, 'telegram');
  imessage = await createAccount(server, 'imessage');
});
afterAll(() => server.close());
beforeEach(async () => {
  clock.advance(3_000);
  await sql`delete from webhook_batches`.execute(server.rt.db);
});

const callbacks = async () => {
  const { rows } = await sql<{ workspace_id: string; count: number; callbacks: Buffer }>`
    select workspace_id, count, callbacks from webhook_batches order by id`.execute(server.rt.db);
  return rows.flatMap((row) => {
    const parts = unpack(row.callbacks);
    expect(parts).toHaveLength(row.count);
    return parts.map(({ channel, account_id, text }) => ({
      ...{ channel, account_id, workspace_id: row.workspace_id, payload: payloadOf(text) },
    }));
  });
};
const stored = async () => (await callbacks()).length;

describe('a good secret is stored before it is acknowledged', () => {
  it('WhatsApp', async () => {
    const answer = await postWhatsapp(server, whatsapp, { entry: [], text: 'ক 😀' });
    expect(answer.statusCode).toBe(200);
    expect(await callbacks()).toEqual([
      {
        channel: 'whatsapp',
        account_id: whatsapp.id,
        workspace_id: server.workspace.id,
        payload: { entry: [], text: 'ক 😀' },
      },
    ]);
  });

  it('Telegram, answering a pressed button in the same breath', async () => {
    const answer = await postTelegram(server, telegram, { update_id: 1, callback_query: { id: 'q' } });
    expect(answer.json()).toEqual({ method: 'answerCallbackQuery', callback_query_id: 'q' });
    expect(await stored()).toBe(1);
  });

  it('iMessage, by its path', async () => {
    const answer = await server.ask('POST', `/hooks/imessage/${imessage.id}/path-secret`, {
      payload: { type: 'x' },
    });
    expect(answer.statusCode).toBe(200);
    expect(await stored()).toBe(1);
  });

  it('WhatsApp’s handshake gets its challenge back as plain text', async () => {
    const query = 'hub.mode=subscribe&hub.challenge=%3Cb%3E1&hub.verify_token=';
    const answer = await server.ask('GET', `/hooks/whatsapp/${whatsapp.id}?${query}verify`);
    expect(answer.body).toBe('<b>1');
    expect(answer.headers['content-type']).toContain('text/plain');
    expect((await server.ask('GET', `/hooks/whatsapp/${whatsapp.id}?${query}wrong`)).statusCode).toBe(401);
  });
});

describe('everything else leaves nothing behind', () => {
  it.each([
    ['a bad signature', () => postWhatsapp(server, whatsapp, {}, 'other')],
    ['no signature', () => server.ask('POST', `/hooks/whatsapp/${whatsapp.id}`, { payload: {} })],
    ['a wrong token', () => postTelegram(server, telegram, {}, 'hus')],
    ['no token', () => server.ask('POST', `/hooks/telegram/${telegram.id}`, { payload: {} })],
    ['a wrong path', () => server.ask('POST', `/hooks/imessage/${imessage.id}/x`, { payload: {} })],
    ['no path', () => server.ask('POST', `/hooks/imessage/${imessage.id}`, { payload: {} })],
  ])('%s', async (_, ask) => {
    const answer = await ask();
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'callback_unverified' });
    expect(await stored()).toBe(0);
  });

  it('an account without its secret refuses, it does not open', async () => {
    const bare = await createAccount(server, 'whatsapp');
    const sealed = server.rt.keys.seal(JSON.stringify({ access_token: 'token' }));
    await sql`update sender_accounts set credentials = ${sealed} where id = ${bare.id}`.execute(server.rt.db);
    expect((await postWhatsapp(server, bare, {}, '')).statusCode).toBe(401);
    expect(await stored()).toBe(0);
  });

  it.each([
    ['an unknown account', () => server.ask('POST', `/hooks/whatsapp/${randomUUID()}`, { payload: {} })],
    ['an id that is none', () => server.ask('POST', '/hooks/whatsapp/1', { payload: {} })],
    [
      'an account of another channel',
      () => server.ask('POST', `/hooks/telegram/${whatsapp.id}`, { payload: {} }),
    ],
    ['an unknown channel', () => server.ask('POST', `/hooks/sms/${whatsapp.id}`, { payload: {} })],
  ])('%s', async (_, ask) => {
    const answer = await ask();
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'callback_unknown_account' });
  });
});

describe('the store', () => {
  it('takes what PostgreSQL would not', async () => {
    const odd = { text: 'a\u0000b\ud800c', slash: '\\u0000', '\u0000': 1 };
    expect((await postTelegram(server, telegram, odd)).statusCode).toBe(200);
    expect((await callbacks())[0]?.payload).toEqual({
      ...{ text: 'a\ufffdb\ufffdc', slash: '\\u0000', '\ufffd': 1 },
    });
  });

  it('answers 503 when the commit fails, so that the platform sends it again', async () => {
    const owner = new (await import('pg')).default.Client({ connectionString: server.rt.ownerUrl });
    await owner.connect();
    await owner.query('alter table webhook_batches rename to elsewhere');
    const answer = await postTelegram(server, telegram, { update_id: 1 });
    await owner.query('alter table elsewhere rename to webhook_batches');
    await owner.end();
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect((await postTelegram(server, telegram, { update_id: 1 })).statusCode).toBe(200);
  });

  it('writes thousands that come at once in a few statements, each acknowledged after its commit', async () => {
    const account = (await loadAccountAccess(server.rt, [whatsapp.id])).get(whatsapp.id);
    if (!account) throw new Error('no account');
    const payload = JSON.stringify({
      entry: [{ changes: [{ field: 'messages', value: { statuses: [{ id: 'wamid', status: 'sent' }] } }] }],
    });
    await Promise.all(Array.from({ length: 10_000 }, () => storeCallbacks(server.rt, account, [payload])));
    expect(await stored()).toBe(10_000);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from webhook_batches`.execute(
      server.rt.db,
    );
    expect(rows[0]?.n).toBeLessThan(500);
  });

  it('follows a changed secret within two seconds', async () => {
    expect((await postTelegram(server, telegram, {})).statusCode).toBe(200);
    const sealed = server.rt.keys.seal(JSON.stringify({ bot_token: '7:abc', secret_token: 'new' }));
    await sql`update sender_accounts set credentials = ${sealed} where id = ${telegram.id}`.execute(
      server.rt.db,
    );
    clock.advance(2_001);
    expect((await postTelegram(server, telegram, {})).statusCode).toBe(401);
    expect((await postTelegram(server, telegram, {}, 'new')).statusCode).toBe(200);
  });
});
