// A workspace as it looks after a year of work: people with data, consents, addresses and stops, and campaigns that reached
// half of them each, with what the log holds of every message. Made inside the database: nothing of it is sent.
import { sql } from 'kysely';
import pg from 'pg';
import type { Actor } from '../../../server/src/http/route.ts';
import type { Runtime } from '../../../server/src/runtime.ts';

export type Past = { admin: Actor; manager: Actor; campaigns: string[] };

export const campaignCount = 4;
const part = 25_000;
const bookSize = 5_000;

/** `events` is about what the log holds afterwards: four for each message. */
export async function makePast(rt: Runtime, ownerUrl: string, people: number, events: number): Promise<Past> {
  const { rows } = await sql<{ workspace_id: string; admin: string; manager: string }>`
    with w as (insert into workspaces (name, slug) values ('Bench', 'bench') returning id),
    u as (insert into users (workspace_id, email, name, role, password_hash)
      select id, role || '@bench.test', role, role, '!' from w cross join unnest(array['admin', 'standard']) role
      returning workspace_id, id, role)
    select workspace_id, max(id::text) filter (where role = 'admin') as admin,
      max(id::text) filter (where role = 'standard') as manager from u group by 1`.execute(rt.db);
  const made = rows[0];
  if (!made) throw new Error('The workspace was not made.');
  const { workspace_id } = made;
  const now = rt.clock.now();
  await sql`select ensure_month_partitions(${now}::timestamptz - interval '4 months', 6)`.execute(rt.db);
  // The same people each time.
  for (let from = 0; from < people; from += part)
    await addPeople(rt, made, from, Math.min(part, people - from), now);
  const messages = Math.min(people, Math.round(events / 4 / campaignCount));
  const campaigns: string[] = [];
  for (let index = 0; index < campaignCount; index++)
    campaigns.push(await addCampaign(rt, made, index, messages, people, now));
  // As the housekeeping of PostgreSQL does by and by: only the owner may ask for it.
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('vacuum (analyze)');
  await owner.end();
  const actor = { workspace_id, session_id: '', request_id: 'bench' };
  return {
    admin: { ...actor, user_id: made.admin, role: 'admin' },
    manager: { ...actor, user_id: made.manager, role: 'standard' },
    campaigns,
  };
}

type Made = { workspace_id: string; admin: string; manager: string };

const id = (number: ReturnType<typeof sql>) => sql`md5('person ' || ${number})::uuid`;

