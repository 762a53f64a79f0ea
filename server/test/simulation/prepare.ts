// The state a seed starts from: senders, people with what they agreed to, campaigns due now. Written by the schema's
// owner in one go, with ids from the seed.
import { channels } from '@sampark/contracts/domain.ts';
import type { SimDatabase } from './postgres.ts';
import { deaths } from './coverage.ts';
import { mix, type Random } from './random.ts';
import type { Plan, SimAccount, World } from './world.ts';

export const startsAt = Date.parse('2026-11-20T10:00:00Z');
const workspace_id = '00000000-0000-4000-8000-000000000001';
const portfolio_id = '00000000-0000-4000-8000-000000000003';
const pm = '00000000-0000-4000-8000-000000000002';
export const fixed = { workspace_id, pm };

export function planOf(random: Random, seed: number): Plan {
  const order = channels.map((channel) => ({ channel, at: random.next() })).sort((a, b) => a.at - b.at);
  return {
    channels: order.slice(0, random.int(1, 3)).map((one) => one.channel),
    processes: random.chance(0.25) ? 3 : 2,
    inFlight: random.int(4, 12),
    kills: random.pick([0, 0, 1, 1, 2]),
    pauses: random.pick([0, 0, 1, 2]),
    resets: random.pick([0, 0, 1, 2, 3]),
    partitions: random.chance(0.35) ? 1 : 0,
    reexpansions: random.chance(0.3) ? 1 : 0,
    pausesByPerson: random.chance(0.25) ? 1 : 0,
    stops: random.pick([0, 0, 1, 2]),
    trouble: random.pick([2, 4, 8, 30]),
    slowCommits: random.pick([0, 0, 0.1, 0.3]),
    cancels: random.chance(0.2) ? 1 : 0,
    ...(random.chance(0.25) ? { tier: random.int(2, 4) } : {}),
    weeklyCap: random.chance(0.2) ? 1 : 10_000,
    chunk: random.pick([2, 3, 5_000]),
    mostTurns: 20_000,
    // Each point has its turn.
    ...(seed % 3 === 0 ? { crashAt: deaths[(seed / 3) % deaths.length] as string } : {}),
  };
}

/** Once per database: what no seed changes, and nothing that moves by itself. */
export async function openDatabase(database: SimDatabase): Promise<void> {
  const { admin } = database;
  await admin.query(`select ensure_month_partitions('${new Date(startsAt).toISOString()}'::timestamptz, 2)`);
  await admin.query(
    `insert into workspaces (id, name, slug, time_zone, default_country, settings) values ($1, 'Simulation', 'simulation', 'Europe/London', 'GB', $2) on conflict do nothing`,
    [
      workspace_id,
      JSON.stringify({
        quiet_hours: { enabled: false },
        jurisdictions: [],
        weekly_caps: { marketing: 10_000, coaching: 10_000 },
      }),
    ],
  );
  await admin.query(
    `insert into users (id, workspace_id, email, name, role, password_hash) values ($1, $2, 'pm@simulation.test', 'Rahim', 'standard', '!') on conflict do nothing`,
    [pm, workspace_id],
  );
  await admin.query(
    `insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
     values ($1, '1', 'review', 'en', 'MARKETING', 'APPROVED', $2) on conflict do nothing`,
    [workspace_id, JSON.stringify([{ type: 'BODY', text: 'Dear {{1}}, your review is ready.' }])],
  );
  // Its moments are not the seed's: it would change where rows lie and how queries are planned.
  await admin.query(`do $$ declare t regclass; begin
    for t in select oid::regclass from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
      execute format('alter table %s set (autovacuum_enabled = off)', t);
    end loop; end $$`);
  await prepareDeletes(database);
}

const kept = 'workspaces users channel_templates schema_migrations migrations installation scope_folds'.split(
  ' ',
);

/** Truncating makes every connection plan its statements anew, so it is done now and then; rows are deleted in between. */
const truncatedEvery = 25;

/** No rows, fresh sequences. */
export async function emptyDatabase(database: SimDatabase): Promise<void> {
  const { admin } = database;
  const tables = database.used++ % truncatedEvery === 0 ? await writtenTables(database) : undefined;
  if (!tables) await admin.query('select pg_temp.delete_everything()');
  // As a replica: the log refuses it otherwise.
  else if (tables.length > 0)
    await admin.query(
      `set session_replication_role = replica; truncate ${tables.join(', ')} restart identity cascade; reset session_replication_role`,
    );
  await admin.query('update scope_folds set until = $1, next = $1, scope = default', [new Date(startsAt)]);
}

async function writtenTables({ admin }: SimDatabase): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and pg_relation_size(oid) > 0 and relname <> all($1::text[])`,
    [kept],
  );
  return rows.map((row) => row.name);
}

/** One function, planned once: as statements it took longer than the deleting itself. */
async function prepareDeletes({ admin }: SimDatabase): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all($1::text[])`,
    [kept],
  );
  const deletes = rows.map(
    ({ name }) => `if pg_relation_size('${name}') > 0 then delete from ${name}; end if;`,
  );
  const { rows: sequences } = await admin.query<{ name: string }>(
    "select sequencename as name from pg_sequences where schemaname = 'public'",
  );
  const starts = sequences.map(({ name }) => `perform setval('${name}', 1, false);`);
  // Everything goes: no foreign key needs looking after.
  await admin.query(
    `create function pg_temp.delete_everything() returns void language plpgsql set session_replication_role = replica as $$ begin ${[...deletes, ...starts].join(' ')} end $$`,
  );
}

