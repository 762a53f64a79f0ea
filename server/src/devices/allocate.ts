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
const absentRecheck = 5_000; // a sender that is away, in maintenance or with another process

/**
 * `lanes` are those of one workspace and channel that this process owns. `sticky` is the account the person knows;
 * `stickyHeld` tells about it when another process owns it or it is held. For one choice; LanePool makes the same ones for
 * a whole batch without looking at every lane each time.
 */
export function allocate(
  lanes: readonly LaneFacts[],
  sticky: string | null,
  stickyHeld: boolean,
  now: Date,
): Allocation {
  const known = sticky === null ? undefined : lanes.find((lane) => lane.account_id === sticky);
  const familiar = familiarSender(known, sticky, stickyHeld, now);
  if (familiar) return familiar;
  let best: LaneFacts | undefined;
  for (const lane of lanes) {
    if (!canSend(lane, now)) continue;
    if (!best || preference(lane) > preference(best)) best = lane;
  }
  return best ? chosenAfresh(best, sticky) : nobodyFree(lanes, now);
}

/** The sender a person knows: chosen, worth waiting for, held; undefined when another one may take over. */
export function familiarSender(
  known: LaneFacts | undefined,
  sticky: string | null,
  stickyHeld: boolean,
  now: Date,
): Allocation | undefined {
  if (sticky === null) return undefined;
  if (stickyHeld) return { kind: 'wait', until: later(now, heldRecheck), code: 'sender_held' };
  // Out of quota for today: the person may hear from another number rather than wait until midnight.
  if (!known || !usable(known, now) || known.left_today <= 0) return undefined;
  if (known.free_tokens > 0) return { kind: 'chosen', lane: known, why: `sticky; ${left(known)}` };
  return { kind: 'wait', until: known.next_token_at ?? later(now, retrySoon), code: 'sender_busy' };
}

export function chosenAfresh(lane: LaneFacts, sticky: string | null): Allocation {
  return { kind: 'chosen', lane, why: `${sticky ? 'fail-over' : 'most room'}; ${left(lane)}` };
}

export function nobodyFree(lanes: readonly LaneFacts[], now: Date): Allocation {
  const candidates = lanes.filter((lane) => usable(lane, now));
  const withRoom = candidates.some((lane) => lane.left_today > 0);
  if (withRoom) return { kind: 'wait', until: later(now, retrySoon), code: 'sender_busy' };
  // A pause ends at its instant; for the rest a person or the monitor has to do something first, and wakes who waits.
  const pauseEnds = lanes.flatMap(({ held, maintenance, health, paused_until, left_today }) =>
    !held &&
    !maintenance &&
    health !== 'offline' &&
    paused_until &&
    (left_today > 0 || candidates.length === 0)
      ? [paused_until]
      : [],
  );
  const soonest = pauseEnds.toSorted((a, b) => a.getTime() - b.getTime())[0];
  const renewed = candidates.length > 0 ? nextUtcDay(now) : undefined;
  if (soonest && (!renewed || soonest < renewed))
    return { kind: 'wait', until: soonest, code: 'sender_busy' };
  if (renewed) return { kind: 'wait', until: renewed, code: 'sender_exhausted' };
  return { kind: 'wait', until: later(now, absentRecheck), code: 'sender_busy' };
}

export function canSend(lane: LaneFacts, now: Date): boolean {
  return lane.left_today > 0 && lane.free_tokens > 0 && usable(lane, now);
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
export function preference(lane: LaneFacts): number {
  return (lane.health === 'healthy' ? 1 : 0) + lane.left_today / lane.per_day;
}

function left(lane: LaneFacts): string {
  return `${grouped(lane.left_today)} of ${grouped(lane.per_day)} left today`;
}

/** 12,345. A number format of the language costs more than everything else here. */
function grouped(count: number): string {
  let text = String(count);
  for (let at = text.length - 3; at > 0; at -= 3) text = `${text.slice(0, at)},${text.slice(at)}`;
  return text;
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

function nextUtcDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}
