// Messages leave a queue, some come back to be tried again, and what carried them is used up.
import { poisson } from './draw.ts';
import { day, readyIn, tiny, type Queue, type SendingState } from './sending-state.ts';

const retryAfter = [60, 300, 900]; // FR-016, each ±20%
const mostPieces = 12;

/** `amount` messages leave within `span` seconds, first tries first; what came back waits behind them. */
export function sendFrom(state: SendingState, queue: Queue, amount: number, span: number): void {
  const { zones } = state;
  const part = Math.min(1, amount / queue.sum);
  const fresh = queue.ready.subarray(0, zones).reduce((sum, one) => sum + one, 0);
  for (let level = 0; level < 4; level++) {
    const rest = queue.sum - fresh;
    const ratio =
      level === 0
        ? fresh > 0
          ? Math.min(1, amount / fresh)
          : 0
        : rest > tiny
          ? Math.max(0, Math.min(1, (amount - fresh) / rest))
          : part;
    if (ratio <= 0) continue;
    for (let zone = 0; zone < zones; zone++) {
      const index = level * zones + zone;
      const had = queue.ready[index] ?? 0;
      if (had <= 0) continue;
      const sent = had * ratio;
      queue.ready[index] = ratio === 1 ? 0 : had - sent;
      answer(state, queue, { sent, level, zone, span });
    }
  }
  queue.sum = readyIn(queue);
}

/** What a station carries counts against its day, its rest (`saved`) and its portfolio. */
export function useStation(state: SendingState, index: number, amount: number, saved: boolean): void {
  const station = state.stations[index]!;
  station.left = station.left - amount < tiny ? 0 : station.left - amount;
  if (saved) station.level = Math.max(0, station.level - amount);
  if (station.tier === null || amount <= 0) return;
  const tier = state.tiers[station.tier];
  if (!tier) return;
  tier.left = tier.left - amount < tiny ? 0 : tier.left - amount;
  tier.wakes.push({ at: state.now + day, count: amount });
}

type Sent = { sent: number; level: number; zone: number; span: number };

function answer(state: SendingState, queue: Queue, { sent, level, zone, span }: Sent): void {
  const { draw } = state;
  const failed = Math.min(Math.ceil(sent), poisson(draw, sent * (state.failing[queue.channel] ?? 0)));
  state.accepted += sent - failed; // a whole failure now may be repaid by parts of messages later
  state.waitingOf[queue.channel]! -= sent;
  const after = retryAfter[level];
  if (failed === 0 || after === undefined) return;
  state.waitingOf[queue.channel]! += failed;
  const pieces = Math.min(failed, mostPieces);
  for (let piece = 0; piece < pieces; piece++)
    state.wakes.push({
      at: state.now + span * draw() + after * (0.8 + 0.4 * draw()),
      queue: state.queues.indexOf(queue),
      zone,
      level: level + 1,
      count: failed / pieces,
    });
}
