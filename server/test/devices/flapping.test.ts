// Health does not flap, whatever comes: properties over random lives of a sender.
import { healthStatuses, type HealthStatus } from '@sampark/contracts/domain.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hysteresis,
  judgeHealth,
  type HealthMemory,
  type Observation,
} from '../../src/devices/judge-health.ts';

const start = new Date('2026-11-20T12:00:00Z');
const lookMs = 10_000;
const fresh = (status: HealthStatus = 'healthy'): HealthMemory => ({
  ...{ status, since: new Date(0), bad: 0, good: 0, toward: null },
});
const see = (status: HealthStatus, sure = false): Observation => ({
  status,
  reason: status === 'healthy' ? null : 'check_failed',
  ...(sure ? { sure } : {}),
});

/** Every change of a life of looks, ten seconds apart. */
function live(looks: readonly Observation[], from: HealthMemory = fresh()) {
  const changes: { at: number; from: HealthStatus; to: HealthStatus }[] = [];
  let memory = from;
  looks.forEach((seen, index) => {
    const at = start.getTime() + index * lookMs;
    const judged = judgeHealth(memory, seen, new Date(at));
    if (judged.change) changes.push({ at, from: judged.change.from, to: judged.change.to });
    expect(judged.memory.bad === 0 || judged.memory.good === 0).toBe(true);
    memory = judged.memory;
  });
  return { changes, memory };
}

const anyLook = fc.record({ status: fc.constantFrom(...healthStatuses), sure: fc.boolean() }).map(({ status, sure }) => see(status, sure)); // prettier-ignore
const anyLife = fc.array(anyLook, { minLength: 1, maxLength: 200 });

describe('judging health', () => {
  it('falls after three bad looks and rises after six good ones and two minutes', () => {
    const life = [
      ...Array<Observation>(4).fill(see('offline')),
      ...Array<Observation>(20).fill(see('healthy')),
    ];
    expect(live(life).changes.map((one) => [one.from, one.to, (one.at - start.getTime()) / 1000])).toEqual([
      ['healthy', 'offline', 20],
      ['offline', 'healthy', 140],
    ]);
  });

  it('takes what spans time by itself at once', () => {
    expect(live([see('offline', true)]).changes).toHaveLength(1);
  });

  it('goes to the mildest of what it saw, and no further up than the worst', () => {
    expect(live([see('degraded'), see('offline'), see('offline')]).memory.status).toBe('degraded');
    const rising = [...Array<Observation>(5).fill(see('healthy')), see('degraded')];
    expect(live(rising, fresh('offline')).memory.status).toBe('degraded');
  });

  it('says why, and nothing when it is well again', () => {
    const down = judgeHealth(fresh(), { ...see('offline', true), detail: 'HTTP 500' }, start);
    expect(down.change).toEqual({
      from: 'healthy',
      to: 'offline',
      reason: 'check_failed',
      detail: 'HTTP 500',
    });
    const up = judgeHealth({ ...fresh('offline'), good: 5, toward: 'healthy' }, see('healthy'), start);
    expect(up.change).toMatchObject({ to: 'healthy', reason: null, detail: null });
  });

  it('never leaves a state before its dwell time', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { changes } = live(life);
        changes.forEach((change, index) => {
          const before = changes[index - 1];
          if (!before) return;
          expect(change.from).toBe(before.to);
          const rank = healthStatuses.indexOf(change.to) - healthStatuses.indexOf(change.from);
          const dwell = rank > 0 ? hysteresis.fallDwellMs : hysteresis.riseDwellMs;
          expect(change.at - before.at).toBeGreaterThanOrEqual(dwell);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('never changes for looks that do not last', () => {
    // Bad and good by turns, at most two bad in a row: as good as well.
    const noise = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.constantFrom('degraded' as const, 'offline' as const)), { maxLength: 80 })
      .map((runs) => runs.flatMap(([n, status]) => [...Array<Observation>(n).fill(see(status)), see('healthy')])); // prettier-ignore
    fc.assert(
      fc.property(noise, (life) => {
        expect(live(life).changes).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('ends in what it sees once that lasts, from anywhere', () => {
    fc.assert(
      fc.property(anyLife, fc.constantFrom(...healthStatuses), (life, status) => {
        const lasting = Array<Observation>(40).fill(see(status));
        expect(live([...life, ...lasting]).memory.status).toBe(status);
      }),
      { numRuns: 500 },
    );
  });
});
