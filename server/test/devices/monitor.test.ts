// The monitor over a real database, its clock moved by hand: what takes a sender out, what brings it back, and that one
// process at a time decides.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountAccess, SenderHealth, SendOutcome } from '../../src/channels/channel.ts';
import { channelAdapters } from '../../src/channels/registry.ts';
import { checkDueAccounts } from '../../src/devices/check-pool.ts';
import { monitorHealth } from '../../src/devices/monitor-health.ts';
import { flushActivity, noteReceipt, noteSend } from '../../src/devices/sender-activity.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { createWorkspace, startTestServer, type TestServer } from '../support/server.ts';
import { addAccount, type Account } from '../support/world.ts';

let server: TestServer;
let clock: ManualClock;
let workspace_id: string;
let asked: AccountAccess[] = [];
let answer: (account: AccountAccess) => SenderHealth;

beforeAll(async () => {
  clock = manualClock('2026-11-20T12:00:00Z');
  const adapters = Object.fromEntries(
    channels.map((channel) => [
      channel,
      {
        ...channelAdapters[channel],
        checkHealth: async (_http: unknown, account: AccountAccess) => {
          asked.push(account);
          return answer(account);
        },
      },
    ]),
  ) as unknown as typeof channelAdapters;
  server = await startTestServer({ clock, channels: adapters });
});
beforeEach(async () => {
  // Each test its own pool, and nobody else's in it.
  await sql`delete from devices`.execute(server.rt.db);
  workspace_id = (await createWorkspace(server.rt)).id;
  asked = [];
  answer = () => ({ health: 'healthy', detail: 'ok' });
});
afterAll(() => server.close());

const account = (channel: Channel = 'signal') => addAccount(server.rt, workspace_id, channel);

/** Looks as the monitor does, every ten seconds. */
async function look(times: number): Promise<number> {
  let changes = 0;
  for (let n = 0; n < times; n++) {
    clock.advance(10_000);
    changes += (await monitorHealth(server.rt)) ?? 0;
  }
  return changes;
}

async function stateOf({ id, device_id }: Account) {
  const { rows } = await sql<Record<'device' | 'device_why' | 'account' | 'account_why', string | null>>`
    select d.health_status as device, d.health_reason as device_why, a.health_status as account, a.health_reason as account_why
    from devices d join sender_accounts a on a.id = ${id} where d.id = ${device_id}`.execute(server.rt.db);
  const row = rows[0];
  return { device: [row?.device, row?.device_why], account: [row?.account, row?.account_why] };
}

async function history(device_id: string): Promise<string[]> {
  const { rows } = await sql<{ health_status: string; reason: string | null }>`
    select health_status, reason from device_health_history where device_id = ${device_id} order by id`.execute(
    server.rt.db,
  );
  return rows.map((row) => `${row.health_status} ${row.reason ?? ''}`.trim());
}

const accepted: SendOutcome = { kind: 'accepted', external_id: 'x' };
const broken: SendOutcome = { kind: 'retry', code: 'network' };
const limited: SendOutcome = { kind: 'retry', code: 'account_rate', pause: 'account', after_seconds: 5 };

async function sends(one: Account, count: number, outcome: SendOutcome): Promise<void> {
  for (let n = 0; n < count; n++) noteSend(server.rt, one.id, outcome, clock.now());
  await flushActivity(server.rt);
}

/** A week in which nearly everything was delivered. */
async function usual(one: Account, share = 0.95): Promise<void> {
  await sql`insert into account_activity_days (account_id, workspace_id, day, accepted, delivered)
    values (${one.id}, ${workspace_id}, '2026-11-19', 1000, ${Math.round(1000 * share)})`.execute(
    server.rt.db,
  );
}

