// Whether the variants hold as many people as their shares say; if not, something loses people and no rate can be trusted. Pure.
//
// The e-value of a Dirichlet-multinomial mixture against the planned shares (M. Lindon and A. Malek, "Anytime-valid inference for
// multinomial count data", NeurIPS 2022): exact for every size, and may be looked at after every person. The mixture is
// concentrated as by 100 people before the first, since shares that go wrong go wrong by little.
import { chiSquareOfShares } from './chi-square.ts';

export interface SampleRatio {
  /** True with probability `alarmLevel` at most over a whole experiment in which nothing is wrong. */
  readonly alarm: boolean;
  /** May be looked at any time. */
  readonly alwaysValidP: number;
  /** Of the chi-square test, for one look. */
  readonly p: number;
}

export const alarmLevel = 0.001;
const concentration = 100;

/** Shares are relative weights above 0. */
export function sampleRatio(groups: readonly { people: number; share: number }[]): SampleRatio {
  const shares = groups.reduce((sum, each) => sum + each.share, 0);
  const people = groups.reduce((sum, each) => sum + each.people, 0);
  let log = -rising(concentration, people);
  for (const { people: count, share } of groups) {
    const planned = share / shares;
    log += rising(concentration * planned, count) - count * Math.log(planned);
  }
  const alwaysValidP = Math.min(1, Math.exp(-log));
  return { alarm: alwaysValidP <= alarmLevel, alwaysValidP, p: chiSquareOfShares(groups).p };
}

/** log Γ(a + n) - log Γ(a). */
function rising(a: number, n: number): number {
  return logGamma(a + n) - logGamma(a);
}

/** Stirling's series (DLMF 5.11.1) from 12 upwards, below it by the recurrence; to 1e-13. */
function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 12; at++) shift += Math.log(at);
  const square = at * at;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / at;
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - shift;
}
