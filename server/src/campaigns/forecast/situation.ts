// What the queueing model knows: plain numbers, times in seconds from the moment the forecast is made. Filled from the
// database by load-situation.ts and by hand in tests.
import type { Channel } from '@sampark/contracts/domain.ts';

/** Senders of one channel that behave alike: same portfolio, free from the same moment. */
export type Station = {
  channel: Channel;
  senders: number;
  /** Messages a second, waiting for answers included. */
  rate: number;
  /** Messages that may leave at once when the senders have rested. */
  burst: number;
  left_today: number;
  per_day: number;
  /** A paused sender works again after so many seconds. */
  open_from: number;
  /** Index into `tiers`; null: no shared budget. */
  tier: number | null;
};

/** A portfolio's budget of different people in any 24 hours. */
export type Tier = { left: number; frees: { at: number; count: number }[] };

/** Messages that can go from `at` on. `station` is set when only that sender may carry them soon. */
export type Waiting = { channel: Channel; zone: number; station: number | null; at: number; count: number };

export type Rival = {
  weight: number;
  pace: number | null;
  waiting: { channel: Channel; at: number; count: number }[];
};

export type Situation = {
  /** When the campaign starts; 0: now. */
  start: number;
  /** Seconds until the daily quotas begin anew (midnight UTC). */
  midnight: number;
  stations: Station[];
  tiers: Tier[];
  /** Per zone of the recipients: spells without sending, [from, to), ascending, for two weeks; then they repeat. */
  quiet: [from: number, to: number][][];
  own: { weight: number; pace: number | null; waiting: Waiting[] };
  rivals: Rival[];
  /** Single messages a second, which go first. */
  singles: Partial<Record<Channel, number>>;
  /** Tries that failed for the moment and tries in all, of the last day. */
  tries: Partial<Record<Channel, { failed: number; all: number }>>;
  /** Messages a second the whole installation can handle. */
  engine: number;
};
