// The program killed at each named point of a message's way, then started again: see kill.test.ts for the promise.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crashPoints } from '../../src/processes/crash-points.ts';
import type { World } from '../support/world.ts';
import { expectNothingLost, launch, patience, startKillWorld, statusOf } from './kill-world.ts';
import type { Program } from './program.ts';

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

  it.each(crashPoints)(
    '%s',
    async (point) => {
      const id = await launch(world, count);
      program = await start({ SAMPARK_CRASH_AT: `${point}:${passes[point]}` });
      expect(await program.ended).toBe('SIGKILL');
      program = await start();
      await expect.poll(() => statusOf(world, id), patience).toBe('completed');
      await expectNothingLost(world, id, count, 1);
      await program.stop();
    },
    120_000,
  );
});
