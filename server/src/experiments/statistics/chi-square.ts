// Pearson's chi-square without Yates's correction: of a k×2 table of counts, and of counts against planned shares. Pure.
import { checkCounts, type Counts } from './counts.ts';
import { erfc } from './normal.ts';

export interface ChiSquare {
  readonly statistic: number;
  readonly degrees: number;
  readonly p: number;
  /** The least count expected in any cell: below 5 the p-value is rough and Fisher's is to be preferred. */
  readonly leastExpected: number;
}

/** Whether the rate is the same in all variants. Variants without people say nothing and are left out. */
export function chiSquareOfRates(variants: readonly Counts[]): ChiSquare {
  variants.forEach(checkCounts);
  const counted = variants.filter((each) => each.people > 0);
  const people = counted.reduce((sum, each) => sum + each.people, 0);
  const rate = counted.reduce((sum, each) => sum + each.successes, 0) / people;
  if (counted.length < 2 || rate === 0 || rate === 1)
    return { statistic: 0, degrees: Math.max(0, counted.length - 1), p: 1, leastExpected: 0 };
  return pearson(
    counted.flatMap((each) => [
      { seen: each.successes, expected: each.people * rate },
      { seen: each.people - each.successes, expected: each.people * (1 - rate) },
    ]),
    counted.length - 1,
  );
}

/** Whether the groups are as large as their shares say. Shares are relative weights above 0. */
export function chiSquareOfShares(groups: readonly { people: number; share: number }[]): ChiSquare {
  const people = groups.reduce((sum, each) => sum + each.people, 0);
  const shares = groups.reduce((sum, each) => sum + each.share, 0);
  if (people === 0) return { statistic: 0, degrees: Math.max(0, groups.length - 1), p: 1, leastExpected: 0 };
  return pearson(
    groups.map((each) => ({ seen: each.people, expected: (people * each.share) / shares })),
    groups.length - 1,
  );
}

function pearson(cells: readonly { seen: number; expected: number }[], degrees: number): ChiSquare {
  const statistic = cells.reduce((sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected, 0);
  const leastExpected = Math.min(...cells.map((cell) => cell.expected));
  return { statistic, degrees, p: chiSquareTail(statistic, degrees), leastExpected };
}

/**
 * P(chi-square with so many whole degrees of freedom > x): the regularised upper incomplete gamma function Q(degrees/2, x/2), for
 * whole and half arguments a finite sum of terms above 0 (DLMF 8.4.10, 8.4.15), so nothing cancels.
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 0) throw new RangeError(`${degrees} degrees of freedom`);
  if (degrees === 0 || x <= 0) return 1;
  const half = x / 2;
  const odd = degrees % 2 === 1;
  let sum = odd ? erfc(Math.sqrt(half)) : Math.exp(-half);
  // The terms e^-h h^a / Γ(a+1), a = 1/2, 3/2, … or 1, 2, …, in logarithms: e^-h alone may be too small for a number.
  let log = odd ? Math.log(half) / 2 - half - Math.log(Math.sqrt(Math.PI) / 2) : Math.log(half) - half;
  for (let a = odd ? 0.5 : 1; a < degrees / 2; a++) {
    sum += Math.exp(log);
    log += Math.log(half) - Math.log(a + 1);
  }
  return Math.min(1, sum);
}
