// Whom each variant gets, as stretches of a line: the variants' part of it, and the part that waits for the winner. Pure.
import { restKey } from '@sampark/contracts/experiments.ts';
import { stretchesOf, type Stretch } from './stretches.ts';

const whole = 10_000;

/**
 * @param variants shares of the people in the experiment, in ten-thousandths, 10,000 together
 * @param trial ten-thousandths of everybody who are in it. Rounding takes at most one from any variant: what is left over goes to
 * those that lost most by it, the first of them before the others.
 */
export function trialStretches(
  variants: readonly { key: string; share: number }[],
  trial: number,
): Stretch[] {
  const parts = variants.map(({ key, share }) => {
    const exact = (share * trial) / whole;
    return { key, weight: Math.floor(exact), lost: exact - Math.floor(exact) };
  });
  let left = trial - parts.reduce((sum, part) => sum + part.weight, 0);
  for (const part of parts.toSorted((a, b) => b.lost - a.lost)) {
    if (left === 0) break;
    part.weight++;
    left--;
  }
  return stretchesOf([...parts, { key: restKey, weight: whole - trial }]);
}

/** What a variant owns of the line: the share its people really are drawn with. */
export function widthOf(stretches: readonly Stretch[], key: string): number {
  return stretches.filter((each) => each.key === key).reduce((sum, each) => sum + each.to - each.from, 0);
}