describe('heartbeats', () => {
  const beat = (one: Account, heartbeat: object) =>
    sql`update devices set last_heartbeat_at = ${clock.now()}, heartbeat = ${JSON.stringify({ version: 1, ...heartbeat })}::jsonb,
      agent_token_hash = coalesce(agent_token_hash, sha256(id::text::bytea)), agent_token_made_at = coalesce(agent_token_made_at, ${clock.now()})
      where id = ${one.device_id}`.execute(server.rt.db);

  it('a device whose agent is silent for three intervals is offline; it comes back with its word', async () => {
    const [talking, without] = [await account(), await account()];
    await beat(talking, { battery: 80 });
    await look(18);
    expect((await stateOf(talking)).device).toEqual(['healthy', null]);
    await look(1);
    expect((await stateOf(talking)).device).toEqual(['offline', 'no_heartbeat']);
    expect((await stateOf(without)).device).toEqual(['healthy', null]);
    for (let n = 0; n < 4; n++) {
      await beat(talking, { battery: 80 });
      await look(4);
    }
    expect((await stateOf(talking)).device).toEqual(['healthy', null]);
    expect(await history(talking.device_id)).toEqual(['offline no_heartbeat', 'healthy']);
    const { rows } = await sql<{ data: { detail?: string } }>`
      select data from events where device_id = ${talking.device_id} and type = 'device.health_changed' order by id`.execute(
      server.rt.db,
    );
    expect(rows[0]?.data.detail).toBe('no heartbeat for 3 min');
  });

  it('an agent may promise another interval, and one that never spoke is not missed', async () => {
    const [slow, mute] = [await account(), await account()];
    await beat(slow, { interval_seconds: 600 });
    await sql`update devices set agent_token_hash = 'x', agent_token_made_at = ${clock.now()} where id = ${mute.device_id}`.execute(
      server.rt.db,
    );
    await look(60);
    expect((await stateOf(slow)).device).toEqual(['healthy', null]);
    expect((await stateOf(mute)).device).toEqual(['healthy', null]);
  });

  it.each([
    ['an empty battery', { battery: 9 }, 'degraded', 'battery_low'],
    ['a full disk', { storage_free_mb: 40 }, 'degraded', 'storage_low'],
    ['no network', { network: 'none' }, 'offline', 'no_network'],
    ['its own word', { health_status: 'degraded', reason: 'hot' }, 'degraded', 'reported'],
  ] as const)('%s shows', async (_, heartbeat, status, reason) => {
    const one = await account();
    await beat(one, heartbeat);
    await look(2);
    expect((await stateOf(one)).device).toEqual(['healthy', null]);
    await look(1);
    expect((await stateOf(one)).device).toEqual([status, reason]);
  });

  it('a low battery that charges is none', async () => {
    const one = await account();
    await beat(one, { battery: 9, charging: true });
    expect(await look(6)).toBe(0);
  });

  it('an app that is logged out takes its channel out and leaves the device’s others', async () => {
    const one = await account('whatsapp');
    await beat(one, { apps: { whatsapp: { state: 'logged_out' }, signal: { state: 'running' } } });
    await look(3);
    expect(await stateOf(one)).toEqual({ device: ['healthy', null], account: ['offline', 'logged_out'] });
    // Without a token nobody speaks for the device any more, and what was said last does not count for ever.
    await sql`update devices set agent_token_hash = null, agent_token_made_at = null`.execute(server.rt.db);
    await look(18);
    expect((await stateOf(one)).account).toEqual(['healthy', null]);
  });
});

