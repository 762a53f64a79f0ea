// Deliveries that are forged, repeated, too large, torn, or in another encoding, by the short way (front door and lane, a
// real connection) and by the long one (the framework). What does not verify changes nothing, and neither does a repeat.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openFrontDoor } from '../../src/webhooks/front-door.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { buildServer } from '../../src/http/server.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { applyAll, createAccount, telegramText, whatsappText, type Account } from '../webhooks/fixtures.ts';

let server: TestServer;
let short: { url: string; port: number; close(): Promise<void> };
const accounts = {} as Record<'whatsapp' | 'telegram' | 'signal' | 'imessage', Account>;
beforeAll(async () => {
  server = await startTestServer({ clock: manualClock('2026-11-20T10:00:00Z'), routes: webhookRoutes });
  for (const channel of ['whatsapp', 'telegram', 'signal', 'imessage'] as const)
    accounts[channel] = await createAccount(server, channel);
  const app = await buildServer(server.rt, webhookRoutes, {
    frontDoor: (http) => openFrontDoor(http, server.rt),
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  short = { url, port: Number(new URL(url).port), close: async () => app.close() };
});
afterAll(async () => {
  await short.close();
  await server.close();
});
beforeEach(async () => {
  await sql`delete from webhook_batches`.execute(server.rt.db);
});

/** Everything a callback could change. */
async function fingerprint(): Promise<string> {
  const tables = ['webhook_batches', 'events', 'messages', 'attempts', 'prospects', 'conversations', 'inbound_messages', 'channel_identities', 'consent_state', 'consents', 'suppressions', 'sender_accounts', 'notifications']; // prettier-ignore
  const hash = createHash('sha256');
  for (const table of tables) {
    const known = await sql<{ yes: boolean }>`select to_regclass(${table}) is not null as yes`.execute(
      server.rt.db,
    );
    if (!known.rows[0]?.yes) continue;
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(t::text, '|' order by t::text), '') as text from ${sql.table(table)} t`.execute(
      server.rt.db,
    );
    hash.update(`${table}:${rows[0]?.text ?? ''}\n`);
  }
  return hash.digest('hex');
}

const sign = (body: string | Buffer, secret = 'app-secret') =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

type Delivery = { path: string; headers: Record<string, string>; body: string | Buffer };
type Way = (delivery: Delivery) => Promise<number>;
const ways: Record<string, Way> = {
  'the long way': async ({ path, headers, body }) =>
    (await server.ask('POST', path, { headers, payload: body })).statusCode,
  'the short way': async ({ path, headers, body }) =>
    (await fetch(short.url + path, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) })).status, // prettier-ignore
};
const json = { 'content-type': 'application/json' };
const good = {
  whatsapp: (body: string): Delivery => ({
    path: `/hooks/whatsapp/${accounts.whatsapp.id}`,
    headers: { ...json, 'x-hub-signature-256': sign(body) },
    body,
  }),
  telegram: (body: string): Delivery => ({
    path: `/hooks/telegram/${accounts.telegram.id}`,
    headers: { ...json, 'x-telegram-bot-api-secret-token': 'hush' },
    body,
  }),
  imessage: (body: string): Delivery => ({
    path: `/hooks/imessage/${accounts.imessage.id}/path-secret`,
    headers: json,
    body,
  }),
};

describe.each(Object.entries(ways))('forged, by %s', (_name, way) => {
  const body = JSON.stringify(whatsappText('447400000001', 'wamid.1', 'STOP'));
  const whatsapp = (signature: string): Delivery => ({
    ...good.whatsapp(body),
    headers: { ...json, 'x-hub-signature-256': signature },
  });
  const telegram = (token: string): Delivery => ({
    ...good.telegram(body),
    headers: { ...json, 'x-telegram-bot-api-secret-token': token },
  });
  const forgeries = (): [string, Delivery][] => [
    ['of another secret', whatsapp(sign(body, 'other'))],
    ['of an empty secret', whatsapp(sign(body, ''))],
    ['of other bytes', whatsapp(sign(`${body} `))],
    ['without its name', whatsapp(sign(body).slice(7))],
    ['cut short', whatsapp(sign(body).slice(0, 40))],
    ['in capitals', whatsapp(sign(body).toUpperCase())],
    [
      'SHA-1, the older kind',
      whatsapp(`sha1=${createHmac('sha1', 'app-secret').update(body).digest('hex')}`),
    ],
    ['under the older name', { ...good.whatsapp(body), headers: { ...json, 'x-hub-signature': sign(body) } }],
    ['empty', whatsapp('sha256=')],
    ['of a token like ours', telegram('hush2')],
    ['of half a token', telegram('hus')],
    ['of a token in capitals', telegram('HUSH')],
    ['with the token in the address', { ...good.telegram(body), headers: json, path: `${good.telegram('').path}?secret_token=hush` }], // prettier-ignore
    ['with the token in the path', { ...good.telegram(body), headers: json, path: `${good.telegram('').path}/hush` }], // prettier-ignore
    ['of half a path', { ...good.imessage(body), path: `/hooks/imessage/${accounts.imessage.id}/path-secre` }], // prettier-ignore
    ['of a longer path', { ...good.imessage(body), path: `/hooks/imessage/${accounts.imessage.id}/path-secret/x` }], // prettier-ignore
    ['to a channel that calls nobody back', { path: `/hooks/signal/${accounts.signal.id}`, headers: json, body }], // prettier-ignore
    ['by another channel’s proof', { ...good.whatsapp(body), headers: good.telegram(body).headers }],
    ['to nobody', { ...good.whatsapp(body), path: `/hooks/whatsapp/${randomUUID()}` }],
    ['to another channel', { ...good.whatsapp(body), path: `/hooks/telegram/${accounts.whatsapp.id}` }],
  ];

  it('changes nothing, each of them', async () => {
    const before = await fingerprint();
    for (const [name, delivery] of forgeries()) {
      const status = await way(delivery);
      expect([name, status === 401 || status === 404]).toEqual([name, true]);
    }
    await applyAll(server);
    expect(await fingerprint()).toBe(before);
    // It is the proof that they lack: with it, the same body comes in.
    expect(await way(good.whatsapp(body))).toBe(200);
    expect(await fingerprint()).not.toBe(before);
  });

  it('changes nothing while the account has no secret, or an empty one', async () => {
    for (const channel of ['whatsapp', 'telegram', 'imessage'] as const) {
      for (const credentials of [{}, { app_secret: '', secret_token: '', callback_secret: '' }]) {
        const bare = await createAccount(server, channel);
        const sealed = server.rt.keys.seal(JSON.stringify(credentials));
        await sql`update sender_accounts set credentials = ${sealed} where id = ${bare.id}`.execute(
          server.rt.db,
        );
        const before = await fingerprint();
        const path = `/hooks/${channel}/${bare.id}`;
        for (const delivery of [
          { path, headers: json, body },
          { path, headers: { ...json, 'x-hub-signature-256': sign(body, '') }, body },
          { path, headers: { ...json, 'x-telegram-bot-api-secret-token': '' }, body },
          { path, headers: { ...json, 'x-telegram-bot-api-secret-token': 'undefined' }, body },
          { path: `${path}/`, headers: json, body },
          { path: `${path}/undefined`, headers: json, body },
        ])
          expect([delivery.path, [401, 404].includes(await way(delivery))]).toEqual([delivery.path, true]);
        expect(await fingerprint()).toBe(before);
      }
    }
  });

  it('any change of one byte of a signed body is noticed', async () => {
    const before = await fingerprint();
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 127 }), async (at, by) => {
        const bytes = Buffer.from(body);
        bytes[at] = (bytes[at] ?? 0) ^ by;
        expect(await way({ ...whatsapp(sign(body)), body: bytes })).toBe(401);
      }),
      { seed: 7, numRuns: 40 },
    );
    expect(await fingerprint()).toBe(before);
  });
});

describe.each(Object.entries(ways))('by %s', (name, way) => {
  it('a repeat, a day of them, changes nothing more', async () => {
    const number = name === 'the long way' ? 447_400_000_101 : 447_400_000_102;
    const deliveries = [
      good.whatsapp(JSON.stringify(whatsappText(String(number), `wamid.${number}`, 'Hello'))),
      good.telegram(JSON.stringify(telegramText(number, number, 'Hello'))),
    ];
    for (const delivery of deliveries) expect(await way(delivery)).toBe(200);
    await applyAll(server);
    const before = await fingerprint();
    for (let times = 0; times < 5; times++)
      for (const delivery of deliveries) expect(await way(delivery)).toBe(200);
    await applyAll(server);
    expect(await fingerprint()).toBe(before);
  });

  it('what is no text, or no JSON, or not what it says, is kept aside at most', async () => {
    const utf16 = Buffer.from(JSON.stringify(telegramText(1, 1, 'STOP')), 'utf16le');
    const packed = gzipSync(JSON.stringify(telegramText(1, 1, 'STOP')));
    const bodies: (string | Buffer)[] = [
      Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28]),
      utf16,
      packed,
      'null',
      '[]',
      '"STOP"',
      '{',
      '1e999',
      `{"update_id":1e999,"message":{"message_id":[],"chat":"x","text":{"a":1}}}`,
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    ];
    const people = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from prospects`.execute(server.rt.db)).rows[0]?.n;
    const before = await people();
    for (const body of bodies) {
      for (const more of [{}, { 'content-encoding': 'gzip' }, { 'content-type': 'text/xml' }]) {
        const proof = good.telegram('').headers;
        const status = await way({ ...good.telegram(''), headers: { ...proof, ...more }, body });
        expect([String(body).slice(0, 40), status < 500]).toEqual([String(body).slice(0, 40), true]);
      }
    }
    await applyAll(server);
    expect(await people()).toBe(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('what is too large is refused, and nothing of it is kept', async () => {
    const before = await fingerprint();
    const body = `{"text":"${'x'.repeat(3_200_000)}"}`;
    for (const delivery of [good.whatsapp(body), good.telegram(body), good.imessage(body)])
      expect(await way(delivery).catch(() => 413)).toBe(413);
    expect(await fingerprint()).toBe(before);
  });
});

describe('on the wire', () => {
  /** Says this, and hears what comes until the other side ends or falls silent. */
  function say(text: string): Promise<string> {
    return new Promise((resolve) => {
      let heard = '';
      // Not ended with the text: a half-closed connection is answered by nobody.
      const socket = connect(short.port, '127.0.0.1', () => socket.write(text));
      socket.setTimeout(500, () => socket.destroy());
      socket.on('data', (bytes) => (heard += bytes.toString('latin1')));
      socket.on('error', () => resolve(heard));
      socket.on('close', () => resolve(heard));
    });
  }
  const head = (more: string[]) =>
    [`POST ${good.telegram('').path} HTTP/1.1`, 'host: x', 'connection: close', 'x-telegram-bot-api-secret-token: hush', ...more, '', ''].join('\r\n'); // prettier-ignore
  const body = JSON.stringify(telegramText(77, 77, 'STOP'));
  const length = body.length;

  it.each([
    ['two lengths', [`content-length: ${length}`, 'content-length: 2']],
    ['a length and chunks', [`content-length: ${length}`, 'transfer-encoding: chunked']],
    ['a length that is none', ['content-length: 0x10']],
    ['a length below nothing', ['content-length: -5']],
    ['less than it says', [`content-length: ${length + 50}`]],
    ['a NUL in a header', [`content-length: ${length}`, 'x: a\0b']],
    ['a header with a blank in its name', [`content-length: ${length}`, 'x y: a']],
  ])('%s: nothing is stored', async (_name, lines) => {
    const before = await fingerprint();
    expect(await say(head(lines) + body)).not.toMatch(/^HTTP\/1\.1 200/);
    expect(await fingerprint()).toBe(before);
  });

  it('of two requests in one, each stands for itself', async () => {
    const one = head([`content-length: ${body.length}`]).replace('connection: close\r\n', '') + body;
    const two = head(['content-length: 2']).replace('hush', 'wrong') + '{}';
    const answers = (await say(one + two)).match(/HTTP\/1\.1 \d+/g);
    expect(answers).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
  });
});
