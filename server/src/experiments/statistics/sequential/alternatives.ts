// The pairs of rates the sequential test bets on, and how much on each. Fixed before anything is seen. Pure.
//
// Odds, not shares: the same grid serves opt-outs of one in a thousand and replies of one in two. The common level is spread
// evenly, as the test hardly depends on it; the odds ratio is spread around 1.65 (its logarithm around ±0.5, a standard deviation
// of 1.2 in powers of e), which is what messages differ by. Whatever lies between is within 20 % of a bet: a bet that far off
// keeps 96 % of what the right one would gain.
import type { Rates } from './nearest.ts';

export interface Alternative extends Rates {
  readonly weight: number;
}

const levels = range(-6.9, 6.9, 0.69);
const sizes = range(Math.log(0.01), Math.log(4), Math.log(1.5)).map(Math.exp);

/** Weights add up to 1. `share` is the variant's of both arms: the level is that of both together, roughly. */
export function alternatives(share: number): Alternative[] {
  const found = levels.flatMap((level) =>
    sizes.flatMap((size) =>
      [size, -size].map((signed) => ({
        control: chance(level - share * signed),
        variant: chance(level + (1 - share) * signed),
        weight: Math.exp(-0.5 * (Math.log(size / 0.5) / 1.2) ** 2),
      })),
    ),
  );
  const total = found.reduce((sum, each) => sum + each.weight, 0);
  return found.map((each) => ({ ...each, weight: each.weight / total }));
}

function chance(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
}