export async function fillDatabase(world: World, random: Random): Promise<void> {
  const { plan, seed } = world;
  const now = new Date(startsAt);
  const seal = (text: string) => world.shared.keys.seal(text).toString('hex');
  const accounts = plan.channels.flatMap((channel) =>
    Array.from({ length: random.int(1, 2) }, () => {
      const id = random.uuid();
      const slow = random.chance(0.2);
      return {
        ...{ id, device_id: random.uuid(), channel, address: `a-${id}`, credentials: seal('{}') },
        per_second: slow ? random.pick([0.5, 1]) : random.int(2, 8),
        per_day: plan.perDay ?? (random.chance(0.3) ? random.int(2, 4) : 1_000),
        pair_seconds: random.pick([0, 6]),
      };
    }),
  );
  const people = Array.from({ length: random.int(2, plan.weeklyCap === 1 ? 4 : 8) }, (_, index) => {
    const phone = `+44740${String(1_000_000 + ((mix(seed, `phone${index}`) >>> 0) % 8_000_000)).slice(0, 7)}`;
    const agreed = plan.channels.filter(() => random.chance(0.75));
    const bot = accounts.filter((one) => one.channel === 'telegram');
    return {
      ...{ id: random.uuid(), phone, channels: agreed, chat: String(100_000 + index) },
      hash: world.shared.keys.addressHash(phone).toString('hex'),
      bot: bot.length > 0 ? random.pick(bot).id : null,
    };
  });
  const content = Object.fromEntries(
    plan.channels.map((channel) => [
      channel,
      channel === 'whatsapp'
        ? { kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] }
        : { kind: 'text', text: 'Dear {{ first_name }}' },
    ]),
  );
  const campaigns = Array.from({ length: random.chance(0.2) || plan.weeklyCap === 1 ? 2 : 1 }, (_, n) => ({
    id: random.uuid(),
    at: new Date(startsAt + n * random.int(0, 8_000)),
  }));
  await world.database.admin.query(
    `with accounts as (select * from jsonb_to_recordset('${JSON.stringify(accounts)}') as a(id uuid, device_id uuid, channel text,
        address text, credentials text, per_second numeric, per_day int, pair_seconds numeric)),
      people as (select * from jsonb_to_recordset('${JSON.stringify(people)}') as p(id uuid, phone text, channels text[], chat text, hash text, bot uuid)),
      campaigns as (select * from jsonb_to_recordset('${JSON.stringify(campaigns)}') as c(id uuid, at timestamptz)),
      room as (update workspaces set settings = jsonb_set(settings, '{weekly_caps,marketing}', to_jsonb($6::int)) where id = $1),
      portfolio as (insert into portfolios (id, workspace_id, name, tier_limit) select id, $1, 'Business', $8 from (values ($7::uuid)) as p(id)
        where $8::int is not null),
      devices_made as (insert into devices (id, workspace_id, device_identifier, name, platform_type, supported_platforms)
        select device_id, $1, address, address, 'cloud', array[channel] from accounts),
      accounts_made as (insert into sender_accounts (id, workspace_id, device_id, portfolio_id, channel, address, display_name, base_url,
          credentials, per_second, per_day, pair_seconds)
        select id, $1, device_id, case when channel = 'whatsapp' and $8::int is not null then $7::uuid end, channel, address, address,
          'http://127.0.0.1:1', decode(credentials, 'hex'), per_second, per_day, pair_seconds from accounts),
      people_made as (insert into prospects (id, workspace_id, phone_number, phone_hash, name, first_name, created_at, updated_at)
        select id, $1, phone, decode(hash, 'hex'), 'Amina Rahman', 'Amina', $3, $3 from people),
      books as (insert into relationships (workspace_id, user_id, prospect_id) select $1, $2, id from people),
      agreed as (insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
        select $1, id, channel, 'marketing', 'granted', 'agreement', $3, $3 from people cross join unnest(channels) as channel),
      chats as (insert into channel_identities (workspace_id, prospect_id, channel, address, account_id, source)
        select $1, id, 'telegram', chat, bot, 'start link' from people where bot is not null)
    insert into campaigns (id, workspace_id, portfolio_manager_id, name, message_content, channel_content, channel_order, status, launch_time, created_at, updated_at)
    select id, $1, $2, 'Note', 'Dear {{ first_name }}', $4, $5, 'scheduled', at, $3, $3 from campaigns`,
    [
      ...[workspace_id, pm, now, JSON.stringify(content), plan.channels],
      ...[plan.weeklyCap, portfolio_id, plan.tier ?? null],
    ],
  );
  for (const { id, device_id, channel, address, ...limits } of accounts) {
    const access = { id, channel, address, base_url: '', credentials: {}, settings: {} };
    const { per_second, per_day, pair_seconds } = limits;
    const account: SimAccount = {
      access,
      workspace_id,
      device_id,
      portfolio_id: channel === 'whatsapp' && plan.tier ? portfolio_id : null,
      per_second,
      per_day,
      pair_seconds,
    };
    world.accounts.set(id, account);
  }
  for (const { id, phone, channels: agreed, chat } of people)
    world.people.set(id, { id, phone, channels: agreed, chat });
  world.campaigns = campaigns.map(({ id }) => ({ id, size: people.length }));
}
