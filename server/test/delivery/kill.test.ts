// The promise of crash safety, kept by the real program: killed in the middle and started again, every recipient's message
// is accepted once, or it visibly is not. What was in flight at a kill is `unknown`, settled by receipts, never resent.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { crashPoints } from '../../src/processes/crash-points.ts';
import { campaignContent, ledgerOf, startWorld, type World, type WorldOptions } from '../support/world.ts';
import { freePort, startProgram, type Program } from './program.ts';

const inFlight = 64;
const patience = { timeout: 45_000, interval: 50 };
const fast: NonNullable<WorldOptions['limits']> = {
  whatsapp: { per_second: 150, per_day: 5_000 },
  telegram: { per_second: 150 },
  signal: { per_second: 150, per_day: 5_000 },
  imessage: { per_second: 150, per_day: 5_000 },
};

/** A world whose callbacks go to the program, at an address that stays the same from one start to the next. */
async function startKillWorld(): Promise<{
  world: World;
  start: (env?: Record<string, string>) => Promise<Program>;
}> {
  const port = await freePort();
  let first: Program | undefined;
  const world = await startWorld({
    limits: fast,
    publicUrl: `http://127.0.0.1:${port}`,
    // Platforms check an address when it is given to them: somebody has to listen there.
    beforeCallbacks: async (rt) => {
      first = await startProgram({ databaseUrl: rt.config.databaseUrl, ownerUrl: rt.ownerUrl, port });
    },
  });
  await first?.stop();
  const settings = { databaseUrl: world.rt.config.databaseUrl, ownerUrl: world.rt.ownerUrl, port };
  return {
    world,
    start: (env = {}) => startProgram({ ...settings, env: { SAMPARK_IN_FLIGHT: String(inFlight), ...env } }),
  };
}

async function launch(world: World, count: number): Promise<string> {
  const people = await world.people(count);
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Review', ...campaignContent, prospect_ids: people.map((one) => one.id) },
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  return id;
}

const accepted = async (world: World) => (await ledgerOf(world)).unique;
const statusOf = async (world: World, id: string) =>
  (await world.ask<CampaignResource>('GET', `/campaigns/${id}`)).status;

