// Platforms' limits through 1, 2 and 4 real dispatch processes that share ten tight senders: the platforms count every
// breach in every window, and there is none, while a process is killed, its lanes change hands and a limit is lowered.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import { addAccount, addPeople, campaignContent, type Account, type World } from '../support/world.ts';
import { patience, startKillWorld, statusOf } from './kill-world.ts';
import type { Program } from './program.ts';

const perSecond = { whatsapp: 8, telegram: 6 };
const perDay = 30;
const bots: { account: Account; id: string }[] = [];
const numbers: Account[] = [];
let world: World;
let start: (env?: Record<string, string>, roles?: string) => Promise<Program>;
const running: Program[] = [];

beforeAll(async () => {
  ({ world, start } = await startKillWorld());
  const { rt, simulators } = world;
  // The world's own senders stand aside: their limits are not tight.
  await sql`update devices set maintenance = true`.execute(rt.db);
  for (let n = 0; n < 3; n++) {
    const phone_number_id = `2042000001${n}0`;
    await simulators.control.whatsapp(
      'POST',
      'accounts',
      whatsappNumber(phone_number_id, perSecond.whatsapp),
    );
    numbers.push(
      await add('whatsapp', phone_number_id, {
        credentials: { access_token: 'token', app_secret: 'app-secret', verify_token: 'verify' },
        settings: { waba_id: '104200000001' },
        limits: { per_second: perSecond.whatsapp, per_day: 10_000, pair_seconds: 6 },
      }),
    );
    const id = `720000000${n}`;
    const token = `${id}:test-bot-token`;
    await simulators.control.telegram('POST', 'accounts', {
      ...{ token, id: Number(id), username: `tight_bot_${n}`, first_name: 'Tight' },
      per_second: perSecond.telegram,
    });
    const account = await add('telegram', id, {
      credentials: { bot_token: token, secret_token: 'hush' },
      limits: { per_second: perSecond.telegram, per_day: 10_000, pair_seconds: 1 },
    });
    bots.push({ account, id });
  }
  for (let n = 0; n < 2; n++) {
    const number = `+44207946010${n}`;
    await simulators.control.signal('POST', 'accounts', { number, per_day: perDay });
    await add('signal', number, { limits: { per_second: 50, per_day: perDay } });
    const name = `tight-mac-${n}`;
    await simulators.control.imessage('POST', 'accounts', {
      ...{ name, password: 'password', address: `${name}@example.test`, per_day: perDay },
    });
    await add('imessage', name, {
      credentials: { password: 'password', callback_secret: `path-secret-${n}` },
      limits: { per_second: 50, per_day: perDay },
    });
  }
  await world.behave({ latency_ms: { min: 10, max: 150 } });
  running.push(await start({}, 'api,ingest,scheduler,jobs'));
}, 300_000);
afterAll(async () => {
  await Promise.all(running.map((one) => one.kill()));
  await world?.close();
});

const whatsappNumber = (phone_number_id: string, mps: number) => ({
  ...{ phone_number_id, waba_id: '104200000001', app_id: '904200000001', app_secret: 'app-secret' },
  ...{ access_token: 'token', portfolio: 'world', tier: 100_000, per_day: 10_000, mps },
});

function add(channel: Channel, address: string, more: Parameters<typeof addAccount>[3]): Promise<Account> {
  const { rt, simulators, server } = world;
  const base_url =
    channel === 'imessage' ? `${simulators.urls.imessage}/${address}` : simulators.urls[channel];
  return addAccount(rt, server.workspace.id, channel, { ...more, address, base_url });
}

/** People of these channels; Telegram's have pressed Start with the bots in turn. */
async function people(counts: Partial<Record<Channel, number>>): Promise<string[]> {
  const { telegram = 0, ...others } = counts;
  const made: string[] = [];
  for (const [channel, count] of Object.entries(others) as [Channel, number][])
    made.push(...(await addPeople(world.rt, world.pm, count, { channels: [channel] })).map((one) => one.id));
  for (const { account, id } of bots) {
    const chats = async (phones: string[]) => {
      const { chat_ids } = (await world.simulators.control.telegram('POST', 'start', {
        ...{ bot: id, people: phones.map((address) => ({ address })) },
      })) as { chat_ids: number[] };
      return chat_ids.map(String);
    };
    const some = await addPeople(world.rt, world.pm, telegram / bots.length, {
      ...{ channels: ['telegram'], telegram: { account_id: account.id, chats } },
    });
    made.push(...some.map((one) => one.id));
  }
  return made;
}

async function launch(prospect_ids: string[]): Promise<string> {
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Review', ...campaignContent, prospect_ids },
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  return id;
}

