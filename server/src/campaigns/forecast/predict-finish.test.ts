import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictFinish } from './predict-finish.ts';
import type { Situation, Station } from './situation.ts';
import { splitFairly } from './split-fairly.ts';

const hour = 3_600;
const sender: Station = {
  ...{ channel: 'signal', senders: 1, rate: 1, burst: 1, left_today: 100_000, per_day: 100_000 },
  ...{ open_from: 0, tier: null },
};
const people = (count: number, more: Partial<Situation['own']['waiting'][number]> = {}) => ({
  ...{ channel: 'signal' as const, zone: 0, station: null, at: 0, count },
  ...more,
});
const sure = { signal: { failed: 0, all: 1e6 } };
function situation(
  more: Partial<Situation> = {},
  waiting = [people(1_000)],
  pace: number | null = null,
): Situation {
  return {
    ...{ start: 0, midnight: 12 * hour, stations: [sender], tiers: [], quiet: [[]], rivals: [], singles: {} },
    ...{ tries: sure, engine: 5_000, own: { weight: 1, pace, waiting } },
    ...more,
  };
}
const likely = (of: Situation) => predictFinish(of).finish?.likely ?? NaN;

describe('the likely end', () => {
  const table: [name: string, of: Situation, seconds: number][] = [
    ['rate alone', situation(), 1_000],
    [
      'a start in three weeks, beside a rival that is still at it',
      situation({ start: 21 * 24 * hour, rivals: [{ weight: 1, pace: 0.1, waiting: [people(1_000_000)] }] }),
      21 * 24 * hour + 1_111,
    ],
    ['two senders', situation({ stations: [sender, sender] }), 500],
    ['its own pace', situation({}, undefined, 0.5), 2_000],
    [
      'a rival with as many messages and the same weight',
      situation({ rivals: [{ weight: 1, pace: null, waiting: [people(1_000)] }] }),
      2_000,
    ],
    ['a small rival', situation({ rivals: [{ weight: 1, pace: null, waiting: [people(100)] }] }), 1_100],
    [
      'a rival of three times the weight',
      situation({ rivals: [{ weight: 3, pace: null, waiting: [people(10_000)] }] }),
      4_000,
    ],
    [
      'a rival that keeps a pace of its own',
      situation({ rivals: [{ weight: 1, pace: 0.1, waiting: [people(10_000)] }] }),
      1_111,
    ],
    ['single messages first', situation({ singles: { signal: 0.2 } }), 1_250],
    ['a quota of 600 today', situation({ stations: [{ ...sender, left_today: 600 }] }), 12 * hour + 400],
    ['a paused sender', situation({ stations: [{ ...sender, open_from: 500 }] }), 1_500],
    ['a night after 600 seconds', situation({ quiet: [[[600, 10 * hour]]] }), 10 * hour + 400],
    [
      'a budget of 250 people in 24 hours',
      situation({ stations: [{ ...sender, tier: 0 }], tiers: [{ left: 250, frees: [] }] }, [people(400)]),
      24 * hour + 150,
    ],
    [
      'a budget that frees after an hour',
      situation(
        { stations: [{ ...sender, tier: 0 }], tiers: [{ left: 250, frees: [{ at: hour, count: 150 }] }] },
        [people(400)],
      ),
      hour + 150,
    ],
    [
      'people who wait for one of two senders',
      situation({ stations: [sender, sender] }, [people(600, { station: 0 }), people(100)]),
      600,
    ],
    ['the engine itself', situation({ stations: [{ ...sender, rate: 50 }], engine: 10 }), 100],
    ['a start in an hour', situation({ start: hour }), hour + 1_000],
  ];
  it.each(table)('%s', (_, of, seconds) => {
    expect(likely(of)).toBeGreaterThan(seconds * 0.96 - 2);
    expect(likely(of)).toBeLessThan(seconds * 1.06 + 2);
  });

  it('retries lengthen it: one failure in fifty takes most campaigns past another minute', () => {
    const often = situation({ tries: { signal: { failed: 20_000, all: 1e6 } } });
    expect(likely(often)).toBeGreaterThan(1_040);
    expect(predictFinish(often).finish?.latest).toBeGreaterThan(1_250);
  });

  it('nobody to send: no end', () => {
    expect(predictFinish(situation({ stations: [] })).finish).toBeNull();
    expect(
      predictFinish(situation({ stations: [{ ...sender, per_day: 0, left_today: 0 }] })).finish,
    ).toBeNull();
  });
});

