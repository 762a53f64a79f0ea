import { describe, expect, it } from 'vitest';
import type { VariantCounts } from './compare.ts';
import { verdictOf, type VerdictRules } from './verdict.ts';

const rules: VerdictRules = {
  control: 'A',
  alpha: 0.05,
  minimum_effect: 0.03,
  expected_rate: 0.2,
  people_planned: 2000,
  guardrails: [{ name: 'opted_out', margin: 0.01 }],
};
const variant = (key: string, people: number, successes: number, optedOut = 0): VariantCounts => ({
  ...{ key, share: 5000, people, successes },
  guardrails: { opted_out: { people, successes: optedOut } },
});

describe('two variants', () => {
  // prettier-ignore
  it.each([
    ['nobody yet', [0, 0], [0, 0], 'too_early', null, false],
    ['a few, very different', [10, 1], [10, 8], 'too_early', null, false],
    ['twenty of each, as different as can be', [20, 0], [20, 20], 'better', 'B', true],
    ['a difference that one look would call one', [1000, 300], [1000, 345], 'too_early', null, false],
    ['a clear rise', [1500, 300], [1500, 390], 'better', 'B', true],
    ['a clear fall', [1500, 390], [1500, 300], 'worse', 'A', true],
    ['as many as planned, nothing seen', [2000, 600], [2003, 640], 'no_difference_seen', null, true],
    ['so many that a difference of three points is out of the question', [40_000, 8000], [40_000, 8040], 'no_relevant_difference', null, true],
    ['people missing in one of both', [2000, 400], [1500, 450], 'sample_ratio', null, false],
  ])('%s', (_, [a, sa], [b, sb], kind, winner, mayStop) => {
    const found = verdictOf([variant('A', a ?? 0, sa ?? 0), variant('B', b ?? 0, sb ?? 0)], rules);
    expect([found.kind, found.winner, found.may_stop]).toEqual([kind, winner, mayStop]);
  });

  it('has the numbers of its sentence, and they fit together', () => {
    const found = verdictOf([variant('A', 3000, 600), variant('B', 3000, 780)], rules);
    expect(found).toMatchObject({
      kind: 'better',
      winner: 'B',
      variant: 'B',
      confidence: 0.95,
      open: [],
      stopped: [],
    });
    expect(found.difference).toBeCloseTo(0.06, 12);
    expect(found.low).toBeGreaterThan(0);
    expect(found.low).toBeLessThan(0.06);
    expect(found.high).toBeGreaterThan(0.06);
    expect(found.people_missing).toBe(0);
    expect(found.comparisons[0]?.always_valid_p).toBeLessThan(0.05);
  });

  it('says how many people are missing, or that nothing was planned', () => {
    const counts = [variant('A', 700, 100), variant('B', 690, 100)];
    expect(verdictOf(counts, rules).people_missing).toBe(1310);
    expect(verdictOf(counts, { ...rules, people_planned: null })).toMatchObject({
      people_missing: null,
      kind: 'too_early',
    });
  });

  it('counts everybody assigned for the ratio, not only those whose outcome is settled', () => {
    const counts = [
      { ...variant('A', 2000, 400), assigned: 2500 },
      { ...variant('B', 1500, 450), assigned: 2510 },
    ];
    expect(verdictOf(counts, rules).kind).toBe('better');
  });
});

describe('guardrails', () => {
  it('end a variant that drives people away, however well it does', () => {
    const found = verdictOf([variant('A', 1000, 200, 5), variant('B', 1000, 320, 80)], rules);
    expect(found).toMatchObject({
      kind: 'stopped_by_guardrail',
      winner: 'A',
      variant: 'B',
      stopped: ['B'],
      may_stop: true,
    });
    expect(found.comparisons[0]?.guardrails[0]).toMatchObject({
      name: 'opted_out',
      margin: 0.01,
      stopped: true,
    });
    expect(found.comparisons[0]?.guardrails[0]?.difference).toBeCloseTo(0.075, 12);
  });

  it('leave one alone that is within the margin', () => {
    const found = verdictOf([variant('A', 20_000, 4000, 100), variant('B', 20_000, 4000, 280)], rules);
    expect(found.stopped).toEqual([]);
  });

  it('leave the others to be judged', () => {
    const found = verdictOf(
      [variant('A', 1500, 300, 5), variant('B', 1500, 500, 150), variant('C', 1500, 410, 5)],
      rules,
    );
    expect(found).toMatchObject({ kind: 'better', winner: 'C', stopped: ['B'] });
  });
});

describe('several variants', () => {
  it('names the best of the better ones, and who is still open', () => {
    const found = verdictOf(
      [variant('A', 2000, 300), variant('B', 2000, 420), variant('C', 2000, 460), variant('D', 2000, 320)],
      rules,
    );
    expect(found).toMatchObject({ kind: 'better', winner: 'C', open: ['D'] });
    expect(found.confidence).toBeCloseTo(1 - 0.05 / 3, 12);
  });

  it('asks more of each, the more there are', () => {
    const [a, b] = [variant('A', 1500, 300), variant('B', 1500, 380)];
    expect(verdictOf([a, b], rules).kind).toBe('better');
    const others = ['C', 'D', 'E'].map((key) => variant(key, 1500, 300));
    expect(verdictOf([a, b, ...others], rules).kind).toBe('too_early');
  });

  it('keeps the control where all others are worse', () => {
    const found = verdictOf(
      [variant('A', 1500, 450), variant('B', 1500, 250), variant('C', 1500, 270)],
      rules,
    );
    expect(found).toMatchObject({ kind: 'worse', winner: 'A', variant: 'C' });
    expect(found.high).toBeLessThan(0);
  });
});

it.each([
  [[variant('A', 1, 0)], 'a variant beside it'],
  [[variant('B', 1, 0), variant('C', 1, 0)], 'control "A"'],
  [[variant('A', 1, 2), variant('B', 1, 0)], 'from 0 to 1'],
  [[variant('A', 1, 0, 3), variant('B', 1, 0)], '3 successes of 1'],
])('refuses what cannot be judged', (counts, words) => {
  expect(() => verdictOf(counts, rules)).toThrow(words);
});
