// Who may send how fast at this moment: each channel's capacity is split between the campaign and its rivals by weight, the
// campaign's part is cut to its pace, and every part lands on the senders that carry it.
import { channels } from '@sampark/contracts/domain.ts';
import { tiny, type SendingState } from './sending-state.ts';
import { splitFairly } from './split-fairly.ts';

/** Messages a second (or, of what was saved up, at once) of each own queue, each rival, each station. */
export type Flow = {
  own: [queue: number, amount: number][];
  rivals: [rival: number, channel: number, amount: number][];
  used: [station: number, amount: number][];
};

type Claim = { weight: number; most: number };
type Lane = {
  channel: number;
  /** Stations that are open, and how much each gives. */
  open: number[];
  raw: Float64Array;
  /** Queues bound to an open station, and its place among them. */
  bound: { queue: number; at: number }[];
  /** The queue for whoever is free; below nought: nobody waits in it. */
  shared: number;
  ready: number;
  capacity: number;
  claims: Claim[];
  rivals: number[];
};
type Plan = { channel: number; most: number };

/** `saved`: what senders and pace have saved up while they rested; otherwise the steady flow. */
export function planFlow(state: SendingState, saved: boolean): Flow {
  const flow: Flow = { own: [], rivals: [], used: [] };
  const lanes: Lane[] = [];
  const plans: Plan[] = [];
  for (let channel = 0; channel < channels.length; channel++) {
    const lane = laneOf(state, channel, saved);
    if (!lane) continue;
    lanes.push(lane);
    if (lane.claims[0]!.most > 0)
      plans.push({ channel, most: splitFairly(lane.capacity, lane.claims)[0] ?? 0 });
  }
  cutToPace(state, plans, saved);
  for (const lane of lanes) {
    const mine = plans.find((one) => one.channel === lane.channel)?.most ?? 0;
    landOnSenders(state, lane, mine, saved, flow);
  }
  return flow;
}

/** Their places are noted in the state, so that a queue finds its station without looking for it. */
function openStations(state: SendingState, channel: number): number[] {
  const { stations, tiers, now, placeOf } = state;
  const open: number[] = [];
  for (const index of state.stationsOf[channel]!) {
    const one = stations[index]!;
    const works =
      one.open_from <= now + tiny &&
      one.left > tiny &&
      (one.tier === null || (tiers[one.tier]?.left ?? 0) > tiny);
    placeOf[index] = works ? open.push(index) - 1 : -1;
  }
  return open;
}

/** On how many channels a rival has somebody to write to now. */
function widthOf(ready: Float64Array): number {
  let wide = 0;
  for (const count of ready) if (count > tiny) wide++;
  return wide;
}

/** A channel's open senders and who wants them: the campaign first, then its rivals. */
function laneOf(state: SendingState, channel: number, saved: boolean): Lane | undefined {
  const { situation, stations, tiers, queues } = state;
  const open = openStations(state, channel);
  if (open.length === 0) return undefined;
  const raw = new Float64Array(open.length);
  const most = new Float64Array(open.length);
  let capacity = 0;
  open.forEach((index, at) => {
    const one = stations[index]!;
    const own = saved ? Math.min(one.level, one.left) : one.rate;
    raw[at] = own;
    most[at] = one.tier === null || !saved ? own : Math.min(own, tiers[one.tier]?.left ?? 0);
    capacity += most[at];
  });
  if (!saved) {
    const singles = situation.singles[channels[channel]!] ?? 0;
    capacity = Math.max(capacity / 2, capacity - singles);
  }
  if (capacity <= tiny) return undefined;
  const bound: Lane['bound'] = [];
  let shared = -1;
  let ready = 0;
  let boundMost = 0;
  for (const queue of state.queuesOf[channel]!) {
    const { station, sum } = queues[queue]!;
    ready += sum;
    if (sum <= tiny) continue;
    if (station === null) {
      if (shared < 0) shared = queue;
      continue;
    }
    const at = state.placeOf[station]!;
    if (at < 0) continue;
    boundMost += most[at]!;
    bound.push({ queue, at });
  }
  const wanted =
    ready <= tiny
      ? 0
      : Math.min(shared >= 0 ? capacity : Math.min(capacity, boundMost), saved ? ready : Infinity);
  const claims = [{ weight: situation.own.weight, most: wanted }];
  const rivals = claimsOfRivals(state, { channel, capacity, saved }, claims);
  return { channel, open, raw, bound, shared, ready, capacity, claims, rivals };
}

