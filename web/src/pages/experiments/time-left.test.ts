import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Look, Results } from './results.ts';
import { roughly, timeLeft } from './time-left.ts';

const start = Date.parse('2026-11-20T00:00:00Z');
const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString();
const running = { status: 'running' } as const;

type Version = Partial<Results['variants'][number]> & { key: string; settled: number };
const results = (hours: number, planned: number | null, variants: Version[]) => ({
  ...{ as_of: at(hours), people_planned: planned, caveats: [] as Results['caveats'] },
  variants: variants.map((one) => ({
    ...{ stopped_at: null, waiting: 100_000, sent: one.settled },
    ...one,
  })) as Results['variants'],
});
const look = (hours: number, people: Record<string, number>): Look =>
  ({
    at: at(hours),
    variants: Object.entries(people).map(([key, count]) => ({ key, people: count })),
  }) as Look;

describe('the time left to the plan', () => {
  const looks = [look(0, { A: 10, B: 10 }), look(5, { A: 60, B: 40 })];
  const counted = [
    { key: 'A', settled: 110 },
    { key: 'B', settled: 60 },
  ];

  it('is that of the slowest version, by what was counted since the first look', () => {
    // B: 50 people in ten hours, 440 to go.
    expect(timeLeft(running, results(10, 500, counted), looks)).toBe(88 * 3600);
  });

  it('goes by the last day only', () => {
    const longer = [look(0, { A: 0 }), look(24, { A: 2_000 }), look(48, { A: 2_100 })];
    expect(timeLeft(running, results(48, 2_200, [{ key: 'A', settled: 2_100 }]), longer)).toBe(24 * 3600);
  });

  it('does not wait for a version that was stopped', () => {
    const stopped = [counted[0]!, { ...counted[1]!, stopped_at: at(6) }];
    expect(timeLeft(running, results(10, 500, stopped), looks)).toBe(39 * 3600);
  });

  it.each([
    ['there is no plan', results(10, null, counted), looks],
    ['the plan is met', results(10, 60, counted), looks],
    ['nobody was counted', results(10, 500, counted), []],
    ['there was one look, just now', results(0, 500, counted), looks.slice(0, 1)],
    ['nobody is counted any more', results(60, 500, counted), [...looks, look(30, { A: 110, B: 60 })]],
    [
      'the audience has fewer people than that',
      results(10, 500, [counted[0]!, { ...counted[1]!, waiting: 300, sent: 160 }]),
      looks,
    ],
  ])('is not known where %s', (_, now, past) => {
    expect(timeLeft(running, now, past)).toBeUndefined();
  });

  it('does not count on people of whom nothing is heard', () => {
    const enough = [{ key: 'A', settled: 110, sent: 220, waiting: 800 }];
    const now = results(10, 500, enough);
    expect(timeLeft(running, now, looks)).toBe(39 * 3600);
    const [channel, text] = ['telegram', ''] as const;
    const caveats = [{ code: 'no_read_receipts', channel, people: 120, text }];
    expect(timeLeft(running, { ...now, caveats }, looks)).toBeUndefined();
  });

  it('is not said of an experiment that is over', () => {
    expect(timeLeft({ status: 'decided' }, results(10, 500, counted), looks)).toBeUndefined();
  });

  it('is right where people come evenly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        (perHour, passed, togo) => {
          const past = Array.from({ length: passed }, (_, hour) => look(hour, { A: hour * perHour }));
          const now = results(passed, (passed + togo) * perHour, [{ key: 'A', settled: passed * perHour }]);
          expect(timeLeft(running, now, past)).toBeCloseTo(togo * 3600, 3);
        },
      ),
      { seed: 7 },
    );
  });
});

it.each([
  [5, 60],
  [100, 120],
  [7_000, 7_020],
  [7_300, 7_200],
  [170_000, 169_200],
  [250_000, 259_200],
])('an estimate of %i seconds is told as %i', (seconds, told) => {
  expect(roughly(seconds)).toBe(told);
});
