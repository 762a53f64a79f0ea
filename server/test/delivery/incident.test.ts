// Two incidents in the middle of one campaign. A Mac goes offline: its work goes to the other Mac, and everybody keeps
// the channel. A WhatsApp number is banned: it stops, its people and the campaign's WhatsApp are held, and nothing is
// routed around until an administrator has decided. Nothing is lost by either.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { sql } from 'kysely';
import {
  addAccount,
  addPeople,
  campaignContent,
  ledgerOf,
  startWorld,
  type Account,
  type World,
} from '../support/world.ts';
import { checkCampaign, numberProblems } from './chaos-check.ts';
import { patience, statusOf } from './kill-world.ts';

const onWhatsApp = 64;
const onImessage = 120;
const slow = { per_second: 8, per_day: 5_000 };
const slower = { per_second: 4, per_day: 5_000 };
let world: World;
let roles: { stop(): Promise<void> };
let second: { whatsapp: Account; imessage: Account };
let id: string;
let theirs: string[];

beforeAll(async () => {
  world = await startWorld({
    limits: { whatsapp: slower, imessage: slow },
    env: { SAMPARK_LEASE_SECONDS: '3' },
  });
  const { rt, simulators, server } = world;
  await simulators.control.whatsapp('POST', 'accounts', {
    ...{ phone_number_id: '204200000002', waba_id: '104200000001', app_id: '904200000001' },
    ...{ app_secret: 'app-secret', access_token: 'token', portfolio: 'world', tier: 100_000 },
    ...{ mps: slower.per_second, per_day: slower.per_day },
  });
  await simulators.control.imessage('POST', 'accounts', {
    ...{ name: 'mac-2', password: 'password', address: 'desk-2@example.test', per_day: slow.per_day },
  });
  second = {
    whatsapp: await addAccount(rt, server.workspace.id, 'whatsapp', {
      ...{
        address: '204200000002',
        base_url: simulators.urls.whatsapp,
        limits: { ...slower, pair_seconds: 6 },
      },
      credentials: { access_token: 'token', app_secret: 'app-secret', verify_token: 'verify' },
      settings: { waba_id: '104200000001' },
    }),
    imessage: await addAccount(rt, server.workspace.id, 'imessage', {
      ...{ address: 'mac-2', base_url: `${simulators.urls.imessage}/mac-2`, limits: slow },
      credentials: { password: 'password', callback_secret: 'path-secret-2' },
    }),
  };
  roles = await world.serve();
  const people = [
    ...(await addPeople(rt, world.pm, onWhatsApp, { channels: ['whatsapp'] })),
    ...(await addPeople(rt, world.pm, onImessage, { channels: ['imessage'] })),
  ];
  // A quarter of the WhatsApp people know the first number from earlier.
  theirs = people.slice(0, onWhatsApp / 4).map((one) => one.id);
  await sql`insert into contact_channels (prospect_id, workspace_id, channel, account_id)
    select id, ${server.workspace.id}, 'whatsapp', ${world.accounts.whatsapp.id} from unnest(${theirs}::uuid[]) id`.execute(
    rt.db,
  );
  const made = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Review', ...campaignContent, prospect_ids: people.map((one) => one.id) },
  });
  id = made.id;
  await world.ask('POST', `/campaigns/${id}/launch`);
}, 300_000);
afterAll(async () => {
  await roles?.stop();
  await world?.close();
});

async function asAdmin(path: string, payload: object): Promise<void> {
  const { token } = await world.server.login('admin');
  const answer = await world.server.ask('POST', `/api/v1${path}`, { token, payload });
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
}

