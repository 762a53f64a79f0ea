// Which of a business's numbers to look at first. Pure.
type Number = {
  display_name: string;
  health_status: 'healthy' | 'degraded' | 'offline';
  policy_hold: string | null;
  hold_decision: string | null;
  sent_today: number;
  per_day: number;
};

/** From here on the rest of the day is worth a look. */
export const nearlyUsed = 0.9;
export const usedShare = (one: Pick<Number, 'sent_today' | 'per_day'>): number =>
  one.per_day === 0 ? 1 : one.sent_today / one.per_day;

const weights = { offline: 2, degraded: 3, healthy: 5 } as const;

/** 0 is the worst; a healthy one with room left needs nobody. */
function weight(one: Number): number {
  if (one.policy_hold !== null) return one.hold_decision === null ? 0 : 1;
  if (one.health_status === 'healthy' && usedShare(one) >= nearlyUsed) return 4;
  return weights[one.health_status];
}

/** Worst first, then those with least left of their day; and how many need somebody. */
export function numbersByNeed<N extends Number>(numbers: readonly N[]): { sorted: N[]; needing: number } {
  const sorted = numbers.toSorted(
    (a, b) =>
      weight(a) - weight(b) ||
      usedShare(b) - usedShare(a) ||
      a.display_name.localeCompare(b.display_name, 'en', { numeric: true }),
  );
  return { sorted, needing: sorted.filter((one) => weight(one) < weights.healthy).length };
}
