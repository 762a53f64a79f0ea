// What is to be seen of a sender right now. Pure: facts in, the worst thing they show out, with its reason. Whether that
// changes anything is judge-health.ts's to say.
import type { Heartbeat } from '@sampark/contracts/devices.ts';
import type { Channel, HealthStatus } from '@sampark/contracts/domain.ts';
import { healthReasons } from '@sampark/contracts/health-reasons.ts';
import { worseHealth, type Observation } from './judge-health.ts';

export const thresholds = {
  /** Heartbeats missed before a device counts as gone. */
  missedBeats: 3,
  defaultIntervalSeconds: 60,
  batteryPercent: 15,
  storageMb: 100,
  /** Failed platform checks in a row; they come a minute apart. */
  failedChecks: 2,
  /** Sends in the last five minutes that an error rate needs to mean something. */
  leastSends: 20,
  degradedShare: 0.2,
  offlineShare: 0.6,
  /** Accepted sends without any receipt, and what makes that strange. */
  silentSends: 10,
  usualSends: 100,
  usualShare: 0.7,
} as const;

export type Said = { health: HealthStatus; reason: string | null };

export type DeviceFacts = {
  /** What somebody said about it, as against what it reports. */
  said: Said | null;
  agent_token_made_at: Date | null;
  last_heartbeat_at: Date | null;
  heartbeat: Heartbeat | null;
};

export type AccountFacts = {
  channel: Channel;
  said: Said | null;
  /** The device's report, while it is fresh. */
  heartbeat: Heartbeat | null;
  check: { health: HealthStatus; code: string | null; detail: string | null; streak: number } | null;
  /** Of the last five minutes. */
  sends: number;
  faults: number;
  /** Accepted more than ten minutes ago and since the last receipt of any kind. */
  unanswered: number;
  usual_accepted: number;
  usual_delivered: number;
  gives_receipts: boolean;
  capture_fault: string | null;
  require_capture: boolean;
  /** It was taken out for want of receipts and none has come since. */
  still_silent: boolean;
  /** No sender of this channel hears anything: rather our own callbacks than all of them at once. */
  channel_silent: boolean;
};

const well: Observation = { status: 'healthy', reason: null };

export function observeDevice(facts: DeviceFacts, now: Date): Observation {
  return worst([ofSaid(facts.said), ofBeat(facts, now)]);
}

/** Undefined: this device is not judged by heartbeats. It has no agent, or its agent has never spoken. */
export function beatAgeMs(facts: Omit<DeviceFacts, 'said'>, now: Date): number | undefined {
  const { agent_token_made_at: made, last_heartbeat_at: last } = facts;
  if (made === null || last === null) return undefined;
  // A new token gives the agent time to be told.
  return now.getTime() - Math.max(made.getTime(), last.getTime());
}

export function isSilent(facts: Omit<DeviceFacts, 'said'>, now: Date): boolean {
  const age = beatAgeMs(facts, now);
  const interval = facts.heartbeat?.interval_seconds ?? thresholds.defaultIntervalSeconds;
  return age !== undefined && age > thresholds.missedBeats * interval * 1000;
}

function ofBeat(facts: DeviceFacts, now: Date): Observation {
  const age = beatAgeMs(facts, now);
  const beat = facts.heartbeat;
  if (age === undefined || beat === null) return well;
  if (isSilent(facts, now)) {
    const minutes = Math.floor(age / 60_000);
    return {
      status: 'offline',
      reason: 'no_heartbeat',
      detail: `no heartbeat for ${minutes} min`,
      sure: true,
    };
  }
  return worst([
    beat.health_status === undefined || beat.health_status === 'healthy'
      ? well
      : { status: beat.health_status, reason: 'reported', ...(beat.reason ? { detail: beat.reason } : {}) },
    beat.network === 'none' ? { status: 'offline', reason: 'no_network' } : well,
    beat.battery !== undefined && beat.battery <= thresholds.batteryPercent && beat.charging !== true
      ? { status: 'degraded', reason: 'battery_low', detail: `battery ${Math.round(beat.battery)}%` }
      : well,
    beat.storage_free_mb !== undefined && beat.storage_free_mb < thresholds.storageMb
      ? { status: 'degraded', reason: 'storage_low', detail: `${beat.storage_free_mb} MB free` }
      : well,
  ]);
}

export function observeAccount(facts: AccountFacts): Observation {
  return worst([
    ofSaid(facts.said),
    ofCapture(facts),
    ofApp(facts),
    ofCheck(facts),
    ofErrors(facts),
    ofSilence(facts),
  ]);
}

function ofSaid(said: Said | null): Observation {
  return said === null ? well : { status: said.health, reason: said.reason, sure: true };
}

function ofApp({ heartbeat, channel }: AccountFacts): Observation {
  const state = heartbeat?.apps?.[channel]?.state;
  if (state === 'logged_out') return { status: 'offline', reason: 'logged_out' };
  if (state === 'stopped') return { status: 'offline', reason: 'app_not_running' };
  return well;
}

/** Records law: where answers have to be kept, nothing is sent that could not be answered. */
function ofCapture({ capture_fault }: AccountFacts): Observation {
  if (capture_fault === null) return well;
  return { status: 'offline', reason: 'capture_down', detail: capture_fault };
}

function ofCheck({ check }: AccountFacts): Observation {
  if (check === null || check.health === 'healthy' || check.streak > -thresholds.failedChecks) return well;
  const otherwise = check.health === 'offline' ? 'check_failed' : 'check_degraded';
  const reason = check.code?.startsWith('account_') ? 'check_refused' : otherwise;
  return { status: check.health, reason, ...(check.detail ? { detail: check.detail } : {}) };
}

function ofErrors({ sends, faults }: AccountFacts): Observation {
  if (sends < thresholds.leastSends) return well;
  const share = faults / sends;
  if (share < thresholds.degradedShare) return well;
  return {
    status: share >= thresholds.offlineShare ? 'offline' : 'degraded',
    reason: 'error_rate',
    detail: `${faults} of ${sends} failed in 5 min`,
  };
}

/** A session that says it is connected and is dead: it takes everything and nothing arrives. */
function ofSilence(facts: AccountFacts): Observation {
  if (!facts.gives_receipts) return well;
  if (facts.still_silent) return { status: 'offline', reason: 'no_receipts' };
  const usually = facts.usual_accepted >= thresholds.usualSends;
  if (!usually || facts.usual_delivered / facts.usual_accepted < thresholds.usualShare) return well;
  if (facts.unanswered < thresholds.silentSends) return well;
  const deaf = facts.channel_silent && facts.require_capture;
  return {
    status: facts.channel_silent && !deaf ? 'degraded' : 'offline',
    reason: deaf ? 'capture_down' : 'no_receipts',
    detail: `${facts.unanswered} accepted and not one receipt`,
  };
}

/** The first of equals: what somebody said goes before what we see. */
function worst(seen: readonly Observation[]): Observation {
  return seen.reduce((a, b) => (worseHealth(a.status, b.status) === a.status ? a : b), well);
}

const own: ReadonlySet<string> = new Set(healthReasons);

/**
 * What somebody said about a sender, read off its present state: a reason that is not one of ours was written by a
 * platform's notice, a refused send or an administrator, and stays until they say otherwise.
 */
export function saidOf(
  present: { health: HealthStatus; reason: string | null },
  stored: Said | null,
): Said | null {
  if (present.health === 'healthy') return null;
  return present.reason !== null && own.has(present.reason) ? stored : present;
}
