// The short way for the usual callback answers as the long way does, over real HTTP.
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildServer } from '../../src/http/server.ts';
import { forgetAccount, knownAccount, loadAccountAccess } from '../../src/webhooks/accounts.ts';
import { openFrontDoor } from '../../src/webhooks/front-door.ts';
import { unpack } from '../../src/webhooks/packed.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createAccount, secrets, type Account } from './fixtures.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let short: string;
let long: string;
let whatsapp: Account;
let imessage: Account;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  server = await startTestServer({ clock, routes: webhookRoutes });
  whatsapp = await createAccount(server, 'whatsapp');
  imessage = await createAccount(server, 'imessage');
  const { rt } = server;
  for (const frontDoor of [true, false]) {
    const app = await buildServer(
      rt,
      webhookRoutes,
      frontDoor ? { frontDoor: (http) => openFrontDoor(http, rt) } : {},
    );
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    if (frontDoor) short = url;
    else long = url;
    closing.push(() => app.close());
  }
  // The door knows accounts that were asked for a moment ago.
  await loadAccountAccess(rt, [whatsapp.id, imessage.id]);
});
afterAll(async () => {
  for (const close of closing) await close();
  await server?.close();
});
beforeEach(() => sql`delete from webhook_batches`.execute(server.rt.db));

const stored = async () => {
  const { rows } = await sql<{
    callbacks: Buffer;
  }>`select callbacks from webhook_batches order by id`.execute(server.rt.db);
  return rows.flatMap((row) => unpack(row.callbacks));
};

async function post(base: string, path: string, body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: JSON.parse(text) as object,
  };
}
const signed = (body: string, secret = 'app-secret') => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});

describe('the short way and the long way', () => {
  const body = JSON.stringify({ entry: [], text: 'ক 😀' });
  it.each([
    ['a good signature', () => `/hooks/whatsapp/${whatsapp.id}`, body, signed(body), 1],
    ['a bad signature', () => `/hooks/whatsapp/${whatsapp.id}`, body, signed(body, 'other'), 0],
    ['no signature', () => `/hooks/whatsapp/${whatsapp.id}`, body, {}, 0],
    ['a secret path', () => `/hooks/imessage/${imessage.id}/path-secret`, body, {}, 1],
    ['a wrong path', () => `/hooks/imessage/${imessage.id}/x`, body, {}, 0],
    ['a path with more', () => `/hooks/imessage/${imessage.id}/path-secret/more`, body, {}, 0],
    ['an account of another channel', () => `/hooks/telegram/${whatsapp.id}`, body, signed(body), 0],
    ['an unknown account', () => `/hooks/whatsapp/${crypto.randomUUID()}`, body, signed(body), 0],
    ['what is no JSON', () => `/hooks/whatsapp/${whatsapp.id}`, 'no', signed('no'), 1],
    ['nothing at all', () => `/hooks/whatsapp/${whatsapp.id}`, '', signed(''), 1],
  ] as const)('give the same answer to %s', async (_, path, text, headers, count) => {
    const [one, other] = [await post(short, path(), text, headers), await post(long, path(), text, headers)];
    const known = { request_id: expect.any(String) as string };
    expect(one).toEqual({
      ...other,
      body: 'request_id' in other.body ? { ...other.body, ...known } : other.body,
    });
    const kept = await stored();
    expect(kept).toHaveLength(2 * count);
    if (count === 1) expect(kept[0]).toEqual(kept[1]);
  });

  it('take a body in pieces', async () => {
    const pieces = new ReadableStream<Uint8Array>({
      async start(controller) {
        const bytes = Buffer.from(body);
        for (let at = 0; at < bytes.length; at += 5) {
          controller.enqueue(bytes.subarray(at, at + 5));
          await new Promise((resolve) => setImmediate(resolve));
        }
        controller.close();
      },
    });
    for (const base of [short, long]) {
      const answer = await fetch(`${base}/hooks/whatsapp/${whatsapp.id}`, {
        ...{ method: 'POST', body: pieces.locked ? body : pieces, duplex: 'half' },
        headers: { 'content-type': 'application/json', ...signed(body) },
      });
      expect(answer.status).toBe(200);
    }
    expect(await stored()).toHaveLength(2);
  });

  it('ask the platform to come again when nothing could be stored', async () => {
    const owner = new (await import('pg')).default.Client({ connectionString: server.rt.ownerUrl });
    await owner.connect();
    await owner.query('alter table webhook_batches rename to elsewhere');
    try {
      const answer = await fetch(`${short}/hooks/whatsapp/${whatsapp.id}`, {
        ...{ method: 'POST', body, headers: { 'content-type': 'application/json', ...signed(body) } },
      });
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('5');
    } finally {
      await owner.query('alter table elsewhere rename to webhook_batches');
      await owner.end();
    }
  });
});

describe('accounts at the door', () => {
  it('are read again before they run out, as long as somebody asks', async () => {
    const { rt } = server;
    const kept = (await loadAccountAccess(rt, [imessage.id])).get(imessage.id);
    clock.advance(999);
    expect(knownAccount(rt, imessage.id)).toBe(kept);
    clock.advance(500);
    const changed = { ...secrets.imessage, callback_secret: 'another' };
    await sql`update sender_accounts set credentials = ${rt.keys.seal(JSON.stringify(changed))} where id = ${imessage.id}`.execute(
      rt.db,
    );
    expect(knownAccount(rt, imessage.id)).toBe(kept);
    await expect.poll(() => knownAccount(rt, imessage.id)?.access.credentials).toEqual(changed);
    clock.advance(1_999);
    expect(knownAccount(rt, imessage.id)?.access.credentials).toEqual(changed);
  });

  it('run out when nobody does', async () => {
    await loadAccountAccess(server.rt, [whatsapp.id]);
    clock.advance(2_000);
    expect(knownAccount(server.rt, whatsapp.id)).toBeUndefined();
  });

  it('are not brought back by a reading that began before they were forgotten', async () => {
    const { rt } = server;
    await loadAccountAccess(rt, [whatsapp.id]);
    clock.advance(1_500);
    expect(knownAccount(rt, whatsapp.id)).toBeDefined();
    forgetAccount(rt, whatsapp.id);
    // As long as reading takes: what was asked later is there.
    await new Promise((resolve) => setImmediate(resolve));
    await loadAccountAccess(rt, [imessage.id]);
    await sql`select 1`.execute(rt.db);
    expect(knownAccount(rt, whatsapp.id)).toBeUndefined();
  });
});
