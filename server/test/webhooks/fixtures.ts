// Senders, people and messages of ours, as the other rooms leave them, for tests of the callback path.
import { createHmac, randomUUID } from 'node:crypto';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import { applyCallbacks } from '../../src/webhooks/apply.ts';
import type { TestServer } from '../support/server.ts';

export type Account = { id: string; address: string; secret: string; device_id: string };

export const secrets: Record<Channel, Record<string, string>> = {
  whatsapp: { access_token: 'token', app_secret: 'app-secret', verify_token: 'verify' },
  telegram: { bot_token: '7:abc', secret_token: 'hush' },
  signal: {},
  imessage: { password: 'password', callback_secret: 'path-secret' },
};

export async function createAccount(
  { rt, workspace }: TestServer,
  channel: Channel,
  more: { settings?: object; base_url?: string; address?: string; portfolio_id?: string } = {},
): Promise<Account> {
  const now = rt.clock.now();
  const device = await sql<{ id: string }>`
    insert into devices (workspace_id, device_identifier, name, platform_type, supported_platforms, created_at)
    values (${workspace.id}, ${randomUUID()}, 'Device', 'cloud', ${[channel]}::text[], ${now}) returning id`.execute(
    rt.db,
  );
  const device_id = device.rows[0]?.id ?? '';
  const address = more.address ?? String(Math.floor(Math.random() * 1e15));
  const { rows } = await sql<{ id: string }>`
    insert into sender_accounts (workspace_id, device_id, portfolio_id, channel, address, display_name, base_url,
      credentials, settings, per_second, per_day)
    values (${workspace.id}, ${device_id}, ${more.portfolio_id ?? null}, ${channel}, ${address}, 'Account',
      ${more.base_url ?? 'http://127.0.0.1:1'}, ${rt.keys.seal(JSON.stringify(secrets[channel]))},
      ${JSON.stringify(more.settings ?? {})}::jsonb, 10, 1000)
    returning id`.execute(rt.db);
  return { id: rows[0]?.id ?? '', address, secret: '', device_id };
}

export async function createPerson(
  { rt, workspace }: TestServer,
  more: { phone?: string; name?: string } = {},
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into prospects (workspace_id, phone_number, name, created_at)
    values (${workspace.id}, ${more.phone ?? null}, ${more.name ?? 'Person'}, ${rt.clock.now()}) returning id`.execute(
    rt.db,
  );
  return rows[0]?.id ?? '';
}

export type Sent = { id: string; key: string; campaign_id: string | null };

/** A message whose attempt was accepted, or is still on its way (no external id). */
export async function createMessage(
  { rt, workspace }: TestServer,
  given: {
    prospect_id: string;
    account: Account;
    channel: Channel;
    user_id: string;
    external_id?: string;
    recipient?: string;
    sent_at?: Date;
  },
): Promise<Sent> {
  const id = randomUUID();
  const campaign_id = randomUUID();
  const at = given.sent_at ?? rt.clock.now();
  const status = given.external_id ? 'sent' : 'sending';
  await sql`
    insert into messages (id, created_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id, account_id,
      device_id, platform, purpose, delivery_status, attempt, claim_token, due_at, sent_at, external_id, updated_at)
    values (${id}, ${at}, ${workspace.id}, ${campaign_id}, ${given.prospect_id}, ${given.user_id}, ${given.account.id},
      ${given.account.device_id}, ${given.channel}, 'marketing', ${status}, 1, 1, ${at},
      ${given.external_id ? at : null}, ${given.external_id ?? null}, ${at})`.execute(rt.db);
  await sql`
    insert into attempts (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient,
      claim_token, state, external_id, intent_at)
    values (${id}, ${at}, 1, ${workspace.id}, ${given.account.id}, ${given.account.device_id}, ${given.channel},
      ${given.recipient ?? '+8801711000000'}, 1, ${given.external_id ? 'accepted' : 'intent'}, ${given.external_id ?? null}, ${at})`.execute(
    rt.db,
  );
  return { id, key: `${id}.1`, campaign_id };
}

/** Posts a WhatsApp body as Meta would sign it. */
export function postWhatsapp(server: TestServer, account: Account, body: unknown, secret = 'app-secret') {
  const payload = JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(payload).digest('hex');
  return server.ask('POST', `/hooks/whatsapp/${account.id}`, {
    payload,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
  });
}

export function postTelegram(server: TestServer, account: Account, update: object, token = 'hush') {
  return server.ask('POST', `/hooks/telegram/${account.id}`, {
    payload: JSON.stringify(update),
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': token },
  });
}

export function whatsappChange(value: object, field = 'messages'): object {
  return { object: 'whatsapp_business_account', entry: [{ id: 'WABA', changes: [{ field, value }] }] };
}

export function whatsappText(
  from: string,
  id: string,
  text: string,
  more: object = {},
  at = 1_795_168_800,
): object {
  return whatsappChange({
    contacts: [{ wa_id: from, profile: { name: 'Rahim' } }],
    messages: [{ from, id, timestamp: String(at), type: 'text', text: { body: text }, ...more }],
  });
}

export function telegramText(chat: number, id: number, text: string, date = 1_795_168_800): object {
  const from = { id: chat, first_name: 'Rahim' };
  return {
    update_id: id,
    message: { message_id: id, date, from, chat: { id: chat, type: 'private' }, text },
  };
}

/** Applies everything stored, as the ingest role does. */
export async function applyAll({ rt }: TestServer): Promise<void> {
  while ((await applyCallbacks(rt, { limit: 500, applyReceipts })) > 0);
}

export async function count(server: TestServer, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
    server.rt.db,
  );
  return rows[0]?.n ?? 0;
}

export async function eventsOf(
  server: TestServer,
  type: string,
): Promise<
  {
    prospect_id: string;
    data: Record<string, unknown>;
    campaign_id: string | null;
    message_id: string | null;
  }[]
> {
  const { rows } = await sql<{
    prospect_id: string;
    data: Record<string, unknown>;
    campaign_id: string | null;
    message_id: string | null;
  }>`
    select prospect_id, data, campaign_id, message_id from events
    where type = ${type} and workspace_id = ${server.workspace.id} order by id`.execute(server.rt.db);
  return rows;
}
