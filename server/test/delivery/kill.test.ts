// The promise of crash safety, kept by the real program: killed in the middle and started again, every recipient's message
// is accepted once, or it visibly is not. What was in flight at a kill is `unknown`, settled by receipts, never resent.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { ledgerOf, type World } from '../support/world.ts';
import {
  accepted,
  expectNothingLost,
  launch,
  patience,
  rowsOf,
  startKillWorld,
  statusOf,
} from './kill-world.ts';
import type { Program } from './program.ts';

const count = process.env.SAMPARK_LONG ? 5_000 : 2_000;

describe(`killed three times in the middle of ${count} messages`, () => {
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
  }, 240_000);

  it('stopped in order, it leaves nothing unknown and its lanes free', async () => {
    const id = await launch(world, 200);
    const before = await accepted(world);
    await expect.poll(() => accepted(world), { ...patience, interval: 10 }).toBeGreaterThan(before + 20);
    await program?.stop();
    const { rows } = await sql<{ flying: number; owned: number }>`
      select (select count(*)::int from intents) as flying,
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
