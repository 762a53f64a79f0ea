// Enters: what is left to send. Leaves: the situation it meets, read from the database: senders with rates, quotas and
// pauses, portfolio budgets, other campaigns in the same queues, and what the last day taught about faults and delays.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';
import type { Runtime } from '../../runtime.ts';
import { closedFor, groupStations } from './group-stations.ts';
import { learnFromLastDay } from './learn-from-last-day.ts';
import { loadRivals } from './load-rivals.ts';
import { loadTiers, type LoadedSender } from './load-senders.ts';
import { quietUntilAll } from '../../policy/limits.ts';
import { zonesOf } from '../../policy/zones.ts';
import type { Place } from './count-audience.ts';
import { quietSpells } from './quiet-spells.ts';
import type { Situation } from './situation.ts';

/** Messages that may go from `from` on (null: at once), to people of one place. */
export type Left = { channel: Channel; place: Place; from: Date | null; count: number };
export type Asked = {
  campaign_id: string;
  workspace_id: string;
  weight: number;
  pace_per_second: number | null;
  purpose: Purpose;
  start: Date;
  left: readonly Left[];
  /** People of `left` who know one sender: their share of a channel waits for it. */
  known: readonly { channel: Channel; account_id: string; count: number }[];
  settings: WorkspaceSettings;
  time_zone: string;
};

/** Messages a second that one dispatch process carries through its whole life on a small machine. */
const enginePerProcess = 3_000;
export async function loadSituation(
  rt: Runtime,
  asked: Asked,
  senders: readonly LoadedSender[],
  now: Date,
): Promise<Situation> {
  const { workspace_id } = asked;
  const seen = await learnFromLastDay(rt, workspace_id, now);
  const secondsTo = (at: Date | null) =>
    at === null ? 0 : Math.max(0, (at.getTime() - now.getTime()) / 1000);
  const ready = senders.filter((one) => one.state === 'ready');
  const portfolios = [...new Set(ready.flatMap((one) => one.portfolio_id ?? []))];
  const tiers = await loadTiers(rt, portfolios, now);
  const { stations, stationOf } = groupStations(ready, asked, tiers.place, secondsTo, seen.answerMs);

  const quiet: Situation['quiet'] = [];
  const placeOf = placesOf(asked, now, quiet);
  const totals = new Map<Channel, number>();
  for (const one of asked.left) totals.set(one.channel, (totals.get(one.channel) ?? 0) + one.count);
  const bound = new Map<string, { channel: Channel; station: number; count: number }>();
  for (const one of asked.known) {
    const station = stationOf.get(one.account_id) ?? closedFor(one, senders, stations);
    if (station === undefined) continue;
    const key = `${one.channel}/${station}`;
    const known = bound.get(key) ?? { channel: one.channel, station, count: 0 };
    known.count += one.count;
    bound.set(key, known);
  }
  const waiting: Situation['own']['waiting'] = asked.left.flatMap((one) => {
    const total = totals.get(one.channel) ?? 0;
    const at = secondsTo(one.from);
    const zone = placeOf(one.place);
    let rest = one.count;
    const parts = [...bound.values()].flatMap((part) => {
      if (part.channel !== one.channel || total === 0) return [];
      const count = Math.min(rest, (one.count * part.count) / total);
      rest -= count;
      return [{ channel: one.channel, zone, station: part.station, at, count }];
    });
    return [...parts, { channel: one.channel, zone, station: null, at, count: rest }].filter(
      (part) => part.count > 1e-6,
    );
  });
  const rivals = await loadRivals(rt, asked, now, secondsTo);
  return {
    start: secondsTo(asked.start),
    midnight: 86_400 - ((now.getTime() / 1000) % 86_400),
    stations,
    tiers: tiers.tiers,
    quiet,
    own: { weight: rivals.own, pace: asked.pace_per_second, waiting },
    rivals: rivals.others,
    singles: seen.singles,
    tries: seen.tries,
    engine: enginePerProcess,
  };
}

/** The index of a place's nights in `quiet`, where they are added when they are new. */
function placesOf(asked: Asked, now: Date, quiet: Situation['quiet']): (place: Place) => number {
  const { purpose, settings } = asked;
  const known = new Map<string, number>();
  const spellsAt = new Map<string, number>();
  return ({ country, time_zone }) => {
    const key = `${country}/${time_zone}`;
    let index = known.get(key);
    if (index === undefined) {
      const prospect = { country, zones: zonesOf({ country, time_zone }, asked.time_zone) };
      const spells = quietSpells(now, (at) => quietUntilAll({ purpose, settings, prospect }, at)?.until);
      const same = JSON.stringify(spells); // places with the same nights are one
      index = spellsAt.get(same) ?? quiet.push(spells) - 1;
      spellsAt.set(same, index);
      known.set(key, index);
    }
    return index;
  };
}
