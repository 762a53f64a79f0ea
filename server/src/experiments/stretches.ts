// The line from 0 to 10,000 that variants share, as their weights say; changed weights move as few people as can be. Pure.

export interface Weight {
  readonly key: string;
  /** Ten-thousandths: whole, 0 or more, 10,000 together. */
  readonly weight: number;
}

/** From `from` up to, not including, `to`. */
export interface Stretch {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

const whole = 10_000;

/** Side by side in the order given. Throws a RangeError for weights that do not make 10,000. */
export function stretchesOf(weights: readonly Weight[]): Stretch[] {
  return restretch([], weights);
}

/**
 * Whoever keeps or loses weight keeps the beginning of what it has; only what is given up goes to those who gain. So the people
 * who stay are the sum of the smaller of both weights: no rule can keep more.
 */
export function restretch(before: readonly Stretch[], weights: readonly Weight[]): Stretch[] {
  check(weights);
  const wanted = new Map(weights.map(({ key, weight }) => [key, weight]));
  const free: { from: number; to: number }[] = before.length === 0 ? [{ from: 0, to: whole }] : [];
  const after: Stretch[] = [];
  for (const { key, from, to } of before) {
    const kept = Math.min(to - from, wanted.get(key) ?? 0);
    wanted.set(key, (wanted.get(key) ?? 0) - kept);
    if (kept > 0) after.push({ key, from, to: from + kept });
    if (from + kept < to) free.push({ from: from + kept, to });
  }
  for (const { from, to } of free) {
    let at = from;
    for (const { key } of weights) {
      const taken = Math.min(to - at, wanted.get(key) ?? 0);
      wanted.set(key, (wanted.get(key) ?? 0) - taken);
      if (taken > 0) after.push({ key, from: at, to: at + taken });
      at += taken;
    }
  }
  return joined(after.sort((a, b) => a.from - b.from));
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const each of stretches) {
    const last = found.at(-1);
    if (last?.key === each.key) found[found.length - 1] = { ...last, to: each.to };
    else found.push(each);
  }
  return found;
}

function check(weights: readonly Weight[]): void {
  for (const { key, weight } of weights)
    if (!Number.isInteger(weight) || weight < 0)
      throw new RangeError(`The weight of "${key}" is ${weight}: give whole ten-thousandths from 0`);
  if (new Set(weights.map((each) => each.key)).size !== weights.length)
    throw new RangeError('Two weights have the same key: each variant has one');
  const sum = weights.reduce((all, each) => all + each.weight, 0);
  if (sum !== whole)
    throw new RangeError(`The weights make ${sum} ten-thousandths: change them until they make ${whole}`);
}
