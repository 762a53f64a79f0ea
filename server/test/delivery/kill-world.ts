// Kill tests: a world whose messages the real program sends, and what must hold however often that program is killed.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { campaignContent, ledgerOf, startWorld, type World, type WorldOptions } from '../support/world.ts';
import { freePort, startProgram, type Program } from './program.ts';

export const inFlight = 64;
export const patience = { timeout: 180_000, interval: 50 };
const fast: NonNullable<WorldOptions['limits']> = {
  whatsapp: { per_second: 150, per_day: 5_000 },
  telegram: { per_second: 150 },
  signal: { per_second: 150, per_day: 5_000 },
  imessage: { per_second: 150, per_day: 5_000 },
};

/** A world whose callbacks go to the program, at an address that stays the same from one start to the next. */
export async function startKillWorld(): Promise<{
  world: World;
  port: number;
  start: (env?: Record<string, string>, roles?: string) => Promise<Program>;
}> {
  const port = await freePort();
  let first: Program | undefined;
  const world = await startWorld({
    limits: fast,
    publicUrl: `http://127.0.0.1:${port}`,
    // Platforms check an address when it is given to them: somebody has to listen there.
    beforeCallbacks: async (rt) => {
      first = await startProgram({ databaseUrl: rt.config.databaseUrl, ownerUrl: rt.ownerUrl, port });
      if (!first.wasReady) throw new Error(`The program ended before it was ready:\n${first.said()}`);
    },
  });
  await first?.stop();
  const settings = { databaseUrl: world.rt.config.databaseUrl, ownerUrl: world.rt.ownerUrl, port };
  return {
    world,
    port,
    start: (env = {}, roles) =>
      startProgram({
        ...settings,
        ...(roles ? { roles } : {}),
        env: { SAMPARK_IN_FLIGHT: String(inFlight), ...env },
      }),
  };
}

export async function launch(world: World, count: number): Promise<string> {
  const people = await world.people(count);
  const { id } = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Review', ...campaignContent, prospect_ids: people.map((one) => one.id) },
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  return id;
}

export const accepted = async (world: World) => (await ledgerOf(world)).unique;
/** From the table, not the API: a poll every few moments would run into the rate limit of its user. */
export async function statusOf(world: World, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ status: string }>`select status from campaigns where id = ${id}`.execute(
    world.rt.db,
  );
  return rows[0]?.status;
}

type Row = { id: string; platform: string; status: string; reason: string | null };
export async function rowsOf(world: World, id: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, platform, delivery_status as status, failed_reason as reason from messages where campaign_id = ${id}`.execute(
    world.rt.db,
  );
  return rows;
}

/** What must hold after any number of kills, once the campaign is completed. */
export async function expectNothingLost(
  world: World,
  id: string,
  count: number,
  kills: number,
): Promise<void> {
  const ledger = await ledgerOf(world);
  expect(ledger).toMatchObject({ doubled: 0, violations: 0 });
  const seen = new Set(ledger.messages.map((one) => one.key));
  // Receipts settle what WhatsApp accepted while nobody was there to hear its answer.
  await expect
    .poll(
      async () =>
        (await rowsOf(world, id)).filter(
          (row) => row.platform === 'whatsapp' && seen.has(row.id) && row.status === 'unknown',
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
    .poll(
      async () => {
        const { shown, recounted } = await both();
        return JSON.stringify(shown) === JSON.stringify(recounted)
          ? 'equal'
          : JSON.stringify({ shown, recounted });
      },
      { ...patience, interval: 500 },
    )
    .toBe('equal');
}

/** expect.poll belongs to one test at a time, and these run side by side. Returns what it saw last. */
export async function soon<T>(look: () => Promise<T>, wanted: T): Promise<T> {
  const deadline = Date.now() + patience.timeout;
  for (;;) {
    const seen = await look();
    if (seen === wanted || Date.now() > deadline) return seen;
    await sleep(100);
  }
}
