// Evidence against a statement about two rates that may be looked at after every person, and acted on at any look. Pure.
//
// What enters: people and successes of two arms, in whatever order and proportion they came. What leaves: the logarithm of an
// e-value E. What is guaranteed, for every number of people and every pair of rates the statement allows: the probability that E
// is ever, at any look, 1 / alpha or more is at most alpha (Ville's inequality). No approximation: one success in fifty counts too.
//
// Method: the safe test for 2×2 tables of R. Turner, A. Ly and P. Grünwald, "Generic E-variables for exact sequential k-sample
// tests that allow for optional stopping", J. Stat. Planning and Inference 230 (2024) 106116; for differences other than 0 as in
// R. Turner and P. Grünwald, "Exact anytime-valid confidence intervals for contingency tables and beyond", Statistics and
// Probability Letters 198 (2023) 109835. Each alternative q is
// set against the allowed pair nearest to it, q*, at planned shares w (the reverse information projection: P. Grünwald, R. de
// Heide and W. Koolen, "Safe Testing", J. R. Stat. Soc. B 86 (2024), theorem 1, for convex statements): then the mean of
// q_j(y) / q*_j(y), over arm j drawn by w and outcome y, is at most 1 whatever allowed pair is the true one. The product over people,
// mixed over alternatives, is E for people who are assigned at random in just those shares.
//
// Real shares are never quite those planned. So E is multiplied by Π (w_j / v_j)^(people of j), v the shares as they came out: at
// most 1, about e^-0.5 when all goes to plan. That keeps the guarantee for ANY order of arms that does not look ahead. For: let
// c_j be the mean of q_j / q*_j in arm j under a true pair, so that S = Σ w_j c_j ≤ 1, and let u_j = w_j c_j / S. As v maximises
// Π v_j^(people of j), the product is at most Π over people of q_j(y) w_j / (q*_j(y) u_j), and in each arm the mean of that factor is
// c_j w_j / u_j = S ≤ 1: a supermartingale. A mixture of such stays one.
//
// Counts must be of people whose outcome is settled (they answered, or their time to answer is over). Taking a success at once and
// a failure a week later makes early rates too high in all arms alike.
import type { Counts } from '../counts.ts';
import { alternatives, type Aim } from './alternatives.ts';
import { nearestWithDifference } from './nearest.ts';

/** About the variant's rate less the control's: it is just so much, or so much at most. */
export type Statement = { readonly differenceIs: number } | { readonly differenceAtMost: number };

/** Natural logarithm of the e-value; 0 says nothing either way. Counts may be fractions, for planning. */
export type Evidence = (control: Counts, variant: Counts) => number;

/**
 * @param share the variant's planned share of the people of both arms, above 0 and below 1
 * @param aim what the experiment was planned for, fixed before its first person
 */
export function evidenceAgainst(statement: Statement, share: number, aim?: Aim): Evidence {
  if (!(share > 0 && share < 1)) throw new RangeError(`A share of ${share}: it must lie between 0 and 1`);
  const bets = gains(statement, share, aim);
  const logs = new Float64Array(bets.length / width);
  return (control, variant) => {
    const counts = [
      control.successes,
      control.people - control.successes,
      variant.successes,
      variant.people - variant.successes,
    ] as const;
    return logOfSum(bets, logs, counts) + costOfShares(control.people, variant.people, share);
  };
}

const width = 5;

/** Five numbers an alternative: logarithm of its weight, and of what a success and a failure in each arm multiply it by. */
function gains(statement: Statement, share: number, aim: Aim | undefined): Float64Array {
  const oneSided = 'differenceAtMost' in statement;
  const difference = oneSided ? statement.differenceAtMost : statement.differenceIs;
  if (!(Math.abs(difference) < 1))
    throw new RangeError(`A difference of ${difference}: give one between -1 and 1`);
  const all = alternatives(share, aim);
  const bets = oneSided ? all.filter((each) => each.variant - each.control > difference) : all;
  const weight = bets.reduce((sum, each) => sum + each.weight, 0);
  const table = new Float64Array(bets.length * width);
  for (const [index, bet] of bets.entries()) {
    const allowed = nearestWithDifference(bet, difference, share);
    table.set(
      [
        Math.log(bet.weight / weight),
        Math.log(bet.control / allowed.control),
        Math.log((1 - bet.control) / (1 - allowed.control)),
        Math.log(bet.variant / allowed.variant),
        Math.log((1 - bet.variant) / (1 - allowed.variant)),
      ],
      index * width,
    );
  }
  return table;
}

/** `logs` is room to work in, the same for every look. */
function logOfSum(
  bets: Float64Array,
  logs: Float64Array,
  [a1, a0, b1, b0]: readonly [number, number, number, number],
): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let index = 0, at = 0; index < logs.length; index++, at += width) {
    const log =
      (bets[at] as number) +
      a1 * (bets[at + 1] as number) +
      a0 * (bets[at + 2] as number) +
      b1 * (bets[at + 3] as number) +
      b0 * (bets[at + 4] as number);
    logs[index] = log;
    if (log > most) most = log;
  }
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (let index = 0; index < logs.length; index++) {
    const below = (logs[index] as number) - most;
    if (below > -30) sum += Math.exp(below); // what is left out is less than 1e-10 of the sum
  }
  return most + Math.log(sum);
}

/** Never above 0. */
function costOfShares(control: number, variant: number, share: number): number {
  const people = control + variant;
  const part = (count: number, planned: number) =>
    count === 0 ? 0 : count * Math.log((planned * people) / count);
  return Math.min(0, part(control, 1 - share) + part(variant, share));
}