describe('what is sent', () => {
  it('too many failures of its own take a sender out; a reached limit is none', async () => {
    const [bad, busy, few] = [await account(), await account(), await account()];
    for (const one of [bad, busy]) await sends(one, 10, accepted);
    await sends(bad, 20, broken);
    await sends(busy, 20, limited);
    await sends(few, 5, broken);
    await look(3);
    expect((await stateOf(bad)).account).toEqual(['offline', 'error_rate']);
    expect((await stateOf(busy)).account).toEqual(['healthy', null]);
    expect((await stateOf(few)).account).toEqual(['healthy', null]);
    // Out of the pool it makes no more errors: after the window it is tried again.
    await look(40);
    expect((await stateOf(bad)).account).toEqual(['healthy', null]);
  });

  it('a fifth of failures makes it worse, not gone', async () => {
    const one = await account();
    await sends(one, 30, accepted);
    await sends(one, 10, broken);
    await look(3);
    expect((await stateOf(one)).account).toEqual(['degraded', 'error_rate']);
  });

  it('a dead session that takes everything is found by the receipts that do not come', async () => {
    const [dead, alive, young] = [
      await account('whatsapp'),
      await account('whatsapp'),
      await account('whatsapp'),
    ];
    for (const one of [dead, alive]) await usual(one);
    for (const one of [dead, alive, young]) await sends(one, 20, accepted);
    noteReceipt(server.rt, alive.id, 'delivered', new Date(clock.now().getTime() + 60_000));
    await look(30); // five minutes: too early to tell
    expect((await stateOf(dead)).account).toEqual(['healthy', null]);
    await flushActivity(server.rt);
    await look(45);
    expect((await stateOf(dead)).account).toEqual(['offline', 'no_receipts']);
    expect((await stateOf(alive)).account).toEqual(['healthy', null]);
    // Nothing is known of its usual receipts.
    expect((await stateOf(young)).account).toEqual(['healthy', null]);
    // Hours later it is as dead, though the minutes are forgotten.
    await sql`delete from account_activity`.execute(server.rt.db);
    await look(30);
    expect((await stateOf(dead)).account).toEqual(['offline', 'no_receipts']);
    noteReceipt(server.rt, dead.id, 'read', clock.now());
    await flushActivity(server.rt);
    await look(14);
    expect((await stateOf(dead)).account).toEqual(['healthy', null]);
  });

  it('when a whole channel hears nothing, its senders are kept: our callbacks may be what is broken', async () => {
    const pool = [await account('whatsapp'), await account('whatsapp')];
    for (const one of pool) {
      await usual(one);
      await sends(one, 20, accepted);
    }
    await look(70);
    for (const one of pool) expect((await stateOf(one)).account).toEqual(['degraded', 'no_receipts']);
  });

  it('is not asked of channels or senders that give few receipts', async () => {
    const [telegram, shy] = [await account('telegram'), await account('whatsapp')];
    await usual(telegram);
    await usual(shy, 0.3);
    for (const one of [telegram, shy]) await sends(one, 50, accepted);
    expect(await look(70)).toBe(0);
  });
});

describe('what others said', () => {
  it('stays until they say otherwise, and worse is still seen', async () => {
    const one = await account();
    await sql`update sender_accounts set health_status = 'degraded', health_reason = 'Number quality: FLAGGED' where id = ${one.id}`.execute(
      server.rt.db,
    );
    expect(await look(30)).toBe(0);
    await sends(one, 30, broken);
    await look(3);
    expect((await stateOf(one)).account).toEqual(['offline', 'error_rate']);
    await look(60);
    // Back to what the platform said, not to well.
    expect((await stateOf(one)).account).toEqual(['degraded', 'Number quality: FLAGGED']);
  });

  it('a sender whose access was refused is not brought back by looking well', async () => {
    const one = await account();
    await sql`update sender_accounts set health_status = 'offline', health_reason = 'account_credentials' where id = ${one.id}`.execute(
      server.rt.db,
    );
    await look(40);
    expect((await stateOf(one)).account).toEqual(['offline', 'account_credentials']);
  });
});

