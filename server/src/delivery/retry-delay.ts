// FR-016: 1, 5, 15 minutes, each ±20% uniform jitter, at most three. A provider's own wait counts when it is longer.
export const maxRetries = 3;
const minutes = [1, 5, 15] as const;

/** Milliseconds until the next try, or undefined when the tries are used up. `random` is in [0, 1). */
export function retryDelay(
  retriesSoFar: number,
  random: number,
  providerSeconds?: number,
): number | undefined {
  const base = minutes[retriesSoFar];
  if (base === undefined) return undefined;
  const jittered = Math.round(base * 60_000 * (0.8 + 0.4 * random));
  return Math.max(jittered, (providerSeconds ?? 0) * 1000);
}
