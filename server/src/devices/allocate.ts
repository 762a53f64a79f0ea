// Which sender carries this message. Pure and explainable: facts in, one choice and its reason out.
// Guaranteed: never a lane without a free token or daily quota; a lane held by a platform's signal is neither used nor
// routed around for the people who know it (product.md §1.6); technical faults fail over.
import type { Channel } from '@sampark/contracts/domain.ts';

export type LaneFacts = {
  account_id: string;
  device_id: string;
  workspace_id: string;
  channel: Channel;
  health: 'healthy' | 'degraded' | 'offline';
  held: boolean;
  maintenance: boolean;
  paused_until: Date | null;
  per_day: number;
  /** Left of today's quota, this batch's own choices already taken off. */
  left_today: number;
  free_tokens: number;
  /** When the next token comes back; undefined while one is free. */
  next_token_at: Date | undefined;
};

export type Allocation =
  | { kind: 'chosen'; lane: LaneFacts; why: string }
  | { kind: 'wait'; until: Date; code: 'sender_busy' | 'sender_held' | 'sender_exhausted' };

const retrySoon = 250; // ms; a token of some lane is back by then
const heldRecheck = 15 * 60_000;

/**
 * `lanes` are those of one workspace and channel that this process owns. `sticky` is the account the person knows;
 * `stickyFacts` tells about it when another process owns it or it is held.
 */
export function allocate(
  lanes: readonly LaneFacts[],
  sticky: string | null,
  stickyHeld: boolean,
  now: Date,
): Allocation {
  if (sticky !== null) {
    if (stickyHeld) return { kind: 'wait', until: later(now, heldRecheck), code: 'sender_held' };
    const known = lanes.find((lane) => lane.account_id === sticky);
    if (known && usable(known, now)) {
      if (known.left_today > 0) {
        if (known.free_tokens > 0) return chosen(known, `sticky; ${left(known)}`);
        return { kind: 'wait', until: known.next_token_at ?? later(now, retrySoon), code: 'sender_busy' };
      }
      // Out of quota for today: the person may hear from another number rather than wait until midnight.
    }
  }
  let best: LaneFacts | undefined;
  let exhausted = 0;
  let candidates = 0;
  for (const lane of lanes) {
    if (!usable(lane, now)) continue;
    candidates++;
    if (lane.left_today <= 0) {
      exhausted++;
      continue;
    }
    if (lane.free_tokens <= 0) continue;
    if (!best || preference(lane) > preference(best)) best = lane;
  }
  if (best) return chosen(best, `${sticky ? 'fail-over' : 'most room'}; ${left(best)}`);
  if (candidates > 0 && exhausted === candidates) {
    return { kind: 'wait', until: nextUtcDay(now), code: 'sender_exhausted' };
  }
  return { kind: 'wait', until: later(now, retrySoon), code: 'sender_busy' };
}

function usable(lane: LaneFacts, now: Date): boolean {
  return (
    !lane.held &&
    !lane.maintenance &&
    lane.health !== 'offline' &&
    !(lane.paused_until !== null && lane.paused_until > now)
  );
}

// Healthy before degraded, then the lane with the largest share of its day left: load spreads evenly over a pool.
function preference(lane: LaneFacts): number {
  return (lane.health === 'healthy' ? 1 : 0) + lane.left_today / lane.per_day;
}

function chosen(lane: LaneFacts, why: string): Allocation {
  return { kind: 'chosen', lane, why };
}

function left(lane: LaneFacts): string {
  return `${lane.left_today.toLocaleString('en')} of ${lane.per_day.toLocaleString('en')} left today`;
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

function nextUtcDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}