async function addPeople(rt: Runtime, made: Made, from: number, count: number, now: Date): Promise<void> {
  const numbered = sql`generate_series(${from}::int, ${from + count - 1}::int) n`;
  const pick = (place: number, ...values: string[]) =>
    sql`(array[${sql.join(values)}]::text[])[1 + (hashint4(n * 31 + ${place}::int) & 2147483647) % ${values.length}::int]`;
  await sql`
    with made as (
      insert into prospects (id, workspace_id, phone_number, phone_hash, name, language, country, time_zone, lead_score,
        demographics, asset_class_interests, attributes, created_at, last_engagement)
      select ${id(sql`n`)}, ${made.workspace_id}, '+44' || (7000000000 + n), sha256(n::text::bytea),
        ${pick(1, 'Rahim', 'Amelia', 'Farzana', 'Oliver')} || ' ' || ${pick(2, 'Uddin', 'Smith', 'Khan')},
        ${pick(3, 'en', 'en', 'bn', 'ar', 'zh')}, ${pick(4, 'GB', 'BD', 'AE', 'SG', 'IN')},
        ${pick(5, 'Europe/London', 'Asia/Dhaka', 'Asia/Dubai')}, (hashint4(n) & 2147483647) % 101,
        jsonb_build_object('age', 20 + (hashint4(n + 7) & 2147483647) % 60, 'location', ${pick(6, 'Dhaka', 'London', 'Dubai', 'Singapore')},
          'interests', jsonb_build_array(${pick(7, 'gold', 'bonds', 'property')}, ${pick(8, 'equities', 'funds')})),
        '[]', jsonb_build_object('Segment', ${pick(9, 'Retail', 'Private')}, 'Balance', (hashint4(n + 9) & 2147483647) % 100000),
        ${now}::timestamptz - make_interval(days => (hashint4(n + 11) & 2147483647) % 400),
        case when n % 5 = 0 then ${now}::timestamptz - make_interval(hours => (hashint4(n + 13) & 2147483647) % 2400) end
      from ${numbered}),
    agreed as (
      insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
      select ${made.workspace_id}, ${id(sql`n`)}, channel, 'marketing', 'granted', 'agreement', ${now}
      from ${numbered} cross join unnest(array['whatsapp', 'telegram']) channel where channel = 'whatsapp' or n % 4 = 0),
    known as (
      insert into channel_identities (workspace_id, prospect_id, channel, address, source)
      select ${made.workspace_id}, ${id(sql`n`)}, 'telegram', n::text, 'inbound' from ${numbered} where n % 4 = 0),
    stopped as (
      insert into suppressions (workspace_id, address_hash, prospect_id, reason, source)
      select ${made.workspace_id}, sha256(n::text::bytea), ${id(sql`n`)}, 'keyword', 'inbound' from ${numbered} where n % 100 = 1),
    talked as (
      insert into contact_channels (prospect_id, workspace_id, channel, last_inbound_at)
      select ${id(sql`n`)}, ${made.workspace_id}, 'whatsapp', case when n % 5 = 0 then ${now}::timestamptz end from ${numbered})
    insert into relationships (workspace_id, user_id, prospect_id)
    select ${made.workspace_id}, ${made.manager}::uuid, ${id(sql`n`)} from ${numbered} where n < ${bookSize}`.execute(
    rt.db,
  );
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at)
    select ${made.workspace_id}, ${id(sql`n`)}, 'whatsapp', 'marketing', 'withdrawn', 'keyword', true, ${now}
    from ${numbered} where n % 33 = 2`.execute(rt.db);
}

/** Launched every three weeks, sent within two days of it. Read by six in ten, failed for one in fifty. */
async function addCampaign(
  rt: Runtime,
  made: Made,
  index: number,
  messages: number,
  people: number,
  now: Date,
): Promise<string> {
  const launched = new Date(now.getTime() - (index * 21 + 3) * 86_400_000);
  const campaign = await rt.db
    .insertInto('campaigns')
    .values({
      ...{
        workspace_id: made.workspace_id,
        portfolio_manager_id: made.admin,
        name: `Letter ${index}`,
        status: 'completed',
      },
      ...{ launched_at: launched, expanded_at: launched, completed_at: now },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const from = Math.floor((people / campaignCount) * index);
  for (let done = 0; done < messages; done += part) {
    const count = Math.min(part, messages - done);
    await sql`
      with numbered as (select n, (${from + done}::int + n) % ${people}::int as person, hashint4(n + ${index}::int) & 1023 as luck
        from generate_series(0, ${count - 1}::int) n),
      sent as materialized (select ${id(sql`person`)} as person, luck,
        ${launched}::timestamptz + make_interval(secs => n * 5) as at from numbered),
      made as (
        insert into messages (id, created_at, updated_at, due_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id,
          purpose, platform, delivery_status, sent_at, delivered_at, read_at, replied_at, sealed, decision)
        select message_id(${campaign.id}::uuid, 0, person), ${launched}, at, at, ${made.workspace_id}, ${campaign.id}, person,
          ${made.admin}::uuid, 'marketing', 'whatsapp',
          case when luck < 20 then 'failed' when luck < 400 then 'delivered' else 'read' end, at, at,
          case when luck >= 400 then at end, case when luck >= 900 then at end, decode(repeat('ab', 160), 'hex'), '{"outcome": "send"}'
        from sent)
      insert into events (recorded_at, workspace_id, type, occurred_at, campaign_id, message_id, prospect_id, channel)
      select at, ${made.workspace_id}, type, at, ${campaign.id}, message_id(${campaign.id}::uuid, 0, person), person, 'whatsapp'
      from sent cross join unnest(array['message.sending', 'message.sent', 'message.delivered', 'message.read']) type
      order by at`.execute(rt.db);
  }
  return campaign.id;
}
