// A lane is a sender account under lease: exactly one process owns it, keeps its token window in memory, and fences
// every write with the lease's token. Enters: the clock. Leaves: lanes this process may use right now.
// Guaranteed: two processes never hold one lane's valid lease; a lane taken over has its predecessor's in-flight
// messages turned `unknown` before it sends anything.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { AccountAccess } from '../channels/channel.ts';
import type { LaneFacts } from '../devices/allocate.ts';
import type { Runtime } from '../runtime.ts';
import { openCredentials } from '../security/open-credentials.ts';
import {
  acquireLanes,
  giveLanes,
  laneGroups,
  laneRows,
  lockLanePlan,
  releaseLanes,
  renewLeases,
  type LaneRow,
} from './lane-queries.ts';
import type { Intent } from './intent.ts';
import { countedDays } from './counted-days.ts';
import { planLanes } from './plan-lanes.ts';
import { recoverInFlight } from './recover.ts';
import { settleDoubts } from './settle-doubts.ts';
import { TokenWindow } from './token-window.ts';

export type Lane = {
  account: AccountAccess;
  device_id: string;
  workspace_id: string;
  portfolio_id: string | null;
  row: LaneRow;
  lease_token: number;
  lease_expires_at: number;
  tokens: TokenWindow;
  /** Claims of each UTC day that may still count, as committed. */
  claimed: Map<string, number>;
  in_flight: number;
  paused_until: Date | null;
  held: boolean;
};

/** A process stops using a lane this long before its lease ends, so that a stalled one has stopped in time. */
const leaseMarginMs = 1_000;

export class LaneSet {
  readonly lanes = new Map<string, Lane>();
  /** Intents of claims that failed: whether their commit landed is asked with the next refresh. */
  readonly doubts: Intent[] = [];
  private readonly rt: Runtime;

  constructor(rt: Runtime) {
    this.rt = rt;
  }

  /** Renews what we own, takes free lanes up to our fair part of the pool, and refreshes every lane's facts. */
  async refresh(): Promise<void> {
    const { rt } = this;
    const now = rt.clock.now();
    const leaseUntil = new Date(now.getTime() + rt.config.leaseSeconds * 1000);
    const renewed = new Set(await renewLeases(rt.db, rt.instanceId, now, leaseUntil));
    for (const [id, lane] of this.lanes) {
      if (renewed.has(id)) lane.lease_expires_at = leaseUntil.getTime();
      else this.lanes.delete(id); // lost: somebody else's now
    }
    const taken = await this.shareLanes(now, leaseUntil);
    if (taken > 0) rt.crashPoint('lease-taken');
    // Every lane, not only the new ones: a recovery that failed half-way, or that met a row still locked by its last
    // owner's open transaction, is finished by the next round.
    const rows = await laneRows(rt.db, rt.instanceId, countedDays(now));
    await recoverInFlight(rt, rows, now);
    if (taken > 0) rt.crashPoint('after-recovery');
    this.load(rows, now, leaseUntil);
    const asked = this.doubts.splice(0);
    try {
      this.doubts.push(...(await settleDoubts(rt, asked)));
    } catch (error) {
      this.doubts.push(...asked);
      throw error;
    }
    rt.metrics.lanes.set(this.lanes.size);
  }

  /**
   * Takes what is free of our part and gives up what is more than that. Only idle lanes leave, for processes that came
   * later: no message under way changes hands.
   */
  private async shareLanes(now: Date, leaseUntil: Date): Promise<number> {
    const { rt } = this;
    return rt.db.transaction().execute(async (tx) => {
      await lockLanePlan(tx);
      const { groups, others } = await laneGroups(tx, rt.instanceId, now, leaseUntil);
      const { take, give } = planLanes(groups, others);
      const leaving = new Set(give.map((group) => `${group.workspace_id}/${group.channel}`));
      const idle = [...this.lanes.values()].filter(
        (lane) => lane.in_flight === 0 && leaving.has(`${lane.workspace_id}/${lane.account.channel}`),
      );
      // Ours no more from here on: a claim that planned with one of them finds out before it counts or calls.
      for (const lane of idle) this.lanes.delete(lane.account.id);
      await giveLanes(
        tx,
        rt.instanceId,
        idle.map((lane) => lane.account.id),
      );
      return acquireLanes(tx, rt.instanceId, now, leaseUntil, take);
    });
  }

  /** Once more for lanes the database did not let claim: what it knows of them that this process does not. */
  async reread(ids: readonly string[]): Promise<void> {
    const { rt } = this;
    const rows = await laneRows(rt.db, rt.instanceId, countedDays(rt.clock.now()), ids);
    for (const row of rows) {
      const lane = this.lanes.get(row.id);
      if (lane?.lease_token === row.lease_token) this.update(lane, row);
    }
  }

