/** As for a portfolio's window: up to ten seconds from the decision to the call (attempt.ts), and the time of a call. */
const marginMs = 60_000;

/** UTC days, as YYYY-MM-DD, on which a send that is decided now may be counted by its platform: before midnight it is two. */
export function countedDays(now: Date): string[] {
  const days = [now, new Date(now.getTime() + marginMs)].map((at) => at.toISOString().slice(0, 10));
  return [...new Set(days)];
}