/** They start while nobody may have the lanes, and so find them free together. */
async function startDispatchers(count: number, env: Record<string, string> = {}): Promise<Program[]> {
  const { db, clock } = world.rt;
  const lease = (seconds: number) => new Date(clock.now().getTime() + seconds * 1_000);
  await sql`update sender_accounts set lease_owner = gen_random_uuid(), lease_expires_at = ${lease(60)}`.execute(
    db,
  );
  const started = await Promise.all(Array.from({ length: count }, () => start(env, 'dispatch')));
  running.push(...started);
  expect(started.filter((one) => !one.wasReady)).toEqual([]);
  await sql`update sender_accounts set lease_expires_at = ${lease(0)}`.execute(db);
  await expect.poll(owners, patience).toBe(count);
  return started;
}

async function owners(): Promise<number> {
  const { rows } = await sql<{ n: number; free: number }>`
    select count(distinct lease_owner)::int as n,
      count(*) filter (where lease_owner is null or lease_expires_at < ${world.rt.clock.now()})::int as free
    from sender_accounts`.execute(world.rt.db);
  return rows[0]?.free === 0 ? rows[0].n : 0;
}

async function leasedUntil(id: string | undefined): Promise<number> {
  const { rows } = await sql<{ at: Date }>`
    select lease_expires_at as at from sender_accounts where id = ${id}`.execute(world.rt.db);
  return rows[0]?.at.getTime() ?? 0;
}

type Seen = {
  unique: number;
  doubled: number;
  violations: number;
  by_account: Record<string, { accepted: number }>;
};
async function seen(channel: Channel): Promise<Seen> {
  return (await world.simulators.control[channel]('GET', 'ledger')) as Seen;
}

async function expectNoBreach(): Promise<void> {
  for (const channel of ['whatsapp', 'telegram', 'signal', 'imessage'] as const)
    expect(await seen(channel), channel).toMatchObject({ doubled: 0, violations: 0 });
}

const rates = { whatsapp: 60, telegram: 54 };
const fastSeen = async () => (await seen('whatsapp')).unique + (await seen('telegram')).unique;

it('one process, and a limit lowered while it sends', async () => {
  const [dispatcher] = await startDispatchers(1);
  const id = await launch(await people(rates));
  await expect.poll(fastSeen, { ...patience, interval: 10 }).toBeGreaterThan(15);
  const { token } = await world.server.login('admin');
  const [first] = numbers;
  const answer = await world.server.ask('PATCH', `/api/v1/accounts/${first?.id}`, {
    ...{ token, payload: { per_second: 2 } },
  });
  expect(answer.statusCode).toBe(200);
  // The platform becomes as strict once the owner has looked after its leases, and with them its limits, twice more.
  const lowered = await leasedUntil(first?.id);
  await expect.poll(() => leasedUntil(first?.id), patience).toBeGreaterThan(lowered + 2_200);
  await world.simulators.control.whatsapp('POST', 'accounts', whatsappNumber(first?.address ?? '', 2));
  await expect.poll(() => statusOf(world, id), patience).toBe('completed');
  await expectNoBreach();
  await dispatcher?.stop();
}, 300_000);

it.each([2, 4])(
  '%i processes, one of them killed, its lanes taken over by the others',
  async (count) => {
    const dispatchers = await startDispatchers(count);
    const before = await fastSeen();
    const id = await launch(await people(rates));
    await expect.poll(fastSeen, { ...patience, interval: 10 }).toBeGreaterThan(before + 30);
    await dispatchers[0]?.kill();
    await expect.poll(() => statusOf(world, id), patience).toBe('completed');
    await expect.poll(owners, patience).toBe(count - 1);
    await expectNoBreach();
    await Promise.all(dispatchers.slice(1).map((one) => one.stop()));
  },
  300_000,
);

it('daily limits: four processes send as many as a day allows, not one more, and the rest waits for tomorrow', async () => {
  // Leases no machine is too slow for: a lane lost in the middle of a send leaves an unknown outcome.
  const dispatchers = await startDispatchers(4, { SAMPARK_LEASE_SECONDS: '6' });
  const id = await launch(await people({ signal: 80, imessage: 80 }));
  const sent = async (channel: Channel) =>
    Object.values((await seen(channel)).by_account)
      .map((one) => one.accepted)
      .filter((accepted) => accepted > 0);
  const both = async () => ({ signal: await sent('signal'), imessage: await sent('imessage') });
  const full = { signal: [perDay, perDay], imessage: [perDay, perDay] };
  await expect.poll(both, patience).toEqual(full);
  // And it stays so while the owners look after their lanes two more times.
  const [first] = numbers;
  const leased = await leasedUntil(first?.id);
  await expect.poll(() => leasedUntil(first?.id), patience).toBeGreaterThan(leased + 2_200);
  expect(await both()).toEqual(full);
  const notSent = async () => {
    const { rows } = await sql<{ status: string; n: number }>`
      select delivery_status as status, count(*)::int as n from messages
      where campaign_id = ${id} and delivery_status not in ('sent', 'delivered', 'read') group by 1`.execute(
      world.rt.db,
    );
    return rows;
  };
  await expect.poll(notSent, patience).toEqual([{ status: 'pending', n: 160 - 4 * perDay }]);
  expect(await statusOf(world, id)).toBe('active');
  await expectNoBreach();
  await Promise.all(dispatchers.map((one) => one.stop()));
}, 300_000);
