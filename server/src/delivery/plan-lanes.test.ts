import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLanes, type LaneGroup } from './plan-lanes.ts';

const group = (channel: string, mine: number, others: number, free: number): LaneGroup => ({
  ...{ workspace_id: 'w', channel, mine, others, free },
});
const names = (groups: readonly LaneGroup[]) => groups.map((one) => one.channel);

describe('planLanes', () => {
  it('one process takes everything', () => {
    const { take, give } = planLanes([group('a', 0, 0, 3), group('b', 0, 0, 1)], []);
    expect([names(take), give]).toEqual([['a', 'b'], []]);
  });

  it('of two, each takes half, whole channels, the largest first', () => {
    const groups = [group('a', 0, 0, 1), group('b', 0, 0, 9), group('c', 0, 0, 3)];
    expect(names(planLanes(groups, [0]).take)).toEqual(['b', 'c']);
  });

  it('leaves alone what others have, and takes new lanes of its own channels', () => {
    const { take, give } = planLanes([group('a', 2, 0, 1), group('b', 0, 3, 1)], [1]);
    expect([names(take), give]).toEqual([['a'], []]);
  });

  it('gives up what is more than its part, the smallest first', () => {
    const groups = [group('a', 2, 0, 0), group('b', 9, 0, 0), group('c', 3, 0, 0), group('d', 1, 0, 0)];
    expect(names(planLanes(groups, [0]).give)).toEqual(['a', 'd']);
  });

  it('of four channels and three processes nobody goes without', () => {
    const [a, b] = [group('a', 2, 0, 0), group('b', 1, 0, 0)];
    const [c, d] = [group('c', 0, 1, 0), group('d', 0, 1, 0)];
    expect(names(planLanes([a, b, c, d], [2, 0]).give)).toEqual(['b']);
    // What is nobody’s is enough for the one that has none: it is left to it, and nothing more is given.
    const free = group('d', 0, 0, 1);
    expect(planLanes([a, b, c, free], [1, 0])).toEqual({ take: [], give: [] });
    expect(names(planLanes([a, c, group('b', 0, 1, 0), free], [1, 1]).take)).toEqual(['d']);
  });

  it('a channel two came to share is left by the one with less of it, or by the first to look', () => {
    expect(names(planLanes([group('a', 1, 2, 0)], [1]).give)).toEqual(['a']);
    expect(planLanes([group('a', 2, 1, 0)], [1]).give).toEqual([]);
    expect(names(planLanes([group('a', 2, 2, 0)], [1]).give)).toEqual(['a']);
  });

  it('processes that look in turn come to rest: each channel with one, nobody with two more than another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 45, maxLength: 45 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
        (sizes, processes, start, looking) => {
          // owners[group][lane]: a process, or nobody (0).
          const owners = sizes.map((size, g) =>
            Array.from({ length: size }, (_, lane) => Math.min(processes, start[g * 5 + lane] ?? 0)),
          );
          const all = Array.from({ length: processes }, (_, n) => n + 1);
          const channelsOf = (process: number) => owners.filter((lanes) => lanes.includes(process)).length;
          /** True: it changed nothing. */
          const look = (me: number): boolean => {
            const groups = owners.map((lanes, g) =>
              group(
                String(g),
                lanes.filter((one) => one === me).length,
                lanes.filter((one) => one !== me && one !== 0).length,
                lanes.filter((one) => one === 0).length,
              ),
            );
            const { take, give } = planLanes(groups, all.filter((one) => one !== me).map(channelsOf));
            const before = JSON.stringify(owners);
            for (const [from, to, some] of [
              [me, 0, give],
              [0, me, take],
            ] as const)
              for (const { channel } of some) {
                const lanes = owners[Number(channel)] ?? [];
                lanes.forEach((owner, at) => owner === from && (lanes[at] = to));
              }
            return JSON.stringify(owners) === before;
          };
          // Some look more often than others, and after that all do.
          for (const me of looking.take(20)) look(Math.min(processes, me));
          for (let round = 0; round < 8; round++) for (const me of all) look(me);

          expect(all.filter((me) => !look(me))).toEqual([]);
          for (const lanes of owners) {
            expect(new Set(lanes).size).toBe(1);
            expect(lanes[0]).not.toBe(0);
          }
          const parts = all.map(channelsOf);
          expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 500 },
    );
  });
});
