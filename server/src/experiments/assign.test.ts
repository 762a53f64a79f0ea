import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assigner, type AssignmentPlan } from './assign.ts';
import { chiSquareOfRates, chiSquareOfShares } from './statistics/chi-square.ts';
import { restretch, stretchesOf, type Weight } from './stretches.ts';

const key = createHash('sha256').update('a workspace').digest();
const weights: Weight[] = [
  { key: 'A', weight: 5000 },
  { key: 'B', weight: 3000 },
  { key: 'C', weight: 1999 },
  { key: 'D', weight: 1 },
];
const plan = (experiment: string, holdout = 0): AssignmentPlan => ({ experiment, holdout, stretches: stretchesOf(weights) }); // prettier-ignore
/** Ids that follow one another, as bad as ids can be for a hash. */
const people = Array.from(
  { length: 200_000 },
  (_, at) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
);
const nameOf = (found: ReturnType<ReturnType<typeof assigner>>) =>
  found.kind === 'holdout' ? 'holdout' : found.key;

function drawn(of: AssignmentPlan, under = key): string[] {
  const assign = assigner(under, of);
  return people.map((person) => nameOf(assign(person)));
}

describe('over 200,000 people', () => {
  const first = drawn(plan('first'));
  const second = drawn(plan('second'));

  it('variants are as large as their weights', () => {
    for (const found of [first, second]) {
      const groups = weights.map(({ key, weight }) => ({
        people: found.filter((each) => each === key).length,
        share: weight,
      }));
      expect(chiSquareOfShares(groups).p).toBeGreaterThan(0.001);
    }
  });

  it('what one experiment drew says nothing of the next', () => {
    const independent = ['A', 'B', 'C'].map((variant) => {
      const among = second.filter((_, at) => first[at] === variant);
      return { people: among.length, successes: among.filter((each) => each === 'A').length };
    });
    expect(chiSquareOfRates(independent).p).toBeGreaterThan(0.001);
  });

  it('nor does another workspace’s key', () => {
    const other = drawn(plan('first'), createHash('sha256').update('another').digest());
    const among = other.filter((_, at) => first[at] === 'A');
    const rest = other.filter((_, at) => first[at] !== 'A');
    const count = (list: string[]) => ({
      people: list.length,
      successes: list.filter((each) => each === 'A').length,
    });
    expect(chiSquareOfRates([count(among), count(rest)]).p).toBeGreaterThan(0.001);
  });

  it('a holdout has its size, and moves nobody between variants', () => {
    const held = drawn(plan('first', 1000));
    const holdout = held.filter((each) => each === 'holdout').length;
    expect(chiSquareOfShares([{ people: holdout, share: 1 }, { people: people.length - holdout, share: 9 }]).p).toBeGreaterThan(0.001); // prettier-ignore
    expect(held.every((each, at) => each === 'holdout' || each === first[at])).toBe(true);
    const wider = drawn(plan('first', 2500));
    expect(wider.every((each, at) => each === 'holdout' || held[at] === each)).toBe(true);
  });

  it('changed weights move those who must, and nobody else', () => {
    const changed: Weight[] = [{ key: 'A', weight: 4000 }, { key: 'B', weight: 3000 }, { key: 'C', weight: 3000 }]; // prettier-ignore
    const line = { ...plan('first'), stretches: restretch(stretchesOf(weights), changed) };
    const after = drawn(line);
    const moved = after.filter((each, at) => each !== first[at]).length;
    expect(moved / people.length).toBeCloseTo(0.1001, 2);
    expect(after.every((each, at) => first[at] !== 'B' || each === 'B')).toBe(true);
    expect(after.every((each, at) => first[at] !== 'C' || each === 'C')).toBe(true);
  });
});

it('is the same at every asking, and stays so: these were drawn when this was written', () => {
  const assign = assigner(key, plan('experiment', 500));
  const found = people.slice(0, 12).map((person) => nameOf(assign(person)));
  expect(found).toEqual(
    people.slice(0, 12).map((person) => nameOf(assigner(key, plan('experiment', 500))(person))),
  );
  expect(found.join(' ')).toMatchInlineSnapshot(`"A C A B B A A A A C A A"`);
});

it('holds out everybody, or nobody', () => {
  const everybody = assigner(key, plan('first', 10_000));
  const nobody = assigner(key, plan('first', 0));
  for (const person of people.slice(0, 1000)) {
    expect(everybody(person).kind).toBe('holdout');
    expect(nobody(person).kind).toBe('variant');
  }
});

it('says so where nobody owns a place', () => {
  const broken = assigner(key, { experiment: 'x', holdout: 0, stretches: [] });
  expect(() => broken('somebody')).toThrow('No variant of experiment x owns');
});
