// The workspace of the bench, as the product keeps one: a portfolio manager with a book, senders with sealed
// credentials, an approved template, people with one consent each, equally over the four channels.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Actor } from '../../../server/src/http/route.ts';
import type { Runtime } from '../../../server/src/runtime.ts';
import { templateComponents } from './network.ts';
import { wabaId, type BenchAccount } from './senders.ts';

export type Workspace = { actor: Actor; accounts: ReadonlyMap<string, string> };
export type Person = { channel: Channel; phone: string; chat?: { id: string; bot: string } };

const chunk = 5_000;

export async function makeWorkspace(
  rt: Runtime,
  senders: readonly BenchAccount[],
  urls: Record<Channel, string>,
): Promise<Workspace> {
  const now = rt.clock.now();
  const workspace = await rt.db
    .insertInto('workspaces')
    .values({
      ...{ name: 'Bench', slug: 'bench', default_country: 'BD', time_zone: 'Asia/Dhaka' },
      settings: JSON.stringify({
        quiet_hours: { enabled: false },
        jurisdictions: [],
        weekly_caps: { marketing: 10_000, coaching: 10_000 },
      }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const workspace_id = workspace.id;
  const user = await rt.db
    .insertInto('users')
    .values({ workspace_id, email: 'pm@bench.test', name: 'Priya Raman', password_hash: '!' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const portfolio = await rt.db
    .insertInto('portfolios')
    .values({ workspace_id, name: 'Bench', quality: 'GREEN' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const accounts = new Map<string, string>();
  for (const sender of senders) {
    const device = await rt.db
      .insertInto('devices')
      .values({
        ...{ workspace_id, device_identifier: sender.address, name: sender.address },
        ...{ platform_type: 'cloud', supported_platforms: [sender.channel] },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const base = urls[sender.channel];
    const account = await rt.db
      .insertInto('sender_accounts')
      .values({
        ...{ workspace_id, device_id: device.id, channel: sender.channel, address: sender.address },
        ...{ display_name: sender.address, settings: JSON.stringify(sender.settings), ...sender.limits },
        portfolio_id: sender.channel === 'whatsapp' ? portfolio.id : null,
        base_url: sender.channel === 'imessage' ? `${base}/${sender.address}` : base,
        credentials: rt.keys.seal(JSON.stringify(sender.credentials)),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    accounts.set(`${sender.channel}/${sender.address}`, account.id);
  }
  await rt.db
    .insertInto('channel_templates')
    .values({
      ...{ workspace_id, waba_id: wabaId, name: 'review', language: 'en', category: 'MARKETING' },
      ...{ status: 'APPROVED', components: JSON.stringify(templateComponents), created_at: now },
    })
    .execute();
  return {
    accounts,
    actor: { user_id: user.id, workspace_id, role: 'standard', session_id: '', request_id: 'bench' },
  };
}

/** `prefix` tells the audiences apart: numbers are `prefix` and seven digits. */
export function makePeople(size: number, prefix: string): Person[] {
  return Array.from({ length: size }, (_, index) => ({
    channel: channels[index % channels.length] as Channel,
    phone: `${prefix}${String(index).padStart(7, '0')}`,
  }));
}

/** With ids as an import makes them; returns those. */
export async function addPeople(
  rt: Runtime,
  { actor, accounts }: Workspace,
  people: readonly Person[],
  country: string,
): Promise<string[]> {
  const { workspace_id, user_id } = actor;
  const ids: string[] = [];
  for (let from = 0; from < people.length; from += chunk) {
    const rows = people.slice(from, from + chunk).map((person) => ({
      ...{ phone: person.phone, channel: person.channel },
      hash: rt.keys.addressHash(person.phone).toString('hex'),
      chat: person.chat?.id ?? null,
      bot: person.chat ? (accounts.get(`telegram/${person.chat.bot}`) ?? null) : null,
    }));
    const { rows: made } = await sql<{ id: string }>`
      with people as materialized (select uuidv7() as id, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(phone text, channel text, hash text, chat text, bot uuid)),
      made as (insert into prospects (id, workspace_id, phone_number, phone_hash, name, first_name, last_name, language,
          country, time_zone)
        select id, ${workspace_id}, phone, decode(hash, 'hex'), 'Rahim Uddin', 'Rahim', 'Uddin', 'en', ${country}, 'Asia/Dhaka'
        from people),
      book as (insert into relationships (workspace_id, user_id, prospect_id)
        select ${workspace_id}, ${user_id}, id from people),
      known as (insert into channel_identities (workspace_id, prospect_id, channel, address, account_id, source)
        select ${workspace_id}, id, channel, chat, bot, 'inbound' from people where chat is not null)
      insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
      select ${workspace_id}, id, channel, 'marketing', 'granted', 'client agreement', now() - interval '40 days' from people
      returning prospect_id as id`.execute(rt.db);
    ids.push(...made.map((row) => row.id));
  }
  return ids;
}
