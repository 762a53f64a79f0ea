// Every adapter against its platform's simulator, end to end: send, callbacks or stream, applied by the ingest role.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Channel } from '@sampark/contracts/domain.ts';
import { startSimulators, type Simulators } from '../../../simulators/src/start.ts';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import { loadAccountAccess } from '../../src/webhooks/accounts.ts';
import { startIngest, type Ingest } from '../../src/webhooks/ingest-loop.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import { createUser, startTestServer, type TestServer } from '../support/server.ts';
import { createAccount, createMessage, createPerson, secrets, type Account } from './fixtures.ts';

let server: TestServer;
let simulators: Simulators;
let ingest: Ingest;
let publicUrl: string;
let pm: string;
beforeAll(async () => {
  server = await startTestServer({ routes: webhookRoutes });
  publicUrl = await server.listen();
  simulators = await startSimulators({ seed: 3 });
  const soon = { min: 20, max: 60 };
  const people = {
    ...{ registered: 1, delivered: 1, read: 1, reply: 1, opt_out: 0 },
    ...{ delivery_ms: soon, read_ms: soon, reply_ms: { min: 150, max: 250 } },
  };
  await Promise.all(
    Object.values(simulators.control).map((control) => control('PATCH', 'behaviour', { people })),
  );
  pm = (await createUser(server.rt, { workspace_id: server.workspace.id })).id;
});
afterAll(async () => {
  await ingest?.stop();
  await simulators?.close();
  await server?.close();
});

const phone = '+8801711000001';
const made: Record<Channel, { address: string; create: object; settings?: object }> = {
  whatsapp: {
    address: '100000001',
    create: { phone_number_id: '100000001', ...secrets.whatsapp },
  },
  telegram: { address: '7', create: { token: '7:abc', id: 7 } },
  signal: { address: '+8801700000000', create: { number: '+8801700000000' } },
  imessage: {
    address: 'mac-1',
    create: { name: 'mac-1', password: secrets.imessage.password, address: '+8801700000001' },
  },
};

async function connect(channel: Channel, settings: object = {}): Promise<Account> {
  await simulators.control[channel]('POST', 'accounts', made[channel].create);
  const account = await createAccount(server, channel, {
    address: made[channel].address,
    base_url: simulators.urls[channel],
    settings,
  });
  const access = (await loadAccountAccess(server.rt, [account.id])).get(account.id)?.access;
  if (!access) throw new Error('no account');
  await server.rt.channels[channel].registerCallbacks?.(
    server.rt.http,
    access,
    `${publicUrl}/hooks/${channel}/${account.id}`,
  );
  return account;
}

/** As delivery does it: the intent first, then the call, then what came of it. */
async function write(channel: Channel, account: Account, person: string, recipient: string): Promise<string> {
  const message = await createMessage(server, {
    prospect_id: person,
    account,
    channel,
    user_id: pm,
    recipient,
  });
  const access = (await loadAccountAccess(server.rt, [account.id])).get(account.id)?.access;
  if (!access) throw new Error('no account');
  const outcome = await server.rt.channels[channel].send(server.rt.http, access, {
    key: message.key,
    message_id: message.id,
    recipient,
    content: { kind: 'text', text: 'Hello from us' },
  });
  expect(outcome).toMatchObject({ kind: 'accepted' });
  if (outcome.kind !== 'accepted') throw new Error(outcome.code);
  await sql`update attempts set external_id = ${outcome.external_id}, state = 'accepted' where message_id = ${message.id}`.execute(
    server.rt.db,
  );
  await sql`
    update messages set delivery_status = 'sent', sent_at = ${server.rt.clock.now()} where id = ${message.id} and delivery_status = 'sending'`.execute(
    server.rt.db,
  );
  return message.id;
}

async function messageRow(id: string): Promise<{ delivery_status: string; replied: boolean } | undefined> {
  const { rows } = await sql<{ delivery_status: string; replied: boolean }>`
    select delivery_status, replied_at is not null as replied from messages where id = ${id}`.execute(
    server.rt.db,
  );
  return rows[0];
}

