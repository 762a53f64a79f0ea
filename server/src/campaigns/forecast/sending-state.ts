// The state one simulated run works on: queues, senders, budgets and rivals, with what is uncertain thrown once at the
// beginning. Channels, stations, tiers, queues and rivals are known by their index.
import { channels } from '@sampark/contracts/domain.ts';
import { normal, share, type Draw } from './draw.ts';
import type { Rival, Situation, Station } from './situation.ts';
import { Wakes } from './wakes.ts';

/** Below this there is no message, only a rounding error. */
export const tiny = 1e-6;
export const day = 86_400;

type Wake = { at: number; queue: number; zone: number; level: number; count: number };
type RivalWake = { at: number; rival: number; channel: number; count: number };
/** Messages of the campaign for one channel, or for one sender of it. Levels: first try, then the retries. */
export type Queue = { channel: number; station: number | null; ready: Float64Array; sum: number };
export type StationState = Station & { on: number; left: number; level: number };
export type TierState = { left: number; wakes: Wakes<{ at: number; count: number }> };

export type SendingState = {
  situation: Situation;
  draw: Draw;
  zones: number;
  /** How well a busy sender's own people compete for it. */
  known: number;
  ownPace: number | null;
  turn: number;
  /** Share of tries that fail for the moment, per channel. */
  failing: number[];
  stations: StationState[];
  /** Stations and queues of each channel, and of an open station its place among the open ones. */
  stationsOf: number[][];
  queuesOf: number[][];
  placeOf: Int32Array;
  tiers: TierState[];
  queues: Queue[];
  wakes: Wakes<Wake>;
  rivals: (Rival & { ready: Float64Array })[];
  rivalWakes: Wakes<RivalWake>;
  /** Own messages, asleep or ready: a channel is done at nought. */
  waitingOf: Float64Array;
  now: number;
  midnight: number;
  accepted: number;
  /** When the last round of the emptied queues is over. */
  tail: number;
  /** Turns of the campaign's pace saved up. */
  pace: number;
  paceMost: number;
};

export function beginSending(situation: Situation, draw: Draw): SendingState {
  const zones = Math.max(1, situation.quiet.length);
  const factor = Math.exp(0.03 * normal(draw) - 0.015);
  const known = 0.5 + 0.5 * draw();
  // A turn of the pace is lost when the one sender a person knows is busy at that moment.
  const lostTurns = situation.own.waiting.some((one) => one.station !== null) ? 0.12 : 0.03;
  const ownPace = situation.own.pace === null ? null : situation.own.pace * (1 - lostTurns * draw());
  // With several channels a free sender waits for the next turn of the pace: half a turn, more or less.
  const turn = ownPace === null ? 0 : (0.1 + 0.8 * draw()) / ownPace;
  const failing = channels.map((channel) => {
    const seen = situation.tries[channel];
    return share(draw, 0.5 + (seen?.failed ?? 0), 100 + (seen?.all ?? 0));
  });
  const stations = situation.stations.map((one) => ({
    ...one,
    on: channels.indexOf(one.channel),
    rate: one.rate * factor,
    left: one.left_today,
    level: one.burst,
  }));
  const tiers = situation.tiers.map((one) => ({ left: one.left, wakes: wakesOf(one.frees) }));
  const waitingOf = new Float64Array(channels.length);
  for (const one of situation.own.waiting) waitingOf[channels.indexOf(one.channel)]! += one.count;
  const queued = queueUp(situation, zones);
  const indices = <T>(of: readonly T[], on: (one: T) => number) =>
    channels.map((_, channel) => of.flatMap((one, index) => (on(one) === channel ? [index] : [])));
  return {
    ...{ situation, draw, zones, known, ownPace, turn, failing, stations, tiers, waitingOf },
    ...queued,
    stationsOf: indices(stations, (one) => one.on),
    queuesOf: indices(queued.queues, (one) => one.channel),
    placeOf: new Int32Array(stations.length).fill(-1),
    ...lineUpRivals(situation),
    ...{ now: 0, midnight: situation.midnight, accepted: 0, tail: 0 },
    ...{ pace: 1, paceMost: Math.max(1, ownPace ?? 0) },
  };
}

/** What is ready in a queue, counted anew. */
export function readyIn(queue: Queue): number {
  let sum = 0;
  for (const one of queue.ready) if (one >= tiny) sum += one;
  return sum;
}

function queueUp(situation: Situation, zones: number): Pick<SendingState, 'queues' | 'wakes'> {
  const queues: Queue[] = [];
  const wakes = new Wakes<Wake>();
  const places = new Map<string, number>();
  for (const one of situation.own.waiting) {
    const key = `${one.channel}/${one.station}`;
    let queue = places.get(key);
    if (queue === undefined) {
      queue =
        queues.push({
          channel: channels.indexOf(one.channel),
          station: one.station,
          ready: new Float64Array(zones * 4),
          sum: 0,
        }) - 1;
      places.set(key, queue);
    }
    wakes.push({ at: Math.max(one.at, situation.start), queue, zone: one.zone, level: 0, count: one.count });
  }
  return { queues, wakes };
}

function lineUpRivals(situation: Situation): Pick<SendingState, 'rivals' | 'rivalWakes'> {
  const rivals = situation.rivals.map((one) => ({ ...one, ready: new Float64Array(channels.length) }));
  const rivalWakes = new Wakes<RivalWake>();
  rivals.forEach((one, rival) => {
    for (const wait of one.waiting)
      rivalWakes.push({ at: wait.at, rival, channel: channels.indexOf(wait.channel), count: wait.count });
  });
  return { rivals, rivalWakes };
}

function wakesOf(frees: readonly { at: number; count: number }[]): TierState['wakes'] {
  const wakes: TierState['wakes'] = new Wakes();
  for (const one of frees) wakes.push({ ...one });
  return wakes;
}
