// Enters: senders that work. Leaves: stations for the queueing model. Pure.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { LoadedSender } from './load-senders.ts';
import type { Asked } from './load-situation.ts';
import type { Station } from './situation.ts';

const usualAnswerMs = 250; // until the first day of own traffic tells
const turnMs = 25; // a claim and a poll of the queue
const mostStations = 8;

/** Senders that behave alike become one station; the busiest with their own people stay apart. */
export function groupStations(
  ready: readonly LoadedSender[],
  asked: Asked,
  tierOf: ReadonlyMap<string, number>,
  secondsTo: (at: Date | null) => number,
  answerMs: ReadonlyMap<Channel, number>,
): { stations: Station[]; stationOf: Map<string, number> } {
  const stations: Station[] = [];
  const stationOf = new Map<string, number>();
  const places = new Map<string, number>();
  for (const channel of channels) {
    const here = ready.filter((one) => one.channel === channel);
    const rateOf = (one: LoadedSender) =>
      effectiveRate(one.per_second, answerMs.get(channel) ?? usualAnswerMs);
    const total = asked.left.reduce((sum, one) => sum + (one.channel === channel ? one.count : 0), 0);
    const rate = here.reduce((sum, one) => sum + rateOf(one), 0);
    const loads = asked.known
      .flatMap((one) => {
        const sender = here.find((it) => it.id === one.account_id);
        return sender && one.channel === channel
          ? [{ id: one.account_id, load: one.count / rateOf(sender) }]
          : [];
      })
      .filter((one) => one.load > total / rate / 2)
      .sort((a, b) => b.load - a.load)
      .slice(0, mostStations);
    const apart = new Set(loads.map((one) => one.id));
    for (const sender of here) {
      const tier = sender.portfolio_id === null ? undefined : tierOf.get(sender.portfolio_id);
      const open_from = secondsTo(sender.paused_until);
      const key = `${channel}/${tier}/${Math.ceil(open_from / 60)}/${apart.has(sender.id) ? sender.id : ''}`;
      let place = places.get(key);
      if (place === undefined) {
        place =
          stations.push({
            ...{ channel, senders: 0, rate: 0, burst: 0, left_today: 0, per_day: 0 },
            ...{ open_from, tier: tier ?? null },
          }) - 1;
        places.set(key, place);
      }
      const station = stations[place] as Station;
      station.senders++;
      station.rate += rateOf(sender);
      station.burst += Math.max(1, Math.floor(sender.per_second));
      station.left_today += sender.left_today;
      station.per_day += sender.per_day;
      if (apart.has(sender.id)) stationOf.set(sender.id, place);
    }
  }
  return { stations, stationOf };
}

/**
 * A held sender's people are not written to by another, and a Telegram chat belongs to one bot: they wait for somebody to
 * act, and so does the end of the campaign.
 */
export function closedFor(
  one: { channel: Channel; account_id: string },
  senders: readonly LoadedSender[],
  stations: Station[],
): number | undefined {
  const state = senders.find((it) => it.id === one.account_id)?.state;
  if (state !== 'held' && !(one.channel === 'telegram' && state !== undefined && state !== 'ready'))
    return undefined;
  const known = stations.findIndex((it) => it.channel === one.channel && it.open_from === Infinity);
  if (known >= 0) return known;
  return (
    stations.push({
      ...{ channel: one.channel, senders: 0, rate: 0, burst: 0, left_today: 0, per_day: 0 },
      ...{ open_from: Infinity, tier: null },
    }) - 1
  );
}

/** A token comes back one window after the answer (token-window.ts), so the answer's delay slows a sender down. */
export function effectiveRate(perSecond: number, answerMs: number): number {
  const size = Math.max(1, Math.floor(perSecond));
  const windowMs = Math.ceil((size / perSecond) * 1000);
  return (size / (windowMs + answerMs + turnMs)) * 1000;
}