async function inboundOf(person: string, channel: Channel): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from inbound_messages where prospect_id = ${person} and channel = ${channel}`.execute(
    server.rt.db,
  );
  return rows[0]?.n ?? 0;
}

describe('against the simulators', () => {
  let person: string;
  beforeAll(async () => {
    person = await createPerson(server, { phone });
    ingest = startIngest(server.rt, { applyReceipts });
  });

  it('WhatsApp: in the window, read and answered, by signed callbacks', async () => {
    const account = await connect('whatsapp');
    // Free text needs an open window: the person writes first.
    await simulators.control.whatsapp('POST', 'inbound', {
      account: account.address,
      from: phone,
      text: 'Hi there',
    });
    await expect.poll(() => inboundOf(person, 'whatsapp')).toBe(1);
    const id = await write('whatsapp', account, person, phone);
    await expect.poll(() => messageRow(id)).toEqual({ delivery_status: 'read', replied: true });
  });

  it('Telegram by webhook: started, sent and answered; no receipt exists', async () => {
    const account = await connect('telegram');
    expect(await telegramTalk(account)).toEqual({ delivery_status: 'sent', replied: true });
  });

  it('Telegram by polling', async () => {
    const token = '8:abc';
    await simulators.control.telegram('POST', 'accounts', { token, id: 8 });
    const account = await createAccount(server, 'telegram', {
      address: '8',
      base_url: simulators.urls.telegram,
      settings: { updates: 'polling' },
    });
    const sealed = server.rt.keys.seal(JSON.stringify({ bot_token: token }));
    await sql`update sender_accounts set credentials = ${sealed} where id = ${account.id}`.execute(
      server.rt.db,
    );
    expect(await telegramTalk(account)).toEqual({ delivery_status: 'sent', replied: true });
  });

  async function telegramTalk(account: Account): Promise<unknown> {
    const token = `link-${account.address}-0001`;
    await sql`
      insert into start_links (token, workspace_id, prospect_id, account_id, grants, wording)
      values (${token}, ${server.workspace.id}, ${person}, ${account.id}, array['telegram:marketing'], 'News')`.execute(
      server.rt.db,
    );
    const before = await inboundOf(person, 'telegram');
    const started = (await simulators.control.telegram('POST', 'start', {
      bot: account.address,
      people: [{ address: phone, payload: token }],
    })) as { chat_ids: number[] };
    await expect.poll(() => inboundOf(person, 'telegram')).toBe(before + 1);
    const id = await write('telegram', account, person, String(started.chat_ids[0]));
    await expect.poll(async () => (await messageRow(id))?.replied).toBe(true);
    return messageRow(id);
  }

  it('Signal: receipts and answers by the event stream', async () => {
    const account = await connect('signal');
    // The stream opens at the ingest role's next check.
    await expect
      .poll(
        async () => {
          const { accounts } = (await simulators.control.signal('GET', 'accounts')) as {
            accounts: { receivers: number }[];
          };
          return accounts[0]?.receivers;
        },
        { timeout: 45_000 },
      )
      .toBe(1);
    const id = await write('signal', account, person, phone);
    await expect.poll(() => messageRow(id)).toEqual({ delivery_status: 'read', replied: true });
  });

  it('iMessage: by the secret path, and found again by its key’s words', async () => {
    const account = await connect('imessage');
    const since = new Date(Date.now() - 1_000);
    const id = await write('imessage', account, person, phone);
    await expect.poll(() => messageRow(id)).toEqual({ delivery_status: 'read', replied: true });
    const access = (await loadAccountAccess(server.rt, [account.id])).get(account.id)?.access;
    if (!access) throw new Error('no account');
    const { imessage } = server.rt.channels;
    const asked = { key: 'other.1', recipient: phone, since };
    expect(
      await imessage.lookUp?.(server.rt.http, access, { ...asked, text: 'Hello from us' }),
    ).toMatchObject({ found: true });
    expect(await imessage.lookUp?.(server.rt.http, access, { ...asked, text: 'Never said' })).toEqual({
      found: false,
    });
  });

  it('leaves nothing unapplied', async () => {
    const { rows } =
      await sql`select channel, reason from webhook_leftovers where reason <> 'unmatched_receipt'`.execute(
        server.rt.db,
      );
    expect(rows).toEqual([]);
  });

  it('every platform says it is well', async () => {
    const { rows } = await sql<{ id: string }>`select id from sender_accounts`.execute(server.rt.db);
    for (const { access } of (
      await loadAccountAccess(
        server.rt,
        rows.map((row) => row.id),
      )
    ).values()) {
      expect(await server.rt.channels[access.channel].checkHealth?.(server.rt.http, access)).toMatchObject({
        health: 'healthy',
      });
    }
  });
});
