// What changes by itself as time passes: messages and budgets come due, quotas begin anew, nights put people to sleep.
import { day, readyIn, tiny, type SendingState } from './sending-state.ts';

const fortnight = 14 * day; // nights are known for two weeks, then they repeat

/** Brings everything up to the present moment of the run. */
export function wakeUp(state: SendingState): void {
  const { now, zones, queues, wakes, rivals, rivalWakes } = state;
  for (let one = wakes.pop(now + tiny); one; one = wakes.pop(now + tiny))
    queues[one.queue]!.ready[one.level * zones + one.zone]! += one.count;
  for (let one = rivalWakes.pop(now + tiny); one; one = rivalWakes.pop(now + tiny))
    rivals[one.rival]!.ready[one.channel]! += one.count;
  if (now >= state.midnight - tiny) {
    for (const one of state.stations) one.left = one.per_day;
    state.midnight += day;
  }
  for (const tier of state.tiers)
    for (let one = tier.wakes.pop(now + tiny); one; one = tier.wakes.pop(now + tiny)) tier.left += one.count;
  putToSleep(state);
  for (const queue of queues) queue.sum = readyIn(queue);
}

/** The next moment at which something changes by itself; nights count only while something is ready. */
export function nextChange(state: SendingState): number {
  const { now } = state;
  let next = Math.min(state.wakes.next, state.rivalWakes.next);
  if (state.queues.some((queue) => queue.sum > tiny)) next = Math.min(next, state.midnight, nextNight(state));
  return Math.min(next, nextOpening(state, now));
}

/** A paused sender works again, or a portfolio's budget grows. */
export function nextOpening(state: SendingState, now: number): number {
  let next = Infinity;
  for (const one of state.stations) if (one.open_from > now) next = Math.min(next, one.open_from);
  for (const tier of state.tiers) next = Math.min(next, tier.wakes.next);
  return next;
}

export function nextNight({ situation, now }: SendingState): number {
  const round = Math.floor(now / fortnight) * fortnight;
  let next = Infinity;
  for (const spells of situation.quiet)
    for (const [from] of spells)
      if (from + round > now + tiny) {
        next = Math.min(next, from + round);
        break;
      }
  return next;
}

function putToSleep(state: SendingState): void {
  const { situation, zones, queues, wakes } = state;
  for (let zone = 0; zone < situation.quiet.length; zone++) {
    const until = endOfNight(state, zone);
    if (until === undefined) continue;
    queues.forEach((queue, index) => {
      for (let level = 0; level < 4; level++) {
        const count = queue.ready[level * zones + zone] ?? 0;
        if (count <= 0) continue;
        queue.ready[level * zones + zone] = 0;
        if (count > tiny) wakes.push({ at: until, queue: index, zone, level, count });
      }
    });
  }
}

function endOfNight({ situation, now }: SendingState, zone: number): number | undefined {
  const round = Math.floor(now / fortnight) * fortnight;
  const spell = situation.quiet[zone]?.find(
    ([from, to]) => now - round >= from - tiny && now - round < to - tiny,
  );
  return spell && spell[1] + round;
}