describe('for any situation', () => {
  const any = fc.record({
    rate: fc.double({ min: 0.01, max: 50, noNaN: true }),
    count: fc.integer({ min: 1, max: 3_000 }),
    quota: fc.integer({ min: 1, max: 5_000 }),
    rivals: fc.array(
      fc.record({ weight: fc.integer({ min: 1, max: 10 }), count: fc.integer({ min: 1, max: 2_000 }) }),
      { maxLength: 3 },
    ),
    failing: fc.double({ min: 0, max: 0.2, noNaN: true }),
    night: fc.option(fc.integer({ min: 0, max: 20 })),
  });
  const of = (one: {
    rate: number;
    count: number;
    quota: number;
    rivals: { weight: number; count: number }[];
    failing: number;
    night: number | null;
  }) =>
    situation(
      {
        stations: [{ ...sender, rate: one.rate, left_today: one.quota, per_day: one.quota + 500 }],
        rivals: one.rivals.map(({ weight, count }) => ({ weight, pace: null, waiting: [people(count)] })),
        tries: { signal: { failed: 1_000 * one.failing, all: 1_000 } },
        quiet: one.night === null ? [[]] : [[[one.night * hour, (one.night + 3) * hour]]],
      },
      [people(one.count)],
    );

  it('the band is in order, the curve climbs to at most everybody, and the answer is the same twice', () => {
    fc.assert(
      fc.property(any, (one) => {
        const { finish, curve } = predictFinish(of(one));
        expect(finish).not.toBeNull();
        if (!finish) return;
        expect(finish.earliest).toBeLessThanOrEqual(finish.likely);
        expect(finish.likely).toBeLessThanOrEqual(finish.latest);
        expect(finish.latest).toBeGreaterThanOrEqual((one.count - 2) / one.rate / 1.2 - 5);
        for (const [index, point] of curve.entries()) {
          expect(point.low).toBeLessThanOrEqual(point.high);
          expect(point.high).toBeLessThanOrEqual(one.count + 1);
          expect(point.likely).toBeGreaterThanOrEqual((curve[index - 1]?.likely ?? 0) - 1e-6);
        }
        expect(predictFinish(of(one))).toEqual({ ...predictFinish(of(one)) });
      }),
      { numRuns: 25, seed: 4 },
    );
  });

  it('shares never exceed the capacity, and nobody gets more than they can take', () => {
    const claims = fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 10 }),
        most: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(claims, fc.double({ min: 0, max: 200, noNaN: true }), (all, capacity) => {
        const given = splitFairly(capacity, all);
        const sum = given.reduce((total, one) => total + one, 0);
        const wanted = all.reduce((total, one) => total + one.most, 0);
        expect(sum).toBeCloseTo(Math.min(capacity, wanted), 6);
        given.forEach((one, index) => expect(one).toBeLessThanOrEqual((all[index]?.most ?? 0) + 1e-9));
      }),
      { seed: 4 },
    );
  });
});

describe('what other campaigns still have when it starts', () => {
  const rival = (count: number, more: object = {}) => ({
    weight: 1,
    pace: null,
    waiting: [people(count, more)],
  });
  const whatsapp = { channel: 'whatsapp' as const };
  const table: [name: string, of: Situation, ahead: number][] = [
    ['all of it, when it starts now', situation({ rivals: [rival(600), rival(400)] }), 1_000],
    ['what is not sent by then', situation({ start: 400, rivals: [rival(1_000)] }), 600],
    ['nothing, when they are done by then', situation({ start: 2 * hour, rivals: [rival(1_000)] }), 0],
    ['what comes due later counts', situation({ start: hour, rivals: [rival(70, { at: 2 * hour })] }), 70],
    ['on its own channels only', situation({ rivals: [rival(70, whatsapp)] }), 0],
  ];
  it.each(table)('%s', (_, of, wanted) => {
    const { ahead } = predictFinish(of);
    expect(Math.abs(ahead - wanted)).toBeLessThanOrEqual(0.05 * wanted);
  });
});
