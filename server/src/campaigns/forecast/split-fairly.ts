// Weighted shares of a flow: who wants less than its share leaves the rest to the others. Pure.

export function splitFairly(capacity: number, claims: readonly { weight: number; most: number }[]): number[] {
  const given = claims.map(() => 0);
  let open = claims.map((_, index) => index).filter((index) => (claims[index]?.most ?? 0) > 0);
  let left = capacity;
  while (open.length > 0 && left > 1e-12) {
    const weights = open.reduce((sum, index) => sum + (claims[index]?.weight ?? 0), 0);
    const full: number[] = [];
    let spent = 0;
    for (const index of open) {
      const claim = claims[index] as { weight: number; most: number };
      const share = (left * claim.weight) / weights;
      const room = claim.most - (given[index] ?? 0);
      if (room <= share) {
        given[index] = claim.most;
        spent += room;
        full.push(index);
      }
    }
    if (full.length === 0) {
      for (const index of open)
        given[index] = (given[index] ?? 0) + (left * (claims[index]?.weight ?? 0)) / weights;
      return given;
    }
    left -= spent;
    open = open.filter((index) => !full.includes(index));
  }
  return given;
}
