// A small world for delivery tests: a runtime on a database of its own, a listening server, the four simulators in this
// process, one workspace with a sender per channel whose callbacks come back to us, and people who consented.
import { randomUUID } from 'node:crypto';
import { channels, purposes, type Channel, type Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { startSimulators, type Simulators } from '../../../simulators/src/start.ts';
import type { ServerRole } from '../../src/config.ts';
import { callbackUrl } from '../../src/devices/queries.ts';
import { serve } from '../../src/processes/serve.ts';
import type { Runtime } from '../../src/runtime.ts';
import { loadAccountAccess } from '../../src/webhooks/accounts.ts';
import { startTestServer, type TestServer, type TestUser } from './server.ts';

export type Limits = { per_second: number; per_day: number; pair_seconds: number };
export type Account = { id: string; device_id: string; channel: Channel; address: string };
export type Person = { id: string; phone: string; channel: Channel };

/** No quiet hours, no caps, texts as they are written: tests that are about those set their own. */
export const openSettings = {
  quiet_hours: { enabled: false },
  weekly_caps: { marketing: 10_000, coaching: 10_000 },
  opt_out_line: { purposes: [] },
  jurisdictions: [],
};

export async function addAccount(
  rt: Runtime,
  workspace_id: string,
  channel: Channel,
  more: {
    address?: string;
    base_url?: string;
    credentials?: Record<string, string>;
    settings?: Record<string, unknown>;
    limits?: Partial<Limits>;
  } = {},
): Promise<Account> {
  const address = more.address ?? randomUUID();
  const device = await rt.db
    .insertInto('devices')
    .values({
      workspace_id,
      device_identifier: randomUUID(),
      name: `Device of ${address}`,
      platform_type: 'cloud',
      supported_platforms: [channel],
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await rt.db
    .insertInto('sender_accounts')
    .values({
      workspace_id,
      device_id: device.id,
      channel,
      address,
      display_name: address,
      base_url: more.base_url ?? 'http://127.0.0.1:1',
      credentials: rt.keys.seal(JSON.stringify(more.credentials ?? {})),
      settings: JSON.stringify(more.settings ?? {}),
      ...{ per_second: 100, per_day: 10_000, pair_seconds: 0 },
      ...more.limits,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, device_id: device.id, channel, address };
}

let phones = 0;

/** People in the user's book, each with consent for every purpose on one channel: the channels take turns. */
export async function addPeople(
  rt: Runtime,
  user: { id: string; workspace_id: string },
  count: number,
  more: {
    channels?: readonly Channel[];
    purposes?: readonly Purpose[];
    telegram?: { account_id: string; chats: (phones: string[]) => Promise<string[]> };
  } = {},
): Promise<Person[]> {
  const on = more.channels ?? channels;
  const people = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    phone: `+447400${String(++phones).padStart(6, '0')}`,
    channel: on[index % on.length] ?? 'signal',
  }));
  const rows = people.map((person) => ({
    ...person,
    hash: rt.keys.addressHash(person.phone).toString('hex'),
  }));
  await sql`
    with p as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(id uuid, phone text, channel text, hash text)),
    made as (
      insert into prospects (id, workspace_id, phone_number, phone_hash, name, first_name, created_at, updated_at)
      select id, ${user.workspace_id}, phone, decode(hash, 'hex'), 'Amina Rahman', 'Amina', ${rt.clock.now()}, ${rt.clock.now()} from p),
    known as (
      insert into relationships (workspace_id, user_id, prospect_id) select ${user.workspace_id}, ${user.id}, id from p)
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
    select ${user.workspace_id}, id, channel, purpose, 'granted', 'agreement', ${rt.clock.now()}, ${rt.clock.now()}
    from p cross join unnest(${more.purposes ?? purposes}::text[]) purpose`.execute(rt.db);
  const onTelegram = people.filter((person) => person.channel === 'telegram');
  if (more.telegram && onTelegram.length > 0) {
    const chats = await more.telegram.chats(onTelegram.map((person) => person.phone));
    await rt.db
      .insertInto('channel_identities')
      .values(
        onTelegram.map((person, index) => ({
          workspace_id: user.workspace_id,
          prospect_id: person.id,
          channel: 'telegram' as const,
          address: chats[index] ?? '',
          account_id: more.telegram?.account_id ?? '',
          source: 'start link',
        })),
      )
      .execute();
  }
  return people;
}

export const template = { name: 'review', language: 'en', text: 'Dear {{1}}, your review is ready.' };

/** What a campaign says on every channel. */
export const campaignContent = {
  message_content: 'Dear {{ first_name }}, your review is ready.',
  channel_content: {
    whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] },
  },
} as const;

