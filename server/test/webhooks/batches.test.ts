// One delivery of WhatsApp may carry up to 1,000 updates, and comes again, perhaps in other groups, when our answer was
// lost. What each update does is as if it had come alone.
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import { openFrontDoor } from '../../src/webhooks/front-door.ts';
import { buildServer } from '../../src/http/server.ts';
import { loadAccountAccess } from '../../src/webhooks/accounts.ts';
import { applyCallbacks } from '../../src/webhooks/apply.ts';
import { retryLeftovers } from '../../src/webhooks/leftovers.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { manualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, type TestServer } from '../support/server.ts';
import {
  applyAll,
  count,
  createAccount,
  createMessage,
  createPerson,
  eventsOf,
  postWhatsapp,
  type Account,
  type Sent,
} from './fixtures.ts';

const clock = manualClock('2026-11-20T10:00:00Z');
let server: TestServer;
let url: string;
let close: () => Promise<unknown>;
let whatsapp: Account;
let pm: string;
let next = 0;
beforeAll(async () => {
  server = await startTestServer({ clock, routes: webhookRoutes });
  const app = await buildServer(server.rt, webhookRoutes, {
    frontDoor: (http) => openFrontDoor(http, server.rt),
  });
  close = () => app.close();
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  pm = (await createUser(server.rt, { workspace_id: server.workspace.id })).id;
});
afterAll(async () => {
  await close?.();
  await server?.close();
});
beforeEach(async () => {
  clock.advance(60_000);
  for (const table of ['webhook_batches', 'webhook_leftovers', 'inbound_messages', 'events'])
    await sql`delete from ${sql.table(table)}`.execute(server.rt.db).catch(() => undefined);
  whatsapp = await createAccount(server, 'whatsapp');
  await loadAccountAccess(server.rt, [whatsapp.id]);
});

type Update = { field?: string; value: object };
const timestamp = () => String(Math.floor(clock.now().getTime() / 1_000));
const status = (id: string, name: string, more: object = {}): Update => ({
  value: { statuses: [{ id, status: name, timestamp: timestamp(), ...more }] },
});
const words = (from: string, id: string, text: string): Update => ({
  value: {
    contacts: [{ wa_id: from, profile: { name: 'Rahim' } }],
    messages: [{ from, id, timestamp: timestamp(), type: 'text', text: { body: text } }],
  },
});
const batch = (...updates: Update[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: 'WABA', changes: updates.map(({ field = 'messages', value }) => ({ field, value })) }],
});

async function ours(): Promise<Sent & { wamid: string }> {
  const wamid = `wamid.${++next}`;
  const prospect_id = await createPerson(server);
  const given = { prospect_id, account: whatsapp, channel: 'whatsapp' as const, user_id: pm };
  return { ...(await createMessage(server, { ...given, external_id: wamid })), wamid };
}

async function statusesOf(messages: readonly Sent[]): Promise<(string | undefined)[]> {
  const { rows } = await sql<{ id: string; s: string }>`
    select id, delivery_status as s from messages where id = any(${messages.map((one) => one.id)}::uuid[])`.execute(
    server.rt.db,
  );
  return messages.map(({ id }) => rows.find((row) => row.id === id)?.s);
}

