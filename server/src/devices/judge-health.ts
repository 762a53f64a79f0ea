// Whether a sender's state changes, after one more look at it. Pure. Enters: what is remembered, what is seen now. Leaves:
// what to remember, and the change if there is one. Guaranteed: one bad look never takes a sender out and one good look
// never brings it back; between two changes lies at least the dwell time, so it does not flap.
import type { HealthStatus } from '@sampark/contracts/domain.ts';

export type HealthMemory = {
  status: HealthStatus;
  since: Date;
  /** Looks in a row that were worse than the status, or better; never both. */
  bad: number;
  good: number;
  /** Of those in a row: the mildest of the bad ones, the worst of the good ones. That is where it goes. */
  toward: HealthStatus | null;
};

export type Observation = {
  status: HealthStatus;
  /** A health reason or send code; null when healthy. */
  reason: string | null;
  detail?: string;
  /** It spans time by itself (three minutes without a word): it needs no further looks. */
  sure?: boolean;
};

export type HealthChange = {
  from: HealthStatus;
  to: HealthStatus;
  reason: string | null;
  detail: string | null;
};
export type Judgement = { memory: HealthMemory; change: HealthChange | null };

export const hysteresis = {
  /** Looks in a row; the monitor looks every ten seconds. */
  fallAfter: 3,
  riseAfter: 6,
  /** The least time in a state before it is left for a worse or a better one. */
  fallDwellMs: 30_000,
  riseDwellMs: 120_000,
} as const;

const order = { healthy: 0, degraded: 1, offline: 2 } as const;

export function worseHealth(a: HealthStatus, b: HealthStatus): HealthStatus {
  return order[a] >= order[b] ? a : b;
}

function milder(a: HealthStatus, b: HealthStatus): HealthStatus {
  return order[a] <= order[b] ? a : b;
}

export function judgeHealth(memory: HealthMemory, seen: Observation, now: Date): Judgement {
  const { status } = memory;
  if (seen.status === status) return { memory: settled(status, memory.since), change: null };
  const stood = now.getTime() - memory.since.getTime();
  const falling = order[seen.status] > order[status];
  const next: HealthMemory = falling
    ? {
        ...{ status, since: memory.since, good: 0 },
        bad: seen.sure ? hysteresis.fallAfter : Math.min(memory.bad + 1, hysteresis.fallAfter),
        toward:
          memory.bad > 0 && memory.toward && !seen.sure ? milder(memory.toward, seen.status) : seen.status,
      }
    : {
        ...{ status, since: memory.since, bad: 0 },
        good: Math.min(memory.good + 1, hysteresis.riseAfter),
        toward: memory.good > 0 && memory.toward ? worseHealth(memory.toward, seen.status) : seen.status,
      };
  const ripe = falling
    ? next.bad >= hysteresis.fallAfter && stood >= hysteresis.fallDwellMs
    : next.good >= hysteresis.riseAfter && stood >= hysteresis.riseDwellMs;
  const to = next.toward ?? seen.status;
  if (!ripe || to === status) return { memory: next, change: null };
  return {
    memory: settled(to, now),
    change: {
      ...{ from: status, to },
      reason: to === 'healthy' ? null : seen.reason,
      detail: to === 'healthy' ? null : (seen.detail ?? null),
    },
  };
}

function settled(status: HealthStatus, since: Date): HealthMemory {
  return { status, since, bad: 0, good: 0, toward: null };
}
