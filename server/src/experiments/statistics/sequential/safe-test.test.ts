// The promise is "never more than alpha, at any look": here it is computed, not simulated. For every possible history the
// probability of having crossed the line at some look is added up, table by table.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatives } from './alternatives.ts';
import { nearestWithDifference } from './nearest.ts';
import { evidenceAgainst, type Evidence } from './safe-test.ts';

const line = -Math.log(0.05);
type Arm = 'control' | 'variant';

/** P(E is ever 20 or more), looking after every person, with these true rates, arms in this order. */
function everCrosses(
  evidence: Evidence,
  order: readonly Arm[],
  rates: readonly Record<Arm, number>[],
): number[] {
  const people = { control: 0, variant: 0 };
  let reached = rates.map(() => new Map([['0,0', 1]]));
  const crossed = rates.map(() => 0);
  for (const arm of order) {
    people[arm]++;
    const next = rates.map(() => new Map<string, number>());
    const over = new Map<string, boolean>();
    for (const [index, rate] of rates.entries()) {
      for (const [key, chance] of reached[index] ?? []) {
        const [control = 0, variant = 0] = key.split(',').map(Number);
        for (const success of [0, 1]) {
          const seen = arm === 'control' ? [control + success, variant] : [control, variant + success];
          const name = seen.join();
          const part = chance * (success === 1 ? rate[arm] : 1 - rate[arm]);
          if (!over.has(name)) over.set(name, isOver(evidence, people, seen));
          if (over.get(name)) crossed[index] = (crossed[index] ?? 0) + part;
          else next[index]?.set(name, (next[index]?.get(name) ?? 0) + part);
        }
      }
    }
    reached = next;
  }
  return crossed;
}

function isOver(
  evidence: Evidence,
  people: Record<Arm, number>,
  [control = 0, variant = 0]: number[],
): boolean {
  return (
    evidence(
      { people: people.control, successes: control },
      { people: people.variant, successes: variant },
    ) >= line
  );
}

const orders: Record<string, Arm[]> = {
  'in turn': Array.from({ length: 80 }, (_, at) => (at % 2 === 0 ? 'control' : 'variant')),
  'nine to one': Array.from({ length: 100 }, (_, at) => (at % 10 === 9 ? 'variant' : 'control')),
  'one arm first': Array.from({ length: 80 }, (_, at) => (at < 40 ? 'control' : 'variant')),
};

describe('ever crossed where there is no difference: at most 5 in 100, whatever the rate', () => {
  const rates = [0.01, 0.02, 0.1, 0.3, 0.5, 0.7, 0.98].map((rate) => ({ control: rate, variant: rate }));
  it.each(['in turn', 'nine to one', 'one arm first'])('people %s, planned half and half', (order) => {
    for (const chance of everCrosses(evidenceAgainst({ differenceIs: 0 }, 0.5), orders[order] ?? [], rates))
      expect(chance).toBeLessThanOrEqual(0.05);
  });

  it.each([
    [0.02, 0.02],
    [0.3, 0.3],
    [0.9, -0.5],
  ])('aimed at %s and %s more', (base, effect) => {
    const evidence = evidenceAgainst({ differenceIs: 0 }, 0.5, { base, effect });
    for (const chance of everCrosses(evidence, orders['in turn'] ?? [], rates))
      expect(chance).toBeLessThanOrEqual(0.05);
  });

  it('people nine to one, as planned', () => {
    const found = everCrosses(evidenceAgainst({ differenceIs: 0 }, 0.1), orders['nine to one'] ?? [], rates);
    for (const chance of found) expect(chance).toBeLessThanOrEqual(0.05);
  });

  it('and crossed where there is one', () => {
    const found = everCrosses(evidenceAgainst({ differenceIs: 0 }, 0.5), orders['in turn'] ?? [], [
      { control: 0.1, variant: 0.6 },
    ]);
    expect(found[0]).toBeGreaterThan(0.9);
  });
});

it.each([0.1, -0.2, 0.6])('a true difference of %s is seldom refused', (difference) => {
  const rates = [0.01, 0.2, 0.35].map((low) => ({
    control: low + Math.max(0, -difference),
    variant: low + Math.max(0, difference),
  }));
  for (const order of ['in turn', 'one arm first'])
    for (const chance of everCrosses(
      evidenceAgainst({ differenceIs: difference }, 0.5),
      orders[order] ?? [],
      rates,
    ))
      expect(chance).toBeLessThanOrEqual(0.05);
});

it('a harmless variant is seldom called harmful, at the margin and below it', () => {
  const rates = [
    { control: 0.02, variant: 0.02 },
    { control: 0.02, variant: 0.07 },
    { control: 0.3, variant: 0.35 },
    { control: 0.5, variant: 0.1 },
  ];
  const found = everCrosses(evidenceAgainst({ differenceAtMost: 0.05 }, 0.5), orders['in turn'] ?? [], rates);
  for (const chance of found) expect(chance).toBeLessThanOrEqual(0.05);
});

const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const difference = fc.double({ min: -0.95, max: 0.95, noNaN: true });

it('one person’s factor has a mean of at most 1 under every pair with the difference', () => {
  fc.assert(
    fc.property(
      chance,
      chance,
      difference,
      share,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, d, w, where) => {
        const allowed = nearestWithDifference({ control: a, variant: b }, d, w);
        expect(allowed.variant - allowed.control).toBeCloseTo(d, 12);
        const [least, most] = [Math.max(0, -d), Math.min(1, 1 - d)];
        const control = least + where * (most - least);
        const mean = (bet: number, near: number, rate: number) =>
          (rate * bet) / near + ((1 - rate) * (1 - bet)) / (1 - near);
        const both = (1 - w) * mean(a, allowed.control, control) + w * mean(b, allowed.variant, control + d);
        expect(both).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
    { numRuns: 2000 },
  );
});

it('without a difference the nearest pair is the mean of both', () => {
  fc.assert(
    fc.property(chance, chance, share, (control, variant, w) => {
      const { control: found } = nearestWithDifference({ control, variant }, 0, w);
      expect(found).toBeCloseTo((1 - w) * control + w * variant, 12);
    }),
  );
});

it('bets lie between 0 and 1 and make 1', () => {
  fc.assert(
    fc.property(share, fc.boolean(), (w, aimed) => {
      const bets = [alternatives(w), alternatives(w, { base: 0.2, effect: 0.1 })][aimed ? 1 : 0] ?? [];
      expect(bets.reduce((sum, bet) => sum + bet.weight, 0)).toBeCloseTo(1, 12);
      for (const { control, variant } of bets)
        expect(Math.min(control, variant, 1 - control, 1 - variant)).toBeGreaterThan(0);
    }),
  );
});

it('says nothing of nobody, and no more than it knows where shares are not as planned', () => {
  const evidence = evidenceAgainst({ differenceIs: 0 }, 0.5);
  expect(evidence({ people: 0, successes: 0 }, { people: 0, successes: 0 })).toBeCloseTo(0, 12);
  expect(evidence({ people: 900, successes: 90 }, { people: 100, successes: 30 })).toBeLessThan(0);
  expect(() => evidenceAgainst({ differenceIs: 1 }, 0.5)).toThrow('between -1 and 1');
  expect(() => evidenceAgainst({ differenceIs: 0 }, 1)).toThrow('between 0 and 1');
  expect(() => alternatives(0.5, { base: 0.9, effect: 0.2 })).toThrow('cannot be aimed at');
});