async function logged(messages: readonly Sent[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from events where message_id = any(${messages.map((one) => one.id)}::uuid[])`.execute(
    server.rt.db,
  );
  return rows[0]?.n ?? 0;
}

const reasons = async () => {
  const { rows } = await sql<{ reason: string; payload: { entry: { changes: { value: object }[] }[] } }>`
    select reason, payload from webhook_leftovers order by id`.execute(server.rt.db);
  return rows.map(({ reason, payload }) => ({ reason, value: payload.entry[0]?.changes[0]?.value }));
};

/** As Meta posts it, through the front door. */
async function deliver(body: unknown, secret = 'app-secret'): Promise<number> {
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  const answer = await fetch(`${url}/hooks/whatsapp/${whatsapp.id}`, { method: 'POST', headers, body: text });
  await answer.arrayBuffer();
  return answer.status;
}

describe('a delivery of several updates', () => {
  it('does what each of them would, in one row', async () => {
    const [first, second] = [await ours(), await ours()];
    const all = [status(first.wamid, 'sent'), status(first.wamid, 'delivered'), status(second.wamid, 'read')];
    expect(await deliver(batch(...all, words('8801711000001', 'wamid.in', 'Hello')))).toBe(200);
    expect(await count(server, 'webhook_batches')).toBe(1);
    await applyAll(server);
    expect(await statusesOf([first, second])).toEqual(['delivered', 'read']);
    expect(await count(server, 'inbound_messages')).toBe(1);
  });

  it('changes nothing with a forged signature', async () => {
    const one = await ours();
    expect(await deliver(batch(status(one.wamid, 'read'), status(one.wamid, 'failed')), 'guessed')).toBe(401);
    expect(await count(server, 'webhook_batches')).toBe(0);
  });

  it('that comes again in other groups changes only what is new', async () => {
    const [first, second, third] = [await ours(), await ours(), await ours()];
    const all = [first, second, third];
    const said = words('8801711000002', 'wamid.said', 'Yes please');
    const [a, b] = [status(first.wamid, 'delivered'), status(second.wamid, 'delivered')];
    await deliver(batch(a, b, said));
    await applyAll(server);
    expect(await statusesOf(all)).toEqual(['delivered', 'delivered', 'sent']);
    // Half of it seen, half of it new.
    await deliver(batch(b, status(third.wamid, 'read'), said));
    await applyAll(server);
    expect(await statusesOf(all)).toEqual(['delivered', 'delivered', 'read']);
    const before = [await logged(all), (await eventsOf(server, 'message.inbound')).length];
    for (const again of [[said], [a], [status(third.wamid, 'read'), a], [b, a, said], [said, said, a, b]]) {
      await deliver(batch(...again));
      await applyAll(server);
    }
    expect([await logged(all), (await eventsOf(server, 'message.inbound')).length]).toEqual(before);
    expect(await count(server, 'inbound_messages')).toBe(1);
    expect(await count(server, 'webhook_leftovers')).toBe(0);
  });

  it('may be about several numbers', async () => {
    const other = await createAccount(server, 'whatsapp', { address: `other-${next}` });
    const [mine, theirs] = [await ours(), await ours()];
    for (const [table, key] of [
      ['attempts', 'message_id'],
      ['messages', 'id'],
    ] as const)
      await sql`update ${sql.table(table)} set account_id = ${other.id} where ${sql.ref(key)} = ${theirs.id}`.execute(
        server.rt.db,
      );
    const about = (address: string, { value }: Update): Update => ({
      value: { metadata: { phone_number_id: address }, ...value },
    });
    await deliver(
      batch(
        about(whatsapp.address, status(mine.wamid, 'delivered')),
        about(other.address, status(theirs.wamid, 'read')),
      ),
    );
    await applyAll(server);
    expect(await statusesOf([mine, theirs])).toEqual(['delivered', 'read']);
  });

  it('loses nothing to one that is malformed, and keeps that one alone', async () => {
    const [first, second] = [await ours(), await ours()];
    const odd = { value: { statuses: [{ id: 'wamid.odd', status: 'levitated' }, 7, { status: 'read' }] } };
    await deliver(
      batch(status(first.wamid, 'delivered'), odd, { value: 'no' as never }, status(second.wamid, 'read')),
    );
    await applyAll(server);
    expect(await statusesOf([first, second])).toEqual(['delivered', 'read']);
    expect(await reasons()).toEqual([
      { reason: 'unknown: status levitated', value: { statuses: [odd.value.statuses[0]] } },
      { reason: 'unknown: status ', value: { statuses: [7] } },
      { reason: 'unknown: status read', value: { statuses: [{ status: 'read' }] } },
    ]);
  });

  it('loses nothing to one that breaks', async () => {
    const [first, second] = [await ours(), await ours()];
    await deliver(batch(status(first.wamid, 'read'), status('poison', 'sent'), status(second.wamid, 'read')));
    const breaking: typeof applyReceipts = (rt, tx, now, receipts) =>
      receipts.some((one) => one.event.external_id === 'poison')
        ? Promise.reject(new Error('cannot'))
        : applyReceipts(rt, tx, now, receipts);
    while ((await applyCallbacks(server.rt, { limit: 500, applyReceipts: breaking })) > 0);
    expect(await statusesOf([first, second])).toEqual(['read', 'read']);
    expect(await reasons()).toMatchObject([
      { reason: 'failed: cannot', value: { statuses: [{ id: 'poison' }] } },
    ]);
  });

  it('has its stragglers wait by themselves for their messages', async () => {
    const [known, late] = [await ours(), await ours()];
    const unknown = { wamid: `wamid.${++next}` };
    await deliver(
      batch(status(known.wamid, 'read'), status(unknown.wamid, 'delivered'), status('stray', 'sent')),
    );
    await applyAll(server);
    expect(await reasons()).toMatchObject([
      { reason: 'unmatched_receipt', value: { statuses: [{ id: unknown.wamid }] } },
      { reason: 'unmatched_receipt', value: { statuses: [{ id: 'stray' }] } },
    ]);
    await sql`update attempts set external_id = ${unknown.wamid} where message_id = ${late.id}`.execute(
      server.rt.db,
    );
    clock.advance(5_000);
    expect(await retryLeftovers(server.rt, { applyReceipts })).toBe(1);
    expect(await statusesOf([known, late])).toEqual(['read', 'delivered']);
    expect(await count(server, 'webhook_leftovers')).toBe(1);
  });
});

describe('1,000 updates in one delivery', () => {
  const many = (size: number) =>
    Array.from({ length: 999 }, (_, at) => status(`wamid.many.${at}`, 'sent', { note: 'x'.repeat(size) }));

  it('are taken and applied', async () => {
    const one = await ours();
    expect(await deliver(batch(...many(2_500), status(one.wamid, 'read')))).toBe(200);
    expect(await count(server, 'webhook_batches')).toBe(1);
    expect(await applyCallbacks(server.rt, { limit: 500, applyReceipts })).toBe(1_000);
    expect(await statusesOf([one])).toEqual(['read']);
    // Nobody knows the others: each waits alone.
    expect(await count(server, 'webhook_leftovers')).toBe(999);
  });

  it('are as many as the documented 3 MB hold; more is refused unread', async () => {
    const size = (body: unknown) => Buffer.byteLength(JSON.stringify(body));
    const fits = batch(...many(2_900));
    const over = batch(...many(3_200));
    expect(size(fits)).toBeGreaterThan(3_000_000);
    expect(size(fits)).toBeLessThan(3 * 1_048_576);
    expect(size(over)).toBeGreaterThan(3 * 1_048_576);
    expect((await postWhatsapp(server, whatsapp, fits)).statusCode).toBe(200);
    expect((await postWhatsapp(server, whatsapp, over)).statusCode).toBe(413);
    expect(await deliver(fits)).toBe(200);
    expect(await deliver(over).catch(() => 'closed')).toSatisfy((said) => said === 413 || said === 'closed');
    expect(await count(server, 'webhook_batches')).toBe(2);
  });

  it('are not all applied at once with thousands behind them', async () => {
    for (let at = 0; at < 6; at++) expect(await deliver(batch(...many(900)))).toBe(200);
    const taken: number[] = [];
    for (let some = -1; some !== 0;) {
      some = await applyCallbacks(server.rt, { limit: 2_000, applyReceipts: async () => [] });
      if (some > 0) taken.push(some);
    }
    expect(taken).toEqual([3_996, 1_998]);
  });
});