async function count(where: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from messages m where campaign_id = ${id} and ${where}`.execute(world.rt.db);
  return rows[0]?.n ?? 0;
}

async function leasedUntil(): Promise<number> {
  const { rows } = await sql<{ at: Date }>`
    select lease_expires_at as at from sender_accounts where id = ${second.whatsapp.id}`.execute(world.rt.db);
  return rows[0]?.at.getTime() ?? 0;
}

async function acceptedBy(channel: 'whatsapp' | 'imessage', account: string): Promise<number> {
  const ledger = (await world.simulators.control[channel]('GET', 'ledger')) as {
    by_account: Record<string, { accepted: number }>;
  };
  return ledger.by_account[account]?.accepted ?? 0;
}

it('a Mac goes offline and a number is banned: the Mac’s work goes to the other one, and everybody keeps the channel', async () => {
  await expect.poll(() => acceptedBy('imessage', 'mac-1'), { ...patience, interval: 10 }).toBeGreaterThan(8);
  await expect
    .poll(() => acceptedBy('whatsapp', '204200000001'), { ...patience, interval: 10 })
    .toBeGreaterThan(2);
  await world.simulators.control.imessage('POST', 'offline', { account: 'mac-1' });
  await world.simulators.control.whatsapp('POST', 'ban', { account: '204200000001' });
  await asAdmin(`/devices/${world.accounts.imessage.device_id}/heartbeat`, {
    ...{ health_status: 'offline', reason: 'no network' },
  });
  await expect
    .poll(
      () => count(sql`platform = 'imessage' and delivery_status in ('pending', 'retrying', 'sending')`),
      patience,
    )
    .toBe(0);
  const byFirst = await acceptedBy('imessage', 'mac-1');
  const bySecond = await acceptedBy('imessage', 'mac-2');
  expect(bySecond).toBeGreaterThan(onImessage / 2);
  // Who was on the way when it went is unknown, not lost and not asked twice; everybody else has it from the other Mac.
  const unknown = await count(sql`platform = 'imessage' and delivery_status = 'unknown'`);
  expect(byFirst + bySecond + unknown).toBeGreaterThanOrEqual(onImessage);
  expect(await count(sql`platform <> 'imessage' and account_id = ${second.imessage.id}`)).toBe(0);
  expect(await count(sql`platform = 'imessage'`)).toBe(onImessage);
}, 240_000);

it('the banned number has stopped, and nothing of its channel is routed around', async () => {
  const held = async () => {
    const { rows } = await sql<{ hold: string | null; campaigns: number }>`
      select policy_hold as hold, (select count(*)::int from campaign_channel_holds h
        where h.account_id = a.id and h.campaign_id = ${id} and h.decided_at is null) as campaigns
      from sender_accounts a where id = ${world.accounts.whatsapp.id}`.execute(world.rt.db);
    return rows[0];
  };
  await expect.poll(held, patience).toMatchObject({ hold: expect.any(String), campaigns: 1 });
  // What was claimed before the ban was known has been answered; from here on the channel stands still.
  const flying = () => count(sql`platform = 'whatsapp' and delivery_status = 'sending'`);
  await expect.poll(flying, patience).toBe(0);
  const before = await acceptedBy('whatsapp', '204200000002');
  // Two more rounds of every lane's owner.
  const leased = await leasedUntil();
  await expect.poll(leasedUntil, patience).toBeGreaterThan(leased + 2_200);
  expect(await acceptedBy('whatsapp', '204200000002')).toBe(before);
  expect(await statusOf(world, id)).toBe('active');
  expect(
    await count(sql`platform = 'whatsapp' and delivery_status in ('pending', 'retrying')`),
  ).toBeGreaterThan(0);
  // The people who know the banned number heard nothing from the other one.
  expect(await count(sql`prospect_id = any(${theirs}::uuid[]) and account_id = ${second.whatsapp.id}`)).toBe(
    0,
  );
}, 240_000);

it('an administrator decides to go on without it: the rest is sent by the other number, and nothing was lost', async () => {
  await asAdmin(`/accounts/${world.accounts.whatsapp.id}/decision`, {
    ...{ decision: 'continue_without', reason: 'We appeal; clients are not to wait for it.' },
  });
  await expect.poll(() => statusOf(world, id), patience).toBe('completed');
  await expect.poll(() => numberProblems(world, id), patience).toEqual([]);
  const ledger = await ledgerOf(world);
  expect(ledger).toMatchObject({ doubled: 0, violations: 0 });
  expect(await checkCampaign(world, id, onWhatsApp + onImessage, ledger)).toMatchObject({
    problems: [],
    lost: 0,
    doubled: 0,
  });
  expect(await count(sql`platform = 'whatsapp' and delivery_status in ('sent', 'delivered', 'read')`)).toBe(
    onWhatsApp,
  );
}, 240_000);