type Row = { id: string; platform: string; status: string; reason: string | null };
async function rowsOf(world: World, id: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, platform, delivery_status as status, failed_reason as reason from messages where campaign_id = ${id}`.execute(
    world.rt.db,
  );
  return rows;
}

/** What must hold after any number of kills, once the campaign is completed. */
async function expectNothingLost(world: World, id: string, count: number, kills: number): Promise<void> {
  const ledger = await ledgerOf(world);
  expect(ledger).toMatchObject({ doubled: 0, violations: 0 });
  const seen = new Set(ledger.messages.map((one) => one.key));
  // Receipts settle what WhatsApp accepted while nobody was there to hear its answer.
  await expect
    .poll(
      async () =>
        (await rowsOf(world, id)).filter(
          (row) => row.platform === 'whatsapp' && seen.has(row.id) && row.status !== 'read',
        ),
      patience,
    )
    .toEqual([]);
  const rows = await rowsOf(world, id);
  expect(rows).toHaveLength(count);
  for (const row of rows) {
    const visible = ['unknown', 'failed', 'skipped'].includes(row.status) && row.reason !== null;
    expect(visible || seen.has(row.id), JSON.stringify(row)).toBe(true);
    expect(['sent', 'delivered', 'read', 'unknown'], JSON.stringify(row)).toContain(row.status);
    if (row.status !== 'unknown') expect(seen.has(row.id), JSON.stringify(row)).toBe(true);
  }
  expect(rows.filter((row) => row.status === 'unknown').length).toBeLessThanOrEqual(kills * inFlight);
  await expectNumbersEqualRows(world, id, count);
}

async function expectNumbersEqualRows(world: World, id: string, count: number): Promise<void> {
  const both = async () => {
    const { numbers } = await world.ask<CampaignResource>('GET', `/campaigns/${id}`);
    const rows = await rowsOf(world, id);
    const are = (...statuses: string[]) => rows.filter((row) => statuses.includes(row.status)).length;
    const recounted = {
      ...{ total_recipients: count, queued: count, waiting: are('pending', 'retrying', 'sending') },
      ...{ unknown: are('unknown'), messages_failed: are('failed'), skipped: are('skipped') },
      ...{ messages_sent: are('sent', 'delivered', 'read'), messages_read: are('read') },
    };
    const shown = Object.fromEntries(
      Object.keys(recounted).map((key) => [key, numbers[key as keyof typeof numbers]]),
    );
    return { shown, recounted };
  };
  await expect
    .poll(async () => {
      const { shown, recounted } = await both();
      return JSON.stringify(shown) === JSON.stringify(recounted)
        ? 'equal'
        : JSON.stringify({ shown, recounted });
    }, patience)
    .toBe('equal');
}

describe('killed three times in the middle of 1,500 messages', () => {
  const count = 1_500;
  let world: World;
  let start: (env?: Record<string, string>) => Promise<Program>;
  let program: Program | undefined;
  beforeAll(async () => {
    ({ world, start } = await startKillWorld());
    await world.behave({ latency_ms: { min: 20, max: 120 } });
  });
  afterAll(async () => {
    await program?.kill();
    await world?.close();
  });

  it('completes: nothing twice, nothing lost without a word', async () => {
    const id = await launch(world, count);
    let kills = 0;
    program = await start();
    for (const share of [0.15, 0.4, 0.65]) {
      await expect.poll(() => accepted(world), { ...patience, interval: 10 }).toBeGreaterThan(count * share);
      await program.kill();
      kills++;
      expect(await statusOf(world, id)).toBe('active'); // killed in the middle, not after the end
      program = await start();
    }
    await expect.poll(() => statusOf(world, id), patience).toBe('completed');
    await expectNothingLost(world, id, count, kills);
  });

  it('stopped in order, it leaves nothing unknown and its lanes free', async () => {
    const id = await launch(world, 200);
    const before = await accepted(world);
    await expect.poll(() => accepted(world), { ...patience, interval: 10 }).toBeGreaterThan(before + 20);
    await program?.stop();
    const { rows } = await sql<{ flying: number; owned: number }>`
      select (select count(*)::int from messages where queue = 'flying') as flying,
        (select count(*)::int from sender_accounts where lease_owner is not null) as owned`.execute(
      world.rt.db,
    );
    expect(rows).toEqual([{ flying: 0, owned: 0 }]);
    program = await start();
    await expect.poll(() => statusOf(world, id), patience).toBe('completed');
    expect((await rowsOf(world, id)).filter((row) => row.status === 'unknown')).toEqual([]);
    expect(await ledgerOf(world)).toMatchObject({ doubled: 0 });
  });
});

describe('killed at each point of a message’s way', () => {
  const count = 200;
  let world: World;
  let start: (env?: Record<string, string>) => Promise<Program>;
  let program: Program | undefined;
  beforeAll(async () => {
    ({ world, start } = await startKillWorld());
    await world.behave({ latency_ms: { min: 5, max: 40 } });
  });
  afterAll(async () => {
    await program?.kill();
    await world?.close();
  });

  /** Not the first pass everywhere: some work is done when the end comes. */
  const passes: Record<(typeof crashPoints)[number], number> = {
    'before-intent-commit': 3,
    'after-intent-commit': 3,
    'before-call': 60,
    'after-call': 60,
    'before-outcome-commit': 4,
    'after-outcome-commit': 4,
    'before-callbacks-commit': 2,
  };

  it.each(crashPoints)('%s', async (point) => {
    const id = await launch(world, count);
    program = await start({ SAMPARK_CRASH_AT: `${point}:${passes[point]}` });
    expect(await program.ended).toBe('SIGKILL');
    program = await start();
    await expect.poll(() => statusOf(world, id), patience).toBe('completed');
    await expectNothingLost(world, id, count, 1);
    await program.stop();
  });
});
