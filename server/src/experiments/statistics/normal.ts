// The normal distribution and the error function behind it, to about 1e-14 relative, far tails included. Pure.
//
// erf by its Maclaurin series, erfc by Laplace's continued fraction (NIST Digital Library of Mathematical Functions 7.6.1 and
// 7.9.2); the quantile by Newton's method on the tail, whose logarithm is close to a parabola.

/** Above this the series would lose digits to 1 - erf. */
const seriesEnds = 1.5;

/** Complementary error function, any real x. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0) return 2 - erfc(-x);
  if (x < seriesEnds) return 1 - erfSeries(x);
  if (x > 27.3) return 0; // below the smallest double
  return (Math.exp(-x * x) / Math.sqrt(Math.PI)) * continuedFraction(x);
}

/** P(Z > z). */
export function normalTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** P(|Z| > |z|): the two-sided p-value of a z. */
export function twoSidedTail(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/** The z with P(Z > z) = p, for 0 < p < 1. */
export function normalUpperQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`No quantile of probability ${p}: it must lie between 0 and 1`);
  if (p > 0.5) return -normalUpperQuantile(1 - p);
  let z = p > 0.1 ? 0 : Math.sqrt(-2 * Math.log(p)) - 1;
  for (let round = 0; round < 60; round++) {
    const tail = normalTail(z);
    const step = (Math.log(tail / p) * tail) / density(z);
    z += step;
    if (Math.abs(step) <= 1e-15 * Math.max(1, z)) break;
  }
  return z;
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** 1 / (x + (1/2) / (x + 1 / (x + (3/2) / (x + …, from the end; 120 steps suffice from 1.5 upwards. */
function continuedFraction(x: number): number {
  let below = x;
  for (let n = 120; n >= 1; n--) below = x + n / 2 / below;
  return 1 / below;
}
