// Enters: a situation and one throw of what is uncertain. Leaves: when the campaign would be done, and how many messages
// had been accepted by when. A flow model that jumps from event to event (a queue empties, a night begins, a quota ends, a
// retry comes due), with retries as whole messages, because the last few decide the end. Pure.
import { channels } from '@sampark/contracts/domain.ts';
import type { Draw } from './draw.ts';
import { planFlow, type Flow } from './plan-flow.ts';
import { sendFrom, useStation } from './send-from.ts';
import { beginSending, day, tiny, type Queue, type SendingState } from './sending-state.ts';
import type { Situation } from './situation.ts';
import { nextChange, nextNight, nextOpening, wakeUp } from './wake-up.ts';

export const horizon = 400 * day;
const mostSteps = 60_000;
const leastStep = 1e-3;

export type Run = {
  /** Seconds until nothing is left; Infinity: not within the horizon. */
  finish: number;
  byChannel: number[];
  /** Rivals' messages on the campaign's channels that wait when it starts. */
  ahead: number;
  /** Accepted so far, at the end of each step. */
  curve: { at: number; accepted: number }[];
};

export function runOnce(situation: Situation, draw: Draw): Run {
  const state = beginSending(situation, draw);
  const run: Run = {
    ...{ finish: 0, byChannel: channels.map(() => 0), curve: [{ at: 0, accepted: 0 }] },
    ahead: rivalsLeft(state),
  };
  let started = false;
  const note = () =>
    run.curve.push({ at: state.now, accepted: Math.max(state.accepted, run.curve.at(-1)?.accepted ?? 0) });
  for (let steps = 0; steps < mostSteps; steps++) {
    wakeUp(state);
    if (!started && state.now >= situation.start - tiny) {
      started = true;
      run.ahead = rivalsLeft(state);
    }
    channels.forEach((_, channel) => {
      if ((state.waitingOf[channel] ?? 0) > 1e-3 || run.byChannel[channel] !== 0) return;
      run.byChannel[channel] = state.now;
    });
    if (state.wakes.next === Infinity && state.queues.every((queue) => queue.sum <= tiny)) {
      run.finish = Math.max(state.now, state.tail);
      return run;
    }
    if (state.now > horizon) break;
    // First what senders and pace have saved up while they rested, then the steady flow.
    const steady = planFlow(state, false);
    if (sendSavedUp(state)) {
      note();
      continue;
    }
    const step = stepOf(state, steady);
    if (!Number.isFinite(step)) break;
    sendSteadily(state, steady, step);
    note();
  }
  run.finish = Infinity;
  return run;
}

/** Of their messages on the campaign's channels: ready or due later. */
function rivalsLeft({ situation, rivals, rivalWakes }: SendingState): number {
  const own = new Set(situation.own.waiting.map((one) => channels.indexOf(one.channel)));
  const ready = rivals.reduce(
    (sum, one) => sum + one.ready.reduce((all, count, channel) => all + (own.has(channel) ? count : 0), 0),
    0,
  );
  return rivalWakes.items.reduce((sum, one) => sum + (own.has(one.channel) ? one.count : 0), ready);
}

/** True when anything left at once. */
function sendSavedUp(state: SendingState): boolean {
  const burst = planFlow(state, true);
  let moved = false;
  for (const [index, amount] of burst.own) {
    const queue = state.queues[index]!;
    const most = Math.min(amount, queue.sum);
    if (most <= tiny) continue;
    sendFrom(state, queue, most, 0);
    state.pace -= most;
    moved = true;
  }
  for (const [station, used] of burst.used) useStation(state, station, used, true);
  for (const [rival, channel, amount] of burst.rivals) {
    const { ready } = state.rivals[rival]!;
    if (amount > tiny) moved = true;
    ready[channel] = Math.max(0, (ready[channel] ?? 0) - amount);
  }
  return moved;
}

/** How long the flow stays as it is: until something empties, ends or comes due. */
function stepOf(state: SendingState, flow: Flow): number {
  const { now, queues, rivals, stations, tiers } = state;
  // Nothing of ours can go: straight to the next thing that happens.
  if (flow.own.every(([, rate]) => rate <= 0) && flow.rivals.every(([, , rate]) => rate <= 0))
    return Math.max(leastStep, nextChange(state) - now);
  let step = Math.max(10, 0.02 * Math.abs(now - state.situation.start));
  step = Math.min(step, state.wakes.next - now, state.rivalWakes.next - now, state.midnight - now);
  step = Math.min(step, nextNight(state) - now, nextOpening(state, now) - now);
  for (const [index, rate] of flow.own) if (rate > 0) step = Math.min(step, queues[index]!.sum / rate);
  for (const [rival, channel, rate] of flow.rivals)
    if (rate > 0) step = Math.min(step, (rivals[rival]?.ready[channel] ?? 0) / rate);
  const tierUse = new Map<number, number>();
  for (const [index, rate] of flow.used) {
    const station = stations[index]!;
    if (rate > 0) step = Math.min(step, station.left / rate);
    if (station.tier !== null) tierUse.set(station.tier, (tierUse.get(station.tier) ?? 0) + rate);
  }
  for (const [tier, rate] of tierUse) if (rate > 0) step = Math.min(step, (tiers[tier]?.left ?? 0) / rate);
  return Math.max(step, leastStep);
}

function sendSteadily(state: SendingState, flow: Flow, step: number): void {
  const { queues, rivals, stations, ownPace, draw } = state;
  for (const [index, rate] of flow.own) {
    const queue = queues[index]!;
    if (rate <= 0 || queue.sum <= 0) continue;
    sendFrom(state, queue, Math.min(queue.sum, rate * step), step);
    if (queue.sum <= tiny && ownPace === null)
      state.tail = Math.max(state.tail, state.now + step + lastRound(state, queue) * draw());
  }
  for (const [rival, channel, rate] of flow.rivals) {
    const { ready } = rivals[rival]!;
    const left = (ready[channel] ?? 0) - rate * step;
    ready[channel] = left < tiny ? 0 : left;
  }
  for (const [index, rate] of flow.used) useStation(state, index, rate * step, false);
  const used = new Map(flow.used);
  stations.forEach((one, index) => {
    one.level = Math.min(one.burst, one.level + Math.max(0, one.rate - (used.get(index) ?? 0)) * step);
  });
  const ownRate = flow.own.reduce((sum, [, rate]) => sum + rate, 0);
  if (ownPace !== null)
    state.pace = Math.min(state.paceMost, Math.max(0, state.pace + (ownPace - ownRate) * step));
  state.now += step;
}

/** Messages are whole and so are senders: the last round need not be a full one, but it takes a sender's whole window. */
function lastRound({ stations }: SendingState, queue: Queue): number {
  const here = stations.filter(
    (one, index) => one.on === queue.channel && (queue.station ?? index) === index,
  );
  const slots = here.reduce((sum, one) => sum + one.burst, 0);
  const rate = here.reduce((sum, one) => sum + one.rate, 0);
  return rate > 0 && slots > 1 ? (slots - 1) / rate : 0;
}
