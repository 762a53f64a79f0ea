import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type LaneFacts } from './allocate.ts';
import { LanePool } from './lane-pool.ts';

const now = new Date('2026-11-20T12:00:00Z');
const soon = new Date(now.getTime() + 400);

const anyLane = fc.record({
  health: fc.constantFrom('healthy' as const, 'degraded' as const, 'offline' as const),
  held: fc.boolean(),
  maintenance: fc.boolean(),
  paused_until: fc.constantFrom(null, soon, new Date(now.getTime() - 1)),
  per_day: fc.constantFrom(3, 5),
  left_today: fc.integer({ min: -1, max: 5 }),
  free_tokens: fc.integer({ min: 0, max: 3 }),
  next_token_at: fc.constantFrom(undefined, soon),
});
// Mostly lanes that work: otherwise nearly every batch ends before it begins.
const workingLane = anyLane.map((lane) => ({
  ...lane,
  health: 'healthy' as const,
  held: false,
  maintenance: false,
  paused_until: null,
}));
const anyAsk = fc.record({
  sticky: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
  heldElsewhere: fc.boolean(),
  only: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined, freq: 6 }),
});

function facts(
  given: Omit<LaneFacts, 'account_id' | 'device_id' | 'workspace_id' | 'channel'>[],
): LaneFacts[] {
  return given.map((one, index) => ({
    ...one,
    account_id: String(index),
    device_id: `device ${index}`,
    workspace_id: 'w',
    channel: 'whatsapp',
  }));
}

describe('a pool of lanes', () => {
  it('makes the choices of a plain search, one after the other, while lanes are used up', () => {
    let choices = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 3, arbitrary: workingLane }, { weight: 1, arbitrary: anyLane }), {
          maxLength: 12,
        }),
        fc.array(anyAsk, { maxLength: 40 }),
        (given, asks) => {
          const lanes = facts(given);
          const pool = new LanePool(lanes, now);
          for (const ask of asks) {
            const sticky = ask.sticky === null ? null : String(ask.sticky);
            const only = ask.only === undefined ? undefined : String(ask.only);
            const searched = only === undefined ? lanes : lanes.filter((one) => one.account_id === only);
            const held = pool.isHeld(sticky) || ask.heldElsewhere;
            expect(pool.isHeld(sticky)).toBe(lanes.some((one) => one.account_id === sticky && one.held));
            const wanted = allocate(searched, sticky, held, now);
            const choice = pool.allocate(sticky, held, only);
            expect(choice).toEqual(wanted);
            if (choice.kind === 'wait' || wanted.kind === 'wait') continue;
            expect(choice.lane).toBe(wanted.lane);
            choices++;
            choice.lane.left_today--;
            choice.lane.free_tokens--;
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(choices).toBeGreaterThan(1_000);
  });

  it('looks at few of 2,000 lanes for one choice', () => {
    let looks = 0;
    const lanes = Array.from({ length: 2_000 }, (_, index) => {
      const lane = facts([
        {
          ...{ health: 'healthy', held: false, maintenance: false, paused_until: null, per_day: 1_000 },
          ...{ left_today: 1_000 - (index % 700), free_tokens: 5, next_token_at: undefined },
        },
      ])[0] as LaneFacts;
      lane.account_id = String(index);
      return new Proxy(lane, {
        get: (target, key) => {
          if (key === 'left_today') looks++;
          return Reflect.get(target, key) as unknown;
        },
      });
    });
    const pool = new LanePool(lanes, now);
    looks = 0;
    for (let one = 0; one < 1_000; one++) {
      const choice = pool.allocate(null, false);
      if (choice.kind !== 'chosen') throw new Error('all of them are free');
      choice.lane.left_today--;
      choice.lane.free_tokens--;
    }
    expect(looks / 1_000).toBeLessThan(40);
  });
});