describe('platform checks', () => {
  /** The pool is asked in six parts, ten seconds apart. */
  async function minute(): Promise<void> {
    for (let n = 0; n < 6; n++) {
      clock.advance(10_000);
      await checkDueAccounts(server.rt, 10_000);
      await monitorHealth(server.rt);
    }
  }

  it('asks each account once a minute, a part of them at a time, whoever asks', async () => {
    const pool = await Promise.all(Array.from({ length: 12 }, () => account()));
    const other = { ...server.rt, instanceId: crypto.randomUUID() };
    clock.advance(10_000);
    const counts = await Promise.all([checkDueAccounts(server.rt, 10_000), checkDueAccounts(other, 10_000)]);
    expect(counts[0] + counts[1]).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(4);
    for (let n = 0; n < 5; n++) {
      clock.advance(9_000);
      await checkDueAccounts(server.rt, 10_000);
      await checkDueAccounts(other, 10_000);
    }
    expect(asked.map((one) => one.id).toSorted()).toEqual(pool.map((one) => one.id).toSorted());
  });

  it('one failed check is nothing, two and three looks are; and checks bring it back', async () => {
    const one = await account();
    answer = () => ({ health: 'offline', code: 'network', detail: 'ECONNREFUSED' });
    await minute();
    expect((await stateOf(one)).account).toEqual(['healthy', null]);
    await minute();
    await minute();
    expect((await stateOf(one)).account).toEqual(['offline', 'check_failed']);
    answer = () => ({ health: 'healthy', detail: 'ok' });
    for (let n = 0; n < 5; n++) await minute();
    expect((await stateOf(one)).account).toEqual(['healthy', null]);
    expect(await history(one.device_id)).toEqual(['offline check_failed', 'healthy']);
  });

  it('says when the platform refuses the access, and leaves held accounts alone', async () => {
    const [refused, held] = [await account(), await account()];
    await sql`update sender_accounts set policy_hold = 'account_spam' where id = ${held.id}`.execute(
      server.rt.db,
    );
    answer = () => ({ health: 'offline', code: 'account_credentials', detail: 'HTTP 401' });
    for (let n = 0; n < 3; n++) await minute();
    expect((await stateOf(refused)).account).toEqual(['offline', 'check_refused']);
    expect(asked.map((one) => one.id)).not.toContain(held.id);
  });
});

describe('the pool as a whole', () => {
  it('one process judges at a time', async () => {
    await account();
    clock.advance(10_000);
    const other = { ...server.rt, instanceId: crypto.randomUUID() };
    const turns = await Promise.all([
      monitorHealth(server.rt),
      monitorHealth(other),
      monitorHealth(server.rt),
    ]);
    expect(turns.filter((one) => one !== undefined)).toHaveLength(1);
    clock.advance(10_000);
    expect(await monitorHealth(other)).toBe(0);
  });

  it('looks at 2,000 devices and writes nothing about those that are well', async () => {
    await sql`
      with made as (
        insert into devices (workspace_id, device_identifier, name, platform_type, supported_platforms)
        select ${workspace_id}, 'mass-' || n, 'Phone ' || n, 'android', array['signal'] from generate_series(1, 2000) n
        returning id, device_identifier)
      insert into sender_accounts (workspace_id, device_id, channel, address, display_name, base_url, credentials, per_second, per_day)
      select ${workspace_id}, id, 'signal', device_identifier, device_identifier, 'http://127.0.0.1:1', ${server.rt.keys.seal('{}')}, 1, 500
      from made`.execute(server.rt.db);
    await sql`
      insert into account_activity (account_id, workspace_id, minute, accepted, receipts, delivered)
      select a.id, ${workspace_id}, ${clock.now()}::timestamptz - make_interval(mins => m), 10, 10, 10
      from sender_accounts a cross join generate_series(1, 60) m`.execute(server.rt.db);
    await look(1);
    const started = performance.now();
    expect(await look(1)).toBe(0);
    const ms = performance.now() - started;
    console.log(`One look at 2,000 devices with 120,000 minutes of activity took ${ms.toFixed(0)} ms`);
    // Wide for a busy machine; the figure above is the one to read.
    expect(ms).toBeLessThan(5_000);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from health_watch`.execute(
      server.rt.db,
    );
    expect(rows[0]?.n).toBe(0);
  });
});
