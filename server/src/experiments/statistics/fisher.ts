// Fisher's exact test of a 2×2 table, two-sided: the probability, margins given, of all tables no likelier than the one seen. Pure.
//
// Every probability is taken relative to the likeliest table by the ratio of neighbours, so no factorial is ever formed and
// millions of people cost no digits. Tables count as equally likely within 1e-7, as in R's fisher.test.
import { checkCounts, type Counts } from './counts.ts';

const alike = 1 + 1e-7;

/** The p-value; 1 where a margin is empty. */
export function fisherExact(control: Counts, variant: Counts): number {
  checkCounts(control);
  checkCounts(variant);
  const successes = control.successes + variant.successes;
  const least = Math.max(0, successes - control.people);
  const most = Math.min(successes, variant.people);
  const people = control.people + variant.people;
  const mode = Math.min(
    most,
    Math.max(least, Math.floor(((variant.people + 1) * (successes + 1)) / (people + 2))),
  );
  /** How much likelier x + 1 successes of the variant are than x. */
  const ratio = (x: number) =>
    ((variant.people - x) / (x + 1)) * ((successes - x) / (control.people - successes + x + 1));

  const up = tail(mode, most, (x) => ratio(x - 1), 1);
  const down = tail(mode, least, (x) => 1 / ratio(x), -1);
  const seen = variant.successes;
  const weight = seen === mode ? 1 : ((seen > mode ? up[seen - mode - 1] : down[mode - seen - 1]) ?? 0);
  if (weight * alike >= 1) return 1;
  const sides = [...up.toReversed(), ...down.toReversed()];
  let total = 1;
  let unlikely = 0;
  for (const each of sides.sort((a, b) => a - b)) {
    total += each;
    if (each <= weight * alike) unlikely += each;
  }
  return unlikely / total;
}

/** Weights of the tables beyond the mode on one side, nearest first, until they are too small for a number. */
function tail(mode: number, end: number, step: (x: number) => number, way: 1 | -1): number[] {
  const weights: number[] = [];
  let weight = 1;
  for (let x = mode; x !== end;) {
    x += way;
    weight *= step(x);
    if (weight === 0) break;
    weights.push(weight);
  }
  return weights;
}