  private load(rows: readonly LaneRow[], now: Date, leaseUntil: Date): void {
    for (const row of rows) {
      const known = this.lanes.get(row.id);
      if (known) this.update(known, row);
      else this.addLane(row, now, leaseUntil);
    }
    this.rt.metrics.lanesUnreadable.set(rows.filter((row) => !this.lanes.has(row.id)).length);
  }

  private addLane(row: LaneRow, now: Date, leaseUntil: Date): void {
    const account = this.open(row);
    if (!account) return; // the others go on; this one is tried again with each renewal
    this.lanes.set(row.id, {
      account,
      device_id: row.device_id,
      workspace_id: row.workspace_id,
      portfolio_id: row.portfolio_id,
      row,
      lease_token: row.lease_token,
      lease_expires_at: leaseUntil.getTime(),
      tokens: new TokenWindow(row.per_second, now.getTime()),
      claimed: new Map(Object.entries(row.claimed)),
      in_flight: 0,
      paused_until: row.paused_until,
      held: row.policy_hold !== null,
    });
  }

  private update(lane: Lane, row: LaneRow): void {
    if (lane.row.per_second !== row.per_second)
      lane.tokens = new TokenWindow(row.per_second, this.rt.clock.now().getTime());
    if (lane.row.updated_at.getTime() !== row.updated_at.getTime())
      lane.account = this.open(row) ?? lane.account;
    lane.row = row;
    lane.portfolio_id = row.portfolio_id;
    // A pause may have been noted while this row was read.
    lane.paused_until = later(lane.paused_until, row.paused_until);
    lane.held = row.policy_hold !== null;
    // Of a commit whose answer was lost only the row tells; of one made while it was read, only the lane.
    noteClaimed(lane, Object.entries(row.claimed));
    const today = Object.keys(row.claimed).toSorted()[0] ?? '';
    for (const day of lane.claimed.keys()) if (day < today) lane.claimed.delete(day);
  }

  private open(row: LaneRow): AccountAccess | undefined {
    const credentials = openCredentials(this.rt, row);
    if (!credentials) return undefined;
    return {
      id: row.id,
      channel: row.channel,
      address: row.address,
      base_url: row.base_url,
      credentials,
      settings: row.settings,
    };
  }

  /** True while this process may still send on the lane: a margin before the lease ends, so a stalled process stops. */
  isOurs(lane: Lane): boolean {
    return (
      this.lanes.get(lane.account.id) === lane &&
      this.rt.clock.now().getTime() < lane.lease_expires_at - leaseMarginMs
    );
  }

  /** Facts for allocation: a snapshot that the caller may count down while it plans a batch. */
  facts(now: Date, channel?: Channel): LaneFacts[] {
    const at = now.getTime();
    const days = countedDays(now);
    const facts: LaneFacts[] = [];
    for (const lane of this.lanes.values()) {
      if (channel !== undefined && lane.account.channel !== channel) continue;
      if (at >= lane.lease_expires_at - leaseMarginMs) continue;
      const next = lane.tokens.nextAt(at);
      facts.push({
        account_id: lane.account.id,
        device_id: lane.device_id,
        workspace_id: lane.workspace_id,
        channel: lane.account.channel,
        health: worse(lane.row.health_status, lane.row.device_health),
        held: lane.held,
        maintenance: lane.row.maintenance,
        paused_until: lane.paused_until,
        per_day: lane.row.per_day,
        left_today: lane.row.per_day - claimedOn(lane, days),
        free_tokens: lane.tokens.available(at),
        next_token_at: next === undefined ? undefined : new Date(next),
      });
    }
    return facts;
  }

  /** Gives every lane back at once, for a graceful stop after the last answer was recorded. */
  async release(): Promise<void> {
    this.rt.crashPoint('before-release');
    await releaseLanes(this.rt.db, this.rt.instanceId);
    this.lanes.clear();
  }
}

/** The end of two pauses. */
export function later(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a > b ? a : b) : (a ?? b);
}

/** What is used of the day's limit; of two days, of the one that has more. */
function claimedOn(lane: Lane, days: readonly string[]): number {
  return Math.max(...days.map((day) => lane.claimed.get(day) ?? 0));
}

/** Counts of a day only grow. */
export function noteClaimed(lane: Lane, counts: Iterable<readonly [string, number]>): void {
  for (const [day, count] of counts) lane.claimed.set(day, Math.max(count, lane.claimed.get(day) ?? 0));
}

const badness = { healthy: 0, degraded: 1, offline: 2 } as const;

function worse(a: LaneFacts['health'], b: LaneFacts['health']): LaneFacts['health'] {
  return badness[a] >= badness[b] ? a : b;
}

export function laneChannel(lane: Lane): Channel {
  return lane.account.channel;
}
