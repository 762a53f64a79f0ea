// Pure: a device's or an account's health over a span of time, from the changes that were recorded.
import type { HealthStatus } from '@sampark/contracts/domain.ts';

export type Piece = { state: HealthStatus | 'unknown'; from: number; to: number };
type Change = { at: string; health_status: HealthStatus };

/**
 * `changes` newest first. Before the first of them: healthy since it was made when all are here, else nobody knows.
 * With no change at all it is now as it was all along.
 */
export function stripOf(
  changes: readonly Change[],
  span: { from: number; to: number },
  more: { made: number; complete: boolean; now: HealthStatus },
): Piece[] {
  const oldestFirst = changes.toReversed();
  const before: Piece['state'] = !more.complete ? 'unknown' : oldestFirst.length === 0 ? more.now : 'healthy';
  const marks: { at: number; state: Piece['state'] }[] = [
    { at: -Infinity, state: 'unknown' },
    { at: more.made, state: before },
    ...oldestFirst.map((one) => ({ at: Date.parse(one.at), state: one.health_status })),
  ];
  const pieces: Piece[] = [];
  for (const [index, mark] of marks.entries()) {
    const from = Math.max(span.from, mark.at);
    const to = Math.min(span.to, marks[index + 1]?.at ?? span.to);
    if (to <= from) continue;
    const last = pieces.at(-1);
    if (last?.state === mark.state) last.to = to;
    else pieces.push({ state: mark.state, from, to });
  }
  return pieces;
}

/** Share of the known time it was healthy; undefined when nothing is known. */
export function healthyShare(pieces: readonly Piece[]): { part: number; whole: number } | undefined {
  const length = (some: readonly Piece[]) => some.reduce((sum, one) => sum + one.to - one.from, 0);
  const whole = length(pieces.filter((one) => one.state !== 'unknown'));
  return whole === 0 ? undefined : { part: length(pieces.filter((one) => one.state === 'healthy')), whole };
}
