// PostgreSQL taken away twice while messages are on their way. Answers that came meanwhile are facts: they are kept and
// recorded when it is back, so that not even an `unknown` remains of it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerOf, type World } from '../support/world.ts';
import { checkCampaign, numberProblems } from './chaos-check.ts';
import { databaseRestarts, makeDurable, restartDatabase } from './database-restart.ts';
import { accepted, launch, patience, startKillWorld, statusOf } from './kill-world.ts';
import type { Program } from './program.ts';

const count = 400;
let world: World;
let program: Program;

beforeAll(async () => {
  const kill = await startKillWorld();
  world = kill.world;
  await makeDurable(world.rt.config.databaseUrl);
  await world.behave({ latency_ms: { min: 50, max: 300 } });
  // The product's own lease: it outlives the restart, so the lanes stay where they are.
  program = await kill.start({ SAMPARK_LEASE_SECONDS: '12' });
}, 300_000);
afterAll(async () => {
  await program?.kill();
  await world?.close();
});

it('goes on by itself, with everything that was answered while it was away', async () => {
  const id = await launch(world, count);
  const before = databaseRestarts();
  for (const share of [0.15, 0.5]) {
    await expect.poll(() => accepted(world), { ...patience, interval: 5 }).toBeGreaterThan(count * share);
    await restartDatabase(200);
  }
  expect(databaseRestarts() - before).toBe(2);
  const status = () => statusOf(world, id).catch(() => 'no database');
  await expect.poll(status, patience).toBe('completed');
  await expect.poll(() => numberProblems(world, id), patience).toEqual([]);
  const ledger = await ledgerOf(world);
  expect(await checkCampaign(world, id, count, ledger)).toMatchObject({
    ...{ problems: [], messages: count, lost: 0, doubled: 0, unknown: 0 },
  });
  expect(ledger).toMatchObject({ unique: count, violations: 0 });
  expect(program.isGone()).toBe(false);
}, 150_000);
