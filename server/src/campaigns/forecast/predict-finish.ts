// Enters: a situation. Leaves: when the campaign will be done, as a band that nine campaigns in ten end in, per channel
// and over time. Guaranteed: the same situation gives the same answer; never later than `earliest` ≤ `likely` ≤ `latest`.
// Pure: docs/delivery.md, "Queueing model", says what is modelled and how well it does.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { seeded } from './draw.ts';
import { horizon, runOnce, type Run } from './run-once.ts';
import type { Situation } from './situation.ts';

export type Prediction = {
  /** Seconds from the moment the forecast is made; null: it does not end within 400 days as things stand. */
  finish: { earliest: number; likely: number; latest: number } | null;
  by_channel: Partial<Record<Channel, number>>;
  curve: { at: number; low: number; likely: number; high: number }[];
  /** Messages of other campaigns that wait for the same senders when it starts. */
  ahead: number;
};

export const coverage = 0.9;
// Wider than the nominal tails: what the model leaves out (polling, the shape of an answer's delay) has to fit as well.
const tails = { low: 0.03, high: 0.97 };
const draws = 80;
const patience = 2_500; // steps of one run beyond which fewer runs have to do
// Where a hundred campaigns share hundreds of senders, a run takes a tenth of a second: about a second in all has to do. The
// ends of twenty runs still hold nine in ten.
const mostWork = 2_000_000;
const leastDraws = 20;
const points = 48;

export function predictFinish(situation: Situation): Prediction {
  const first = runOnce(situation, seeded(1));
  if (first.finish === Infinity)
    return {
      finish: null,
      by_channel: {},
      curve: curveOf([first], situation),
      ahead: Math.round(first.ahead),
    };
  const wanted = drawsFor(situation, first.curve.length);
  const runs = Array.from({ length: wanted }, (_, index) => runOnce(situation, seeded(7_919 * (index + 1))));
  const ahead = Math.round(
    at(
      runs.map((one) => one.ahead).sort((a, b) => a - b),
      0.5,
    ),
  );
  const ended = runs.filter((one) => one.finish < horizon);
  if (ended.length < runs.length / 2)
    return { finish: null, by_channel: {}, curve: curveOf(runs, situation), ahead };
  const finishes = runs.map((one) => one.finish).sort((a, b) => a - b);
  const likely = at(finishes, 0.5);
  const span = likely - situation.start;
  const slack = 1 + Math.min(300, 0.01 * span);
  const by_channel: Prediction['by_channel'] = {};
  channels.forEach((channel, index) => {
    if (!situation.own.waiting.some((one) => one.channel === channel)) return;
    by_channel[channel] = at(
      runs.map((one) => one.byChannel[index] ?? 0).sort((a, b) => a - b),
      0.5,
    );
  });
  return {
    finish: {
      earliest: Math.max(situation.start, at(finishes, tails.low) - slack),
      likely,
      latest: at(finishes, tails.high) + slack,
    },
    by_channel,
    curve: curveOf(runs, situation),
    ahead,
  };
}

/** Each step looks at every sender, everybody who waits and every rival's channels. */
function drawsFor({ stations, own, rivals }: Situation, steps: number): number {
  if (steps > patience) return 30;
  const width = stations.length + own.waiting.length + rivals.length * channels.length;
  return Math.max(leastDraws, Math.min(draws, Math.floor(mostWork / (steps * width))));
}

function at(sorted: readonly number[], quantile: number): number {
  const place = quantile * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}

/** How many messages will have been accepted by when: the middle of the runs, and where nine in ten of them are. */
function curveOf(runs: readonly Run[], situation: Situation): Prediction['curve'] {
  const ends = runs.map((one) => Math.min(one.finish, one.curve.at(-1)?.at ?? 0)).sort((a, b) => a - b);
  const end = at(ends, tails.high);
  const cursors = runs.map(() => 0);
  return Array.from({ length: points + 1 }, (_, index) => {
    const moment = situation.start + ((end - situation.start) * index) / points;
    const counts = runs
      .map((run, which) => {
        let cursor = cursors[which] ?? 0;
        while (cursor + 1 < run.curve.length && (run.curve[cursor + 1]?.at ?? 0) <= moment) cursor++;
        cursors[which] = cursor;
        const from = run.curve[cursor];
        const to = run.curve[cursor + 1];
        if (!from) return 0;
        if (!to || to.at === from.at) return from.accepted;
        return (
          from.accepted + ((to.accepted - from.accepted) * Math.max(0, moment - from.at)) / (to.at - from.at)
        );
      })
      .sort((a, b) => a - b);
    return { at: moment, low: at(counts, 0.05), likely: at(counts, 0.5), high: at(counts, 0.95) };
  });
}