/** Adds what the rivals want of the channel; says who they are. */
function claimsOfRivals(
  { rivals }: SendingState,
  { channel, capacity, saved }: { channel: number; capacity: number; saved: boolean },
  claims: Claim[],
): number[] {
  const taking: number[] = [];
  rivals.forEach((one, index) => {
    const ready = one.ready[channel] ?? 0;
    if (ready <= tiny) return;
    const limit = one.pace === null ? capacity : saved ? 0 : one.pace / Math.max(1, widthOf(one.ready));
    claims.push({ weight: one.weight, most: Math.min(limit, saved ? ready : Infinity) });
    taking.push(index);
  });
  return taking;
}

/** The campaign's own pace is one for all its channels; without one, what the installation can handle. */
function cutToPace(state: SendingState, plans: Plan[], saved: boolean): void {
  const { situation, stations, ownPace, turn } = state;
  if (ownPace === null) {
    if (saved) return;
    const sum = plans.reduce((total, one) => total + one.most, 0);
    if (sum > situation.engine) for (const one of plans) one.most *= situation.engine / sum;
    return;
  }
  const total = saved ? Math.max(0, Math.floor(state.pace + tiny)) : ownPace;
  if (!saved && plans.length > 1 && plans.reduce((sum, one) => sum + one.most, 0) > total)
    for (const one of plans) {
      const slots = stations.reduce((sum, it) => sum + (it.on === one.channel ? it.burst : 0), 0);
      one.most /= 1 + (one.most * turn) / Math.max(1, slots);
    }
  const parts = splitFairly(
    total,
    plans.map((one) => ({ weight: 1, most: one.most })),
  );
  plans.forEach((one, index) => (one.most = parts[index] ?? 0));
}

/**
 * People who know one sender go to it, everybody else to whoever is free. What is bound to a sender uses that sender;
 * everything else, rivals and single messages too, takes from all alike.
 */
function landOnSenders(state: SendingState, lane: Lane, mine: number, saved: boolean, flow: Flow): void {
  const { situation, queues, known } = state;
  const { channel, open, raw, bound, shared, ready, capacity } = lane;
  const claims = [{ weight: situation.own.weight, most: mine }, ...lane.claims.slice(1)];
  const parts = splitFairly(capacity, claims);
  lane.rivals.forEach((rival, index) => flow.rivals.push([rival, channel, parts[index + 1] ?? 0]));
  const total = sumOf(parts); // claims are met in full: ours is what we plan to send
  const rawSum = sumOf(raw);
  const part = rawSum > 0 ? Math.min(1, (shared < 0 ? capacity : mine) / rawSum) : 0;
  let left = mine;
  const boundTo = new Float64Array(open.length);
  for (const { queue, at } of bound) {
    const most = raw[at]! * part;
    const fair = shared < 0 ? most : Math.min(most, ((mine * queues[queue]!.sum) / ready) * known);
    const amount = Math.min(left, fair);
    left -= amount;
    boundTo[at]! += amount;
    flow.own.push([queue, amount]);
  }
  if (shared >= 0) flow.own.push([shared, left]);
  const idle = shared >= 0 ? 0 : left; // nobody bound to a free sender is left for it
  let freeSum = 0;
  for (let at = 0; at < open.length; at++) freeSum += Math.max(0, raw[at]! - boundTo[at]!);
  const floating = total - idle - sumOf(boundTo) + (saved ? 0 : rawSum - capacity);
  for (let at = 0; at < open.length; at++) {
    const free = Math.max(0, raw[at]! - boundTo[at]!);
    flow.used.push([open[at]!, boundTo[at]! + (freeSum > 0 ? (floating * free) / freeSum : 0)]);
  }
}

function sumOf(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  return sum;
}
