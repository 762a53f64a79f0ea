// FR-016: 1, 5, 15 minutes, each ±20% uniform jitter, at most three. A provider's own wait counts when it is longer.
export const maxRetries = 3;
/** A longer wait is not believed: a digit too many would take a sender away for years. */
const longestSeconds = 24 * 60 * 60;

/** The wait a platform asked for, in milliseconds. */
export function platformWait(seconds: number): number {
  return Math.max(0, Math.min(seconds, longestSeconds)) * 1_000;
}

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
  return Math.max(jittered, platformWait(providerSeconds ?? 0));
}
