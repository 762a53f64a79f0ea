// The shares of an experiment's versions, in ten-thousandths: 10,000 together after every change, none below a hundredth. Pure.

export const whole = 10_000;
/** A version nobody gets shows nothing. */
export const least = 100;

export function equalShares(count: number): number[] {
  return scaled(
    Array.from({ length: count }, () => whole),
    whole,
  );
}

/** One version is given `wanted`, as far as the others' least allows; the others keep their proportions in what is left. */
export function withShare(shares: readonly number[], at: number, wanted: number): number[] {
  if (shares.length < 2) return [whole];
  const most = whole - least * (shares.length - 1);
  const given = Math.max(least, Math.min(most, Math.round(wanted)));
  const others = scaled(
    shares.filter((_, index) => index !== at),
    whole - given,
  );
  return others.toSpliced(at, 0, given);
}

/** A further version takes as much as each would have if all were alike; the others shrink in proportion. */
export function withOneMore(shares: readonly number[]): number[] {
  const given = Math.round(whole / (shares.length + 1));
  return [...scaled(shares, whole - given), given];
}

/** What the removed one had goes to the others in proportion. */
export function withoutOne(shares: readonly number[], at: number): number[] {
  return scaled(
    shares.filter((_, index) => index !== at),
    whole,
  );
}

/** Everybody gets the least, and what is above it in proportion; leftover units go to whoever lost most to rounding. */
function scaled(shares: readonly number[], to: number): number[] {
  const free = to - least * shares.length;
  const above = shares.map((share) => Math.max(0, share - least));
  const sum = above.reduce((all, one) => all + one, 0);
  const exact = above.map((one) => (sum === 0 ? free / shares.length : (one / sum) * free));
  const down = exact.map(Math.floor);
  let left = free - down.reduce((all, one) => all + one, 0);
  const byLoss = exact
    .map((one, index) => ({ index, loss: one - Math.floor(one) }))
    .toSorted((a, b) => b.loss - a.loss || a.index - b.index);
  for (const { index } of byLoss) {
    if (left <= 0) break;
    down[index] = (down[index] ?? 0) + 1;
    left -= 1;
  }
  return down.map((one) => one + least);
}
