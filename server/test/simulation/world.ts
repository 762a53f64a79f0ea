// One seed's world: clock, database, platforms, processes and the people in it. Built anew for each seed on one database.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { Config } from '../../src/config.ts';
import type { Metrics } from '../../src/http/metrics.ts';
import type { Keys } from '../../src/security/seal.ts';
import type { KnownAccount } from '../../src/webhooks/accounts.ts';
import type { Oracle } from './oracle.ts';
import type { Platforms } from './platforms.ts';
import type { SimDatabase } from './postgres.ts';
import type { SimProcess } from './process.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

export type SimAccount = KnownAccount & { per_second: number; per_day: number; pair_seconds: number };
export type SimPerson = { id: string; phone: string; channels: Channel[]; chat: string };

/** What a seed decides before anything runs. */
export type Plan = {
  channels: Channel[];
  processes: number;
  inFlight: number;
  kills: number;
  pauses: number;
  resets: number;
  partitions: number;
  reexpansions: number;
  pausesByPerson: number;
  stops: number;
  cancels: number;
  /** Different people that all WhatsApp numbers together may write to in 24 hours. */
  tier?: number;
  /** Messages a person may get in seven days. */
  weeklyCap: number;
  /** People of an audience that are expanded in one go. */
  chunk: number;
  /** After so many a run that is not over is stuck. */
  mostTurns: number;
  /** One send in so many meets a fault of its platform. */
  trouble: number;
  /** Resets come after commits that wrote this table, and no others: their answer is lost. */
  lostCommits?: 'attempts' | 'intents';
  /** The first channel of nearly everybody does not have them: they hear from the next one at once. */
  fallbacks?: boolean;
  /** Every receipt comes twice, the second time when the others may be through. */
  lateReceipts?: boolean;
  /** Senders are banned often. */
  bans?: boolean;
  /** Every process follows the log, and nobody who looks for work looks later. */
  watchful?: boolean;
  /** This share of what is written waits a while for its commit, and others meet it half done. */
  slowCommits: number;
  /** Every process dies at this point (processes/crash-points.ts) once, while there are kills left. */
  crashAt?: string;
  /** Of every sender. */
  perDay?: number;
};

/** A share of the seeds is not enough for some safeguards (../mutations): these make what they guard against usual. */
export type Bias = Partial<Plan>;

export type World = {
  seed: number;
  plan: Plan;
  turns: Turns;
  database: SimDatabase;
  oracle: Oracle;
  platforms: Platforms;
  processes: SimProcess[];
  accounts: Map<string, SimAccount>;
  people: Map<string, SimPerson>;
  campaigns: { id: string; size: number }[];
  /** Cancelled by a person, perhaps before everybody had a message. */
  ended: Set<string>;
  workspace_id: string;
  pm: string;
  /** For what happens, apart from who moves next. */
  chance: Random;
  shared: { config: Config; keys: Keys; metrics: Metrics };
  /** How often a process lost what it was doing: kills, and pauses or partitions longer than a lease. */
  interruptions: number;
};