export type World = {
  server: TestServer;
  rt: TestServer['rt'];
  simulators: Simulators;
  accounts: Record<Channel, Account>;
  pm: TestUser;
  /** Asks the API as the portfolio manager; throws on any answer that is not a success. */
  ask<T>(method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object): Promise<T>;
  people(count: number, on?: readonly Channel[]): Promise<Person[]>;
  /** Changes all four simulators. */
  behave(patch: object): Promise<void>;
  /** Starts roles in this process; the API listens already. */
  serve(roles?: readonly ServerRole[]): Promise<{ stop(): Promise<void> }>;
  close(): Promise<void>;
};

export type WorldOptions = {
  limits?: Partial<Record<Channel, Partial<Limits>>>;
  env?: Record<string, string>;
  seed?: number;
  /** Where callbacks go; default: this test's own server. */
  publicUrl?: string;
  /** Runs before the simulators are told where to call back; somebody has to listen there from then on. */
  beforeCallbacks?: (rt: TestServer['rt']) => Promise<void>;
};

/** A person answers, reads and stops only when a test says so; receipts come within moments. */
const quietPeople = {
  ...{ registered: 1, delivered: 1, read: 1, reply: 0, opt_out: 0 },
  ...{ delivery_ms: { min: 5, max: 60 }, read_ms: { min: 5, max: 120 } },
};

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const server = await startTestServer({ env: { DATABASE_POOL: '16', ...options.env } });
  const { rt, workspace } = server;
  const simulators = await startSimulators({ seed: options.seed ?? 1 });
  const url = await server.listen();
  rt.config.publicUrl = options.publicUrl ?? url;
  const { user: pm, token } = await server.login('standard');
  await rt.db
    .updateTable('workspaces')
    .set({ settings: JSON.stringify(openSettings) })
    .where('id', '=', workspace.id)
    .execute();
  const behave = async (patch: object) => {
    await Promise.all(channels.map((channel) => simulators.control[channel]('PATCH', 'behaviour', patch)));
  };
  await behave({ people: quietPeople });
  const accounts = await connectAccounts(server, simulators, options.limits ?? {});
  await options.beforeCallbacks?.(rt);
  await registerCallbacks(rt, Object.values(accounts));
  return {
    ...{ server, rt, simulators, accounts, pm, behave },
    ask: async (method, path, payload) => {
      const answer = await server.ask(method, `/api/v1${path}`, { token, ...(payload ? { payload } : {}) });
      if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`);
      return answer.json();
    },
    people: (count, on) =>
      addPeople(rt, pm, count, {
        ...(on ? { channels: on } : {}),
        telegram: { account_id: accounts.telegram.id, chats: (known) => openChats(simulators, known) },
      }),
    serve: (roles = ['dispatch', 'ingest', 'scheduler', 'jobs']) => serve(rt, roles),
    close: async () => {
      await simulators.close();
      await server.close();
    },
  };
}

const bot = '7100000001:test-bot-token';

async function openChats(simulators: Simulators, known: string[]): Promise<string[]> {
  const { chat_ids } = (await simulators.control.telegram('POST', 'start', {
    bot: bot.split(':')[0],
    people: known.map((address) => ({ address })),
  })) as { chat_ids: number[] };
  return chat_ids.map(String);
}

async function connectAccounts(
  { rt, workspace }: TestServer,
  simulators: Simulators,
  limits: Partial<Record<Channel, Partial<Limits>>>,
): Promise<Record<Channel, Account>> {
  const { control, urls } = simulators;
  const perDay = (channel: Channel) => limits[channel]?.per_day ?? 1_000;
  const whatsapp = {
    ...{ phone_number_id: '204200000001', waba_id: '104200000001', app_id: '904200000001' },
    ...{ app_secret: 'app-secret', access_token: 'token', portfolio: 'world', tier: 100_000 },
    ...{ mps: limits.whatsapp?.per_second ?? 80, per_day: perDay('whatsapp') },
  };
  await control.whatsapp('POST', 'accounts', whatsapp);
  await control.whatsapp('PATCH', 'settings', { webhook_retries: 60, webhook_backoff_ms: 50 });
  const body = [{ type: 'BODY', text: template.text, example: { body_text: [['Rahim']] } }];
  const approved = { waba_id: whatsapp.waba_id, name: template.name, language: template.language };
  await control.whatsapp('POST', 'templates', {
    templates: [{ ...approved, category: 'MARKETING', status: 'APPROVED', components: body }],
  });
  await rt.db
    .insertInto('channel_templates')
    .values({
      ...{ ...approved, workspace_id: workspace.id, category: 'MARKETING', status: 'APPROVED' },
      components: JSON.stringify(body),
    })
    .execute();
  await control.telegram('POST', 'accounts', {
    ...{ token: bot, id: Number(bot.split(':')[0]), username: 'test_bot', first_name: 'Test' },
    per_second: limits.telegram?.per_second ?? 30,
  });
  await control.signal('POST', 'accounts', { number: '+442079460001', per_day: perDay('signal') });
  await control.imessage('POST', 'accounts', {
    ...{ name: 'mac-1', password: 'password', address: 'desk@example.test', per_day: perDay('imessage') },
  });
  const make = (
    channel: Channel,
    address: string,
    credentials: Record<string, string>,
    more: Partial<Limits>,
  ) =>
    addAccount(rt, workspace.id, channel, {
      ...{ address, credentials },
      base_url: channel === 'imessage' ? `${urls.imessage}/${address}` : urls[channel],
      settings: channel === 'whatsapp' ? { waba_id: whatsapp.waba_id } : {},
      limits: { ...more, ...limits[channel] },
    });
  const made = {
    whatsapp: await make(
      'whatsapp',
      whatsapp.phone_number_id,
      { access_token: 'token', app_secret: 'app-secret', verify_token: 'verify' },
      { per_second: 80, per_day: 1_000, pair_seconds: 6 },
    ),
    telegram: await make(
      'telegram',
      bot.split(':')[0] ?? '',
      { bot_token: bot, secret_token: 'hush' },
      { per_second: 30, per_day: 100_000, pair_seconds: 1 },
    ),
    signal: await make('signal', '+442079460001', {}, { per_second: 50, per_day: 1_000 }),
    imessage: await make(
      'imessage',
      'mac-1',
      { password: 'password', callback_secret: 'path-secret-5e1d' },
      { per_second: 50, per_day: 1_000 },
    ),
  };
  return made;
}

/** Points the simulators' callbacks at `rt.config.publicUrl`; somebody has to listen there already. */
async function registerCallbacks(rt: Runtime, accounts: readonly Account[]): Promise<void> {
  const access = await loadAccountAccess(
    rt,
    accounts.map((one) => one.id),
  );
  for (const { id, channel } of accounts) {
    const account = access.get(id)?.access;
    if (!account) throw new Error(`no access to ${channel}`);
    await rt.channels[channel].registerCallbacks?.(rt.http, account, callbackUrl(rt, channel, id));
  }
}

export type Ledger = {
  accepted: number;
  unique: number;
  doubled: number;
  violations: number;
  messages: { key: string; to: string; count: number }[];
};

/** What all four platforms saw, together. */
export async function ledgerOf({ simulators }: Pick<World, 'simulators'>): Promise<Ledger> {
  const all = await Promise.all(
    channels.map(async (channel) => (await simulators.control[channel]('GET', 'ledger')) as Ledger),
  );
  const sum = (field: 'accepted' | 'unique' | 'doubled' | 'violations') =>
    all.reduce((total, one) => total + one[field], 0);
  return {
    ...{
      accepted: sum('accepted'),
      unique: sum('unique'),
      doubled: sum('doubled'),
      violations: sum('violations'),
    },
    messages: all.flatMap((one) => one.messages),
  };
}

export async function statusesOf(rt: Runtime, campaign_id: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: string; n: number }>`
    select delivery_status as status, count(*)::int as n from messages where campaign_id = ${campaign_id} group by 1`.execute(
    rt.db,
  );
  return Object.fromEntries(rows.map((row) => [row.status, row.n]));
}
