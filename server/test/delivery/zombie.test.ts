// A process frozen past its lease and woken again: its successor has everything, and what it still says changes nothing.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { ledgerOf, type World } from '../support/world.ts';
import { checkCampaign, numberProblems } from './chaos-check.ts';
import { accepted, inFlight, launch, patience, rowsOf, startKillWorld, statusOf } from './kill-world.ts';
import type { Program } from './program.ts';

const count = 240;
let world: World;
let owner: Program;
let successor: Program;
let start: (env: Record<string, string>, roles: string) => Promise<Program>;

beforeAll(async () => {
  const kill = await startKillWorld();
  world = kill.world;
  // Long enough under way that the freeze finds some there.
  await world.behave({ latency_ms: { min: 200, max: 600 } });
  owner = await kill.start();
  start = kill.start;
}, 300_000);
afterAll(async () => {
  owner?.thaw();
  await owner?.kill();
  await successor?.kill();
  await world?.close();
});

async function lanesOf(program: Program): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from sender_accounts a join instances i on i.id = a.lease_owner
    where i.pid = ${program.pid} and a.lease_expires_at > ${world.rt.clock.now()}`.execute(world.rt.db);
  return rows[0]?.n ?? 0;
}

it('its lanes are taken over, its late calls and answers change nothing, and it works on as a newcomer', async () => {
  await expect.poll(() => lanesOf(owner), patience).toBe(4);
  const id = await launch(world, count);
  await expect.poll(() => accepted(world), { ...patience, interval: 5 }).toBeGreaterThan(20);
  owner.freeze();
  // Started only now: it would be given its part of the lanes, and of what is under way, before the freeze.
  successor = await start({}, 'dispatch,ingest,scheduler,jobs');
  await expect.poll(() => lanesOf(successor), patience).toBe(4);
  await expect
    .poll(async () => (await rowsOf(world, id)).some((row) => row.reason === 'crashed'), patience)
    .toBe(true);
  const before = await tellCrashed(id);
  expect(before.length).toBeLessThanOrEqual(inFlight);

  owner.thaw();
  await expect.poll(() => statusOf(world, id), patience).toBe('completed');
  await expect.poll(() => numberProblems(world, id), patience).toEqual([]);
  const ledger = await ledgerOf(world);
  const checked = await checkCampaign(world, id, count, ledger);
  expect(checked).toMatchObject({ problems: [], lost: 0, doubled: 0 });
  expect(ledger.violations).toBe(0);
  // Nothing more became unknown by its waking: it has recorded nothing and called nothing that was not its own.
  expect(checked.crashed).toBe(before.length);
  expect(owner.isGone()).toBe(false);

  // The one that took over dies: the zombie is an ordinary process by now and finishes the next campaign.
  await successor.kill();
  const next = await launch(world, 40);
  await expect.poll(() => statusOf(world, next), patience).toBe('completed');
  await expect.poll(() => lanesOf(owner), patience).toBe(4);
  const again = await checkCampaign(world, next, 40, await ledgerOf(world));
  expect(again).toMatchObject({ problems: [], lost: 0, doubled: 0, crashed: 0 });
}, 300_000);

async function tellCrashed(id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct message_id as id from events
    where campaign_id = ${id} and type = 'message.unknown' and data->>'code' = 'crashed'`.execute(
    world.rt.db,
  );
  return rows.map((row) => row.id);
}
