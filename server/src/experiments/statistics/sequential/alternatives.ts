// The pairs of rates the sequential test bets on, and how much on each. Fixed before anything is seen. Pure.
//
// Odds, not shares: the same grid serves opt-outs of one in a thousand and replies of one in two. What is not known is spread
// widely: the common level evenly, the odds ratio around 1.65 (its logarithm around ±0.5, a standard deviation of 1.2 in powers of
// e), which is what messages differ by. Where an experiment was planned for a rate and an effect, seven tenths of the bets lie around
// those: at the planned effect the test then asks a z of 3.0 to 3.1 instead of 3.5 to 3.7, far from it 0.2 more than without. Whatever
// lies between two sizes is within 20 % of one of them: a bet that far off keeps 96 % of what the right one would gain.
import type { Rates } from './nearest.ts';

export interface Alternative extends Rates {
  readonly weight: number;
}

/** What was planned for: the control's rate, and a difference that stays between 0 and 1 with it. A wrong aim costs power only. */
export interface Aim {
  readonly base: number;
  readonly effect: number;
}

const levels = range(-6.9, 6.9, 0.69);
const sizes = range(Math.log(0.01), Math.log(4), Math.log(1.5)).map(Math.exp);
const aimed = 0.7;

/** Weights add up to 1. `share` is the variant's of both arms: the level is that of both together, roughly. */
export function alternatives(share: number, aim?: Aim): Alternative[] {
  const wide = weights(() => 1, bell(Math.log(0.5), 1.2));
  const near = aim && weightsAround(aim);
  return levels.flatMap((level, row) =>
    sizes.flatMap((size, column) => {
      const at = row * sizes.length + column;
      const weight = near ? aimed * (near[at] ?? 0) + (1 - aimed) * (wide[at] ?? 0) : (wide[at] ?? 0);
      return [size, -size].map((signed) => ({
        control: chance(level - share * signed),
        variant: chance(level + (1 - share) * signed),
        weight: weight / 2,
      }));
    }),
  );
}

function weightsAround({ base, effect }: Aim): number[] {
  const other = base + effect;
  if (!(base > 0 && base < 1 && other > 0 && other < 1 && effect !== 0))
    throw new RangeError(`An effect of ${effect} on a rate of ${base} cannot be aimed at`);
  const size = Math.abs(logit(other) - logit(base));
  return weights(bell(logit(base + effect / 2), 0.6), bell(Math.log(Math.min(4, Math.max(0.01, size))), 0.5));
}

/** Of every level and size, row by row; 1 together. */
function weights(ofLevel: (level: number) => number, ofSize: (logSize: number) => number): number[] {
  const all = levels.flatMap((level) => sizes.map((size) => ofLevel(level) * ofSize(Math.log(size))));
  const total = all.reduce((sum, each) => sum + each, 0);
  return all.map((each) => each / total);
}

function bell(middle: number, deviation: number): (x: number) => number {
  return (x) => Math.exp(-0.5 * ((x - middle) / deviation) ** 2);
}

function logit(rate: number): number {
  return Math.log(rate / (1 - rate));
}

function chance(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
}
