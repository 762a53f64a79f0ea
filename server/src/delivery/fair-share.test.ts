import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairShare, weighByManager, type Queue } from './fair-share.ts';

const queue = (campaign_id: string | null, more: Partial<Queue> = {}): Queue => ({
  campaign_id,
  weight: 1,
  idle: false,
  ...more,
});
const takes = (queues: readonly Queue[], capacity: number) =>
  Object.fromEntries(fairShare(queues, capacity).map((one) => [one.campaign_id ?? 'single', one.take]));

describe('weighByManager', () => {
  const one = (manager: string, weight = 1, idle = false) => ({ manager, weight, idle });

  it('gives every manager the same, whatever the number of campaigns', () => {
    expect(weighByManager([one('a'), one('a'), one('a'), one('b')])).toEqual([1 / 3, 1 / 3, 1 / 3, 1]);
  });

  it('divides a manager’s part by weight; what is idle takes nothing of it', () => {
    expect(weighByManager([one('a', 3), one('a', 1), one('a', 6, true)])).toEqual([0.75, 0.25, 1.5]);
  });
});

describe('fairShare', () => {
  it('splits by weight', () => {
    expect(takes([queue('a'), queue('b', { weight: 3 })], 100)).toEqual({ a: 25, b: 75 });
  });

  it('gives what a paced queue cannot use to the others', () => {
    expect(takes([queue('a', { pace: 5 }), queue('b'), queue('c')], 99)).toEqual({ a: 5, b: 47, c: 47 });
    expect(takes([queue('a', { pace: 5 }), queue('b', { pace: 7 })], 99)).toEqual({ a: 5, b: 7 });
  });

  it('asks an idle queue for a probe only, and takes nothing from the others for it', () => {
    expect(takes([queue('a', { idle: true }), queue('b')], 40)).toEqual({ a: 1, b: 40 });
    expect(takes([queue(null, { idle: true }), queue('b')], 40)).toEqual({ single: 16, b: 40 });
  });

  it('single sends go first; a flood of them leaves campaigns half', () => {
    expect(fairShare([queue('a'), queue(null)], 1)).toEqual([{ campaign_id: null, take: 1 }]);
    expect(takes([queue('a'), queue(null)], 40)).toEqual({ single: 20, a: 20 });
    expect(takes([queue('a', { idle: true }), queue(null)], 40)).toEqual({ single: 40, a: 1 });
  });

  it('the odd one goes to single sends and campaigns in turn', () => {
    const ahead = queue(null, { ahead: true });
    expect(takes([queue('a'), ahead], 1)).toEqual({ a: 1 });
    expect(takes([queue('a'), ahead], 5)).toEqual({ single: 2, a: 3 });
    expect(takes([ahead], 1)).toEqual({ single: 1 });
  });

  it('with one token at a time, nobody starves and weights still hold', () => {
    const queues = [queue('a'), queue('b', { weight: 3 }), queue('c')];
    const got = new Map<string, number>();
    for (let round = 0; round < 500; round++) {
      for (const { campaign_id, take } of fairShare(queues, 1)) {
        const one = queues.find((each) => each.campaign_id === campaign_id);
        if (!one?.campaign_id) continue;
        one.served = (one.served ?? 0) + take / one.weight;
        got.set(one.campaign_id, (got.get(one.campaign_id) ?? 0) + take);
      }
    }
    expect(Object.fromEntries(got)).toEqual({ a: 100, b: 300, c: 100 });
  });

  const anyQueues = fc
    .array(
      fc.record({
        weight: fc.integer({ min: 1, max: 10 }),
        idle: fc.boolean(),
        pace: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
        served: fc.integer({ min: 0, max: 50 }),
      }),
      { maxLength: 8 },
    )
    .map((list) =>
      list.map(({ pace, ...one }, index): Queue => ({
        campaign_id: `c${index}`,
        ...one,
        ...(pace === undefined ? {} : { pace }),
      })),
    );

  it('never gives out more than the capacity, plus a probe for each idle queue', () => {
    fc.assert(
      fc.property(
        anyQueues,
        fc.constantFrom(undefined, true, false),
        fc.integer({ min: 0, max: 400 }),
        (campaigns, single, capacity) => {
          const queues = single === undefined ? campaigns : [queue(null, { idle: single }), ...campaigns];
          const given = fairShare(queues, capacity);
          const of = (idle: boolean) =>
            given
              .filter((one) => queues.find((each) => each.campaign_id === one.campaign_id)?.idle === idle)
              .reduce((sum, one) => sum + one.take, 0);
          expect(of(false)).toBeLessThanOrEqual(capacity);
          expect(of(true)).toBeLessThanOrEqual(16 + campaigns.length);
          for (const { campaign_id, take } of given) {
            expect(take).toBeGreaterThan(0);
            const one = queues.find((each) => each.campaign_id === campaign_id);
            expect(take).toBeLessThanOrEqual(one?.pace ?? Infinity);
          }
          expect(new Set(given.map((one) => one.campaign_id)).size).toBe(given.length);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('uses the whole capacity while anybody could use more', () => {
    fc.assert(
      fc.property(anyQueues, fc.integer({ min: 0, max: 400 }), (queues, capacity) => {
        const busy = queues.filter((one) => !one.idle);
        const wanted = busy.reduce((sum, one) => sum + (one.pace ?? Infinity), 0);
        const given = fairShare(busy, capacity).reduce((sum, one) => sum + one.take, 0);
        expect(given).toBe(Math.min(capacity, wanted));
      }),
      { numRuns: 2_000 },
    );
  });

  it('nobody gets less than the share of its weight, rounded down, unless its own pace says so', () => {
    fc.assert(
      fc.property(anyQueues, fc.integer({ min: 0, max: 400 }), (queues, capacity) => {
        const busy = queues.filter((one) => !one.idle && one.pace !== 0);
        const weights = busy.reduce((sum, one) => sum + one.weight, 0);
        const given = new Map(fairShare(busy, capacity).map((one) => [one.campaign_id, one.take]));
        if (capacity < busy.length) return; // fewer tokens than queues: the order decides, tested above
        for (const one of busy) {
          const fair = Math.min(one.pace ?? Infinity, Math.floor((capacity * one.weight) / weights));
          expect(given.get(one.campaign_id) ?? 0).toBeGreaterThanOrEqual(fair - (busy.length - 1));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
